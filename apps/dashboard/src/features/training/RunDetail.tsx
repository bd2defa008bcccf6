'use client';
import { isOver, mayActAs } from '@almanac/data/contract';
import { Button, Callout, Card, Facts, icons, Metric, MetricStrip, PageHeader } from '@almanac/ui';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { ScoreTable, useModelName } from '../forecasting/index';
import { ChampionWeights } from './ChampionWeights';
import { LiveProgress } from './LiveProgress';
import { RunStatusBadge } from './RunStatusBadge';

export function RunDetail({ runId }: { readonly runId: string }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const modelName = useModelName();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: run } = useSuspenseQuery(trpc.training.get.queryOptions({ runId }, { refetchInterval: ({ state }) => (state.data && !isOver(state.data.status) ? 5000 : false) }));
  const retry = useMutation(trpc.training.retry.mutationOptions({ onSuccess: (next) => router.push(`/training/${next.runId}`) }));
  const champion = run.scores.find(({ isChampion }) => isChampion);
  const naive = run.scores.find(({ model }) => model === 'seasonal-naive');
  const gain = champion?.wape != null && naive?.wape ? champion.wape / naive.wape - 1 : undefined;
  const isRetryable = (run.status === 'failed' || run.status === 'cancelled') && mayActAs(session.role, 'planner');
  return (
    <div className="grid gap-5">
      <PageHeader
        above={<BackLink href="/training">{t('training.title')}</BackLink>}
        title={t('training.runTitle', { date: f.instant(run.startedAt ?? run.queuedAt) })}
        description={
          <span className="flex flex-wrap items-center gap-2">
            <RunStatusBadge status={run.status} />
            {t(`frequency.${run.frequency}`)}
          </span>
        }
        actions={
          isRetryable && (
            <Button variant="primary" isBusy={retry.isPending} onClick={() => retry.mutate({ runId })}>
              <icons.RotateCcw aria-hidden />
              {t('training.retry')}
            </Button>
          )
        }
      />
      {run.error && <Callout tone="bad" isAlert title={t(`errors.${run.error.code}`, run.error.params)} />}
      {!isOver(run.status) && <LiveProgress run={run} />}
      {champion && (
        <MetricStrip>
          <Metric label={t('scores.champion')} value={modelName(champion.model)} />
          <Metric label={t('overview.forecastError')} value={f.percent(champion.wape)} unit="WAPE" detail={gain !== undefined && t('training.versusNaive', { change: f.percentSigned(gain) })} help={t('overview.wapeHelp')} />
          <Metric label={t('overview.coverage')} value={f.percent(champion.coverage80)} detail={t('overview.coverageTarget')} help={t('overview.coverageHelp')} />
          <Metric label={t('training.series')} value={f.integer(run.seriesCount)} />
        </MetricStrip>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <div className="grid gap-5">
          <Card title={t('training.scoresTitle')} isFlush className="[&>div:last-child]:px-4 [&>div:last-child]:pb-2 sm:[&>div:last-child]:px-5">
            <ScoreTable scores={run.scores} caption={t('training.scoresTitle')} explanation={t('training.scoresText')} />
          </Card>
          {run.weights && <ChampionWeights weights={run.weights} />}
        </div>
        <Card title={t('training.factsTitle')}>
          <Facts
            items={[
              { label: t('training.requestedBy'), value: run.requestedBy ?? t('training.schedule') },
              { label: t('training.effort'), value: t(`training.efforts.${run.params.effort}`) },
              { label: t('training.horizon'), value: t(`training.horizonOf.${run.frequency}`, { count: run.params.horizon }) },
              { label: t('training.queued'), value: f.instant(run.queuedAt) },
              { label: t('training.finished'), value: f.instant(run.finishedAt) },
              { label: t('training.duration'), value: f.duration(run.durationSeconds) },
              { label: t('training.device'), value: run.device ?? '—' },
              { label: t('training.backend'), value: run.backend ?? '—' },
              { label: t('training.memory'), value: run.peakMemoryMb == null ? '—' : f.bytes(run.peakMemoryMb * 1e6) },
              { label: t('training.seed'), value: <code className="font-mono text-xs">{run.seed}</code> },
              { label: t('training.dataHash'), value: <code className="font-mono text-xs break-all">{run.dataHash ?? '—'}</code> },
            ]}
          />
        </Card>
      </div>
    </div>
  );
}
