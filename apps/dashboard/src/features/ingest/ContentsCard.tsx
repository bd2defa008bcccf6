import type { SalesContents } from '@almanac/data/contract';
import { Card, Metric, MetricStrip } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

/** What a sales file says as a whole, and what somebody should know about it before it is written. */
export function ContentsCard({ contents }: { readonly contents: SalesContents }) {
  const t = useTranslations('data.contents');
  const f = useFormatters();
  const { firstDay, lastDay, products, newProducts, customers, newCustomers, orders } = contents;
  const notes = (['linesWithoutCustomer', 'returnedLines', 'freeLines', 'linesWithoutPrice'] as const).filter((name) => contents[name] > 0);
  return (
    <Card title={t('title')} description={t('text')}>
      <div className="grid gap-4">
        <MetricStrip>
          <Metric label={t('days')} value={f.integer((Date.parse(lastDay) - Date.parse(firstDay)) / MS_PER_DAY + 1)} detail={f.dateRange(firstDay, lastDay)} />
          <Metric label={t('products')} value={f.integer(products)} detail={t('newOnes', { count: newProducts })} />
          <Metric label={t('customers')} value={customers === 0 ? '—' : f.integer(customers)} detail={customers === 0 ? t('noneNamed') : t('newOnes', { count: newCustomers })} />
          <Metric label={t('netSales')} value={f.moneyOfMajor(contents.netSales)} detail={orders > 0 && t('inOrders', { count: orders })} />
        </MetricStrip>
        {notes.length > 0 && (
          <ul className="grid gap-1 text-sm text-ink-soft">
            {notes.map((name) => (
              <li key={name}>{t(name, { count: contents[name] })}</li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

const MS_PER_DAY = 86_400_000;
