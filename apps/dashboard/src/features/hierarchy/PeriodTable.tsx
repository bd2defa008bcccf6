'use client';
import { Table } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import type { Hierarchy } from './names';

/** The forecast in figures, period by period. */
export function PeriodTable({ forecast, periodName }: { readonly forecast: Hierarchy['forecast']; readonly periodName: (date: string) => string }) {
  const t = useTranslations();
  const f = useFormatters();
  const rows = forecast.dates.map((date, h) => ({ date, mean: forecast.mean[h], lower: forecast.quantiles[0]?.[h], upper: forecast.quantiles[8]?.[h] }));
  return (
    <div className="-mx-4 -mt-4 sm:-mx-5">
      <Table
        caption={t('series.table')}
        rows={rows}
        rowKey={({ date }) => date}
        columns={[
          { id: 'period', header: t('terms.period'), cell: ({ date }) => periodName(date) },
          { id: 'forecast', header: t('forecasts.forecastItems'), align: 'end', cell: ({ mean }) => f.quantity(mean) },
          { id: 'interval', header: t('terms.interval80'), align: 'end', cell: ({ lower, upper }) => t('forecasts.range', { lower: f.quantity(lower), upper: f.quantity(upper) }) },
        ]}
      />
    </div>
  );
}
