import { schema, training, withOrg } from '@almanac/data';
import { RunId } from '@almanac/data/contract';
import { seededRandom } from '@almanac/models';
import { addDays } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { loadTensorflow } from '../platform/tensorflow';
import { trainRecommend } from './train-recommend';

const FIRST_DAY = '2023-06-01';
const DAYS = 360;
const TASTES = ['Tea', 'Pots', 'Soap'] as const;
const PRODUCTS_EACH = 8;

export interface TasteShop {
  readonly customerIds: readonly number[];
  readonly productIds: readonly number[];
  /** its first product runs out every 30 days */
  readonly tasteOf: (customer: number) => number;
}

/**
 * Customers of three tastes who mostly buy within theirs: first and second product of a taste in the same basket, its first again and again. The
 * last product has never been sold.
 * @param days of sales
 */
export async function seedTastes({ database, orgId }: OrgContext, customers: number, days = DAYS): Promise<TasteShop> {
  const random = seededRandom(7);
  const tasteOf = (customer: number) => customer % TASTES.length;
  return withOrg(database.db, orgId, async (tx) => {
    const [location] = await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Shop' }).returning();
    const names = TASTES.flatMap((category) => Array.from({ length: PRODUCTS_EACH }, (_, p) => ({ category, p })));
    const products = await tx
      .insert(schema.products)
      .values([...names.map(({ category, p }) => ({ orgId, code: `${category}-${p}`, name: `${category} ${p}`, category, priceMinor: 500 + 100 * p, costMinor: 300 })), { orgId, code: 'Tea-new', name: 'New tea', category: 'Tea', priceMinor: 900 }])
      .returning({ id: schema.products.id });
    const [service] = await tx.insert(schema.products).values({ orgId, code: 'POST', name: 'Postage', isService: true }).returning();
    const people = await tx
      .insert(schema.customers)
      .values(Array.from({ length: customers }, (_, c) => ({ orgId, code: `C${c}`, name: `Customer ${c}`, email: `c${c}@example.com`, segment: TASTES[tasteOf(c)]!, country: 'IE', hasConsent: c % 10 !== 9 })))
      .returning({ id: schema.customers.id });
    const lines: (typeof schema.salesLines.$inferInsert)[] = [];
    const sell = (customer: number, product: number, day: number) =>
      lines.push({ orgId, soldOn: addDays(FIRST_DAY, day), orderNo: `${customer}-${day}`, productId: product, locationId: location!.id, customerId: people[customer]!.id, quantity: 1, unitPrice: 5, kind: 'sale', lineHash: crypto.randomUUID() });
    for (let customer = 0; customer < customers; customer++) {
      for (let day = DAYS - days + random.integer(30); day < DAYS; day += 26 + random.integer(9)) {
        const taste = random.next() < 0.9 ? tasteOf(customer) : random.integer(TASTES.length);
        const first = taste * PRODUCTS_EACH;
        sell(customer, products[first]!.id, day);
        if (random.next() < 0.3) sell(customer, products[first + 1]!.id, day);
        sell(customer, products[first + 2 + random.integer(PRODUCTS_EACH - 2)]!.id, day);
        sell(customer, service!.id, day);
      }
    }
    for (let k = 0; k < lines.length; k += 3000) await tx.insert(schema.salesLines).values(lines.slice(k, k + 3000));
    return { customerIds: people.map(({ id }) => id), productIds: products.map(({ id }) => id), tasteOf };
  });
}

/** Queues a run in the company's books, as if a worker had taken it up. */
export async function claimRun({ database, orgId, clock }: OrgContext): Promise<RunId> {
  return withOrg(database.db, orgId, async (tx) => {
    const runId = RunId.parse(await training.insertRun(tx, { orgId, params: { capability: 'recommend', responseDays: 28, effort: 'quick' }, seed: 1, requestedBy: 'tester', cause: undefined, queuedAt: clock.now() }));
    await training.claimRun(tx, { orgId, runId }, { workerId: 'test', now: clock.now() });
    return runId;
  });
}

/** Runs a training here, as a worker's child would. */
export async function trainNow(ctx: OrgContext, runId: RunId, isCancelled: () => boolean = () => false): Promise<void> {
  const { database, orgId, org, clock } = ctx;
  await trainRecommend(database, await loadTensorflow(), { orgId, runId, attempt: 1, params: { responseDays: 28, effort: 'quick' }, seed: 1, today: today(clock, org.timeZone) }, { onStage: () => undefined, onProgress: () => undefined, isCancelled });
}
