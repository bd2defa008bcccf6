import { DomainError, errorStatus, mayActAs, type ErrorCode, type Role } from '@almanac/data/contract';
import { initTRPC, TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import superjson from 'superjson';
import { ZodError } from 'zod';
import type { Auth } from '../auth/auth';
import type { Caller } from '../auth/caller';
import type { Services } from './context';

/** What a request brings before anyone has asked who sent it. */
export interface RequestContext {
  readonly services: Services;
  readonly auth: Auth;
  readonly caller: Caller;
}

const t = initTRPC.context<RequestContext>().create({
  transformer: superjson,
  sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
  errorFormatter({ shape, error }) {
    const known = error.cause instanceof DomainError ? { code: error.cause.code, params: error.cause.params } : undefined;
    const invalid = error.code === 'BAD_REQUEST' && error.cause instanceof ZodError ? { code: 'request.invalid' as const, params: {} } : undefined;
    // The message of an unknown error can hold anything: it goes to the log, not to the browser.
    const message = known === undefined && error.code === 'INTERNAL_SERVER_ERROR' ? 'server.failed' : shape.message;
    return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, domain: known ?? invalid } };
  },
});

const codeOfStatus: Record<number, TRPC_ERROR_CODE_KEY> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

export const statusOf = (code: ErrorCode): TRPC_ERROR_CODE_KEY => codeOfStatus[errorStatus[code]] ?? 'INTERNAL_SERVER_ERROR';

const mapDomainErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof DomainError)) return result;
  const { cause } = result.error;
  throw new TRPCError({ code: statusOf(cause.code), message: cause.code, cause });
});

export const router = t.router;
export const publicProcedure = t.procedure.use(mapDomainErrors);

/** A procedure for members of the asker's company who may act as one of the roles; its context is an `OrgContext`. */
export const procedureFor = (role: Role, ...others: Role[]) =>
  publicProcedure.use(async ({ ctx, next }) => next({ ctx: await requireRole(ctx, role, ...others) }));

/** @throws DomainError when nobody is signed in, or without a company, or without one of the roles */
export async function requireRole({ services, caller, auth }: RequestContext, role: Role, ...others: Role[]) {
  const member = await caller.member();
  if (![role, ...others].some((needed) => mayActAs(member.role, needed))) throw new DomainError('auth.role_missing', { needed: role });
  return { ...services, ...member, auth };
}
