import type { PurchaseHistories } from './purchase-histories';
import { normalTail } from './special-functions';

/** How regularly one customer orders, and what that says of the silence since the last order. */
export type OrderRhythm = {
  readonly orders: number;
  readonly daysSince: number;
  /** median days between orders: the customer's own, drawn to that of all the more, the fewer pauses there are; `NaN` without any order */
  readonly usualGapDays: number;
  /** nine of ten pauses are shorter */
  readonly longGapDays: number;
  /** the silence is no longer than pauses of this customer usually are; only who has paused three times and more can be said to be between two orders */
  readonly isBetweenOrders: boolean;
  /** days from the cutoff to the middle of when the next order is due, if the customer has not left */
  readonly nextOrderInDays: number;
  /** chance that the customer is still one, by the silence and the churn after an order that `aliveAfterOrder` gives */
  readonly probabilityAlive: number;
};

export type OrderRhythms = {
  readonly customers: readonly OrderRhythm[];
  /** chance of no order within `days` from the cutoff, length of the customers */
  readonly probabilityNoOrder: (days: number) => Float64Array;
};

/** What all customers' pauses have in common, in logarithms of days: mean and spread of customers' means, spread of a customer's pauses. */
type Common = { readonly mean: number; readonly between: number; readonly within: number; readonly staying: number };

const NINE_OF_TEN = 1.2815515655446004;
const REGULAR_GAPS = 3;
/** As many pauses as the common spread counts beside a customer's own. */
const PRIOR_GAPS = 4;

/**
 * Learns how customers pause between orders: pauses are log-normal about a customer's own mean, the means are log-normal about that of all, and after each order
 * the customer stays with one probability for all. Unlike BG/NBD it knows regular customers from haphazard ones. Pauses still open count only as silence.
 * @param of customers, one entry each; all unless given
 */
export function orderRhythms(histories: PurchaseHistories, cutoffDay: number, of?: Int32Array): OrderRhythms {
  const rows = of ?? Int32Array.from({ length: histories.customers }, (_, c) => c);
  const pauses = Array.from(rows, (customer) => pausesOf(histories, customer, cutoffDay));
  const common = learnCommon(pauses);
  const known = pauses.map((own) => posterior(own, common));
  const survive = ({ mean, spread }: { mean: number; spread: number }, days: number) => (days <= 0 ? 1 : normalTail((Math.log(days) - mean) / spread));
  return {
    customers: known.map(({ mean, spread, alive }, k): OrderRhythm => {
      const { gaps, daysSince, orders } = pauses[k]!;
      const usual = Math.exp(mean);
      const long = Math.exp(mean + NINE_OF_TEN * spread);
      return { orders, daysSince, usualGapDays: usual, longGapDays: long, isBetweenOrders: gaps.length >= REGULAR_GAPS && daysSince <= long, nextOrderInDays: medianRest(mean, spread, daysSince), probabilityAlive: alive };
    }),
    probabilityNoOrder: (days) => Float64Array.from(known, ({ mean, spread, alive }, k) => {
      const silence = pauses[k]!.daysSince;
      if (Number.isNaN(silence)) return Number.NaN;
      return 1 - alive + (alive * survive({ mean, spread }, silence + days)) / Math.max(1e-12, survive({ mean, spread }, silence));
    }),
  };
}

type Pauses = { readonly gaps: readonly number[]; readonly daysSince: number; readonly orders: number };

function pausesOf({ start, day, lines }: PurchaseHistories, customer: number, cutoffDay: number): Pauses {
  const gaps: number[] = [];
  let last = Number.NaN;
  let orders = 0;
  for (let k = start[customer]!; k < start[customer + 1]! && day[k]! < cutoffDay; k++) {
    if (lines[k]! === 0) continue;
    orders += 1;
    if (day[k]! > last) gaps.push(Math.log(day[k]! - last));
    last = day[k]!;
  }
  return { gaps, daysSince: cutoffDay - last, orders };
}

function learnCommon(pauses: readonly Pauses[]): Common {
  let [count, sum, customers, meanSum, squares, freedom, closed] = [0, 0, 0, 0, 0, 0, 0];
  const means: { mean: number; gaps: number }[] = [];
  for (const { gaps } of pauses) {
    if (gaps.length === 0) continue;
    const own = gaps.reduce((total, gap) => total + gap, 0) / gaps.length;
    means.push({ mean: own, gaps: gaps.length });
    customers += 1;
    meanSum += own;
    count += gaps.length;
    sum += own * gaps.length;
    squares += gaps.reduce((total, gap) => total + (gap - own) ** 2, 0);
    freedom += gaps.length - 1;
    closed += gaps.length;
  }
  if (count === 0) return { mean: Math.log(90), between: 1, within: 1, staying: 0.5 };
  const mean = meanSum / customers;
  const within = Math.max(0.2, freedom > 0 ? Math.sqrt(squares / freedom) : 1);
  const spread = means.reduce((total, own) => total + (own.mean - mean) ** 2 - within ** 2 / own.gaps, 0) / customers;
  return { mean, between: Math.max(0.2, Math.sqrt(Math.max(0, spread))), within, staying: stayingShare(pauses, sum / count, Math.hypot(within, Math.sqrt(Math.max(0, spread))), closed) };
}

/** The share of orders after which customers stay, by expectation and maximization: a silence is leaving as far as pauses are seldom that long. */
function stayingShare(pauses: readonly Pauses[], mean: number, spread: number, closed: number): number {
  let staying = 0.8;
  const tails = pauses.filter(({ daysSince }) => !Number.isNaN(daysSince)).map(({ daysSince }) => (daysSince <= 0 ? 1 : normalTail((Math.log(daysSince) - mean) / spread)));
  for (let round = 0; round < 30; round++) {
    const alive = tails.reduce((sum, tail) => sum + (staying * tail) / (staying * tail + 1 - staying), 0);
    staying = Math.min(0.999, (closed + alive) / (closed + tails.length));
  }
  return staying;
}

function posterior({ gaps, daysSince }: Pauses, { mean, between, within, staying }: Common): { mean: number; spread: number; alive: number } {
  if (Number.isNaN(daysSince)) return { mean: Number.NaN, spread: Number.NaN, alive: Number.NaN };
  const own = gaps.length > 0 ? gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length : mean;
  const precision = gaps.length / within ** 2 + 1 / between ** 2;
  const drawn = ((gaps.length * own) / within ** 2 + mean / between ** 2) / precision;
  const variance = (PRIOR_GAPS * within ** 2 + gaps.reduce((sum, gap) => sum + (gap - own) ** 2, 0)) / (PRIOR_GAPS + Math.max(0, gaps.length - 1));
  const spread = Math.sqrt(variance + 1 / precision);
  const tail = daysSince <= 0 ? 1 : normalTail((Math.log(daysSince) - drawn) / spread);
  return { mean: drawn, spread, alive: (staying * tail) / (staying * tail + 1 - staying) };
}

/** The days after which half of those who stay have ordered, given the silence so far, by halving. */
function medianRest(mean: number, spread: number, silence: number): number {
  if (Number.isNaN(mean)) return Number.NaN;
  const tail = (days: number) => normalTail((Math.log(Math.max(1e-9, days)) - mean) / spread);
  const wanted = tail(silence) / 2;
  let [low, high] = [silence, Math.max(1, silence) * 2 + Math.exp(mean + 4 * spread)];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (tail(middle) > wanted) low = middle;
    else high = middle;
  }
  return high - silence;
}
