'use client';
import { type ItemKey, mayActAs } from '@almanac/data/contract';
import { Badge, Button, Card, PageHeader, StockBar, TimeChart, TrendingUpIcon } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useSeriesClassName } from '../forecasting';
import { ItemTables } from './ItemTables';
import { exceptionTone, useReasonSentence } from './names';
import { PolicyCard } from './PolicyCard';
import { prepareProjectionChart } from './prepare-projection-chart';
import { SuggestionCard } from './SuggestionCard';
import { SupplierCard } from './SupplierCard';

/** A product at a location: where its stock stands, what to do about it, and why. */
export function ItemDetail({ itemKey }: { readonly itemKey: ItemKey }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const className = useSeriesClassName();
  const reasonOf = useReasonSentence();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data } = useSuspenseQuery(trpc.inventory.get.queryOptions(itemKey));
  const { item, projection, inOneLeadTime, demand } = data;
  const mayEdit = mayActAs(session.role, 'planner');
  const items = (value: number) => t('terms.itemsCount', { count: f.quantity(value) });
  const chart = useMemo(
    () => projection && prepareProjectionChart(projection, { with: t('inventory.item.with'), without: t('inventory.item.without'), bandWith: t('inventory.item.bandWith'), bandWithout: t('inventory.item.bandWithout'), receipt: t('inventory.item.receipt') }),
    [projection, t],
  );
  const rounded = (value: number) => items(value >= 10 ? Math.round(value) : value);
  const place = { product: item.productName, location: item.location };
  const level = (term: 'safetyStock' | 'reorderPoint' | 'orderUpTo' | 'onOrder') => ({ label: t(`inventory.terms.${term}`), value: item[term], text: rounded(item[term]), help: t(`inventory.termHelp.${term}`) });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        above={<BackLink href="/inventory">{t('inventory.title')}</BackLink>}
        title={item.productName}
        description={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>{[item.productCode, item.location, item.category].filter(Boolean).join(' · ')}</span>
            <Badge tone={exceptionTone[item.exception]} hasDot>
              {t(`inventory.exceptions.${item.exception}`)}
            </Badge>
            <Badge>{`${item.abc}${item.xyz}`}</Badge>
            {demand.seriesClass && <Badge>{className(demand.seriesClass)}</Badge>}
          </span>
        }
        actions={
          item.seriesId !== null && (
            <Button asChild>
              <Link href={`/forecasts/${item.seriesId}`}>
                <TrendingUpIcon aria-hidden />
                {t('inventory.item.toForecast')}
              </Link>
            </Button>
          )
        }
      />
      <SuggestionCard detail={data} mayEdit={mayEdit} reason={reasonOf(item.reason)} />
      <Card title={t('inventory.item.stockTitle')}>
        <StockBar
          description={t('inventory.item.stockDescription', { ...place, onHand: items(item.onHand), onOrder: items(item.onOrder), safetyStock: rounded(item.safetyStock), reorderPoint: rounded(item.reorderPoint), orderUpTo: rounded(item.orderUpTo) })}
          now={{ label: t('inventory.item.now'), value: item.onHand, text: items(item.onHand), help: t('inventory.termHelp.stock') }}
          onOrder={level('onOrder')}
          later={{ label: t('inventory.item.later', { date: inOneLeadTime ? f.dayAndMonth(inOneLeadTime.date) : '—' }), value: inOneLeadTime?.median ?? 0, text: inOneLeadTime ? rounded(inOneLeadTime.median) : '—', help: t('inventory.item.laterHelp') }}
          safetyStock={level('safetyStock')}
          reorderPoint={level('reorderPoint')}
          orderUpTo={level('orderUpTo')}
        />
      </Card>
      <Card title={t('inventory.item.projectionTitle')} description={t('inventory.item.projectionText')}>
        {chart ? (
          <TimeChart model={chart} height={300} description={t('inventory.item.projectionDescription', place)} formatValue={items} formatAxisValue={f.compact} formatPosition={f.date} formatAxisPosition={f.dayAndMonth} />
        ) : (
          <p className="text-sm text-ink-faint">{t('inventory.item.noProjection')}</p>
        )}
      </Card>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        <SupplierCard detail={data} />
        <PolicyCard detail={data} mayEdit={mayEdit} />
      </div>
      <ItemTables detail={data} />
    </div>
  );
}
