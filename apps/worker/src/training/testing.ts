import { schema, withOrg, type Database } from '@almanac/data';
import { createOrganization, getOrganization } from '../auth/organizations';
import { openEventBus } from '../platform/bus';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { openFileStore } from '../platform/files';
import type { Logger } from '../platform/logger';
import { openJobQueue } from '../platform/queue';

/** The Monday of the first week of every test shop, and the day its tests are run on. */
export const firstMonday = '2023-01-02';
const NOW = new Date('2024-06-04T12:00:00Z');
const DAYS = 7 * 74;

/** A company whose services are real, except for the clock. */
export async function openTestCompany(database: Database, slug: string, log: Logger): Promise<OrgContext & { close(): Promise<void> }> {
  await createOrganization(database, { name: slug, slug, currency: 'EUR', timeZone: 'UTC' });
  const org = await getOrganization(database, slug);
  const bus = await openEventBus(database);
  return {
    ...{ database, bus, jobs: await openJobQueue(database), files: openFileStore('/nonexistent'), clock: { now: () => NOW }, log },
    ...{ orgId: org.id, org, userId: 'tester', userName: 'Tester', role: 'planner' },
    close: () => bus.close(),
  };
}

/** Products in one shop that sell more at weekends, each a little more than the one before; the last one is discontinued. */
export async function seedDemand({ database, orgId }: OrgContext, productCount: number): Promise<number[]> {
  return withOrg(database.db, orgId, async (tx) => {
    const [location] = await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Shop' }).returning();
    const products = await tx
      .insert(schema.products)
      .values(
        Array.from({ length: productCount }, (_, p) => ({ orgId, code: `P${p}`, name: `Product ${p}`, category: p % 2 === 0 ? 'Tea' : 'Pots', priceMinor: 250, discontinuedOn: p === productCount - 1 ? addDays(firstMonday, 7 * 60) : undefined })),
      )
      .returning();
    const series = await tx.insert(schema.series).values(products.map(({ id }) => ({ orgId, productId: id, locationId: location!.id }))).returning();
    const dayRows = series.flatMap(({ id: seriesId }, p) => {
      const days = p === productCount - 1 ? 7 * 60 : DAYS;
      return Array.from({ length: days }, (_, d) => {
        const quantity = Math.round((2 + p) * (d % 7 > 4 ? 2 : 1) + ((d * 7919 + p * 104_729) % 5));
        return { orgId, seriesId, date: addDays(firstMonday, d), quantity, revenue: quantity * 2.5 };
      });
    });
    for (let k = 0; k < dayRows.length; k += 5000) await tx.insert(schema.dailyDemand).values(dayRows.slice(k, k + 5000));
    return series.map(({ id }) => id);
  });
}
