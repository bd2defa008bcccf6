import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC } from '../../platform/trpc-client';
import { type filterOf, PAGE_SIZE } from './inventory-view';

/** The rows of a filter, page by page. */
export function useInventoryList(filter: ReturnType<typeof filterOf>) {
  const trpc = useTRPC();
  return useInfiniteQuery(trpc.inventory.list.infiniteQueryOptions({ ...filter, limit: PAGE_SIZE }, { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
}
