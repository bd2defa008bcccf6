import { inventory, withOrg, type Tx } from '@almanac/data';
import { DomainError, type InventoryDetail, type InventoryItem, type ItemKey, type StockProjection } from '@almanac/data/contract';
import { formatIsoDate, projectStock, type StockBand, type StockProjection as ProjectedStock } from '@almanac/models';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { readPlannedBasis } from './plan-inventory';
import { readPlanItems, type PlannedItem } from './plan-items';
import { TRANSFER_DAYS } from './plan-rows';

/** The chart shows the protection interval and some time after it. */
const FEWEST_DAYS = 42;
const MOST_DAYS = 120;
const DAYS_AFTER = 21;

/** A product at a location with all that a planner asks about it; stock is projected from the forecast as it is now. @throws DomainError `inventory.item_not_found` */
export function getItem({ database, orgId, org, clock }: OrgContext, key: ItemKey): Promise<InventoryDetail> {
  return withOrg(database.db, orgId, async (tx) => {
    const [item] = await inventory.listInventoryByKey(tx, orgId, [key]);
    if (item === undefined) throw new DomainError('inventory.item_not_found');
    const day = today(clock, org.timeZone);
    const planned = await readOne(tx, { orgId, today: day }, item);
    const run = await inventory.findPlanRun(tx, orgId);
    const extras = await inventory.findItemExtras(tx, orgId, key, run?.forecastRunId ?? null);
    return {
      item,
      today: day,
      ...projections(planned, item),
      policy: planned.policy,
      leadTime: planned.leadTime,
      supplier: item.supplierId === null || !extras ? null : { id: item.supplierId, code: extras.supplierCode ?? '', name: item.supplier ?? '', email: extras.supplierEmail, minimumOrderMinor: extras.supplierMinimumMinor },
      cashEffectMinor: cashEffect(item),
      unitPriceMinor: planned.input.unitPrice,
      lastSoldOn: planned.facts.lastSaleDay === null ? null : formatIsoDate(planned.facts.lastSaleDay),
      demand: demandOf(planned, extras?.seriesClass ?? null),
      customers: await inventory.listBestCustomers(tx, orgId, key, day),
      orders: await inventory.listItemOrders(tx, orgId, key),
      customerOrders: await inventory.listItemCustomerOrders(tx, orgId, key),
      elsewhere: await inventory.listElsewhere(tx, orgId, key),
      from: extras?.fromLocationId != null && extras.fromLocation !== null ? { locationId: extras.fromLocationId, location: extras.fromLocation } : null,
      decisions: await inventory.listDecisions(tx, orgId, key),
    };
  });
}

async function readOne(tx: Tx, scope: inventory.PlanScope, item: InventoryItem): Promise<PlannedItem> {
  const basis = await readPlannedBasis(tx, scope, () => item.abc);
  const found = (await readPlanItems(tx, basis, [item.productId])).find(({ facts }) => facts.locationId === item.locationId);
  if (found === undefined) throw new DomainError('inventory.item_not_found');
  return found;
}

function projections({ input, leadTime, policy }: PlannedItem, item: InventoryItem): Pick<InventoryDetail, 'projection' | 'inOneLeadTime'> {
  const lead = Math.round(leadTime.meanDays);
  const days = Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, lead + policy.reviewPeriodDays.value + DAYS_AFTER));
  const isComing = (item.kind === 'order' || item.kind === 'transfer') && item.decision !== 'ordered' && item.decision !== 'rejected' && item.quantity > 0;
  const order = isComing ? { day: input.today + (item.kind === 'transfer' ? TRANSFER_DAYS : lead), quantity: item.quantity } : undefined;
  const projected = projectStock(input, days, order);
  if (projected === null) return { projection: null, inOneLeadTime: null };
  const k = Math.min(lead, days - 1);
  const { median, lower, upper } = projected.without;
  const receipts = input.receipts.map((receipt) => ({ date: formatIsoDate(Math.max(receipt.day, input.today + 1)), quantity: receipt.quantity }));
  return {
    projection: toProjection(projected, receipts),
    inOneLeadTime: { date: formatIsoDate(projected.days[k]!), median: median[k]!, lower: lower[k]!, upper: upper[k]! },
  };
}

const toProjection = ({ days, ...bands }: ProjectedStock, receipts: StockProjection['receipts']): StockProjection => ({ dates: days.map(formatIsoDate), without: toBand(bands.without), with: toBand(bands.with), receipts });
const toBand = ({ median, lower, upper }: StockBand) => ({ median: short(median), lower: short(lower), upper: short(upper) });
const short = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 100) / 100);

function demandOf({ served, demand: { frequency, start, sold } }: PlannedItem, seriesClass: string | null): InventoryDetail['demand'] {
  const days = frequency === 'week' ? 7 : 1;
  return {
    frequency,
    seriesClass,
    dates: sold.map((_, t) => formatIsoDate(start + t * days)),
    sold,
    forecastDates: served?.dates ?? [],
    mean: served?.mean ?? [],
  };
}

/** An order takes money, less stock frees it, a move does neither. */
function cashEffect({ kind, valueMinor }: InventoryItem): number {
  if (kind === 'order') return -(valueMinor ?? 0);
  return kind === 'reduce' ? (valueMinor ?? 0) : 0;
}

