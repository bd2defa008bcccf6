import { forecasting, inventory, type Tx } from '@almanac/data';
import type { AbcClass, CompanyInventorySettings, ForecastFrequency, LeadTimeFacts, ResolvedPolicy, XyzClass } from '@almanac/data/contract';
import { classifyXyz, learnLeadTime, variationAfterSeason, type DemandForecast, type PastReceipt, type PlanInput } from '@almanac/models';
import { epochDay } from '../forecasting/index';
import type { PolicyResolver } from './policy';

/** What is read once for a whole plan. */
export interface PlanBasis {
  readonly scope: inventory.PlanScope;
  readonly settings: CompanyInventorySettings;
  /** minor units in one unit of the company's currency */
  readonly minorUnits: number;
  readonly policyOf: PolicyResolver;
  readonly abcOf: (seriesId: number | null) => AbcClass;
  readonly supplierDeliveries: ReadonlyMap<number, readonly PastReceipt[]>;
  /** of any two periods of one forecast */
  readonly errorCorrelation: Readonly<Record<ForecastFrequency, number>>;
}

/** A product at a location as the models want it, and what it was made from. */
export interface PlannedItem {
  readonly facts: inventory.StockItem;
  readonly input: PlanInput;
  readonly policy: ResolvedPolicy;
  readonly leadTime: LeadTimeFacts;
  readonly abc: AbcClass;
  readonly xyz: XyzClass;
  readonly served: forecasting.ServedForecast | undefined;
  /** sold by period of the forecast (week without one), from the first sale of the last two years to the last whole period */
  readonly demand: { readonly frequency: ForecastFrequency; readonly start: number; readonly sold: readonly number[] };
}

const PERIOD_DAYS: Record<ForecastFrequency, number> = { week: 7, day: 1 };
/** Two years of weeks say how demand varies once its season is taken out; half a year of days how large a sale is. */
const HISTORY_PERIODS: Record<ForecastFrequency, number> = { week: 104, day: 182 };
const WEEKS_A_SEASON = 52;

/** Reads everything the plan of these products needs. The weekly forecast serves; the daily one where only that is there. */
export async function readPlanItems(tx: Tx, basis: PlanBasis, productIds: readonly number[]): Promise<PlannedItem[]> {
  const { orgId, today } = basis.scope;
  const items = await inventory.listStockItems(tx, basis.scope, productIds);
  const seriesIds = items.flatMap(({ seriesId }) => (seriesId === null ? [] : [seriesId]));
  const served = new Map<number, forecasting.ServedForecast>();
  for await (const found of forecasting.listServedForecasts(tx, { orgId, frequency: 'week', seriesIds })) served.set(found.seriesId, found);
  const missing = seriesIds.filter((id) => !served.has(id));
  if (missing.length > 0) for await (const found of forecasting.listServedForecasts(tx, { orgId, frequency: 'day', seriesIds: missing })) served.set(found.seriesId, found);

  const day = epochDay(today);
  const weekly = demandReader(await inventory.listRecentDemand(tx, orgId, seriesIds, 'week', historyStart(day, 'week')), day, 'week');
  const daySeries = [...served.values()].filter(({ frequency }) => frequency === 'day').map(({ seriesId }) => seriesId);
  const daily = demandReader(daySeries.length === 0 ? [] : await inventory.listRecentDemand(tx, orgId, daySeries, 'day', historyStart(day, 'day')), day, 'day');
  const receipts = byItem(await inventory.listOpenReceipts(tx, orgId, productIds));
  const committed = byItem(await inventory.listCommitted(tx, orgId, productIds));
  const deliveries = groupDeliveries(await inventory.listProductDeliveries(tx, orgId, productIds));

  return items.map((facts) => {
    const { seriesId } = facts;
    const weeks = weekly(seriesId);
    const abc = basis.abcOf(seriesId);
    const xyz = classifyXyz(variationAfterSeason(weeks.sold, WEEKS_A_SEASON));
    const policy = basis.policyOf({ productId: facts.productId, locationId: facts.locationId, abc, xyz });
    const leadTime = leadTimeOf(facts, basis, deliveries.get(facts.productId) ?? []);
    const forecast = seriesId === null ? undefined : served.get(seriesId);
    const demand = forecast?.frequency === 'day' ? daily(seriesId) : weeks;
    const input = planInput(facts, basis, { day, policy, leadTime, forecast, sold: demand.sold, receipts: receipts.get(keyOf(facts)) ?? [], committed: committed.get(keyOf(facts)) ?? [] });
    return { facts, input, policy, leadTime, abc, xyz, served: forecast, demand };
  });
}

interface Found {
  readonly day: number;
  readonly policy: ResolvedPolicy;
  readonly leadTime: LeadTimeFacts;
  readonly forecast: forecasting.ServedForecast | undefined;
  readonly sold: readonly number[];
  readonly receipts: readonly inventory.OpenReceipt[];
  readonly committed: readonly inventory.CommittedItems[];
}

function planInput(facts: inventory.StockItem, { settings, errorCorrelation, minorUnits }: PlanBasis, { day, policy, leadTime, forecast, sold, receipts, committed }: Found): PlanInput {
  const lead = Math.round(leadTime.meanDays);
  const other = facts.otherOnOrder > 0 ? [{ day: (facts.countedOn ?? day) + lead, quantity: facts.otherOnOrder }] : [];
  return {
    today: day,
    forecast: forecast === undefined ? null : demandForecast(forecast, sold, errorCorrelation[forecast.frequency]),
    onHand: facts.onHand ?? Number.NaN,
    receipts: [...receipts.map((receipt) => ({ day: receipt.day ?? receipt.orderedOn + lead, quantity: receipt.quantity })), ...other],
    committed: committed.map((order) => ({ day: order.day, quantity: order.quantity })),
    leadTime,
    policy: { kind: policy.kind.value, measure: policy.measure.value, target: policy.target.value, reviewPeriodDays: policy.reviewPeriodDays.value, orderQuantity: policy.orderQuantity.value },
    packSize: facts.packSize !== null && facts.packSize > 0 ? facts.packSize : 1,
    minimumOrder: Math.max(0, facts.minimumOrder ?? 0),
    shelfLifeDays: policy.shelfLifeDays.value,
    unitCost: facts.unitCostMinor,
    unitPrice: facts.unitPriceMinor ?? (facts.soldPrice === null ? null : Math.round(facts.soldPrice * minorUnits)),
    orderCost: settings.orderCostMinor,
    holdingRate: settings.holdingRate,
    lastSaleDay: facts.lastSaleDay,
    stockedSince: facts.stockedSince,
    lastOrderDay: facts.lastOrderDay,
    deadAfterDays: settings.deadAfterDays,
    excessAfterDays: settings.excessAfterDays,
    isDiscontinued: facts.discontinuedOn !== null && facts.discontinuedOn <= day + lead,
  };
}

function demandForecast({ dates, frequency, mean, quantiles }: forecasting.ServedForecast, sold: readonly number[], errorCorrelation: number): DemandForecast | null {
  const [first] = dates;
  if (first === undefined) return null;
  const sales = sold.filter((quantity) => quantity > 0);
  const demandSize = sales.length > 0 ? sales.reduce((sum, quantity) => sum + quantity, 0) / sales.length : null;
  return { start: epochDay(first), frequency, mean, quantiles, errorCorrelation, demandSize, isCounted: sold.every(Number.isInteger) };
}

function leadTimeOf(facts: inventory.StockItem, { settings, supplierDeliveries }: PlanBasis, own: readonly PastReceipt[]): LeadTimeFacts {
  const { productLeadTimeDays, supplierLeadTimeDays, supplierId } = facts;
  const statedBy = productLeadTimeDays !== null ? 'product' : supplierLeadTimeDays !== null ? 'supplier' : 'default';
  const statedDays = productLeadTimeDays ?? supplierLeadTimeDays ?? settings.defaultLeadTimeDays;
  // What the supplier's other deliveries took stands in for its word, until the product has enough of its own.
  const others = productLeadTimeDays === null && supplierId !== null ? (supplierDeliveries.get(supplierId) ?? []) : [];
  const expected = others.length > 0 ? learnLeadTime(others, statedDays) : undefined;
  const learned = learnLeadTime(own, expected?.meanDays ?? statedDays);
  const shown = own.length > 0 ? learned : (expected ?? learned);
  return {
    meanDays: learned.meanDays,
    sdDays: own.length > 0 ? learned.sdDays : shown.sdDays,
    statedDays,
    statedBy,
    receipts: shown.receipts,
    quantiles: shown.receipts > 0 ? shown.quantiles : null,
  };
}

/** By supplier or product. */
export function groupDeliveries(rows: readonly inventory.PastDelivery[]): Map<number, PastReceipt[]> {
  const groups = new Map<number, PastReceipt[]>();
  for (const { of, orderedOn, receivedOn } of rows) {
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [{ orderedOn, receivedOn }]);
    else group.push({ orderedOn, receivedOn });
  }
  return groups;
}

const periodStart = (day: number, frequency: ForecastFrequency) => (frequency === 'week' ? Math.floor((day - 4) / 7) * 7 + 4 : day);
const historyStart = (day: number, frequency: ForecastFrequency) => periodStart(day, frequency) - HISTORY_PERIODS[frequency] * PERIOD_DAYS[frequency];

/** Fills the periods without a sale, from the first sale to the last whole period. */
function demandReader(rows: readonly inventory.RecentDemand[], today: number, frequency: ForecastFrequency): (seriesId: number | null) => PlannedItem['demand'] {
  const bySeries = new Map(rows.map((row) => [row.seriesId, row]));
  const days = PERIOD_DAYS[frequency];
  const end = periodStart(today, frequency);
  return (seriesId) => {
    const row = seriesId === null ? undefined : bySeries.get(seriesId);
    const start = row?.periods[0] ?? end;
    const sold = new Array<number>(Math.max(0, (end - start) / days)).fill(0);
    row?.periods.forEach((period, k) => {
      if (period < end) sold[(period - start) / days] = row.quantities[k]!;
    });
    return { frequency, start, sold };
  };
}

const keyOf = ({ productId, locationId }: { readonly productId: number; readonly locationId: number }) => `${productId} ${locationId}`;

function byItem<T extends { readonly productId: number; readonly locationId: number }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
