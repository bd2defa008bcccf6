import type { EpochDay } from '../series/calendar';
import { isUsable } from './demand-paths';
import type { DatedQuantity, DemandForecast, PlanInput } from './item';
import { policyLevels } from './levels';
import { decideOrder, outlookOf, type Outlook } from './order-decision';
import { stockPosition } from './position';
import { leadTimeScores, PATHS } from './scenarios';
import { roundOrder } from './suggest-quantity';

/** A past forecast and the first day it could have been used: the day after the last one it saw, or later. */
export type PastForecast = { readonly usableFrom: EpochDay; readonly forecast: DemandForecast };

/** What happened with a product at a location in the months replayed; all arrays one value a day, from `start`. Items. */
export type ReplayHistory = {
  readonly start: EpochDay;
  /** sold that day; `NaN` counts as nothing */
  readonly sold: Float64Array;
  /** 1 where a stock-out hid demand: it is then taken as the forecast of the time expected it, at least what was sold */
  readonly isCensored: Uint8Array;
  /** counted at the end of the day; `NaN` where not counted (the last count holds) */
  readonly stock: Float64Array;
  /** on hand on the morning of `start` */
  readonly openingStock: number;
  /** on order then */
  readonly openingReceipts: readonly DatedQuantity[];
  /** orders placed in that time; `null` when not known */
  readonly orders: number | null;
  /** in the order of `usableFrom`; the first must be usable on `start` */
  readonly forecasts: readonly PastForecast[];
};

/** Terms and policy of the product, as in {@link PlanInput}. */
export type ReplayTerms = Pick<PlanInput, 'leadTime' | 'policy' | 'packSize' | 'minimumOrder' | 'shelfLifeDays' | 'unitCost' | 'orderCost' | 'holdingRate' | 'excessAfterDays'>;

/**
 * `almanac` orders as {@link planItem} would with the forecast of the time; `min_max` orders up to `maxDays` of the mean demand of
 * the last 91 days whenever stock and orders fall below `minDays` of it, both beyond the lead time; `actual` is what happened.
 */
export type ReplayRule = { readonly kind: 'almanac'; readonly target: number } | { readonly kind: 'min_max'; readonly minDays: number; readonly maxDays: number } | { readonly kind: 'actual' };

/** Sums of one replay, so that they can be added over products. */
export type ReplayTotals = {
  /** items asked for, and items served */
  readonly demand: number;
  readonly served: number;
  /** days that ended without stock */
  readonly stockOutDays: number;
  /** days replayed */
  readonly days: number;
  /** money: value of the stock at the end of each day, summed over the days */
  readonly stockValueDays: number;
  /** orders placed; `NaN` when not known */
  readonly orders: number;
};

export type ReplayFigures = { readonly fillRate: number; readonly stockOutDays: number; readonly averageStockValue: number; readonly orders: number };

/** Adds up products of one replay: the share of all items asked for that was served, and the mean value of all their stock. */
export function summarizeReplay(totals: readonly ReplayTotals[]): ReplayFigures {
  const sum = (of: (t: ReplayTotals) => number) => totals.reduce((total, t) => total + of(t), 0);
  return {
    fillRate: sum(({ served }) => served) / sum(({ demand }) => demand),
    stockOutDays: sum(({ stockOutDays }) => stockOutDays),
    averageStockValue: totals.reduce((total, { stockValueDays, days }) => total + (days > 0 ? stockValueDays / days : 0), 0),
    orders: sum(({ orders }) => orders),
  };
}

/**
 * Plays one product day by day over its own past under several rules. In the morning receipts come, then (on review days) the rule orders
 * with what was known then, then demand takes what is there and the rest is lost. Every rule meets the same demand and the same lead times.
 * @returns totals in the order of `rules`
 * @throws RangeError when no forecast is usable on the first day, or arrays differ in length
 */
export function replayItem(history: ReplayHistory, terms: ReplayTerms, rules: readonly ReplayRule[]): ReplayTotals[] {
  const { start, sold, isCensored, stock, forecasts } = history;
  if (isCensored.length !== sold.length || stock.length !== sold.length) throw new RangeError(`replayItem: ${sold.length} days sold, ${isCensored.length} censored, ${stock.length} of stock`);
  if (!forecasts[0] || forecasts[0].usableFrom > start) throw new RangeError('replayItem: no forecast is usable on the first day');
  const demand = restoreDemand(history);
  const outlooks = new Map<number, Outlook | null>();
  const outlookOn = (day: number): Outlook | null => {
    if (!outlooks.has(day)) outlooks.set(day, pastOutlook(history, terms, start + day));
    return outlooks.get(day)!;
  };
  return rules.map((rule) => {
    if (rule.kind === 'actual') return actualTotals(history, terms, demand);
    const orderOn = rule.kind === 'min_max' ? minMaxOrder(demand, terms, rule) : policyOrder(history, terms, rule.target, outlookOn);
    return play(history, terms, demand, orderOn);
  });
}

/** Demand that was asked for: what was sold, or on days without stock at least what the forecast of the time expected. */
function restoreDemand({ start, sold, isCensored, forecasts }: ReplayHistory): Float64Array {
  return sold.map((value, d) => {
    const known = Number.isNaN(value) ? 0 : Math.max(0, value);
    const forecast = isCensored[d] ? latest(forecasts, start + d) : null;
    return forecast && isUsable(forecast) ? Math.max(known, meanOfDay(forecast, start + d)) : known;
  });
}

function latest(forecasts: readonly PastForecast[], day: EpochDay): DemandForecast | null {
  return forecasts.findLast(({ usableFrom }) => usableFrom <= day)?.forecast ?? null;
}

function meanOfDay({ start, frequency, mean }: DemandForecast, day: EpochDay): number {
  const length = { day: 1, week: 7, month: 30.436875 }[frequency];
  return Math.max(0, mean[Math.min(mean.length - 1, Math.max(0, Math.floor((day - start) / length)))]!) / length;
}

/** Quantity to order on a day of the replay, with that morning's stock and receipts (in days of the replay). */
type OrderOn = (day: number, stock: number, receipts: readonly DatedQuantity[]) => number;

function pastInput(terms: ReplayTerms, today: EpochDay, forecast: DemandForecast | null, onHand: number, receipts: readonly DatedQuantity[]): PlanInput {
  const idle = { committed: [], unitPrice: null, lastSaleDay: null, stockedSince: null, lastOrderDay: null, deadAfterDays: Infinity, isDiscontinued: false };
  return { ...terms, ...idle, today, forecast, onHand, receipts };
}

function pastOutlook({ forecasts }: ReplayHistory, terms: ReplayTerms, today: EpochDay): Outlook | null {
  const forecast = latest(forecasts, today);
  if (!isUsable(forecast)) return null;
  const input = pastInput(terms, today, forecast, 0, []);
  return outlookOf(input, forecast, stockPosition(input), terms.shelfLifeDays ?? 0);
}

function policyOrder({ start, forecasts }: ReplayHistory, terms: ReplayTerms, target: number, outlookOn: (day: number) => Outlook | null): OrderOn {
  const aimed = { ...terms, policy: { ...terms.policy, target } };
  return (day, stock, receipts) => {
    const outlook = outlookOn(day);
    if (!outlook) return 0;
    const dated = receipts.map((r) => ({ day: start + r.day, quantity: r.quantity }));
    const input = pastInput(aimed, start + day, latest(forecasts, start + day), stock, dated);
    return decideOrder(input, stockPosition(input), outlook, policyLevels(input, outlook), 0).quantity;
  };
}

const MIN_MAX_MEMORY_DAYS = 91;

function minMaxOrder(demand: Float64Array, terms: ReplayTerms, { minDays, maxDays }: { readonly minDays: number; readonly maxDays: number }): OrderOn {
  return (day, stock, receipts) => {
    const known = demand.subarray(Math.max(0, day - MIN_MAX_MEMORY_DAYS), day);
    const daily = known.length === 0 ? 0 : known.reduce((sum, v) => sum + v, 0) / known.length;
    const position = receipts.reduce((sum, { quantity }) => sum + quantity, stock);
    const { meanDays } = terms.leadTime;
    return position < daily * (meanDays + minDays) ? roundOrder(daily * (meanDays + maxDays) - position, terms).quantity : 0;
  };
}

function play({ start, openingStock, openingReceipts }: ReplayHistory, { leadTime, policy, unitCost }: ReplayTerms, demand: Float64Array, orderOn: OrderOn): ReplayTotals {
  let stock = Math.max(0, openingStock);
  let receipts = openingReceipts.map(({ day, quantity }) => ({ day: Math.max(0, day - start), quantity }));
  const totals = { demand: 0, served: 0, stockOutDays: 0, days: demand.length, stockValueDays: 0, orders: 0 };
  const scores = leadTimeScores();
  demand.forEach((asked, day) => {
    for (const { day: due, quantity } of receipts) if (due <= day) stock += quantity;
    receipts = receipts.filter(({ day: due }) => due > day);
    if (day % policy.reviewPeriodDays === 0) {
      const quantity = orderOn(day, stock, receipts);
      if (quantity > 0) {
        totals.orders += 1;
        const taken = Math.max(0, leadTime.meanDays + leadTime.sdDays * scores[((start + day) * 389) % PATHS]!);
        receipts.push({ day: day + Math.max(1, Math.round(taken)), quantity });
      }
    }
    const served = Math.min(stock, asked);
    stock -= served;
    totals.demand += asked;
    totals.served += served;
    totals.stockValueDays += stock * (unitCost ?? 0);
    if (stock <= 1e-9) totals.stockOutDays += 1;
  });
  return totals;
}

function actualTotals({ sold, stock, openingStock, orders }: ReplayHistory, { unitCost }: ReplayTerms, demand: Float64Array): ReplayTotals {
  const totals = { demand: 0, served: 0, stockOutDays: 0, days: sold.length, stockValueDays: 0, orders: orders ?? Number.NaN };
  let level = openingStock;
  sold.forEach((value, day) => {
    if (!Number.isNaN(stock[day]!)) level = stock[day]!;
    totals.demand += demand[day]!;
    totals.served += Number.isNaN(value) ? 0 : Math.max(0, value);
    totals.stockValueDays += Math.max(0, level) * (unitCost ?? 0);
    if (level <= 0) totals.stockOutDays += 1;
  });
  return totals;
}
