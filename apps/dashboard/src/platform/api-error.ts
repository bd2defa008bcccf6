import { ErrorCode } from '@almanac/data/contract';
import { TRPCClientError } from '@trpc/client';
import * as z from 'zod/mini';

export type Failure = { readonly code: ErrorCode; readonly params: Readonly<Record<string, string | number>> };

const Failure = z.object({ code: ErrorCode, params: z.catch(z.record(z.string(), z.union([z.string(), z.number()])), {}) });

/** What went wrong, as a code the interface can translate; no answer at all means the worker is unreachable. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return { code: 'server.failed', params: {} };
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null) return { code: 'server.unavailable', params: {} };
  const known = Failure.safeParse('domain' in data ? data.domain : undefined);
  return known.success ? known.data : { code: 'server.failed', params: {} };
}

/** The failure in the body of an upload or download that was refused. */
export function failureOfBody(body: unknown): Failure {
  const known = Failure.safeParse(body);
  return known.success ? known.data : { code: 'server.unavailable', params: {} };
}
