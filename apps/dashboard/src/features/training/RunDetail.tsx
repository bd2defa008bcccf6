'use client';
import { isOver, mayActAs, trainerOf } from '@almanac/data/contract';
import { Button, Callout, Card, Facts, PageHeader, RotateCcwIcon } from '@almanac/ui';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { LiveProgress } from './LiveProgress';
import { RunComparison, RunMetrics } from './RunFindings';
import { RunStatusBadge } from './RunStatusBadge';
import { ServingPanel } from './ServingPanel';
import { useRunSubject } from './use-run-subject';
import { useRunStarter } from './use-run-starter';

export function RunDetail({ runId }: { readonly runId: string }) {
  const t = useTranslations();
  const starterOf = useRunStarter();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const subject = useRunSubject();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: run } = useSuspenseQuery(trpc.training.get.queryOptions({ runId }, { refetchInterval: ({ state }) => (state.data && !isOver(state.data.status) ? 5000 : false) }));
  const retry = useMutation(trpc.training.retry.mutationOptions({ onSuccess: (next) => router.push(`/training/${next.runId}`) }));
  const isRetryable = (run.status === 'failed' || run.status === 'cancelled') && mayActAs(session.role, trainerOf[run.capability]);
  return (
    <div className="grid gap-5">
      <PageHeader
        above={<BackLink href="/training">{t('training.title')}</BackLink>}
        title={t('training.runTitle', { date: f.instant(run.startedAt ?? run.queuedAt) })}
        description={
          <span className="flex flex-wrap items-center gap-2">
            <RunStatusBadge status={run.status} />
            {subject(run)}
          </span>
        }
        actions={
          isRetryable && (
            <Button variant="primary" isBusy={retry.isPending} onClick={() => retry.mutate({ runId })}>
              <RotateCcwIcon aria-hidden />
              {t('training.retry')}
            </Button>
          )
        }
      />
      {run.error && <Callout tone="bad" isAlert title={t(`errors.${run.error.code}`, run.error.params)} />}
      {!isOver(run.status) && <LiveProgress run={run} />}
      <ServingPanel run={run} mayChoose={mayActAs(session.role, trainerOf[run.capability])} />
      <RunMetrics run={run} />
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <RunComparison run={run} />
        <Card title={t('training.factsTitle')}>
          <Facts
            items={[
              { label: t('training.requestedBy'), value: starterOf(run) },
              ...(run.capability === 'churn' ? [] : [{ label: t('training.effort'), value: t(`training.efforts.${run.params.effort}`) }]),
              ...(run.capability === 'forecast'
                ? [
                    { label: t('training.horizon'), value: t(`training.horizonOf.${run.frequency}`, { count: run.params.horizon }) },
                  ]
                : []),
              ...(run.capability === 'recommend' ? [{ label: t('training.responseWindow'), value: t('training.horizonOf.day', { count: run.params.responseDays }) }] : []),
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
