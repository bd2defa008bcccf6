import { forecasting, schema, withOrg, type Database } from '@almanac/data';
import { GetAnalogy, SetAnalogy } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { and, eq, lt } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../platform/logger';
import { openTestCompany, seedDemand } from '../training/testing';
import { getAnalogy, setAnalogy } from './analogies';
import { readHistory } from './read-history';
import { requireHistory } from './train-forecast';
import { hashPanel, trainingPanel } from './training-panel';

let database: Database;
let shop: Awaited<ReturnType<typeof openTestCompany>>;
let seriesId = 0;
let productId = 0;
/** P0 … P5, the last one discontinued; even ones are Tea */
let old: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openTestCompany(database, 'shop', createLogger('silent'));
  await seedDemand(shop, 6);
  const { orgId } = shop;
  await withOrg(database.db, orgId, async (tx) => {
    old = (await tx.select().from(schema.products).orderBy(schema.products.id)).map(({ id }) => id);
    await tx.update(schema.products).set({ priceMinor: 260 }).where(eq(schema.products.code, 'P2'));
    await tx.update(schema.products).set({ priceMinor: 900 }).where(eq(schema.products.code, 'P4'));
    const [location] = await tx.select().from(schema.locations);
    const [tea] = await tx.select().from(schema.series).where(eq(schema.series.productId, old[0]!));
    await tx.delete(schema.dailyDemand).where(and(eq(schema.dailyDemand.seriesId, tea!.id), lt(schema.dailyDemand.date, '2023-03-06')));
    const [product] = await tx.insert(schema.products).values({ orgId, code: 'NEW', name: 'New tea', category: 'Tea', priceMinor: 270 }).returning();
    const [series] = await tx.insert(schema.series).values({ orgId, productId: product!.id, locationId: location!.id }).returning();
    [seriesId, productId] = [series!.id, product!.id];
  });
});
afterAll(async () => {
  await shop.close();
  await database.close();
});

const read = (q?: string) => getAnalogy(shop, GetAnalogy.parse({ seriesId, q }));
const choose = (likeIds: number[], scalePercent?: number) => setAnalogy(shop, SetAnalogy.parse({ seriesId, likeIds, scalePercent }));
const readPanel = () =>
  withOrg(database.db, shop.orgId, async (tx) => {
    const history = await readHistory(tx, { orgId: shop.orgId }, { frequency: 'week', horizon: 3, span: await requireHistory(tx, shop.orgId, 'week', '2024-06-04') });
    return trainingPanel(history!, await forecasting.listAnalogies(tx, shop.orgId)).panel;
  });

it('suggests what is of the category, near in price and long sold, seen launches first, and finds any other by code or name', async () => {
  const { chosen, scalePercent, author, found } = await read();
  expect([chosen, scalePercent, author]).toEqual([[], 100, null]);
  expect(found.map(({ code }) => code)).toEqual(['P0', 'P2']); // the launch of P0 is in the data; P4 costs too much
  expect(found[1]).toMatchObject({ name: 'Product 2', category: 'Tea', priceMinor: 260, soldSince: '2023-01-02' });
  expect((await read('product 3')).found.map(({ code }) => code)).toEqual(['P3']);
  expect((await read('%')).found).toEqual([]);
  expect((await read('NEW')).found).toEqual([]);
});

it('gives the next training the histories of the chosen ones, an ended one up to its end', async () => {
  const before = await readPanel();
  await choose([old[0]!, old[5]!], 80);
  expect(await read()).toMatchObject({ chosen: [{ code: 'P0' }, { code: 'P5' }], scalePercent: 80, author: 'Tester' });
  const panel = await readPanel();
  const likened = panel.series.filter(({ like }) => like !== undefined);
  expect(likened.map(({ id }) => id)).toEqual([String(seriesId)]);
  const { histories, scale } = likened[0]!.like!;
  expect(scale).toBe(0.8);
  expect(histories[0]).toEqual(panel.series[0]!.y);
  expect([histories[1]!.length, histories[1]![59]! > 0, histories[1]![61]]).toEqual([74, true, Number.NaN]);
  expect(hashPanel(panel)).not.toBe(hashPanel(before));
});

it('is replaced as a whole, and taken back by an empty list', async () => {
  await choose([old[2]!, old[2]!]);
  expect(await read()).toMatchObject({ chosen: [{ code: 'P2' }], scalePercent: 100 });
  await choose([]);
  expect((await read()).chosen).toEqual([]);
  expect((await readPanel()).series.every(({ like }) => like === undefined)).toBe(true);
});

it('refuses products that are not there, the product itself and more than three', async () => {
  await expect(choose([old[0]!, 987_654])).rejects.toMatchObject({ code: 'forecast.product_not_found' });
  await expect(choose([productId])).rejects.toMatchObject({ code: 'forecast.product_not_found' });
  await expect(setAnalogy(shop, SetAnalogy.parse({ seriesId: 987_654, likeIds: [] }))).rejects.toMatchObject({ code: 'forecast.series_not_found' });
  expect(SetAnalogy.safeParse({ seriesId, likeIds: [1, 2, 3, 4] }).success).toBe(false);
});
