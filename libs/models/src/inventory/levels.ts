import type { DemandDistribution } from './demand-distribution';
import type { PlanInput } from './item';
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
 * - `fill`: the least level whose expected shortage is (1 − target) of a cycle's demand; the part of it that an order of Q ends
 *   earlier is not counted twice: ES(s) − ES(s + Q) (Silver, Pyke & Thomas 2017, P₂).
 *   At the least it is one piece, so that the last one sold is ordered again.
 * A level of 0 means that no stock is kept: no demand, or so little that the target is met without; only what is owed is ordered then.
 * @param protection distribution of demand over lead time + review period
 * @param dailyDemand items a day on average over the forecast
 */
export function policyLevels(
  { policy, forecast, unitCost, orderCost, holdingRate, shelfLifeDays, excessAfterDays }: PlanInput,
  protection: DemandDistribution,
  dailyDemand: number,
): PolicyLevels {
  const ceil = forecast?.isCounted === false ? (x: number) => x : (x: number) => Math.max(0, Math.ceil(x - 1e-6));
  const reviewDemand = dailyDemand * policy.reviewPeriodDays;
  const most = Math.min(excessAfterDays, shelfLifeDays ?? Infinity) * dailyDemand;
  const economic = economicOrderQuantity(dailyDemand * 365.25, orderCost, (unitCost ?? 0) * holdingRate);
  const chosen = policy.orderQuantity ?? Math.min(Number.isFinite(economic) ? economic : reviewDemand, most);
  const orderQuantity = Math.max(ceil(chosen), ceil(reviewDemand), dailyDemand > 0 ? 1e-6 : 0);
  const isPeriodic = policy.kind === 'periodic';
  const cycleDemand = isPeriodic ? reviewDemand : orderQuantity;
  const level = policy.measure === 'cycle' ? protection.quantile(policy.target) : Math.max(fillLevel(protection, policy.target, cycleDemand, isPeriodic), dailyDemand > 0 ? 1e-3 : 0);
  const reorderPoint = ceil(level);
  return {
    reorderPoint,
    orderUpTo: isPeriodic || reorderPoint === 0 ? reorderPoint : reorderPoint + orderQuantity,
    orderQuantity: isPeriodic ? ceil(reviewDemand) : orderQuantity,
  };
}

/** The expected shortage of a cycle falls as the level rises, so bisection finds the level. */
function fillLevel(protection: DemandDistribution, target: number, cycleDemand: number, isPeriodic: boolean): number {
  const allowed = (1 - target) * cycleDemand;
  const shortage = (level: number) =>
    protection.expectedShortage(level) - (isPeriodic ? 0 : protection.expectedShortage(level + cycleDemand));
  if (shortage(0) <= allowed) return 0;
  let [low, high] = [0, protection.quantile(1)];
  while (high - low > 1e-3 * Math.max(1, high)) {
    const middle = (low + high) / 2;
    if (shortage(middle) > allowed) low = middle;
    else high = middle;
  }
  return high;
}
