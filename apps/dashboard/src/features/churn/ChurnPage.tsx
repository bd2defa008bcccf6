'use client';
import { mayActAs } from '@almanac/data/contract';
import { Button, Callout, SendIcon, Skeleton } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';
import { searchOf, useView } from '../../platform/use-view';
import { ExportMenu } from '../../platform/ExportMenu';
import { ChurnFilters } from './ChurnFilters';
import { ChurnRows } from './ChurnRows';
import { campaignPath, ChurnView, noFilters } from './churn-view';
import { CrossedCard } from './CrossedCard';
import { Headline } from './Headline';
import { WithScores } from './WithScores';

// Not part of the first load: the server sends them as they are.
const ThresholdCard = lazy(() => import('./ThresholdCard'));
const CampaignsCard = lazy(() => import('./CampaignsCard'));

/** How many are about to leave, what it costs, where to draw the line, and whom to keep first. */
export function ChurnPage() {
  const t = useTranslations('churn');
  const trpc = useTRPC();
  const [view, setView] = useView(ChurnView);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: rules } = useSuspenseQuery(trpc.churn.settings.queryOptions());
  const isMarketer = mayActAs(session.role, 'marketer');
  return (
    <WithScores
      actions={
        isMarketer && (
          <>
            <ExportMenu name="churn" search={searchOf(ChurnView, view)} />
            <Button asChild variant="primary">
              <Link href={campaignPath(view.segment)}>
                <SendIcon aria-hidden />
                {t('campaigns.start')}
              </Link>
            </Button>
          </>
        )
      }
    >
      {(overview, run) => (
        <>
          <Headline overview={overview} run={run} settings={rules.settings} />
          <CrossedCard overview={overview} onShowAll={() => setView({ ...noFilters, crossed: 'true' })} />
          <Suspense fallback={<Skeleton className="h-80" />}>
            <ThresholdCard settings={rules.settings} />
          </Suspense>
          <Suspense>
            <CampaignsCard />
          </Suspense>
          {isMarketer ? (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
              <ChurnFilters view={view} overview={overview} onChange={setView} />
              <Suspense fallback={<Skeleton className="h-96" />}>
                <ChurnRows view={view} onChange={setView} />
              </Suspense>
            </div>
          ) : (
            <Callout title={t('list.forMarketers')}>{t('list.forMarketersText')}</Callout>
          )}
        </>
      )}
    </WithScores>
  );
}
