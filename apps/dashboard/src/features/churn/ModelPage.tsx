'use client';
import { Card, Skeleton } from '@almanac/ui';
import { lazy, Suspense } from 'react';
import { WithScores } from './WithScores';

// Charts and tables in number: not part of the first load.
const ModelReport = lazy(() => import('./ModelReport'));

/** How good the scores are, what they rest on, and whom they treat how. */
export function ModelPage() {
  return (
    <WithScores>
      {(_, run) => (
        <Suspense
          fallback={
            <Card>
              <Skeleton className="h-96" />
            </Card>
          }
        >
          <ModelReport run={run} />
        </Suspense>
      )}
    </WithScores>
  );
}
