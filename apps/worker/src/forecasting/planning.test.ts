import { forecasting, schema, withOrg, type Database } from '@almanac/data';
import { ForecastFilter, GetForecast, ListForecasts, OverrideForecast, SavePromotion } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../platform/logger';
import { openTestCompany, seedDemand } from '../training/testing';
import { getValueAdded, overrideForecast, withdrawOverride } from './overrides';
import { listPromotions, removePromotion, savePromotion } from './planned-promotions';
import { getForecast } from './series-detail';
import { listForecasts } from './service';

let database: Database;
let shop: Awaited<ReturnType<typeof openTestCompany>>;
let seriesId = 0;
const runId = '0b8f1d0e-5a44-4b4e-9d0d-0a1b2c3d4e5f';
const weeks = ['2024-06-03', '2024-06-10', '2024-06-17'];

beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openTestCompany(database, 'shop', createLogger('silent'));
  [seriesId = 0] = await seedDemand(shop, 2);
  const { orgId } = shop;
  await withOrg(database.db, orgId, async (tx) => {
    await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'succeeded', params: { frequency: 'week', horizon: 3, effort: 'quick' }, seed: 1 });
    await tx.insert(schema.servingRuns).values({ orgId, capability: 'forecast', frequency: 'week', runId });
    const quantiles = Array.from({ length: 27 }, (_, k) => 2 * (Math.floor(k / 3) + 1));
    await tx.insert(schema.forecasts).values({ orgId, runId, seriesId, frequency: 'week', cutoff: '2024-05-27', model: 'combination', seriesClass: 'smooth', mean: [10, 20, 30], quantiles, recent: [1], nextMean: 60, nextLower: 30, nextUpper: 120, biasPeriods: -5 });
    await tx.insert(schema.forecastScores).values([
      { orgId, runId, model: 'combination', seriesClass: 'all', seriesCount: 2, wape: 0.2, wql: 0.1, isChampion: true },
      { orgId, runId, model: 'seasonal-naive', seriesClass: 'all', seriesCount: 2, wape: 0.4, wql: 0.2 },
      { orgId, runId, model: 'ets', seriesClass: 'smooth', seriesCount: 1, wape: 0.3, wql: 0.15 },
    ]);
  });
});
afterAll(async () => {
  await shop.close();
  await database.close();
});

const change = (input: object) => overrideForecast(shop, OverrideForecast.parse({ seriesId, from: weeks[0], to: weeks[0], kind: 'set', value: 25, reason: 'event', ...input }));
const read = () => getForecast(shop, GetForecast.parse({ seriesId }));
const row = async () => (await listForecasts(shop, ListForecasts.parse({}))).items.find((item) => item.seriesId === seriesId);

describe('overrides', () => {
  it('change periods beside the model, on the series, in the list and in what others read', async () => {
    await change({ from: weeks[1], to: weeks[2], kind: 'scale', value: 1.5, note: 'A fair' });
    await change({ value: 25 });
    const { forecast, overrides, classScores, explanation } = await read();
    expect(forecast).toMatchObject({ mean: [10, 20, 30], adjusted: [25, 30, 45], isOverridden: [true, true, true] });
    expect(forecast?.quantiles[8]).toEqual([45, 27, 27]);
    expect(overrides).toMatchObject([
      { from: weeks[0], to: weeks[0], inForce: 1, kind: 'set', value: 25, modelMean: 10, author: 'Tester', note: null },
      { from: weeks[1], to: weeks[2], periods: 2, inForce: 2, kind: 'scale', note: 'A fair' },
    ]);
    expect(classScores).toMatchObject([{ model: 'ets', wql: 0.15, seriesCount: 1 }]);
    expect(explanation).toMatchObject({ forecast: 20, promotion: { planned: 0 } });
    expect(await row()).toMatchObject({ nextMean: 60, adjustedMean: 100, nextLower: 50, nextUpper: 200, biasPeriods: -5 });
    await withOrg(database.db, shop.orgId, async (tx) => {
      for await (const served of forecasting.listServedForecasts(tx, { orgId: shop.orgId, frequency: 'week' })) expect(served.mean).toEqual([25, 30, 45]);
    });
  });

  it('replace each other, and what was there holds again when one is withdrawn', async () => {
    const { batchId } = await change({ value: 99 });
    expect((await read()).overrides.map(({ inForce }) => inForce)).toEqual([1, 0, 2]);
    await withdrawOverride(shop, { batchId });
    const found = await read();
    expect(found.forecast?.adjusted[0]).toBe(25);
    expect(found.overrides[0]).toMatchObject({ inForce: 0, withdrawnBy: 'Tester' });
    await expect(withdrawOverride(shop, { batchId })).rejects.toMatchObject({ code: 'forecast.override_not_found' });
  });

  it('are of periods ahead only', async () => {
    await expect(change({ from: '2024-05-27', to: weeks[0] })).rejects.toMatchObject({ code: 'forecast.period_not_ahead' });
    await expect(change({ from: weeks[0], to: '2024-06-11' })).rejects.toMatchObject({ code: 'forecast.period_not_ahead' });
    await expect(change({ frequency: 'day' })).rejects.toMatchObject({ code: 'forecast.none_yet' });
    expect(OverrideForecast.safeParse({ seriesId, from: weeks[1], to: weeks[0], kind: 'set', value: 1, reason: 'event' }).success).toBe(false);
  });

  it('can be listed, beside those that lean to one side', async () => {
    const count = async (filter: object) => (await listForecasts(shop, ListForecasts.parse(filter))).total;
    expect([await count({ mark: 'overridden' }), await count({ mark: 'biased' }), await count({})]).toEqual([1, 1, 1]);
    expect(ForecastFilter.safeParse({ mark: 'anything' }).success).toBe(false);
    expect((await listForecasts(shop, ListForecasts.parse({ frequency: 'day' }))).span).toEqual({ frequency: 'week', horizon: 3, from: weeks[0], to: '2024-06-23' });
  });
});

describe('getValueAdded', () => {
  it('waits for enough periods that are over, then judges people and model by the same ones', async () => {
    expect(await getValueAdded(shop, { frequency: 'week' })).toEqual({ backtest: { naive: 0.4, model: 0.2 }, overrides: { periods: 0, needed: 8, model: null, adjusted: null } });
    await withOrg(database.db, shop.orgId, async (tx) => {
      // ten past weeks, changed from 100 to what was sold, but for one that came too late to count
      await tx.execute(sql`
        insert into forecast_overrides (org_id, batch_id, series_id, frequency, starts_on, kind, value, model_mean, reason, author_id, author_name, created_at)
        select ${shop.orgId}, gen_random_uuid(), ${seriesId}, 'week', week::date, 'set', (select sum(quantity) from daily_demand d where d.org_id = ${shop.orgId} and d.series_id = ${seriesId} and d.date between week::date and week::date + 6), 100, 'event', 'u', 'Pat', week - interval '3 days' + case when n = 1 then interval '5 days' else interval '0' end
        from generate_series('2024-03-04'::date, '2024-05-06'::date, interval '7 days') with ordinality as g(week, n)`);
    });
    const { overrides } = await getValueAdded(shop, { frequency: 'week' });
    expect(overrides).toMatchObject({ periods: 9, adjusted: 0 });
    expect(overrides.model).toBeGreaterThan(1);
  });
});

describe('promotions', () => {
  const plan = (input: object) => savePromotion(shop, SavePromotion.parse({ name: 'Summer', startsOn: weeks[1], endsOn: weeks[1], ...input }));

  it('are planned, changed and removed, and shown on the series they concern', async () => {
    const { id } = await plan({ productCode: 'P0', discountPercent: 20 });
    expect((await read()).forecast?.promotion).toEqual([false, true, false]);
    await plan({ id, category: 'Pots' });
    expect(await listPromotions(shop, { hasPast: false })).toMatchObject([{ id, name: 'Summer', productCode: null, category: 'Pots', discountPercent: null, isImported: false }]);
    expect((await read()).forecast?.promotion).toEqual([false, false, false]);
    await removePromotion(shop, { id });
    await expect(removePromotion(shop, { id })).rejects.toMatchObject({ code: 'promotion.not_found' });
  });

  it('name things that are there, and leave those of a file alone', async () => {
    await expect(plan({ productCode: 'NONE' })).rejects.toMatchObject({ code: 'promotion.target_not_found' });
    await expect(plan({ location: 987_654 })).rejects.toMatchObject({ code: 'promotion.target_not_found' });
    const [imported] = await withOrg(database.db, shop.orgId, (tx) => tx.insert(schema.promotions).values({ orgId: shop.orgId, name: 'File', category: 'Tea', startsOn: '2024-01-01', endsOn: '2024-01-07', importId: runId }).returning());
    await expect(plan({ id: imported!.id })).rejects.toMatchObject({ code: 'promotion.imported' });
    expect(await listPromotions(shop, { hasPast: false })).toEqual([]);
    expect(await listPromotions(shop, { hasPast: true })).toMatchObject([{ isImported: true }]);
  });
});
