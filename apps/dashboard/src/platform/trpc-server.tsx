import 'server-only';
import type { AppRouter } from '@almanac/worker/api';
import { dehydrate, type FetchInfiniteQueryOptions, type FetchQueryOptions, HydrationBoundary, type QueryKey } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import superjson from 'superjson';
import { failureOf } from './api-error';
import { workerUrl } from './env';
import { makeQueryClient } from './query-client';

const getQueryClient = cache(() => makeQueryClient());

/** The worker's procedures for the person whose request is being answered. */
export const serverApi = cache(async () => {
  const cookie = (await cookies()).toString();
  const client = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${workerUrl}/api/trpc`, transformer: superjson, headers: { cookie }, fetch: (url, options) => fetch(url, { ...options, cache: 'no-store' } as RequestInit) })],
  });
  return createTRPCOptionsProxy<AppRouter>({ client, queryClient: getQueryClient() });
});

/** Reads what a page stands on: signed out leads to the sign-in page, absent to the not-found page, the rest to the error page. */
export async function load<Data, TError, Result, Key extends QueryKey>(options: FetchQueryOptions<Data, TError, Result, Key>): Promise<Result> {
  try {
    return await getQueryClient().fetchQuery({ ...options, retry: false });
  } catch (error) {
    return leaveFor(error);
  }
}

/** The first page of a long list; when it fails, the browser asks again. */
export const preloadPages = <Data, TError, Result, Key extends QueryKey, Cursor>(options: FetchInfiniteQueryOptions<Data, TError, Result, Key, Cursor>) => getQueryClient().prefetchInfiniteQuery(options);

export const getSession = cache(async () => load((await serverApi()).session.me.queryOptions()));

export function Hydrate({ children }: { readonly children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}

async function leaveFor(error: unknown): Promise<never> {
  const { code } = failureOf(error);
  if (code === 'auth.signed_out') redirect(`/sign-in?next=${encodeURIComponent((await headers()).get('x-path') ?? '/')}`);
  if (code === 'not_found' || code.endsWith('_not_found') || code.endsWith('.not_found')) notFound();
  throw error;
}
