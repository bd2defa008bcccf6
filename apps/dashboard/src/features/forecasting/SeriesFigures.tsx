'use client';
import { Metric, MetricStrip } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import type { Outputs } from '../../platform/trpc-client';
import { useUnitName } from '../../platform/use-unit-name';

type Series = Outputs['forecasting']['get'];

export function SeriesFigures({ data, champion }: { readonly data: Series; readonly champion: Series['scores'][number] | undefined }) {
  const t = useTranslations();
  const f = useFormatters();
  const unitName = useUnitName();
  const { forecast, frequency, series } = data;
  const [lower, upper] = [forecast?.quantiles[0]?.[0], forecast?.quantiles[8]?.[0]];
  const total = forecast?.adjusted.reduce((sum, value) => sum + value, 0);
  const naive = data.scores.find(({ model }) => model === 'seasonal-naive');
  return (
    <MetricStrip>
      <Metric label={t(`series.nextPeriod.${frequency}`)} value={f.quantity(forecast?.adjusted[0])} unit={t('overview.items')} detail={lower != null && upper != null && t('overview.between', { lower: f.quantity(lower), upper: f.quantity(upper) })} help={t('overview.intervalHelp')} />
      <Metric
        label={t(`series.nextPeriods.${frequency}`, { count: forecast?.mean.length ?? 0 })}
        value={f.quantity(total)}
        unit={t('overview.items')}
        detail={series.priceMinor != null && total != null && t('series.worth', { amount: f.moneyWhole(total * series.priceMinor) })}
      />
      <Metric label={t('overview.forecastError')} value={f.percent(champion?.wape)} unit="WAPE" detail={naive && !naive.isChampion && t('series.naiveError', { wape: f.percent(naive.wape) })} help={t('overview.wapeHelp')} />
      <Metric label={t('series.price')} value={f.moneyCents(series.priceMinor)} unit={series.unit === null ? undefined : t('series.perUnit', { unit: unitName(series.unit) })} />
    </MetricStrip>
  );
}
