import { schema, withOrg } from '@almanac/data';
import { RunId } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';

/** The Monday of the week in which the tests of this folder take place; `openTestCompany` stands at the Tuesday. */
export const thisMonday = '2024-06-03';
const HORIZON = 13;
const WEEKS_SOLD = 30;

export interface TestProduct {
  readonly code: string;
  /** sold and expected a week */
  readonly weekly: number;
  /** counted on Sunday, by location; not counted where absent */
  readonly stock: Readonly<Record<string, number>>;
  readonly costMinor?: number;
  readonly supplier?: string;
}

export interface TestStock {
  readonly products: Readonly<Record<string, number>>;
  readonly locations: Readonly<Record<string, number>>;
  readonly suppliers: Readonly<Record<string, number>>;
  readonly runId: RunId;
}

/** A company with steady sales, a served weekly forecast that knows them, and stock counts of the Sunday before. */
export async function seedStock({ database, orgId }: OrgContext, products: readonly TestProduct[], suppliers: readonly { readonly code: string; readonly minimumMinor?: number }[] = [{ code: 'SUP' }]): Promise<TestStock> {
  return withOrg(database.db, orgId, async (tx) => {
    const runId = RunId.parse(crypto.randomUUID());
    await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'succeeded', params: { frequency: 'week', horizon: HORIZON, effort: 'quick' }, seed: 1 });
    await tx.insert(schema.servingRuns).values({ orgId, capability: 'forecast', frequency: 'week', runId });
    const locations = await tx.insert(schema.locations).values(['EAST', 'WEST'].map((code) => ({ orgId, code, name: `Shop ${code}` }))).returning();
    const sellers = await tx.insert(schema.suppliers).values(suppliers.map(({ code, minimumMinor }) => ({ orgId, code, name: `Supplier ${code}`, email: `${code}@example.com`, leadTimeDays: 7, minimumOrderMinor: minimumMinor }))).returning();
    const idOf = (rows: readonly { readonly code: string; readonly id: number }[]) => Object.fromEntries(rows.map(({ code, id }) => [code, id]));
    const supplierIds = idOf(sellers);
    const rows = await tx
      .insert(schema.products)
      .values(products.map(({ code, costMinor = 200, supplier = 'SUP' }) => ({ orgId, code, name: `Product ${code}`, category: 'Tea', unit: 'piece', supplierId: supplierIds[supplier], costMinor, priceMinor: costMinor * 2, packSize: 1, minimumOrder: 0 })))
      .returning();
    const [locationIds, productIds] = [idOf(locations), idOf(rows)];
    for (const { code, weekly, stock } of products) {
      for (const [location, onHand] of Object.entries(stock)) {
        const key = { orgId, productId: productIds[code]!, locationId: locationIds[location]! };
        await tx.insert(schema.stockLevels).values({ ...key, countedOn: addDays(thisMonday, -1), onHand });
        const [series] = await tx.insert(schema.series).values(key).returning();
        await tx.insert(schema.dailyDemand).values(Array.from({ length: WEEKS_SOLD }, (_, w) => ({ orgId, seriesId: series!.id, date: addDays(thisMonday, -7 * (w + 1)), quantity: weekly, revenue: weekly * 4 })));
        const quantiles = Array.from({ length: 9 }, (_, q) => new Array<number>(HORIZON).fill(weekly * (1 + (q - 4) * 0.05))).flat();
        await tx.insert(schema.forecasts).values({ orgId, runId, seriesId: series!.id, frequency: 'week', cutoff: addDays(thisMonday, -7), model: 'ets', seriesClass: 'smooth', mean: new Array<number>(HORIZON).fill(weekly), quantiles, recent: new Array<number>(12).fill(weekly), nextMean: weekly * HORIZON, nextLower: weekly * 10, nextUpper: weekly * 16 });
      }
    }
    return { products: productIds, locations: locationIds, suppliers: supplierIds, runId };
  });
}
