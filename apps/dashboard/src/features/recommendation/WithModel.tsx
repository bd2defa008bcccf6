'use client';
import { Button, Callout } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useRecommendRun } from './use-recommend-run';

const NoModelYet = lazy(() => import('./NoModelYet'));

export type Served = NonNullable<Outputs['recommendation']['overview']>;

/** A page that stands on a trained model: without one it says how to get it, and while a new one is trained it says which one is shown. */
export function WithModel({ title, children }: { readonly title: string; readonly children?: (model: Served) => ReactNode }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: model } = useSuspenseQuery(trpc.recommendation.overview.queryOptions());
  const { live, last } = useRecommendRun();
  if (model === null) {
    return (
      <Suspense>
        <NoModelYet title={title} live={live} last={last} />
      </Suspense>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {live && (
        <Callout
          tone="accent"
          title={t('retrainingTitle')}
          actions={
            <Button asChild>
              <Link href={`/training/${live.id}`}>{t('retrainingFollow')}</Link>
            </Button>
          }
        >
          {t('retrainingText', { date: f.instant(model.trainedAt) })}
        </Callout>
      )}
      {children?.(model)}
    </div>
  );
}
