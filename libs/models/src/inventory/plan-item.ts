import { isUsable, type DemandPaths } from './demand-paths';
import { describePlan, isDead } from './describe-plan';
import { assertPlanInput, type DemandForecast, type ItemPlan, type PlanInput } from './item';
import { kthSmallest } from './kth-smallest';
import { policyLevels } from './levels';
import { availableInTime, averageDaily, decideOrder, NOTHING_TO_ORDER, outlookOf, type Outlook } from './order-decision';
import { stockPosition, type StockPosition } from './position';
import { PATHS } from './scenarios';
import { playStock } from './stock-risk';

/** Days beyond the protection interval in which the next order date is looked for. */
const MOST_LOOK_AHEAD_DAYS = 45;
const LESS_THAN_ANY = 1e-9;

/**
 * Plans one product at a location: levels of the policy, what to order and by when, the risk with and without the order.
 *
 * Demand is a thousand courses drawn from the forecast's quantiles, each with a lead time of its own. An order is due when what is on
 * hand and comes in time would not cover demand until the order after this one could arrive (lead time + review period) with the
 * target's probability. What is on order, or approved and passed as a receipt, counts and is not ordered again; a receipt
 * that comes later than that does not protect now, but nothing is ordered for the time after it.
 * @throws RangeError when a field is out of its range
 */
export function planItem(input: PlanInput): ItemPlan {
  assertPlanInput(input);
  const position = stockPosition(input);
  const { forecast } = input;
  if (!isUsable(forecast) || Number.isNaN(input.onHand)) return describePlan(input, { position });
  const outlook = outlookOf(input, forecast, position, lookAheadDays(forecast, position));
  const levels = policyLevels(input, outlook);
  const timing = orderTiming(outlook, position, outlook.protection.cdf(levels.reorderPoint));
  const order = isDead(input) ? NOTHING_TO_ORDER : decideOrder(input, position, outlook, levels, timing.orderIn);
  return describePlan(input, {
    position,
    available: availableInTime(position, outlook.protectionDays),
    levels,
    timing,
    order,
    risk: stockOutRisk(outlook, position, input.policy.reviewPeriodDays, order.quantity),
    dailyDemand: outlook.protection.mean / outlook.protectionDays,
    protectionMean: outlook.protection.mean,
    coverDays: coverOf(outlook, position.net),
    excessLevel: excessLevel(input, outlook, levels.orderUpTo),
  });
}

/** Far enough to see even half the expected demand use up what there is. */
function lookAheadDays(forecast: DemandForecast, { inventoryPosition }: StockPosition): number {
  return Math.min(MOST_LOOK_AHEAD_DAYS, 14 + (2 * Math.max(0, inventoryPosition)) / Math.max(1e-9, averageDaily(forecast)));
}

/** Days from today until an order must be placed, and until its goods must be there. */
export type OrderTiming = { readonly orderIn: number; readonly neededIn: number };

/**
 * When the policy allows no more delay. Per path: the days until demand exceeds what is available, and those less its lead time;
 * of both the quantile that leaves as much risk as the reorder point. Below the review period an order is due now.
 * @param certainty probability that demand of the protection interval stays within the reorder point
 */
function orderTiming({ paths, leadTimes, protectionDays }: Outlook, position: StockPosition, certainty: number): OrderTiming {
  const available = availableInTime(position, protectionDays);
  const firm = position.laterCommitted.find(({ quantity }) => quantity > available)?.day ?? Infinity;
  const needed = new Float64Array(PATHS);
  const slack = new Float64Array(PATHS);
  for (let n = 0; n < PATHS; n++) {
    needed[n] = available < 0 ? 0 : Math.min(firm, paths.daysUntil(n, available));
    slack[n] = needed[n]! - leadTimes[n]!;
  }
  const rank = Math.min(PATHS - 1, Math.round((1 - certainty) * PATHS));
  return { orderIn: kthSmallest(slack, rank), neededIn: kthSmallest(needed, rank) };
}

/** Plays every path until the order after this one could arrive, without and with an order placed today. */
function stockOutRisk({ leadTimes, demandUntil }: Outlook, { net, receipts }: StockPosition, reviewPeriodDays: number, quantity: number) {
  const lost = { before: 0, after: 0 };
  const paths = { before: 0, after: 0, beforeArrival: 0 };
  for (let n = 0; n < PATHS; n++) {
    const arrival = leadTimes[n]!;
    const without = playStock(net, receipts, demandUntil, n, arrival + reviewPeriodDays);
    if (without <= LESS_THAN_ANY) continue;
    const withOrder = quantity > 0 ? playStock(net, receipts, demandUntil, n, arrival + reviewPeriodDays, { day: arrival, quantity }) : without;
    lost.before += without;
    lost.after += withOrder;
    paths.before += 1;
    if (withOrder > LESS_THAN_ANY) paths.after += 1;
    if (playStock(net, receipts, demandUntil, n, arrival) > LESS_THAN_ANY) paths.beforeArrival += 1;
  }
  return {
    before: paths.before / PATHS,
    after: paths.after / PATHS,
    beforeArrival: paths.beforeArrival / PATHS,
    lostBefore: lost.before / PATHS,
    lostAfter: lost.after / PATHS,
  };
}

/** Days of expected demand in a stock: by the forecast as far as it reaches, then at its average. `null` without demand. */
function coverOf({ paths, averageDaily }: Outlook, stock: number): number | null {
  if (!(averageDaily > 0)) return null;
  if (stock <= 0) return 0;
  const reached = paths.meanUntil(paths.reach);
  if (stock > reached) return paths.reach + (stock - reached) / averageDaily;
  return daysToSell(paths, stock);
}

function daysToSell(paths: DemandPaths, stock: number): number {
  let [low, high] = [0, paths.reach];
  while (high - low > 0.05) {
    const middle = (low + high) / 2;
    if (paths.meanUntil(middle) < stock) low = middle;
    else high = middle;
  }
  return high;
}

/** Stock above which there is too much: what is sold within the days that are allowed, and never less than our own orders bring about. */
function excessLevel({ excessAfterDays, packSize, minimumOrder }: PlanInput, { paths, averageDaily }: Outlook, orderUpTo: number): number {
  const within = Math.min(excessAfterDays, paths.reach);
  const allowed = paths.meanUntil(within) + (excessAfterDays - within) * averageDaily;
  return Math.max(allowed, orderUpTo > 0 ? orderUpTo + Math.max(packSize, minimumOrder) : 0);
}
