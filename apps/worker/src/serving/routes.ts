import { createHash } from 'node:crypto';
import { withOrg, type tokens } from '@almanac/data';
import { DomainError, minorUnitsOf, type TokenScope } from '@almanac/data/contract';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import type { HttpTools } from '../platform/http';
import { createShelves } from '../recommendation/index';
import { authenticate, createRateLimit, type Allowance } from '../tokens/index';
import { getPublicForecast } from './forecasts';
import { openApiDocument } from './openapi';
import { problemResponse } from './problem';
import { getRecommendations } from './recommendations';
import { ForecastQuery, RecommendationsQuery } from './schemas';

/** Constraints such as stock are those of now: a page may hold an answer for a minute, no longer. */
const CACHE = 'private, max-age=60';

/** What other programs of a company ask for, with a token in place of a session. docs/api.md tells their users. */
export function registerServingRoutes({ app, services }: HttpTools): void {
  const v1 = new Hono();
  const limit = createRateLimit(services.clock);
  const shelfOf = createShelves(services);
  const document = JSON.stringify(openApiDocument());

  async function answer<Query extends z.ZodType>(context: Context, scope: TokenScope, schema: Query, find: (token: tokens.KnownToken, query: z.output<Query>) => Promise<unknown>): Promise<Response> {
    const token = await authenticate(services, context.req.header('authorization'), scope);
    const allowance = limit.take(token.id, token.perMinute);
    if (!allowance.isAllowed) return problemResponse('token.too_many_requests', { seconds: allowance.retryAfter }, { headers: { ...limitHeaders(allowance), 'retry-after': String(allowance.retryAfter) } });
    const parsed = schema.safeParse(onceEach(context));
    if (!parsed.success) return problemResponse('request.invalid', {}, { detail: z.prettifyError(parsed.error), headers: limitHeaders(allowance) });
    return withTag(context, JSON.stringify(await find(token, parsed.data)), limitHeaders(allowance));
  }

  v1.onError((error, context) => {
    if (error instanceof DomainError) return problemResponse(error.code, error.params);
    services.log.error({ err: error, path: context.req.path }, 'request failed');
    return problemResponse('server.failed');
  });
  v1.get('/openapi.json', (context) => withTag(context, document, { 'cache-control': 'public, max-age=3600' }));
  v1.get('/recommendations', (context) =>
    answer(context, 'recommendations:read', RecommendationsQuery, ({ org }, query) => {
      const company = { orgId: org.id, today: today(services.clock, org.timeZone), minorUnits: minorUnitsOf(org.currency) };
      return withOrg(services.database.db, org.id, (tx) => getRecommendations(tx, { ...company, currency: org.currency, shelf: shelfOf(company) }, query));
    }),
  );
  v1.get('/forecasts', (context) =>
    answer(context, 'forecasts:read', ForecastQuery, ({ id, name, org }, query) => {
      const ctx: OrgContext = { ...services, orgId: org.id, org, userId: `token:${id}`, userName: name, role: 'viewer' };
      return getPublicForecast(ctx, query);
    }),
  );
  v1.all('*', () => problemResponse('not_found'));
  app.route('/api/v1', v1);
}

/** A parameter given twice would be read one way here and another way elsewhere: both values are handed on, and no schema takes a list. */
function onceEach(context: Context): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(context.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}

const limitHeaders = ({ limit, remaining, retryAfter }: Allowance) => ({ 'ratelimit-policy': `"token";q=${limit};w=60`, ratelimit: `"token";r=${remaining};t=${retryAfter}` });

function withTag(context: Context, body: string, headers: Record<string, string>): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const always = { etag, 'cache-control': CACHE, vary: 'authorization', ...headers };
  const known = (context.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers: always });
  return new Response(body, { headers: { ...always, 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' } });
}
