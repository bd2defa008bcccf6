import { inventory, organizations, withOrg, type Database, type Tx } from '@almanac/data';
import { minorUnitsOf, type AbcClass, type ForecastFrequency, type OrgId } from '@almanac/data/contract';
import { classifyAbc, formatIsoDate, learnErrorCorrelation, meetSupplierMinimum } from '@almanac/models';
import { epochDay } from '../forecasting/index';
import { groupDeliveries, readPlanItems, type PlanBasis, type PlannedItem } from './plan-items';
import { planProduct } from './plan-rows';
import { policyResolver } from './policy';

/** Products read and planned at a time: what bounds the memory of a plan, however many there are. */
const PRODUCTS_A_CHUNK = 250;
/** An order may be placed this long before its time to reach a supplier's minimum. */
const MOST_DAYS_EARLY = 30;

export interface PlanCompany {
  readonly orgId: OrgId;
  /** the company's calendar day, `YYYY-MM-DD` */
  readonly today: string;
  readonly now: () => Date;
}

/**
 * Plans every product at every location and puts the plan in the place of the last one, in one transaction. May run again at any time;
 * two plans of a company take turns. What people decided stays, except what a new plan must ask again.
 * @returns how many items were planned
 */
export function planInventory({ db }: Pick<Database, 'db'>, { orgId, today, now }: PlanCompany): Promise<number> {
  const startedAt = now().getTime();
  return withOrg(db, orgId, async (tx) => {
    await inventory.lockPlan(tx, orgId);
    await tx.execute('set local jit = off');
    await inventory.beginPlan(tx);
    const basis = await readBasis(tx, { orgId, today });
    const seen = { itemCount: 0, countedOn: -Infinity, forecastRunId: null as string | null, frequency: null as 'week' | 'day' | null };
    for (let after = 0; ; ) {
      const productIds = await inventory.listPlannedProducts(tx, orgId, after, PRODUCTS_A_CHUNK);
      const last = productIds.at(-1);
      if (last === undefined) break;
      after = last;
      const items = await readPlanItems(tx, basis, productIds);
      for (const { facts, served } of items) {
        seen.countedOn = Math.max(seen.countedOn, facts.countedOn ?? -Infinity);
        if (served !== undefined && seen.frequency !== 'week') [seen.forecastRunId, seen.frequency] = [served.runId, served.frequency];
      }
      const rows = groupByProduct(items).flatMap(planProduct);
      seen.itemCount += rows.length;
      await inventory.addPlanRows(tx, orgId, rows);
    }
    await meetMinimums(tx, today);
    const { itemCount, countedOn, forecastRunId, frequency } = seen;
    const plannedAt = now();
    const stockCountedOn = Number.isFinite(countedOn) ? formatIsoDate(countedOn) : null;
    await inventory.lockDecisions(tx, orgId);
    await inventory.replacePlan(tx, orgId, { plannedOn: today, plannedAt, stockCountedOn, forecastRunId, frequency, errorCorrelation: frequency && basis.errorCorrelation[frequency], itemCount, seconds: (plannedAt.getTime() - startedAt) / 1000 });
    await inventory.releaseDecisions(tx, orgId, today);
    return itemCount;
  });
}

async function readBasis(tx: Tx, scope: inventory.PlanScope): Promise<PlanBasis> {
  const revenue = await inventory.listYearlyRevenue(tx, scope);
  const classes = classifyAbc(Float64Array.from(revenue, (row) => row.revenue));
  const abc = new Map(revenue.map(({ seriesId }, k): [number, AbcClass] => [seriesId, classes[k]!]));
  return readBasisWith(tx, scope, { abcOf: (seriesId) => (seriesId === null ? 'C' : (abc.get(seriesId) ?? 'C')), errorCorrelation: await readErrorCorrelation(tx, scope.orgId) });
}

/** The same with what the last plan found out about the whole company. */
export async function readPlannedBasis(tx: Tx, scope: inventory.PlanScope, abcOf: PlanBasis['abcOf']): Promise<PlanBasis> {
  const run = await inventory.findPlanRun(tx, scope.orgId);
  const usual = { week: learnErrorCorrelation([], 'week'), day: learnErrorCorrelation([], 'day') };
  const errorCorrelation = run?.frequency && run.errorCorrelation !== null ? { ...usual, [run.frequency]: run.errorCorrelation } : usual;
  return readBasisWith(tx, scope, { abcOf, errorCorrelation });
}

async function readBasisWith(tx: Tx, scope: inventory.PlanScope, known: Pick<PlanBasis, 'abcOf' | 'errorCorrelation'>): Promise<PlanBasis> {
  return {
    scope,
    ...known,
    settings: await inventory.getSettings(tx, scope.orgId),
    minorUnits: minorUnitsOf(await organizations.getCurrency(tx, scope.orgId)),
    policyOf: policyResolver(await inventory.listPolicyRules(tx, scope.orgId)),
    supplierDeliveries: groupDeliveries(await inventory.listSupplierDeliveries(tx, scope.orgId)),
  };
}

/** How far the errors of one forecast hang together, by frequency, from the backtests of the runs that serve. */
async function readErrorCorrelation(tx: Tx, orgId: OrgId): Promise<PlanBasis['errorCorrelation']> {
  const rows = await inventory.listPastErrors(tx, orgId);
  const of = (frequency: ForecastFrequency) => learnErrorCorrelation(rows.filter((row) => row.frequency === frequency), frequency);
  return { week: of('week'), day: of('day') };
}

/** Rows come ordered by product. */
function groupByProduct(items: readonly PlannedItem[]): PlannedItem[][] {
  const groups: PlannedItem[][] = [];
  for (const item of items) {
    const group = groups.at(-1);
    if (group?.[0]?.facts.productId === item.facts.productId) group.push(item);
    else groups.push([item]);
  }
  return groups;
}

/** Raises orders that are below their supplier's minimum by what is needed next, where that is soon enough; else they say what is missing. */
async function meetMinimums(tx: Tx, today: string): Promise<void> {
  const day = epochDay(today);
  const orders = new Map<string, inventory.SupplierRow[]>();
  for (const row of await inventory.listShortOrders(tx)) {
    const key = `${row.supplierId} ${row.locationId}`;
    orders.set(key, [...(orders.get(key) ?? []), row]);
  }
  const pulled: inventory.PulledForward[] = [];
  const below: inventory.BelowMinimum[] = [];
  for (const rows of orders.values()) {
    const items = rows.map((row) => ({ id: String(row.productId), unitCost: row.unitCostMinor, quantity: row.quantity, nextOrderOn: nextOrderOn(row, day), nextQuantity: row.nextQuantity, dailyDemand: row.dailyDemand }));
    const { minimumMinor, supplier } = rows[0]!;
    const { outcome, quantities, value, waitUntil } = meetSupplierMinimum(items, minimumMinor, day, MOST_DAYS_EARLY);
    if (outcome === 'wait' || outcome === 'out_of_reach') {
      const said = { supplier, minimum_minor: minimumMinor, missing_minor: Math.round(minimumMinor - value), in_days: waitUntil === null ? -1 : waitUntil - day };
      below.push(...rows.filter(({ kind }) => kind === 'order').map((row) => ({ product_id: row.productId, location_id: row.locationId, ...said })));
    }
    if (outcome !== 'pulled_forward') continue;
    rows.forEach((row, k) => {
      if (quantities[k]! > row.quantity) pulled.push({ product_id: row.productId, location_id: row.locationId, quantity: quantities[k]!, supplier: row.supplier, expected_on: formatIsoDate(day + row.leadTimeDays) });
    });
  }
  await inventory.pullForward(tx, pulled);
  await inventory.markBelowMinimum(tx, below);
}

/** When the order after this one is due: once what is there with it has been sold down to the reorder point. */
function nextOrderOn({ quantity, position, reorderPoint, dailyDemand, orderOn }: inventory.SupplierRow, day: number): number | null {
  if (quantity === 0) return orderOn === null ? null : epochDay(orderOn);
  return dailyDemand > 0 ? day + Math.floor(Math.max(0, position + quantity - reorderPoint) / dailyDemand) : null;
}
