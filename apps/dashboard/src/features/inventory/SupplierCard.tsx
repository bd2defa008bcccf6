'use client';
import type { InventoryDetail } from '@almanac/data/contract';
import { Card, Facts } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useSeriesClassName } from '../forecasting';

/** Who delivers, on what terms, and what is known of demand. */
export function SupplierCard({ detail: { item, supplier, leadTime, unitPriceMinor, lastSoldOn, demand } }: { readonly detail: InventoryDetail }) {
  const t = useTranslations();
  const f = useFormatters();
  const className = useSeriesClassName();
  const margin = unitPriceMinor !== null && item.unitCostMinor !== null && unitPriceMinor > 0 ? (unitPriceMinor - item.unitCostMinor) / unitPriceMinor : null;
  const periods = demand.frequency === 'week' ? 52 : 365;
  const soldYear = demand.sold.slice(-periods).reduce((sum, quantity) => sum + quantity, 0);
  const days = (count: number) => t('inventory.days', { days: Math.round(count) });
  return (
    <Card title={t('inventory.item.termsTitle')}>
      <Facts
        items={[
          { label: t('inventory.terms.supplier'), value: supplier?.name || t('inventory.without.supplier') },
          ...(supplier?.email ? [{ label: t('inventory.item.email'), value: <a href={`mailto:${supplier.email}`} className="text-accent-ink underline underline-offset-2">{supplier.email}</a> }] : []),
          { label: t('inventory.item.supplierMinimum'), value: supplier?.minimumOrderMinor ? f.moneyWhole(supplier.minimumOrderMinor) : t('inventory.policy.unlimited') },
          { label: t('inventory.item.packSize'), value: t('terms.itemsCount', { count: f.quantity(item.packSize) }) },
          { label: t('inventory.item.minimumOrder'), value: t('terms.itemsCount', { count: f.quantity(item.minimumOrder) }) },
          { label: t('inventory.item.unitCost'), value: f.moneyCents(item.unitCostMinor) },
          { label: t('inventory.item.unitPrice'), value: `${f.moneyCents(unitPriceMinor)}${margin === null ? '' : ` (${t('inventory.item.margin')} ${f.percentWhole(margin)})`}` },
          { label: t('inventory.item.leadTimeStated'), value: `${days(leadTime.statedDays)} (${t(`inventory.item.statedBy.${leadTime.statedBy}`)})` },
          { label: t('inventory.item.leadTimeLearned'), value: leadTime.receipts === 0 ? t('inventory.item.notLearned') : t('inventory.item.learnedText', { days: Math.round(leadTime.meanDays), spread: f.quantity(leadTime.sdDays), receipts: leadTime.receipts }) },
          { label: t('inventory.item.pattern'), value: [demand.seriesClass && className(demand.seriesClass), t(`inventory.abcClasses.${item.abc}`), t(`inventory.xyzClasses.${item.xyz}`)].filter(Boolean).join(' · ') },
          { label: t('inventory.terms.dailyDemand'), value: t('terms.itemsCount', { count: f.quantity(item.dailyDemand) }) },
          { label: t('inventory.item.soldYear'), value: t('terms.itemsCount', { count: f.quantity(soldYear) }) },
          { label: t('inventory.item.lastSold'), value: lastSoldOn === null ? '—' : f.date(lastSoldOn) },
        ]}
      />
    </Card>
  );
}
