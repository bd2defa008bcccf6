'use client';
import { isOver, mayActAs } from '@almanac/data/contract';
import { Card, EmptyState, icons, PageHeader, Table } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useModelName } from '../forecasting/index';
import { LiveProgress } from './LiveProgress';
import { RunStatusBadge } from './RunStatusBadge';
import { StartPanel } from './StartPanel';

export function TrainingRuns() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const modelName = useModelName();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: runs } = useSuspenseQuery(trpc.training.list.queryOptions(undefined, { refetchInterval: ({ state }) => (state.data?.some(({ status }) => !isOver(status)) ? 5000 : false) }));
  const live = runs.find(({ status }) => !isOver(status));
  return (
    <div className="grid gap-5">
      <PageHeader title={t('training.title')} description={t('training.subtitle')} />
      {live ? <LiveProgress key={live.id} run={live} hasLink /> : mayActAs(session.role, 'planner') && <StartPanel />}
      <Card title={t('training.runsTitle')} isFlush>
        {runs.length === 0 ? (
          <EmptyState icon={<icons.Cpu />} title={t('training.emptyTitle')} description={t('training.emptyText')} />
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
              { id: 'status', header: t('training.status'), cell: (row) => <RunStatusBadge status={row.status} /> },
              { id: 'frequency', header: t('terms.frequency'), isSecondary: true, cell: (row) => t(`frequency.${row.frequency}`) },
              { id: 'champion', header: t('scores.champion'), isSecondary: true, cell: (row) => (row.champion ? modelName(row.champion) : '—') },
              { id: 'wape', header: 'WAPE', align: 'end', cell: (row) => f.percent(row.scores.find(({ isChampion }) => isChampion)?.wape) },
              { id: 'series', header: t('training.series'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.seriesCount) },
              { id: 'duration', header: t('training.duration'), align: 'end', isSecondary: true, cell: (row) => f.duration(row.durationSeconds) },
              { id: 'by', header: t('training.requestedBy'), isSecondary: true, cell: (row) => row.requestedBy ?? t('training.schedule') },
            ]}
          />
        )}
      </Card>
    </div>
  );
}
