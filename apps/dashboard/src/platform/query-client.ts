import { defaultShouldDehydrateQuery, QueryClient, type QueryClientConfig } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';
import superjson from 'superjson';

/** One per request on the server, one per tab in the browser. */
export function makeQueryClient(config: QueryClientConfig = {}): QueryClient {
  return new QueryClient({
    ...config,
    defaultOptions: {
      queries: { staleTime: 20_000, retry: (failures, error) => failures < 2 && !isRefusal(error) },
      dehydrate: { serializeData: superjson.serialize, shouldDehydrateQuery: defaultShouldDehydrateQuery },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/** The worker answered and said no: asking again will not help. */
function isRefusal(error: Error): boolean {
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined;
  return typeof data === 'object' && data !== null && 'httpStatus' in data && typeof data.httpStatus === 'number' && data.httpStatus < 500;
}
