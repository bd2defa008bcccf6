import { schema, withOrg, type Database } from '@almanac/data';
import { OrgId, OverviewFilter } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganization } from '../auth/organizations';
import type { OrgContext } from '../platform/context';
import { addDays } from '../platform/calendar';
import { getOverview } from './service';

let database: Database;
let ctx: OrgContext;
const monday = '2024-01-01';
const runId = '0b8f1d0e-5a44-4b4e-9d0d-0a1b2c3d4e5f';

beforeAll(async () => {
  database = await createTestDatabase();
  const orgId = await createOrganization(database, { name: 'Tea', slug: 'tea', currency: 'EUR', timeZone: 'UTC' });
  const org = { id: orgId, name: 'Tea', slug: 'tea', currency: 'EUR', timeZone: 'UTC' };
  // Only what the overview uses; a missing service would fail the test by name.
  ctx = { database, orgId, org, clock: { now: () => new Date('2024-03-20T12:00:00Z') } } as OrgContext;
});
afterAll(() => database.close());

/** Two products in one shop: 10 green teas and 4 pots a week at 2.50 each for twelve weeks, then three days of a week more. */
async function seedShop(): Promise<void> {
  const { orgId } = ctx;
  await withOrg(database.db, orgId, async (tx) => {
    const [location] = await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Shop' }).returning();
    const products = await tx
      .insert(schema.products)
      .values([
        { orgId, code: 'T', name: 'Green tea', priceMinor: 250, costMinor: 100, leadTimeDays: 14 },
        { orgId, code: 'P', name: 'Pot', priceMinor: 250, costMinor: 200, leadTimeDays: 7 },
      ])
      .returning();
    const series = await tx.insert(schema.series).values(products.map(({ id }) => ({ orgId, productId: id, locationId: location!.id }))).returning();
    const weekly = [10, 4];
    const days = Array.from({ length: 12 }, (_, week) => addDays(monday, 7 * week)).concat(addDays(monday, 86));
    await tx.insert(schema.dailyDemand).values(
      series.flatMap(({ id: seriesId }, k) => days.map((date) => ({ orgId, seriesId, date, quantity: weekly[k]!, revenue: weekly[k]! * 2.5, refund: k === 0 ? 0.5 : 0 }))),
    );
    await tx.insert(schema.stockLevels).values([
      { orgId, productId: products[0]!.id, locationId: location!.id, countedOn: '2024-01-01', onHand: 100 },
      { orgId, productId: products[0]!.id, locationId: location!.id, countedOn: '2024-03-20', onHand: 0 },
      { orgId, productId: products[1]!.id, locationId: location!.id, countedOn: '2024-03-20', onHand: 50 },
    ]);
    await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'succeeded', params: {}, seed: 1, finishedAt: new Date('2024-03-20T10:00:00Z') });
    await tx.insert(schema.servingRuns).values({ orgId, capability: 'forecast', frequency: 'week', runId });
    const cutoff = addDays(monday, 7 * 11);
    const quantiles = Array.from({ length: 18 }, () => 1);
    await tx.insert(schema.forecasts).values(
      series.map(({ id: seriesId }, k) => ({ orgId, runId, seriesId, frequency: 'week', cutoff, model: 'ets', seriesClass: 'smooth', mean: [12, 12].map((mean) => (k === 0 ? mean : 4)), quantiles, recent: [], nextMean: [24, 8][k]!, nextLower: 0, nextUpper: 40, change: [0.2, 0][k]!, biasPeriods: [null, 6][k] })),
    );
    const summed = { orgId, runId, seriesCount: 2, mean: [16, 16], quantiles: Array.from({ length: 18 }, (_, k) => 12 + Math.floor(k / 2)), nextMean: 32, nextLower: 24, nextUpper: 40 };
    await tx.insert(schema.aggregateForecasts).values([{ ...summed, level: 'total', key: '' }, { ...summed, level: 'location', key: String(location!.id), locationId: location!.id }]);
    await tx.insert(schema.forecastScores).values([
      { orgId, runId, model: 'ets', seriesClass: 'all', seriesCount: 2, wape: 0.2, wql: 0.1, coverage80: 0.8, isChampion: true },
      { orgId, runId, model: 'seasonal-naive', seriesClass: 'all', seriesCount: 2, wape: 0.4, wql: 0.2 },
    ]);
  });
}

describe('getOverview', () => {
  it('is honest about an empty company', async () => {
    const empty = await getOverview(ctx, OverviewFilter.parse({}));
    expect(empty).toMatchObject({ asOf: '2024-03-20', sales: { weeks: [] }, forecast: { weeks: [] }, changes: [], attention: [], lastRun: null });
    expect(Object.values(empty.kpis).every((value) => value === null)).toBe(true);
  });

  it('adds up sales, forecast, stock and risk', async () => {
    await seedShop();
    const found = await getOverview(ctx, OverviewFilter.parse({}));
    expect(found.asOf).toBe('2024-03-27');
    expect(found.sales.weeks.at(-1)).toBe('2024-03-18'); // the week of 25 March still runs
    expect(found.sales.units.at(-1)).toBe(14);
    expect(found.sales.revenueMinor.at(-1)).toBe(3450); // 14 × 2.50 less a refund of 0.50
    expect(found.forecast).toMatchObject({ weeks: ['2024-03-25', '2024-04-01'], mean: [16, 16], lower: [12, 12], upper: [20, 20], revenueMinor: [4000, 4000] });
    expect(found.kpis).toMatchObject({ unitsLast4: 56, unitsNext4: 32, revenueLast4Minor: 13_800, revenuePrev4Minor: 13_800, wapeChampion: 0.2, wapeNaive: 0.4, stockValueMinor: 10_000, stockoutSeries: 1 });
    expect(found.changes[0]).toMatchObject({ kind: 'demand_up', params: { product: 'Green tea', change: 0.2, units: 24 } });
    // 12 a week over a lead time of two weeks, nothing on hand: 24 × 2.50 at stake
    expect(found.attention).toMatchObject([
      { kind: 'stock_out', severity: 'high', params: { product: 'Green tea', onHand: 0, days: 14, atStakeMinor: 6000 } },
      { kind: 'bias_high', params: { product: 'Pot', periods: 6, frequency: 'week' } },
    ]);
  });

  it('names campaigns that were not sent in time, and those whose comparison is over', async () => {
    const expected = { responses: { mean: 1, lower: 0, upper: 2 }, revenueMinor: null };
    const plan = { orgId: ctx.orgId, origin: 'churn' as const, ownerId: 'u1', ownerName: 'Mei', budget: 1, costMinor: 0, holdoutShare: 0, windowDays: 10, removed: [], expected, createdBy: 'Mei' };
    await withOrg(database.db, ctx.orgId, (tx) =>
      tx.insert(schema.campaigns).values([
        { ...plan, name: 'Late', dueOn: '2024-03-17' },
        { ...plan, name: 'Today', dueOn: '2024-03-20' },
        { ...plan, name: 'Over', dueOn: '2024-03-01', status: 'sent', sentOn: '2024-03-10' },
        { ...plan, name: 'Still compared', dueOn: '2024-03-01', status: 'sent', sentOn: '2024-03-11' },
        { ...plan, name: 'Forgotten', dueOn: '2024-01-01' },
      ]),
    );
    const { attention } = await getOverview(ctx, OverviewFilter.parse({}));
    expect(attention.slice(0, 2)).toMatchObject([
      { kind: 'campaign_overdue', params: { name: 'Late', owner: 'Mei', days: 3 } },
      { kind: 'campaign_measured', params: { name: 'Over', days: 1 } },
    ]);
    expect(attention.filter(({ kind }) => kind.startsWith('campaign'))).toHaveLength(2);
  });

  it('shows nothing of it to another company', async () => {
    const orgId = OrgId.parse('stranger');
    await createOrganization(database, { name: 'X', slug: 'x', currency: 'EUR', timeZone: 'UTC' });
    const found = await getOverview({ ...ctx, orgId, org: { ...ctx.org, id: orgId } }, OverviewFilter.parse({}));
    expect(found).toMatchObject({ sales: { weeks: [] }, forecast: { weeks: [] }, attention: [] });
  });
});
