'use client';
import type { ChurnOverview, ChurnRunFacts } from '@almanac/data/contract';
import { Button, Callout, PageHeader, Skeleton } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { SectionNav } from './SectionNav';
import { useChurnRun } from './use-churn-run';

const NotYet = lazy(() => import('./NotYet'));

type WithScoresProps = { readonly actions?: ReactNode; readonly children: (overview: ChurnOverview, run: ChurnRunFacts) => ReactNode };

/** The frame of a page that stands on scores: without any it says what is missing or how to begin. */
export function WithScores({ actions, children }: WithScoresProps) {
  const t = useTranslations('churn');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: overview } = useSuspenseQuery(trpc.churn.overview.queryOptions());
  const { live, last } = useChurnRun();
  const { run } = overview;
  const about = run === null ? t('subtitle') : run.windowDays === null ? t('asOfContract', { date: f.date(run.dataUntil) }) : t('asOf', { date: f.date(run.dataUntil), days: run.windowDays });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader title={t('title')} description={about} actions={run !== null && actions} />
      <SectionNav />
      {run === null ? (
        <Suspense fallback={<Skeleton className="h-64" />}>
          <NotYet overview={overview} live={live} last={last} />
        </Suspense>
      ) : (
        <>
          {live && (
            <Callout
              tone="accent"
              title={t('retrainingTitle')}
              actions={
                <Button asChild>
                  <Link href={`/training/${live.id}`}>{t('follow')}</Link>
                </Button>
              }
            >
              {t('retrainingText', { date: f.instant(run.trainedAt) })}
            </Callout>
          )}
          {children(overview, run)}
        </>
      )}
    </div>
  );
}
