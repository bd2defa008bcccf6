import { isOver } from '@almanac/data/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '../../platform/trpc-client';

/** The churn run that goes on, and the last of all; when one ends, what it found is read. */
export function useChurnRun() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: runs } = useQuery(trpc.training.list.queryOptions(undefined, { refetchInterval: ({ state }) => (state.data?.some(({ status }) => !isOver(status)) ? 4000 : false) }));
  const mine = runs?.filter(({ capability }) => capability === 'churn') ?? [];
  const live = mine.find(({ status }) => !isOver(status));
  const liveId = live?.id;
  const seen = useRef(liveId);
  useEffect(() => {
    if (seen.current !== undefined && liveId === undefined) void queryClient.invalidateQueries({ queryKey: trpc.churn.pathKey() });
    seen.current = liveId;
  }, [liveId, queryClient, trpc]);
  return { live, last: mine[0] };
}
