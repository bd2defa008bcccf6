import { schema, withOrg, type Database } from '@almanac/data';
import { CreateToken, minorUnitsOf, type TokenScope } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { eq } from 'drizzle-orm';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '../auth/index';
import { createOrganization, getOrganization } from '../auth/organizations';
import { openEventBus, type EventBus } from '../platform/bus';
import { today } from '../platform/clock';
import type { OrgContext, Services } from '../platform/context';
import { openFileStore } from '../platform/files';
import { createHttp } from '../platform/http';
import { createLogger } from '../platform/logger';
import { openJobQueue } from '../platform/queue';
import { recommendForCustomer } from '../recommendation/index';
import { claimRun, seedTastes, trainNow, type TasteShop } from '../recommendation/testing';
import { appRouter } from '../router';
import { createToken } from '../tokens/service';
import { registerServingRoutes } from './index';
import { Problem, Recommendations } from './schemas';

let database: Database;
let bus: EventBus;
let app: Hono;
let shop: TasteShop;
const contexts = new Map<string, OrgContext>();
let now = new Date('2024-05-27T10:00:00Z');
const clock = { now: () => now };
const passSeconds = (seconds: number) => (now = new Date(now.getTime() + 1000 * seconds));

beforeAll(async () => {
  database = await createTestDatabase();
  bus = await openEventBus(database);
  const services: Services = { database, bus, jobs: await openJobQueue(database), files: openFileStore('/nonexistent'), clock, log: createLogger('silent') };
  app = createHttp({ services, auth: createAuth({ database, secret: 'a secret of at least thirty-two characters', publicUrl: 'http://localhost:3000' }), router: appRouter, routes: [registerServingRoutes] });
  for (const slug of ['shop', 'fresh']) {
    const orgId = await createOrganization(database, { name: slug, slug, currency: 'EUR', timeZone: 'UTC' });
    contexts.set(slug, { ...services, orgId, org: await getOrganization(database, slug), userId: 'u1', userName: 'Ann', role: 'owner' });
  }
  shop = await seedTastes(ctx(), 240);
  await trainNow(ctx(), await claimRun(ctx()));
}, 120_000);
afterAll(async () => {
  await bus.close();
  await database.close();
});

const ctx = (slug = 'shop') => contexts.get(slug)!;
async function tokenOf(slug = 'shop', scopes: TokenScope[] = ['recommendations:read', 'forecasts:read'], perMinute = 600): Promise<Record<string, string>> {
  return { authorization: `Bearer ${(await createToken(ctx(slug), CreateToken.parse({ name: 'Test', scopes, days: 1_0, perMinute }))).token}` };
}
const get = (path: string, headers: Record<string, string> = {}) => app.request(`http://almanac.test/api/v1${path}`, { headers });
async function list(path: string, slug = 'shop'): Promise<Recommendations> {
  const answer = await get(`/recommendations${path}`, await tokenOf(slug));
  expect(answer.status, await answer.clone().text()).toBe(200);
  return Recommendations.parse(await answer.json());
}

describe('GET /api/v1/recommendations', () => {
  it('answers as the page does for a customer, after the same rules', async () => {
    for (const [place, customerId] of shop.customerIds.slice(0, 12).entries()) {
      const { orgId, org } = ctx();
      const page = await withOrg(database.db, orgId, (tx) => recommendForCustomer(tx, { orgId, today: today(clock, org.timeZone), minorUnits: minorUnitsOf(org.currency), customerId, limit: 10, purpose: 'show' }));
      const answer = await list(`?customer=C${place}`);
      expect(answer.items.map(({ product }) => product)).toEqual(page.items.map(({ code }) => code));
      expect(answer).toMatchObject({ customer: `C${place}`, source: 'personal', currency: 'EUR', responseDays: 28 });
    }
  });

  it('keeps out what is excluded, ten seconds later at the latest', async () => {
    const { orgId } = ctx();
    const [before] = (await list('?customer=C1')).items;
    const [product] = await withOrg(database.db, orgId, (tx) => tx.select().from(schema.products).where(eq(schema.products.code, before!.product)));
    await withOrg(database.db, orgId, (tx) => tx.insert(schema.recommendationExclusions).values({ orgId, productId: product!.id, createdBy: 'Ann' }));
    passSeconds(10);
    expect((await list('?customer=C1&limit=50')).items.map(({ product: code }) => code)).not.toContain(before!.product);
    expect((await list('?limit=50')).items.map(({ product: code }) => code)).not.toContain(before!.product);
    await withOrg(database.db, orgId, (tx) => tx.delete(schema.recommendationExclusions));
    passSeconds(10);
  });

  it('falls back to what is popular in the segment, then to everyone', async () => {
    const tea = await list('?customer=NOBODY&segment=Tea&limit=3');
    expect([tea.source, tea.items[0]?.category, tea.items.length]).toEqual(['segment', 'Tea', 3]);
    expect(await list('?customer=NOBODY&segment=Moon')).toMatchObject({ source: 'everyone', customer: 'NOBODY' });
    expect((await list('')).items.length).toBeGreaterThan(3);
  });

  it('tells what goes into the basket with a product, in any case of its code', async () => {
    const beside = await list('?product=Tea-0');
    expect(beside.source).toBe('baskets');
    expect(beside.items[0]?.product).toBe('Tea-1'); // seeded so: a third of the baskets with the first hold the second
  });

  it('has best sellers before the first training, and an empty list before the first sale', async () => {
    expect(await list('?customer=C1', 'fresh')).toMatchObject({ source: 'best_sellers', items: [], trainedAt: null });
    const { orgId } = ctx('fresh');
    await withOrg(database.db, orgId, async (tx) => {
      const [location] = await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Shop' }).returning();
      for (const [code, quantity] of [['A', 1], ['B', 5]] as const) {
        const [product] = await tx.insert(schema.products).values({ orgId, code, name: code, priceMinor: 100 }).returning();
        const [series] = await tx.insert(schema.series).values({ orgId, productId: product!.id, locationId: location!.id }).returning();
        await tx.insert(schema.dailyDemand).values({ orgId, seriesId: series!.id, date: '2024-05-20', quantity, revenue: 1 });
      }
    });
    const { items, source } = await list('?customer=C1', 'fresh');
    expect([source, items.map(({ product }) => product)]).toEqual(['best_sellers', ['B', 'A']]);
  });

  it('says 304 to who has the answer already', async () => {
    const token = await tokenOf();
    const first = await get('/recommendations?customer=C2', token);
    const etag = first.headers.get('etag')!;
    expect([first.headers.get('cache-control'), first.headers.get('vary')]).toEqual(['private, max-age=60', 'authorization']);
    const second = await get('/recommendations?customer=C2', { ...token, 'if-none-match': `W/${etag}` });
    expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await get('/recommendations?customer=C3', { ...token, 'if-none-match': etag })).status).toBe(200);
  });
});

describe('GET /api/v1/forecasts', () => {
  it('wants both codes, and says that nothing is forecast', async () => {
    const token = await tokenOf();
    expect((await get('/forecasts?product=Tea-0', token)).status).toBe(400);
    expect(Problem.parse(await (await get('/forecasts?product=Tea-0&location=NOWHERE', token)).json()).code).toBe('forecast.series_not_found');
  });

  it('gives the periods of a series with their interval', async () => {
    const { orgId } = ctx('fresh');
    const runId = crypto.randomUUID();
    await withOrg(database.db, orgId, async (tx) => {
      const [series] = await tx.select().from(schema.series);
      await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'succeeded', finishedAt: clock.now(), params: { frequency: 'week', horizon: 2, effort: 'quick' }, seed: 1 });
      await tx.insert(schema.servingRuns).values({ orgId, capability: 'forecast', frequency: 'week', runId });
      const quantiles = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((level) => [level, level + 1]);
      await tx.insert(schema.forecasts).values({ orgId, runId, seriesId: series!.id, frequency: 'week', cutoff: '2024-05-20', model: 'seasonal_naive', mean: [5, 6], quantiles, seriesClass: 'smooth', recent: [], nextMean: 5, nextLower: 1, nextUpper: 9 });
    });
    const answer = await get('/forecasts?product=a&location=s', await tokenOf('fresh'));
    expect(await answer.json()).toMatchObject({ product: 'a', frequency: 'week', periods: [{ from: '2024-05-27', mean: 5, lower: 1, upper: 9, isChanged: false }, { mean: 6, lower: 2, upper: 10 }] });
  });
});

describe('hostile requests', () => {
  it('get a problem of RFC 9457 each, and nothing else', async () => {
    const token = await tokenOf();
    type Bad = [path: string, headers: Record<string, string>, status: number, code: string];
    const bad: readonly Bad[] = [
      ['/recommendations?customer=C1', {}, 401, 'token.missing'],
      ['/recommendations?customer=C1', { cookie: 'almanac.session_token=x' }, 401, 'token.missing'],
      ['/recommendations?customer=C1', { authorization: `Bearer ${'A'.repeat(4000)}` }, 401, 'token.unknown'],
      ['/recommendations?customer=C1', await tokenOf('shop', ['forecasts:read']), 403, 'token.scope_missing'],
      ['/forecasts?product=A&location=S', await tokenOf('shop', ['recommendations:read']), 403, 'token.scope_missing'],
      ['/recommendations?customer=C1&product=Tea-0', token, 400, 'request.invalid'],
      ['/recommendations?customer=C1&customer=C2', token, 400, 'request.invalid'],
      ['/recommendations?customer=', token, 400, 'request.invalid'],
      [`/recommendations?customer=${'x'.repeat(5000)}`, token, 400, 'request.invalid'],
      ...['0', '51', '1e3', '-1', 'NaN', '1.5', '%00'].map((limit) => [`/recommendations?limit=${limit}`, token, 400, 'request.invalid'] satisfies Bad),
      ['/recommendations?customer=C1&orgId=fresh', token, 400, 'request.invalid'],
      ['/recommendations?product=NOTHING', token, 404, 'recommendation.product_not_found'],
      ["/recommendations?product=x')%20union%20select", token, 404, 'recommendation.product_not_found'],
      ['/recommendation', token, 404, 'not_found'],
      ['/', token, 404, 'not_found'],
    ];
    for (const [path, headers, status, code] of bad) {
      const answer = await get(path, headers);
      expect(answer.headers.get('content-type'), path).toBe('application/problem+json');
      expect({ path, ...Problem.parse(await answer.json()) }).toMatchObject({ path, status, code, type: `urn:almanac:problem:${code}` });
      expect(answer.status).toBe(status);
      expect(answer.headers.has('www-authenticate')).toBe(status === 401);
    }
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await app.request('/api/v1/recommendations', { method, headers: token })).status).toBe(404);
  });

  it('get what is popular for a code that is no code', async () => {
    for (const customer of ["' or 1=1 --", '%', '_', '\\', '🦊', '‮txt', 'null', '../../etc/passwd', '${7*7}']) {
      expect(await list(`?customer=${encodeURIComponent(customer)}`), customer).toMatchObject({ source: 'everyone' });
    }
  });

  it("see nothing of another company's customers, products or series", async () => {
    const foreign = await list('?customer=C1', 'fresh');
    expect(foreign.items.every(({ product }) => ['A', 'B'].includes(product))).toBe(true);
    expect((await get('/recommendations?product=Tea-0', await tokenOf('fresh'))).status).toBe(404);
    expect((await get('/forecasts?product=Tea-0&location=S', await tokenOf('fresh'))).status).toBe(404);
  });

  it('are slowed down token by token', async () => {
    const [slow, other] = [await tokenOf('shop', ['recommendations:read'], 2), await tokenOf()];
    const statuses = [];
    for (let k = 0; k < 3; k++) statuses.push((await get('/recommendations?limit=1', slow)).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await get('/recommendations?limit=1', slow);
    expect([refused.headers.get('retry-after'), refused.headers.get('ratelimit-policy')]).toEqual(['30', '"token";q=2;w=60']);
    expect((await get('/recommendations?limit=1', other)).status).toBe(200);
  });
});

describe('GET /api/v1/openapi.json', () => {
  it('needs no token and says what the endpoints do', async () => {
    const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: Record<string, { get: { parameters: { name: string; required: boolean }[] } }>; components: { schemas: Record<string, { properties: object }> } };
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/recommendations']!.get.parameters.map(({ name, required }) => [name, required])).toEqual([['customer', false], ['product', false], ['segment', false], ['country', false], ['limit', false]]);
    expect(document.paths['/forecasts']!.get.parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual(['product', 'location']);
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(text).not.toContain('$defs');
    expect(Object.keys(document.components.schemas['Recommendations']!.properties)).toEqual(Object.keys(Recommendations.shape));
  });
});
