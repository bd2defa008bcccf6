import { forecasting, schema, withOrg, type Database } from '@almanac/data';
import { RunId } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../platform/calendar';
import { createLogger } from '../platform/logger';
import { loadTensorflow } from '../platform/tensorflow';
import { firstMonday, openTestCompany, seedDemand } from '../training/testing';
import { getHierarchy, type Hierarchy } from './hierarchy';
import { trainForecast } from './train-forecast';

let database: Database;
let shop: Awaited<ReturnType<typeof openTestCompany>>;
let empty: Awaited<ReturnType<typeof openTestCompany>>;
const runId = RunId.parse('0b8f1d0e-5a44-4b4e-9d0d-0a1b2c3d4e5f');
const horizon = 4;

/** Six products in a shop, one of them discontinued, and two of them at a market as well; one has no category. */
beforeAll(async () => {
  database = await createTestDatabase();
  const log = createLogger('silent');
  [shop, empty] = [await openTestCompany(database, 'shop', log), await openTestCompany(database, 'empty', log)];
  await seedDemand(shop, 6);
  const { orgId } = shop;
  await withOrg(database.db, orgId, async (tx) => {
    const [market] = await tx.insert(schema.locations).values({ orgId, code: 'M', name: 'Market' }).returning();
    const products = await tx.select().from(schema.products).orderBy(schema.products.id);
    const [plain] = await tx.insert(schema.products).values({ orgId, code: 'X', name: 'Odds and ends', priceMinor: 100 }).returning();
    const series = await tx.insert(schema.series).values([...products.slice(0, 2), plain!].map(({ id }) => ({ orgId, productId: id, locationId: market!.id }))).returning();
    for (const [k, { id: seriesId }] of series.entries()) {
      await tx.insert(schema.dailyDemand).values(Array.from({ length: 74 }, (_, week) => ({ orgId, seriesId, date: addDays(firstMonday, 7 * week + 5), quantity: 5 + k + (week % 4), revenue: 10 })));
    }
    await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'running', attempt: 1, params: { frequency: 'week', horizon, effort: 'quick' }, seed: 1 });
  });
  const run = { orgId, runId, attempt: 1, params: { frequency: 'week', horizon, effort: 'quick' } as const, seed: 1, today: '2024-06-04' };
  await trainForecast(database, await loadTensorflow(), run, { onStage: () => undefined, onProgress: () => undefined, isCancelled: () => false });
});
afterAll(async () => {
  await Promise.all([shop.close(), empty.close()]);
  await database.close();
});

const of = async (level: Hierarchy['node']['level'], key: string, by: 'category' | 'location' | 'product' = 'category') => (await getHierarchy(shop, { frequency: 'week', level, key, by }))!;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const expectToAddUp = ({ node, parts }: Hierarchy) => expect(Math.abs(sum(parts.map(({ nextMean }) => nextMean)) / node.nextMean - 1)).toBeLessThan(1e-6);

describe('getHierarchy', () => {
  it('comes from a run that tells how its levels were made to agree, and keeps the medians it is judged by', async () => {
    const { orgId } = shop;
    const [run] = await withOrg(database.db, orgId, (tx) => tx.select().from(schema.trainingRuns));
    expect(run?.champion).toMatchObject({ model: 'combination', reconciliation: expect.stringMatching(/^(minimum-trace|bottom-up)$/) as unknown });
    const [window] = await withOrg(database.db, orgId, (tx) => tx.select().from(schema.backtestForecasts).limit(1));
    expect(window?.median).toHaveLength(horizon);
  });

  it('adds up from the company over category and location to the series', async () => {
    const company = await of('total', '');
    expect(company).toMatchObject({ frequency: 'week', node: { level: 'total', seriesCount: 8 }, path: [{ level: 'total' }], rest: null });
    expect(company.parts.map(({ aggregate }) => aggregate!.category).toSorted()).toEqual([null, 'Pots', 'Tea'].toSorted());
    expectToAddUp(company);
    expect(company.node.nextLower).toBeGreaterThan(sum(company.forecast.quantiles[0]!)); // periods are not all off to one side
    expect(company.node.nextUpper).toBeLessThan(sum(company.forecast.quantiles[8]!));
    expect(company.history.quantities).toHaveLength(company.history.dates.length);
    expect(company.history.dates.at(-1)).toBe('2024-05-27');
    expect(company.forecast.dates).toEqual(['2024-06-03', '2024-06-10', '2024-06-17', '2024-06-24']);
    company.forecast.mean.forEach((mean, h) => {
      expect(company.forecast.quantiles[0]![h]).toBeLessThan(mean);
      expect(company.forecast.quantiles[8]![h]).toBeGreaterThan(mean);
    });
    for (const { aggregate } of company.parts) {
      const category = await of('category', aggregate!.key);
      expectToAddUp(category);
      for (const part of category.parts.filter((p) => p.aggregate !== null)) {
        const cell = await of(part.aggregate!.level, part.aggregate!.key);
        expectToAddUp(cell);
        expect(cell.parts.every(({ series }) => series !== null)).toBe(true);
        expect(cell.path.map(({ level }) => level)).toEqual(['total', 'category', 'category_location']);
      }
    }
    expectToAddUp(await of('total', '', 'location'));
    const products = await of('total', '', 'product');
    expectToAddUp(products);
    const both = products.parts.find(({ seriesCount }) => seriesCount === 2)!;
    expect((await of('product', both.aggregate!.key)).parts.map(({ series }) => series!.location).toSorted()).toEqual(['Market', 'Shop']);
  });

  it('counts what people changed at every level', async () => {
    const before = await of('total', '');
    const { orgId } = shop;
    const seriesId = await withOrg(database.db, orgId, async (tx) => {
      const [row] = await forecasting.listMembers(tx, { orgId, runId }, { level: 'total', category: null, locationId: null, productId: null }, 1);
      await tx.insert(schema.forecastOverrides).values({ orgId, batchId: runId, seriesId: row!.seriesId, frequency: 'week', startsOn: before.forecast.dates[1]!, kind: 'set', value: row!.mean[1]! + 100, modelMean: row!.mean[1]!, reason: 'event', authorId: 'u', authorName: 'Una' });
      return row!.seriesId;
    });
    const after = await of('total', '');
    expect(after.node.nextMean - before.node.nextMean).toBeCloseTo(100, 3);
    expect(after.forecast.quantiles[8]![1]).toBeGreaterThan(before.forecast.quantiles[8]![1]!);
    expectToAddUp(after);
    expect(sum(after.parts.map(({ nextMean }) => nextMean)) - sum(before.parts.map(({ nextMean }) => nextMean))).toBeCloseTo(100, 3);
    expect(seriesId).toBeGreaterThan(0);
  });

  it('opens the whole company for an address it does not know, and says when there is nothing', async () => {
    expect((await of('category', 'Nothing like it')).node.level).toBe('total');
    expect(await getHierarchy(empty, { frequency: 'week', level: 'total', key: '', by: 'category' })).toBeNull();
  });
});
