'use client';
import { Capability, isOver, mayActAs, trainerOf } from '@almanac/data/contract';
import { Badge, Card, CpuIcon, EmptyState, PageHeader, Table } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useModelName } from '../forecasting/index';
import { LiveProgress } from './LiveProgress';
import { RunStatusBadge } from './RunStatusBadge';
import { StartPanel } from './StartPanel';
import { useQuality } from './use-quality';
import { useRunSubject } from './use-run-subject';
import { useRunStarter } from './use-run-starter';

export function TrainingRuns() {
  const t = useTranslations();
  const starterOf = useRunStarter();
  const f = useFormatters();
  const trpc = useTRPC();
  const modelName = useModelName();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: runs } = useSuspenseQuery(trpc.training.list.queryOptions(undefined, { refetchInterval: ({ state }) => (state.data?.some(({ status }) => !isOver(status)) ? 5000 : false) }));
  const live = runs.filter(({ status }) => !isOver(status));
  const mayTrain = Capability.options.some((name) => mayActAs(session.role, trainerOf[name]));
  const subject = useRunSubject();
  const quality = useQuality();
  return (
    <div className="grid gap-5">
      <PageHeader title={t('training.title')} description={t('training.subtitle')} />
      {live.map((run) => (
        <LiveProgress key={run.id} run={run} hasLink />
      ))}
      {mayTrain && <StartPanel />}
      <Card title={t('training.runsTitle')} isFlush>
        {runs.length === 0 ? (
          <EmptyState icon={<CpuIcon />} title={t('training.emptyTitle')} description={t('training.emptyText')} />
        ) : (
          <Table
            caption={t('training.runsTitle')}
            rows={runs}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'queued',
                header: t('training.started'),
                cell: (row) => (
                  <Link href={`/training/${row.id}`} className="font-medium whitespace-nowrap hover:text-accent-ink">
                    {f.instant(row.startedAt ?? row.queuedAt)}
                  </Link>
                ),
              },
              { id: 'status', header: t('training.status'), cell: (row) => (row.serving ? <Badge tone="accent">{t('training.serving.badge')}</Badge> : <RunStatusBadge status={row.status} />) },
              { id: 'what', header: t('training.what'), cell: subject },
              { id: 'champion', header: t('scores.champion'), isSecondary: true, cell: (row) => (row.champion ? modelName(row.champion) : '—') },
              { id: 'quality', header: t('training.quality'), align: 'end', cell: quality },
              { id: 'series', header: t('training.size'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.seriesCount) },
              { id: 'duration', header: t('training.duration'), align: 'end', isSecondary: true, cell: (row) => f.duration(row.durationSeconds) },
              { id: 'by', header: t('training.requestedBy'), isSecondary: true, cell: (row) => starterOf(row) },
            ]}
          />
        )}
      </Card>
    </div>
  );
}
