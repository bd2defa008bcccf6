import { DomainError, errorStatus, type Role } from '@almanac/data/contract';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { sql } from 'drizzle-orm';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { callerOf } from '../auth/caller';
import type { Auth } from '../auth/auth';
import type { OrgContext, Services } from './context';
import { requireRole, type RequestContext } from './trpc';
import { programVersion } from './version';

/** What capability routes (uploads, downloads) are given. */
export interface HttpTools {
  readonly app: Hono;
  readonly services: Services;
  /** @throws DomainError when the asker may not act as `role` */
  requireOrg(context: Context, role: Role): Promise<OrgContext>;
}

export interface HttpOptions {
  readonly services: Services;
  readonly auth: Auth;
  readonly router: Parameters<typeof fetchRequestHandler>[0]['router'];
  readonly routes: readonly ((tools: HttpTools) => void)[];
}

const MAX_JSON_BYTES = 1024 * 1024;
const limitBody = bodyLimit({ maxSize: MAX_JSON_BYTES, onError: (context) => context.json({ code: 'request.invalid', params: {} }, 413) });

export function createHttp({ services, auth, router, routes }: HttpOptions): Hono {
  const app = new Hono();
  const { database, log } = services;
  const requestContext = (headers: Headers): RequestContext => ({ services, auth, caller: callerOf(headers, auth, database) });

  app.onError((error, context) => {
    if (error instanceof DomainError) return context.json({ code: error.code, params: error.params }, errorStatus[error.code] as ContentfulStatusCode);
    log.error({ err: error, path: context.req.path }, 'request failed');
    return context.json({ code: 'server.failed', params: {} }, 500);
  });
  app.notFound((context) => context.json({ code: 'not_found', params: {} }, 404));

  app.get('/api/health', async (context) => {
    const health = await checkHealth(services);
    return context.json(health, health.status === 'ok' ? 200 : 503);
  });
  app.on(['GET', 'POST'], '/api/auth/*', limitBody, requireSameOrigin, (context) => auth.handler(context.req.raw));
  app.on(['GET', 'POST'], '/api/trpc/*', limitBody, requireSameOrigin, (context) =>
    fetchRequestHandler({
      endpoint: '/api/trpc',
      req: context.req.raw,
      router,
      createContext: () => requestContext(context.req.raw.headers),
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof DomainError)) log.error({ err: error.cause ?? error, path }, 'procedure failed');
      },
    }),
  );
  app.use('/api/uploads', requireSameOrigin);
  const tools: HttpTools = { app, services, requireOrg: (context, role) => requireRole(requestContext(context.req.raw.headers), role) };
  for (const register of routes) register(tools);
  return app;
}

/** Turns away what another site's page sent with the user's cookie. Programs without a browser send no `Origin`. */
async function requireSameOrigin(context: Context, next: () => Promise<void>): Promise<Response | void> {
  const origin = context.req.header('origin');
  const host = context.req.header('x-forwarded-host') ?? context.req.header('host');
  if (context.req.method !== 'GET' && origin !== undefined && hostOf(origin) !== host) {
    return context.json({ code: 'request.invalid', params: {} }, 403);
  }
  return next();
}

async function checkHealth({ database, jobs }: Services) {
  const [db, queue] = await Promise.all([isWorking(() => database.owner.execute(sql`select 1`)), isWorking(() => jobs.check())]);
  return { status: db && queue ? 'ok' : 'failing', database: db ? 'ok' : 'unreachable', queue: queue ? 'ok' : 'unreachable', version: programVersion };
}

const isWorking = (probe: () => Promise<unknown>) => probe().then(
  () => true,
  () => false,
);

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
