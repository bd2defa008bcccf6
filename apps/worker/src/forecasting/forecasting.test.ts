import { forecasting, schema, withOrg, type Database } from '@almanac/data';
import { ForecastFilter, GetForecast, ListForecasts, OverrideForecast } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrgContext } from '../platform/context';
import { createLogger } from '../platform/logger';
import { addDays } from '../platform/calendar';
import { firstMonday, openTestCompany, seedDemand } from '../training/testing';
import { readHistory } from './read-history';
import { overrideForecast } from './overrides';
import { getForecast } from './series-detail';
import { forEachForecast, getFacets, listForecasts } from './service';
import { requireHistory } from './train-forecast';

let database: Database;
let shop: Awaited<ReturnType<typeof openTestCompany>>;
let big: Awaited<ReturnType<typeof openTestCompany>>;
let seriesIds: number[] = [];
const runId = '0b8f1d0e-5a44-4b4e-9d0d-0a1b2c3d4e5f';

beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openTestCompany(database, 'shop', createLogger('silent'));
  big = await openTestCompany(database, 'big', createLogger('silent'));
  seriesIds = await seedDemand(shop, 4);
  await seedForecasts(big, 5000);
  await forecasting.analyzeForecasts(database.owner); // as a run does
});
afterAll(async () => {
  await Promise.all([shop.close(), big.close()]);
  await database.close();
});

/** Series 1 … n forecast n items each, in two categories, with a code that tells which. */
async function seedForecasts({ orgId }: OrgContext, count: number): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => {
    await tx.insert(schema.locations).values({ orgId, code: 'A', name: 'Shop A' });
    await tx.execute(sql`insert into products (org_id, code, name, category) select ${orgId}, 'SKU-' || n, case n when 7 then '50% off_box' else 'Tea ' || n end, case n % 2 when 0 then 'Even' else 'Odd' end from generate_series(1, ${count}::int) n`);
    await tx.execute(sql`insert into series (org_id, product_id, location_id) select ${orgId}, p.id, l.id from products p, locations l where p.org_id = ${orgId} and l.org_id = ${orgId} order by p.id`);
    await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'succeeded', params: { frequency: 'week', horizon: 2, effort: 'quick' }, seed: 1 });
    await tx.insert(schema.servingRuns).values({ orgId, capability: 'forecast', frequency: 'week', runId });
    await tx.execute(sql`
      insert into forecasts (org_id, run_id, series_id, frequency, cutoff, model, series_class, mean, quantiles, recent, next_mean, next_lower, next_upper, change, wape)
      select ${orgId}, ${runId}::uuid, s.id, 'week', '2024-05-27', 'combination', 'smooth', array[1, 1]::real[], array_fill(1::real, array[18]), array[null, 1, 2]::real[], n, 0, 2 * n, case when n > 10 then n / 100.0 end, 0.3
      from (select id, row_number() over (order by id) as n from series where org_id = ${orgId}) s`);
  });
}

describe('readHistory', () => {
  it('puts stock-outs, promotions and the product\'s life beside its sales', async () => {
    const { orgId } = shop;
    const history = await withOrg(database.db, orgId, async (tx) => {
      const [series] = await tx.select().from(schema.series).orderBy(schema.series.id);
      const key = { orgId, productId: series!.productId, locationId: series!.locationId };
      const stockOut = [addDays(firstMonday, 7 * 10), addDays(firstMonday, 7 * 10 + 6)] as const;
      await tx.delete(schema.dailyDemand).where(sql`series_id = ${series!.id} and date between ${stockOut[0]} and ${stockOut[1]}`);
      await tx.insert(schema.stockLevels).values([
        { ...key, countedOn: stockOut[0], onHand: 0 },
        { ...key, countedOn: addDays(stockOut[1], 1), onHand: 50 },
        { ...key, countedOn: addDays(firstMonday, 7 * 20), onHand: 0 }, // the next day's sale proves that there was stock again
      ]);
      await tx.insert(schema.promotions).values({ orgId, name: 'Sale', category: 'Tea', startsOn: addDays(firstMonday, 7 * 75), endsOn: addDays(firstMonday, 7 * 76 - 1), discountPercent: 20 });
      return readHistory(tx, { orgId }, { frequency: 'week', horizon: 3, span: await requireHistory(tx, orgId, 'week', '2024-06-04') });
    });
    const [tea, pots] = history!.series;
    expect(tea!.y).toHaveLength(74);
    expect(tea!.y[10]).toBeNaN();
    expect(tea!.stockOutDays[10]).toBe(7);
    expect([tea!.stockOutDays[20], Number.isNaN(tea!.y[20]!)]).toEqual([1, false]);
    expect([...tea!.discount.slice(74)]).toEqual([0, 0.2, 0]);
    expect([...pots!.discount.slice(74)]).toEqual([0, 0, 0]);
    expect(history!.series.map(({ isDiscontinued }) => isDiscontinued)).toEqual([false, false, false, true]);
  });

  it('shows the series page what there is before any run', async () => {
    const found = await getForecast(shop, GetForecast.parse({ seriesId: seriesIds[0] }));
    expect(found).toMatchObject({ frequency: 'week', forecast: null, backtest: [], scores: [], series: { productCode: 'P0', location: 'Shop', seriesClass: 'short' } });
    expect(found.history.dates[0]).toBe(firstMonday);
    expect([found.history.y[10], found.history.stockOut[10], found.history.price[0]]).toEqual([null, true, 2.5]);
  });

  it('finds no series of another company', async () => {
    await expect(getForecast(big, GetForecast.parse({ seriesId: seriesIds[0] }))).rejects.toMatchObject({ code: 'forecast.series_not_found' });
  });
});

describe('listForecasts', () => {
  const list = (input: Partial<ListForecasts>) => listForecasts(big, ListForecasts.parse(input));

  it('pages through everything once, in order', async () => {
    const seen: number[] = [];
    for (let cursor: number | null = 0; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list({ cursor, limit: 500, dir: 'asc' });
      expect(page.total).toBe(5000);
      seen.push(...page.items.map(({ nextMean }) => nextMean));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: 5000 }, (_, k) => k + 1));
  });

  it('searches codes and names, wildcards being letters', async () => {
    expect((await list({ q: 'sku-4999' })).items).toMatchObject([{ productCode: 'SKU-4999', lastPeriods: [null, 1, 2], location: 'Shop A' }]);
    expect((await list({ q: '50% off_' })).items).toMatchObject([{ productCode: 'SKU-7' }]);
    expect((await list({ q: '%' })).total).toBe(1);
  });

  it('filters, and sorts unknown values last', async () => {
    expect((await list({ category: 'Even', limit: 1 })).total).toBe(2500);
    expect((await list({ sort: 'change', dir: 'asc', limit: 1 })).items[0]?.nextMean).toBe(11);
    expect((await list({ sort: 'change', limit: 1 })).items[0]?.nextMean).toBe(5000);
    for (const sort of ['name', 'demand', 'accuracy'] as const) expect((await list({ sort, limit: 3 })).items).toHaveLength(3);
  });

  it('sorts by what people made of the forecast', async () => {
    const first = (await list({ dir: 'asc', limit: 1 })).items[0]!;
    await overrideForecast(big, OverrideForecast.parse({ seriesId: first.seriesId, from: '2024-06-03', to: '2024-06-03', kind: 'set', value: 9000, reason: 'event' }));
    expect((await list({ limit: 2 })).items).toMatchObject([{ seriesId: first.seriesId, nextMean: 1, adjustedMean: 9000 }, { nextMean: 5000, adjustedMean: null }]);
    expect((await list({ dir: 'asc', limit: 1 })).items[0]?.nextMean).toBe(2);
    expect((await list({ category: 'Even', limit: 1 })).items[0]?.nextMean).toBe(5000);
  });

  it('is empty, with facets, before any run', async () => {
    expect(await listForecasts(shop, ListForecasts.parse({}))).toEqual({ total: 0, items: [], nextCursor: null, span: null });
    expect(await getFacets(shop, { frequency: 'week' })).toMatchObject({ frequencies: [], locations: [{ name: 'Shop' }], categories: ['Pots', 'Tea'], classes: [] });
  });

  it('gives an export every row', async () => {
    let rows = 0;
    for await (const _ of forEachForecast(big, runId, ForecastFilter.parse({ category: 'Odd' }))) rows += 1;
    expect(rows).toBe(2500);
  });
});
