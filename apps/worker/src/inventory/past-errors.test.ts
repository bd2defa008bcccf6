import { inventory, schema, withOrg, type Database } from '@almanac/data';
import { createTestDatabase } from '@almanac/data/testing';
import { learnErrorCorrelation } from '@almanac/models';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { createLogger } from '../platform/logger';
import { openTestCompany } from '../training/testing';
import { seedStock, thisMonday } from './testing';

let database: Database;
let company: OrgContext & { close(): Promise<void> };

beforeAll(async () => {
  database = await createTestDatabase();
  company = await openTestCompany(database, 'errors', createLogger('silent'));
  const { runId } = await seedStock(company, [{ code: 'TEA', weekly: 10, stock: { EAST: 20 } }]);
  await withOrg(database.db, company.orgId, async (tx) => {
    const [series] = await tx.select().from(schema.series);
    const { orgId, productId, locationId } = series!;
    await tx.insert(schema.stockLevels).values({ orgId, productId, locationId, countedOn: addDays(thisMonday, -7 * 3 + 2), onHand: 0 }); // in the third week from the end
    for (const weeks of [4, 6])
      await tx.insert(schema.backtestForecasts).values({ orgId, runId, seriesId: series!.id, cutoff: addDays(thisMonday, -7 * (weeks + 1)), model: 'ets', mean: Array<number>(5).fill(8), lower: Array<number>(5).fill(6), upper: Array<number>(5).fill(11) });
  });
});
afterAll(() => company.close());
afterAll(() => database.close());

it('reads past forecasts beside what came, without weeks that were out of stock or are not over', async () => {
  const rows = await withOrg(database.db, company.orgId, (tx) => inventory.listPastErrors(tx, company.orgId));
  const truths = rows.map(({ truth }) => truth);
  expect(truths).toContainEqual([10, Number.NaN, 10, Number.NaN, Number.NaN]); // four weeks back: one out of stock, the last ones to come
  expect(truths).toContainEqual([10, 10, 10, Number.NaN, 10]);
  expect(rows[0]).toMatchObject({ frequency: 'week', mean: [8, 8, 8, 8, 8], lower: [6, 6, 6, 6, 6], upper: [11, 11, 11, 11, 11] });
});

it('is what the correlation of errors is learned from, near the default while there are few', async () => {
  const rows = await withOrg(database.db, company.orgId, (tx) => inventory.listPastErrors(tx, company.orgId));
  const learned = learnErrorCorrelation(rows, 'week');
  expect(learned).toBeGreaterThan(0.2);
  expect(learned).toBeLessThan(0.4);
});
