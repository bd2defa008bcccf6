'use client';
import { Badge, Button, Table } from '@almanac/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import type { Outputs } from '../../platform/trpc-client';
import { listPeriods, type Period } from './list-periods';

const FIRST_ROWS = 60;

/** The chart in figures, newest period first. */
export function SeriesTable({ data, periodName }: { readonly data: Outputs['forecasting']['get']; readonly periodName: (date: string) => string }) {
  const t = useTranslations();
  const f = useFormatters();
  const [isWhole, setIsWhole] = useState(false);
  const periods = listPeriods(data);
  const shown = isWhole ? periods : periods.slice(0, FIRST_ROWS);
  return (
    <div className="-mx-4 -mt-4 sm:-mx-5">
      <Table
        caption={t('series.table')}
        rows={shown}
        rowKey={(row) => row.date}
        columns={[
          { id: 'period', header: t('terms.period'), cell: (row) => <span className="whitespace-nowrap">{periodName(row.date)}</span> },
          { id: 'demand', header: t('series.demandItems'), align: 'end', cell: (row) => (row.isForecast ? '' : f.quantity(row.y)) },
          { id: 'forecast', header: t('series.forecastItems'), align: 'end', cell: (row) => (row.mean === null ? '' : <span className="font-medium text-accent-ink">{f.quantity(row.mean)}</span>) },
          ...(data.forecast?.isOverridden.includes(true) ? [{ id: 'adjusted', header: t('series.adjustedItems'), align: 'end' as const, cell: (row: Period) => (row.adjusted === null ? '' : <span className={row.isOverridden ? 'font-semibold text-chart-adjusted' : ''}>{f.quantity(row.adjusted)}</span>) }] : []),
          { id: 'interval', header: t('terms.interval80'), align: 'end', cell: (row) => (row.lower === null ? '' : t('forecasts.range', { lower: f.quantity(row.lower), upper: f.quantity(row.upper) })) },
          {
            id: 'notes',
            header: t('series.notes'),
            isSecondary: true,
            cell: (row) => (
              <span className="flex gap-1">
                {row.isPromotion && <Badge tone="good">{t('series.promotion')}</Badge>}
                {row.isStockOut && <Badge tone="bad">{t('series.stockOut')}</Badge>}
              </span>
            ),
          },
        ]}
      />
      {shown.length < periods.length && (
        <div className="flex justify-center border-t border-line pt-3">
          <Button onClick={() => setIsWhole(true)}>{t('series.showAll', { count: periods.length })}</Button>
        </div>
      )}
    </div>
  );
}
