import type { DemandDistribution } from './demand-distribution';
import type { PlanInput } from './item';
import type { Outlook } from './order-decision';
import { economicOrderQuantity } from './textbook';

/** Control levels of a policy, items. */
export type PolicyLevels = {
  readonly reorderPoint: number;
  readonly orderUpTo: number;
  /** what is ordered at a time, before packs and minimum */
  readonly orderQuantity: number;
};

/**
 * Reorder point, order-up-to level and order quantity from the demand of the protection interval (lead time + review period).
 * - `cycle`: the least level that demand does not exceed with the target's probability.
 * - `fill`: the least level at which the shortage expected between the arrival of this order and of the next one is (1 − target) of the
 *   demand of that time: E(D_{L+R} − y)⁺ − E(D_L − y)⁺ at y = S under (R,S); under (s,Q) and (s,S), where the position after a review lies
 *   anywhere between s and s + Q, its mean over them. At the least one piece, so that the last one sold is ordered again.
 * A level of 0 means that no stock is kept: no demand, or so little that the target is met without; only what is owed is ordered then.
 * Sources: Silver, Pyke & Thomas (2017), P₁ and P₂; Axsäter (2015), (R,nQ) with periodic review.
 */
export function policyLevels(
  { policy, forecast, unitCost, orderCost, holdingRate, shelfLifeDays, excessAfterDays }: LevelTerms,
  { protection, arrival, averageDaily }: Pick<Outlook, 'protection' | 'arrival' | 'averageDaily'>,
): PolicyLevels {
  const ceil = forecast?.isCounted === false ? (x: number) => x : (x: number) => Math.max(0, Math.ceil(x - 1e-6));
  const reviewDemand = averageDaily * policy.reviewPeriodDays;
  const most = Math.min(excessAfterDays, shelfLifeDays ?? Infinity) * averageDaily;
  const economic = economicOrderQuantity(averageDaily * 365.25, orderCost, (unitCost ?? 0) * holdingRate);
  const chosen = policy.orderQuantity ?? Math.min(Number.isFinite(economic) ? economic : reviewDemand, most);
  const isPeriodic = policy.kind === 'periodic';
  const orderQuantity = Math.max(isPeriodic ? 0 : ceil(chosen), ceil(reviewDemand), averageDaily > 0 ? 1e-6 : 0);
  const level = policy.measure === 'cycle' ? protection.quantile(policy.target) : fillLevel(protection, arrival(), policy.target, isPeriodic ? 0 : orderQuantity);
  const reorderPoint = ceil(level);
  return { reorderPoint, orderUpTo: isPeriodic || reorderPoint === 0 ? reorderPoint : reorderPoint + orderQuantity, orderQuantity };
}

type LevelTerms = Pick<PlanInput, 'policy' | 'forecast' | 'unitCost' | 'orderCost' | 'holdingRate' | 'shelfLifeDays' | 'excessAfterDays'>;
const SOME_STOCK = 1e-3;

/** The expected shortage falls as the level rises, so bisection finds the level. */
function fillLevel(protection: DemandDistribution, arrival: DemandDistribution, target: number, orderQuantity: number): number {
  const highest = protection.quantile(1);
  if (highest <= 0) return 0;
  const allowed = (1 - target) * (protection.expectedShortage(0) - arrival.expectedShortage(0)); // of no stock: all demand
  const shortage =
    orderQuantity < SOME_STOCK
      ? (y: number) => protection.expectedShortage(y) - arrival.expectedShortage(y)
      : (y: number) => meanShortage(protection, y, orderQuantity) - meanShortage(arrival, y, orderQuantity);
  let [low, high] = [0, highest];
  while (high - low > SOME_STOCK * Math.max(1, high)) {
    const middle = (low + high) / 2;
    if (shortage(middle) > allowed) low = middle;
    else high = middle;
  }
  return high;
}

/** Mean of the expected shortage over the levels from `low` to `low + width`. */
function meanShortage(demand: DemandDistribution, low: number, width: number): number {
  return (demand.squaredShortage(low) - demand.squaredShortage(low + width)) / (2 * width);
}
