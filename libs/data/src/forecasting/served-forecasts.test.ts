import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withOrg, type Database } from '../client/database';
import { OrgId } from '../contract/ids';
import * as schema from '../schema/index';
import { createTestDatabase } from '../testing';
import { listServedForecasts, type ServedForecast, type ServedForecastScope } from './served-forecasts';

let database: Database;
const orgId = OrgId.parse('shop');
const runId = '0b8f1d0e-5a44-4b4e-9d0d-0a1b2c3d4e5f';
const seriesIds: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.insert(schema.organizations).values({ id: orgId, name: 'Shop', slug: 'shop', currency: 'EUR', timeZone: 'UTC' });
  await withOrg(database.db, orgId, async (tx) => {
    const [location] = await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Shop' }).returning();
    const products = await tx.insert(schema.products).values(['A', 'B'].map((code) => ({ orgId, code, name: code }))).returning();
    const series = await tx.insert(schema.series).values(products.map(({ id }) => ({ orgId, productId: id, locationId: location!.id }))).returning();
    seriesIds.push(...series.map(({ id }) => id));
    await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'succeeded', params: {}, seed: 1 });
    await tx.insert(schema.servingRuns).values({ orgId, capability: 'forecast', frequency: 'week', runId });
    const common = { orgId, runId, frequency: 'week', cutoff: '2024-05-27', model: 'ets', seriesClass: 'smooth', recent: [], nextMean: 30, nextLower: 0, nextUpper: 60 };
    const quantiles = Array.from({ length: 9 }, (_, q) => [q + 1, 2 * (q + 1)]).flat();
    await tx.insert(schema.forecasts).values(seriesIds.map((seriesId) => ({ ...common, seriesId, mean: [10, 20], quantiles })));
    const override = { orgId, batchId: runId, seriesId: seriesIds[1]!, frequency: 'week', modelMean: 10, reason: 'event', authorId: 'u', authorName: 'Pat' };
    await tx.insert(schema.forecastOverrides).values([
      { ...override, startsOn: '2024-06-03', kind: 'set', value: 99 },
      { ...override, startsOn: '2024-06-03', kind: 'set', value: 30 }, // newer, so it holds
      { ...override, startsOn: '2024-06-10', kind: 'scale', value: 2, withdrawnAt: new Date() },
      { ...override, startsOn: '2024-05-20', kind: 'scale', value: 2 }, // past
      { ...override, startsOn: '2024-06-10', kind: 'scale', value: 2, frequency: 'day' },
    ]);
  });
});
afterAll(() => database.close());

const read = (scope: Partial<ServedForecastScope> = {}) =>
  withOrg(database.db, orgId, async (tx) => {
    const found: ServedForecast[] = [];
    for await (const forecast of listServedForecasts(tx, { orgId, frequency: 'week', ...scope })) found.push(forecast);
    return found;
  });

describe('listServedForecasts', () => {
  it('gives each series its dates, its mean and nine quantiles', async () => {
    const [plain] = await read();
    expect(plain).toMatchObject({ seriesId: seriesIds[0], cutoff: '2024-05-27', dates: ['2024-06-03', '2024-06-10'], mean: [10, 20], modelMean: [10, 20], isOverridden: [false, false] });
    expect(plain!.quantiles).toHaveLength(9);
    expect(plain!.quantiles[8]).toEqual([9, 18]);
  });

  it('puts the newest override of a coming period in, its quantiles in proportion', async () => {
    const [changed] = await read({ seriesIds: [seriesIds[1]!] });
    expect(changed).toMatchObject({ mean: [30, 20], modelMean: [10, 20], isOverridden: [true, false] });
    expect(changed!.quantiles[8]).toEqual([27, 18]);
  });

  it('is empty where no run of the frequency serves', async () => {
    expect(await read({ frequency: 'day' })).toEqual([]);
  });
});
