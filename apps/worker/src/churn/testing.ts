import { schema, training, withOrg, type Database } from '@almanac/data';
import { RunId, type ChurnParams, type RunParams } from '@almanac/data/contract';
import { seededRandom } from '@almanac/models';
import { loadTensorflow } from '../platform/tensorflow';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { today } from '../platform/clock';
import { prepareChurn } from './prepare';
import { trainChurn } from './train-churn';

export const FIRST_DAY = '2023-01-02';

type NewLine = typeof schema.salesLines.$inferInsert;

/** Customers who buy with a rhythm of their own and stop one day, as ids and the days of their orders. */
export async function seedBuyers({ database, orgId }: OrgContext, { customers, days, seed = 5 }: { customers: number; days: number; seed?: number }): Promise<{ id: number; orderDays: number[] }[]> {
  const random = seededRandom(seed);
  return withOrg(database.db, orgId, async (tx) => {
    const [location] = await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Shop' }).returning();
    const [product] = await tx.insert(schema.products).values({ orgId, code: 'P', name: 'Product', priceMinor: 1000 }).returning();
    const people = await tx
      .insert(schema.customers)
      .values(Array.from({ length: customers }, (_, c) => ({ orgId, code: `C${String(c).padStart(4, '0')}`, name: `Customer ${c}`, email: `c${c}@example.com`, segment: c % 3 === 0 ? 'Trade' : 'Home', country: c % 2 === 0 ? 'IE' : 'GB', hasConsent: c % 5 !== 0 })))
      .returning({ id: schema.customers.id });
    const lines: NewLine[] = [];
    const buyers = people.map(({ id }) => {
      const gap = 8 + 30 * random.next();
      const lifetime = -Math.log(1 - random.next()) * 400;
      const joined = Math.floor(days * 0.4 * random.next());
      const orderDays: number[] = [];
      for (let day = joined; day < Math.min(days, joined + lifetime); day += Math.max(1, Math.round(gap * (0.5 + random.next())))) orderDays.push(day);
      const price = 5 + Math.round(60 * random.next());
      for (const day of orderDays) lines.push(lineOf(orgId, { day, customerId: id, productId: product!.id, locationId: location!.id, price }));
      return { id, orderDays };
    });
    for (let k = 0; k < lines.length; k += 3000) await tx.insert(schema.salesLines).values(lines.slice(k, k + 3000));
    return buyers;
  });
}

export function lineOf(orgId: OrgContext['orgId'], { day, customerId, productId, locationId, price, kind = 'sale' }: { day: number; customerId: number; productId: number; locationId: number; price: number; kind?: NewLine['kind'] }): NewLine {
  return { orgId, soldOn: addDays(FIRST_DAY, day), orderNo: `${customerId}-${day}-${kind}`, productId, locationId, customerId, quantity: kind === 'sale' ? 1 : -1, unitPrice: price, kind, lineHash: crypto.randomUUID() };
}

/** Runs a training here, as a worker's child would. */
export async function trainNow(ctx: OrgContext, database: Database = ctx.database): Promise<RunId> {
  const { orgId, clock, org } = ctx;
  const day = today(clock, org.timeZone);
  const { runId, params } = await withOrg(database.db, orgId, async (tx) => {
    const params: ChurnParams = await prepareChurn(tx, { orgId, today: day });
    const asked: RunParams = { capability: 'churn', ...params };
    const runId = RunId.parse(await training.insertRun(tx, { orgId, params: asked, seed: 1, requestedBy: 'tester', cause: undefined, queuedAt: clock.now() }));
    await training.claimRun(tx, { orgId, runId }, { workerId: 'test', now: clock.now() });
    return { runId, params };
  });
  await trainChurn(database, await loadTensorflow(), { orgId, runId, attempt: 1, params, seed: 1, today: day }, { onStage: () => undefined, onProgress: () => undefined, isCancelled: () => false });
  return runId;
}
