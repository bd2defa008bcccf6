'use client';
import type { ForecastFrequency } from '@almanac/data/contract';
import { Badge, Card, ChevronRightIcon, CircleCheckIcon, EmptyState } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { seriesPath } from '../forecasting/forecast-view';
import type { Outputs } from '../../platform/trpc-client';

type Attention = Outputs['overview']['get']['attention'][number];

/** What somebody should look at, with the way there. */
export function AttentionList({ items, frequency }: { readonly items: readonly Attention[]; readonly frequency: ForecastFrequency }) {
  const t = useTranslations('overview');
  return (
    <Card title={t('attentionTitle')} description={t('attentionText')} isFlush>
      {items.length === 0 ? (
        <EmptyState icon={<CircleCheckIcon />} title={t('nothingToDo')} />
      ) : (
        <ul className="border-t border-line">
          {items.map((item, index) => (
            <AttentionItem key={index} item={item} frequency={frequency} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function AttentionItem({ item, frequency }: { readonly item: Attention; readonly frequency: ForecastFrequency }) {
  const t = useTranslations('overview');
  const all = useTranslations();
  const f = useFormatters();
  return (
    <li className="border-b border-line last:border-b-0">
      <Link href={targetOf(item, frequency)} className="flex items-center gap-3 px-4 py-2.5 hover:bg-canvas sm:px-5">
        <span className="w-22 shrink-0">
          <Badge tone={item.severity === 'high' ? 'bad' : 'warn'} hasDot>
            {t(`attention.${item.kind}.label`)}
          </Badge>
        </span>
        <span className="min-w-0 flex-1 text-sm">{sentence()}</span>
        <ChevronRightIcon className="size-4 shrink-0 text-ink-faint print:hidden" aria-hidden />
      </Link>
    </li>
  );

  function sentence(): string {
    switch (item.kind) {
      case 'stock_out':
      case 'stock_low': {
        const { product, location, onHand, days, atStakeMinor } = item.params;
        return t(`attention.${item.kind}.text`, { product, location, onHand: f.quantity(onHand), days: f.integer(days), amount: f.moneyWhole(atStakeMinor) });
      }
      case 'bias_high':
      case 'bias_low': {
        const { product, location, periods, frequency: every } = item.params;
        return t(`attention.${item.kind}.text`, { product, location, periods: all(`periodCount.${every}`, { count: periods }) });
      }
      case 'import_problems':
        return t('attention.import_problems.text', { file: item.params.file, problems: item.params.problems });
      case 'churn_risk':
        return t('attention.churn_risk.text', { count: item.params.count, amount: f.moneyWhole(item.params.valueAtRiskMinor) });
      case 'campaign_overdue':
      case 'campaign_measured':
        return t(`attention.${item.kind}.text`, item.params);
      case 'run_failed':
        return t('attention.run_failed.text');
      case 'no_forecast':
        return t('attention.no_forecast.text');
      case 'forecast_old':
        return t('attention.forecast_old.text', { days: item.params.days });
    }
  }
}

function targetOf(item: Attention, frequency: ForecastFrequency): string {
  switch (item.kind) {
    case 'stock_out':
    case 'stock_low':
      if (item.item !== null) return `/inventory/${item.item.productId}-${item.item.locationId}`;
      return item.seriesId === null ? '/inventory' : seriesPath(item.seriesId, frequency);
    case 'bias_high':
    case 'bias_low':
      return seriesPath(item.seriesId, frequency);
    case 'import_problems':
      return `/data/${item.importId}`;
    case 'churn_risk':
      return '/churn';
    case 'campaign_overdue':
    case 'campaign_measured':
      return `/campaigns/${item.campaignId}`;
    case 'run_failed':
      return `/training/${item.runId}`;
    case 'no_forecast':
    case 'forecast_old':
      return '/training';
  }
}
