'use client';
import type { ForecastTrainingRun } from '@almanac/data/contract';
import { Card, Table } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useModelName, useSeriesClassName } from '../forecasting/index';

/** Which methods serve which pattern of demand, and with what weight; and how totals came about. */
export function ChampionWeights({ weights, reconciliation }: Pick<ForecastTrainingRun, 'reconciliation'> & { readonly weights: NonNullable<ForecastTrainingRun['weights']> }) {
  const t = useTranslations();
  const f = useFormatters();
  const modelName = useModelName();
  const className = useSeriesClassName();
  return (
    <Card title={t('training.weightsTitle')} description={t('training.weightsText')} isFlush>
      <Table
        caption={t('training.weightsTitle')}
        rows={Object.entries(weights)}
        rowKey={([seriesClass]) => seriesClass}
        columns={[
          { id: 'class', header: t('terms.seriesClass'), cell: ([seriesClass]) => <span className="whitespace-nowrap">{className(seriesClass)}</span> },
          {
            id: 'methods',
            header: t('training.methods'),
            cell: ([, methods]) => (
              <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
                {Object.entries(methods)
                  .sort(([, a], [, b]) => b - a)
                  .map(([method, weight]) => (
                    <li key={method}>
                      {modelName(method)} <span className="text-ink-faint tabular-nums">{f.percentWhole(weight)}</span>
                    </li>
                  ))}
              </ul>
            ),
          },
        ]}
      />
      {reconciliation && <p className="px-4 py-3 text-sm text-ink-faint sm:px-5">{t(`training.reconciliation.${reconciliation}`)}</p>}
    </Card>
  );
}
