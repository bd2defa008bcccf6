import { schema, withOrg, type Database } from '@almanac/data';
import { createTestDatabase } from '@almanac/data/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { createLogger } from '../platform/logger';
import { openTestCompany } from '../training/testing';
import { comparedDays, daysToWait } from './movement';
import { watchForecasts, watchRecommendations } from './service';

let database: Database;
let company: OrgContext & { close(): Promise<void> };
let stranger: OrgContext & { close(): Promise<void> };
/** Monday of the last week the run saw; the tests take place on Tuesday, 4 June 2024. */
const cutoff = '2024-04-29';
const forecastRun = crypto.randomUUID();
const recommendRun = crypto.randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  company = await openTestCompany(database, 'watched', createLogger('silent'));
  stranger = await openTestCompany(database, 'stranger', createLogger('silent'));
  await withOrg(database.db, company.orgId, seed);
});
afterAll(async () => {
  await Promise.all([company.close(), stranger.close()]);
  await database.close();
});

/** Two products of which one sells as forecast; two customers of whom one buys from the list. */
async function seed(tx: Parameters<Parameters<typeof withOrg>[2]>[0]) {
  const { orgId } = company;
  const run = { orgId, status: 'succeeded' as const, seed: 1, finishedAt: new Date('2024-05-06T03:00:00Z') };
  await tx.insert(schema.trainingRuns).values([
    { ...run, id: forecastRun, capability: 'forecast', params: { frequency: 'week', horizon: 13, effort: 'quick' } },
    { ...run, id: recommendRun, capability: 'recommend', params: { responseDays: 28, effort: 'quick' } },
  ]);
  await tx.insert(schema.servingRuns).values([
    { orgId, capability: 'forecast', frequency: 'week', runId: forecastRun },
    { orgId, capability: 'recommend', frequency: 'all', runId: recommendRun },
  ]);
  const [location] = await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Shop' }).returning();
  const products = await tx.insert(schema.products).values(['A', 'B', 'C'].map((code) => ({ orgId, code, name: code }))).returning();
  const series = await tx.insert(schema.series).values(products.slice(0, 2).map(({ id }) => ({ orgId, productId: id, locationId: location!.id }))).returning();
  const sold = [
    [10, 10, 10, 10, 10, 10, 20, 0],
    [5, 5, 5, 5, 5, 5, 5, 5],
  ];
  await tx.insert(schema.dailyDemand).values(sold.flatMap((weeks, k) => weeks.map((quantity, week) => ({ orgId, seriesId: series[k]!.id, date: addDays(cutoff, 7 * (week - 3) + 6), quantity, revenue: quantity * 2 }))));
  const quantiles = (lower: number, median: number, upper: number) => [lower, lower, lower, lower, median, median, upper, upper, upper].flatMap((value) => new Array<number>(13).fill(value));
  await tx.insert(schema.forecasts).values(
    [
      { mean: 8, quantiles: quantiles(5, 9, 12) },
      { mean: 5, quantiles: quantiles(4, 5, 6) },
    ].map((said, k) => ({ orgId, runId: forecastRun, seriesId: series[k]!.id, frequency: 'week', cutoff, model: 'ets', seriesClass: 'smooth', mean: new Array<number>(13).fill(said.mean), quantiles: said.quantiles, recent: new Array<number>(12).fill(5), nextMean: 0, nextLower: 0, nextUpper: 0 })),
  );
  await tx.insert(schema.forecastScores).values({ orgId, runId: forecastRun, model: 'combination', seriesClass: 'all', seriesCount: 2, wape: 0.25, coverage80: 0.8, bias: 0.01, isChampion: true });

  const people = await tx.insert(schema.customers).values(['X', 'Y', 'Z'].map((code) => ({ orgId, code }))).returning();
  await tx.insert(schema.recommendationModels).values({ orgId, runId: recommendRun, dataUntil: '2024-05-05', responseDays: 28, customers: 2, products: 3, interactions: 3, baskets: 3, calibration: [] });
  const [a, b, c] = products.map(({ id }) => id) as [number, number, number];
  const list = { orgId, runId: recommendRun, orders: 1, lastOrderedOn: '2024-05-01', scores: [1, 0.5], probabilities: [0.5, 0.25], quantities: [1, 1], dueDays: [0, 0], reasonProductIds: [], reasonShares: [], value: 1 };
  await tx.insert(schema.customerRecommendations).values([
    { ...list, customerId: people[0]!.id, productIds: [a, b] },
    { ...list, customerId: people[1]!.id, productIds: [b, c] },
  ]);
  const line = (customer: number, product: number, soldOn: string, orderNo: string) => ({ orgId, soldOn, orderNo, productId: product, locationId: location!.id, customerId: people[customer]!.id, quantity: 1, unitPrice: 5, kind: 'sale' as const, lineHash: crypto.randomUUID() });
  // X buys one listed and one other product, Y something else; Z has no list; what is bought later does not count
  await tx.insert(schema.salesLines).values([line(0, a, '2024-05-10', '1'), line(0, c, '2024-05-10', '1'), line(1, a, '2024-06-02', '2'), line(2, a, '2024-05-20', '3'), line(1, b, '2024-06-03', '4'), line(0, b, '2024-04-20', '0')]);
}

describe('what became of forecasts', () => {
  it('is told in the words of the backtest, beside what it promised', async () => {
    const { runs, movement, daysToWait: wait } = await watchForecasts(company, { frequency: 'week' });
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ runId: forecastRun, isServed: true, champion: 'combination', cutoff, promised: { wape: 0.25, bias: 0.01, coverage80: 0.8 } });
    const { outcome } = runs[0]!;
    expect(outcome?.periods).toBe(4); // the week of 3 June is not over
    expect(outcome?.wape).toBeCloseTo((1 + 1 + 11 + 9) / 60, 9);
    expect(outcome?.bias).toBeCloseTo((4 * 13 - 60) / 60, 9);
    expect(outcome?.coverage80).toBeCloseTo(6 / 8, 9);
    expect(wait).toBe(0);
    expect(movement).toMatchObject({ before: { from: '2024-04-08', to: '2024-05-05' }, since: { from: '2024-05-06', to: '2024-06-02' } });
    expect(movement?.features.map(({ feature }) => feature).toSorted()).toEqual(['level', 'price', 'quietShare', 'returnedShare']);
  });

  it('is nothing yet for another frequency or company', async () => {
    expect(await watchForecasts(company, { frequency: 'day' })).toEqual({ frequency: 'day', runs: [], movement: null, daysToWait: 0 });
    expect((await watchForecasts(stranger, { frequency: 'week' })).runs).toEqual([]);
  });
});

describe('what became of lists', () => {
  it('counts what listed customers bought in the response days', async () => {
    const { runs, movement } = await watchRecommendations(company);
    expect(runs).toMatchObject([{ runId: recommendRun, isServed: true, dataUntil: '2024-05-05', outcomeOn: '2024-06-02' }]);
    expect(runs[0]?.outcome).toEqual({ buyers: 2, hits: 1, purchases: 1, expected: 1.5, precision: 1 / 4, recall: 1 / 3 });
    expect(movement?.features.map(({ feature }) => feature).toSorted()).toEqual(['isNew', 'orderLines', 'orderValue', 'orders']);
    expect((await watchRecommendations(stranger)).runs).toEqual([]);
  });
});

describe('the days compared', () => {
  it('are as many before as since, a quarter at most, and none while they are few', () => {
    expect(comparedDays('2024-05-05', '2024-05-30')).toBeUndefined();
    expect(daysToWait('2024-05-05', '2024-05-30')).toBe(3);
    expect(comparedDays('2024-01-31', '2024-12-31')).toEqual({ before: { from: '2023-11-02', to: '2024-01-31' }, since: { from: '2024-10-02', to: '2024-12-31' } });
  });
});
