'use client';
import { isOver, type WatchedRun } from '@almanac/data/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import { useTRPC } from '../../platform/trpc-client';

/**
 * Live progress of a run that is not over. The last value is kept here because a subscription forgets its data when the stream
 * ends, which is exactly when the final epoch should stay on screen; the run itself is then read again.
 */
export function useRunProgress(runId: string, isLive: boolean): WatchedRun | undefined {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<WatchedRun>();
  const readAgain = () => queryClient.invalidateQueries({ queryKey: trpc.training.pathKey() });
  useSubscription(
    trpc.training.watch.subscriptionOptions(
      { runId },
      {
        enabled: isLive,
        onData: (next) => {
          setProgress(next);
          if (isOver(next.status)) void readAgain();
        },
        onConnectionStateChange: ({ state }) => {
          if (state === 'idle') void readAgain(); // the stream is over, whatever it said last
        },
      },
    ),
  );
  return progress?.runId === runId ? progress : undefined;
}
