'use client';
import type { RecommendationWatch, WatchedRecommender } from '@almanac/data/contract';
import { Button, Card, Metric, MetricStrip, PageHeader, Table } from '@almanac/ui';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useModelName } from '../forecasting/index';
import { SectionNav } from '../recommendation/SectionNav';
import { WithModel } from '../recommendation/WithModel';
import { RunComparison } from '../training/index';
import { MovementCard } from './MovementCard';
import { TrainedCell } from './TrainedCell';

/** How good lists are: on purchases hidden from the model, and on those that came. */
export function RecommendationModel() {
  const t = useTranslations('monitoring');
  return <WithModel title={t('recommendationTitle')}>{() => <Report />}</WithModel>;
}

function Report() {
  const t = useTranslations('monitoring');
  const trpc = useTRPC();
  const { data: watch } = useSuspenseQuery(trpc.monitoring.recommendations.queryOptions());
  const served = watch.runs.find(({ isServed }) => isServed);
  return (
    <>
      <PageHeader
        title={t('recommendationTitle')}
        description={t('recommendationText')}
        actions={
          served && (
            <Button asChild>
              <Link href={`/training/${served.runId}`}>{t('toRun')}</Link>
            </Button>
          )
        }
      />
      <SectionNav />
      {served && <Headline served={served} />}
      {served && <Methods runId={served.runId} />}
      <MovementCard movement={watch.movement} daysToWait={watch.daysToWait} />
      <History runs={watch.runs} />
    </>
  );
}

function Headline({ served: { hitRate10, ndcg10, recall20, coverage10 } }: { readonly served: WatchedRecommender }) {
  const t = useTranslations('scores');
  const f = useFormatters();
  return (
    <MetricStrip>
      <Metric label={t('hitRate')} value={f.percent(hitRate10)} help={t('hitRateHelp')} />
      <Metric label="NDCG@10" value={f.decimal(ndcg10)} />
      <Metric label={t('recall')} value={f.percent(recall20)} />
      <Metric label={t('catalogCoverage')} value={f.percent(coverage10)} help={t('catalogCoverageHelp')} />
    </MetricStrip>
  );
}

function Methods({ runId }: { readonly runId: string }) {
  const trpc = useTRPC();
  const { data: run } = useQuery(trpc.training.get.queryOptions({ runId }));
  return run === undefined ? null : <RunComparison run={run} />;
}

function History({ runs }: Pick<RecommendationWatch, 'runs'>) {
  const t = useTranslations('monitoring');
  const f = useFormatters();
  const modelName = useModelName();
  const f1 = ({ precision, recall }: { readonly precision: number; readonly recall: number }) => (precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0);
  return (
    <Card title={t('historyTitle')} description={t('listHistoryText')} isFlush>
      <Table
        caption={t('historyTitle')}
        rows={runs}
        rowKey={({ runId }) => runId}
        isEmphasized={({ isServed }) => isServed}
        columns={[
          { id: 'trained', header: t('trained'), cell: (run) => <TrainedCell run={run} /> },
          { id: 'model', header: t('model'), isSecondary: true, cell: ({ champion }) => (champion === null ? '—' : modelName(champion)) },
          { id: 'hit', header: t('promisedHits'), align: 'end', isSecondary: true, cell: ({ hitRate10 }) => f.percent(hitRate10) },
          {
            id: 'came',
            header: t('cameTrue'),
            align: 'end',
            cell: ({ outcome, outcomeOn }) => (outcome === null ? <span className="text-ink-faint">{t('knownOn', { date: f.date(outcomeOn) })}</span> : t('listOutcome', { purchases: outcome.purchases, expected: f.integer(outcome.expected), hits: outcome.hits, buyers: outcome.buyers })),
          },
          { id: 'precision', header: t('precision'), align: 'end', isSecondary: true, cell: ({ outcome }) => f.percent(outcome?.precision) },
          { id: 'recall', header: t('recall'), align: 'end', isSecondary: true, cell: ({ outcome }) => f.percent(outcome?.recall) },
          { id: 'f1', header: 'F1', align: 'end', isSecondary: true, cell: ({ outcome }) => f.ratio(outcome === null ? null : f1(outcome)) },
        ]}
      />
    </Card>
  );
}
