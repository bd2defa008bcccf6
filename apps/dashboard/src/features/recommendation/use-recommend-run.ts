'use client';
import { isOver } from '@almanac/data/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '../../platform/trpc-client';

/** The run of recommendations that goes on, and the last of all; when one ends, what it made is read. */
export function useRecommendRun() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: runs } = useQuery(trpc.training.list.queryOptions(undefined, { refetchInterval: ({ state }) => (state.data?.some(({ status }) => !isOver(status)) ? 5000 : false) }));
  const mine = runs?.filter(({ capability }) => capability === 'recommend') ?? [];
  const live = mine.find(({ status }) => !isOver(status));
  const liveId = live?.id;
  const seen = useRef(liveId);
  useEffect(() => {
    if (seen.current !== undefined && liveId === undefined) void queryClient.invalidateQueries({ queryKey: trpc.recommendation.pathKey() });
    seen.current = liveId;
  }, [liveId, queryClient, trpc]);
  return { live, last: mine[0] };
}
