'use client';
import type { ClassifierScores, RecommenderScores } from '@almanac/data/contract';
import { Badge, EmptyState, GaugeIcon, Table, type TableColumn } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useModelName } from '../forecasting/index';

type Scored = RecommenderScores | ClassifierScores;

/** Methods of a run held against each other by the measures of its capability, best first. */
function Scores<Row extends Scored>({ rows, caption, explanation, measures }: { readonly rows: readonly Row[]; readonly caption: string; readonly explanation: string; readonly measures: readonly TableColumn<Row>[] }) {
  const t = useTranslations();
  const f = useFormatters();
  const modelName = useModelName();
  if (rows.length === 0) return <EmptyState icon={<GaugeIcon />} title={t('scores.none')} description={t('scores.noneText')} />;
  return (
    <div className="-mx-4 -mt-1 sm:-mx-5">
      <p className="px-4 pb-3 text-sm text-ink-faint sm:px-5">{explanation}</p>
      <Table
        caption={caption}
        rows={rows}
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
          ...measures,
          { id: 'weight', header: t('scores.weight'), align: 'end', isSecondary: true, cell: (row) => (row.weight === null || row.weight === 0 ? '—' : f.percentWhole(row.weight)) },
        ]}
      />
    </div>
  );
}

export function RecommenderScoreTable({ scores }: { readonly scores: readonly RecommenderScores[] }) {
  const t = useTranslations('scores');
  const f = useFormatters();
  return (
    <Scores
      rows={scores}
      caption={t('recommendTitle')}
      explanation={t('recommendText')}
      measures={[
        { id: 'hit', header: t('hitRate'), align: 'end', cell: (row) => f.percent(row.hitRate10) },
        { id: 'ndcg', header: 'NDCG@10', align: 'end', cell: (row) => f.decimal(row.ndcg10) },
        { id: 'recall', header: t('recall'), align: 'end', cell: (row) => f.percent(row.recall20) },
        { id: 'coverage', header: t('catalogCoverage'), align: 'end', isSecondary: true, cell: (row) => f.percent(row.coverage10) },
        { id: 'novelty', header: t('novelty'), align: 'end', isSecondary: true, cell: (row) => f.ratio(row.novelty10) },
      ]}
    />
  );
}

export function ClassifierScoreTable({ scores }: { readonly scores: readonly ClassifierScores[] }) {
  const t = useTranslations('scores');
  const f = useFormatters();
  return (
    <Scores
      rows={scores}
      caption={t('churnTitle')}
      explanation={t('churnText')}
      measures={[
        { id: 'roc', header: 'ROC AUC', align: 'end', cell: (row) => f.decimal(row.rocAuc) },
        { id: 'pr', header: 'PR AUC', align: 'end', cell: (row) => f.decimal(row.prAuc) },
        { id: 'brier', header: 'Brier', align: 'end', isSecondary: true, cell: (row) => f.decimal(row.brier) },
        { id: 'lift', header: t('lift'), align: 'end', cell: (row) => f.ratio(row.lift10) },
      ]}
    />
  );
}
