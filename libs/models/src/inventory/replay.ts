import type { EpochDay } from '../series/calendar';
import { isUsable } from './demand-paths';
import type { DatedQuantity, DemandForecast, PlanInput } from './item';
import { policyLevels } from './levels';
import { decideOrder, outlookOf, type Outlook } from './order-decision';
import { stockPosition } from './position';
import { leadTimeScores, PATHS } from './scenarios';
import { roundOrder } from './suggest-quantity';
import { demandOverTime, economicOrderQuantity, levelForCycleService, levelForFillRate, type NormalDemand } from './textbook';

/** A past forecast and the first day it could have been used: the day after the last one it saw, or later. */
export type PastForecast = { readonly usableFrom: EpochDay; readonly forecast: DemandForecast };

/** What happened with a product at a location in the months replayed; all arrays one value a day, from `start`. Items. */
export type ReplayHistory = {
  readonly start: EpochDay;
  /** sold that day; `NaN` counts as nothing */
  readonly sold: Float64Array;
  /** sold on the days before `start`, the last one last; what the rules of thumb know at the beginning */
  readonly soldBefore?: Float64Array;
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
 * the last 91 days whenever stock and orders fall below `minDays` of it, both beyond the lead time; `textbook` takes mean and standard
 * deviation of the same days for those of normal, independent demand (Silver, Pyke & Thomas 2017); `actual` is what happened.
 */
export type ReplayRule = { readonly kind: 'almanac'; readonly target: number } | { readonly kind: 'min_max'; readonly minDays: number; readonly maxDays: number } | { readonly kind: 'textbook'; readonly target: number } | { readonly kind: 'actual' };

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
    return play(history, terms, demand, rule.kind === 'almanac' ? policyOrder(history, terms, rule.target, outlookOn) : ruleOfThumb(history.soldBefore ?? new Float64Array(0), demand, terms, rule));
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

const MEMORY_DAYS = 91;

/** Orders from the demand of the last days alone. */
function ruleOfThumb(before: Float64Array, demand: Float64Array, terms: ReplayTerms, rule: Exclude<ReplayRule, { kind: 'almanac' | 'actual' }>): OrderOn {
  const known = Float64Array.from([...before.subarray(Math.max(0, before.length - MEMORY_DAYS)), ...demand]);
  const first = known.length - demand.length;
  return (day, stock, receipts) => {
    const recent = describe(known.subarray(Math.max(0, first + day - MEMORY_DAYS), first + day));
    const position = receipts.reduce((sum, { quantity }) => sum + quantity, stock);
    const { low, high } = rule.kind === 'min_max' ? minMaxLevels(recent, terms, rule) : textbookLevels(recent, terms, rule.target);
    return position < low ? roundOrder(high - position, terms).quantity : 0;
  };
}

function describe(values: Float64Array): NormalDemand {
  if (values.length === 0) return { mean: 0, sd: 0 };
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length) };
}

type Levels = { readonly low: number; readonly high: number };

function minMaxLevels({ mean }: NormalDemand, { leadTime }: ReplayTerms, { minDays, maxDays }: { readonly minDays: number; readonly maxDays: number }): Levels {
  return { low: mean * (leadTime.meanDays + minDays), high: mean * (leadTime.meanDays + maxDays) };
}

function textbookLevels(daily: NormalDemand, { leadTime, policy, orderCost, unitCost, holdingRate, excessAfterDays }: ReplayTerms, target: number): Levels {
  const protection = demandOverTime(daily, { mean: leadTime.meanDays + policy.reviewPeriodDays, sd: leadTime.sdDays });
  const reviewDemand = daily.mean * policy.reviewPeriodDays;
  const economic = economicOrderQuantity(daily.mean * 365.25, orderCost, (unitCost ?? 0) * holdingRate);
  const isPeriodic = policy.kind === 'periodic';
  const quantity = isPeriodic ? reviewDemand : Math.max(reviewDemand, policy.orderQuantity ?? Math.min(Number.isFinite(economic) ? economic : 0, daily.mean * excessAfterDays));
  const low = Math.max(0, policy.measure === 'cycle' ? levelForCycleService(protection, target) : levelForFillRate(protection, target, quantity));
  return { low, high: isPeriodic ? low : low + quantity };
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
