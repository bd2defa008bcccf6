'use client';
import type { ModelScores } from '@almanac/data/contract';
import { Badge, EmptyState, GaugeIcon, Table } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useModelName } from './names';

/** Models held against each other on periods they had not seen, best first. */
export function ScoreTable({ scores, caption, explanation, hasWql = true }: { readonly scores: readonly ModelScores[]; readonly caption: string; readonly explanation: string; readonly hasWql?: boolean }) {
  const t = useTranslations();
  const f = useFormatters();
  const modelName = useModelName();
  if (scores.length === 0) return <EmptyState icon={<GaugeIcon />} title={t('scores.none')} description={t('scores.noneText')} />;
  const ordered = [...scores].sort((a, b) => (a.wql ?? a.wape ?? Infinity) - (b.wql ?? b.wape ?? Infinity));
  return (
    <div className="-mx-4 -mt-1 sm:-mx-5">
      <p className="px-4 pb-3 text-sm text-ink-faint sm:px-5">{explanation}</p>
      <Table
        caption={caption}
        rows={ordered}
        rowKey={({ model }) => model}
        isEmphasized={({ isChampion }) => isChampion}
        columns={[
          {
            id: 'model',
            header: t('terms.model'),
            cell: (row) => (
              <span className="flex flex-wrap items-center gap-2">
                {modelName(row.model)}
                {row.isChampion && <Badge tone="good">{t('scores.champion')}</Badge>}
              </span>
            ),
          },
          { id: 'wape', header: 'WAPE', align: 'end', cell: (row) => f.percent(row.wape) },
          ...(hasWql ? [{ id: 'wql', header: 'WQL', align: 'end' as const, cell: (row: ModelScores) => f.decimal(row.wql) }] : []),
          { id: 'mase', header: 'MASE', align: 'end', isSecondary: true, cell: (row) => f.ratio(row.mase) },
          { id: 'coverage', header: t('scores.coverage'), align: 'end', cell: (row) => f.percent(row.coverage80) },
          { id: 'bias', header: t('scores.bias'), align: 'end', isSecondary: true, cell: (row) => f.percentSigned(row.bias) },
        ]}
      />
    </div>
  );
}
