import { drawDemandPaths, type DemandPaths } from './demand-paths';
import { distributionOf, type DemandDistribution } from './demand-distribution';
import type { DemandForecast, LeadTime, PlanInput } from './item';
import type { PolicyLevels } from './levels';
import type { StockPosition } from './position';
import { leadTimeScores, PATHS } from './scenarios';
import { roundOrder } from './suggest-quantity';

/** What the coming weeks look like on every path. */
export type Outlook = {
  readonly paths: DemandPaths;
  /** lead time of an order placed today, days, one per path */
  readonly leadTimes: Float64Array;
  /** a path's demand in the first days, at least what customers have ordered for them */
  readonly demandUntil: (path: number, days: number) => number;
  /** demand of lead time + review period */
  readonly protection: DemandDistribution;
  /** demand of the lead time alone */
  readonly arrival: () => DemandDistribution;
  /** mean lead time + review period */
  readonly protectionDays: number;
  /** mean demand a day over the whole forecast */
  readonly averageDaily: number;
};

/** Draws the paths for an item with a usable forecast, `lookAhead` days beyond its longest protection interval. */
export function outlookOf(input: Pick<PlanInput, 'today' | 'leadTime' | 'policy'>, forecast: DemandForecast, position: StockPosition, lookAhead: number): Outlook {
  const { reviewPeriodDays } = input.policy;
  const leadTimes = pathLeadTimes(input.leadTime);
  const longest = leadTimes.reduce((max, days) => Math.max(max, days), 0) + reviewPeriodDays;
  const paths = drawDemandPaths(forecast, input.today, longest + lookAhead);
  const demandUntil = withCommitted(paths, position);
  const protectionDays = input.leadTime.meanDays + reviewPeriodDays;
  const after = (more: number) =>
    distributionOf(Float64Array.from(leadTimes, (days, n) => demandUntil(n, days + more)), paths.meanUntil(input.leadTime.meanDays + more));
  const protection = after(reviewPeriodDays);
  return { paths, leadTimes, demandUntil, protection, arrival: () => after(0), protectionDays, averageDaily: averageDaily(forecast) };
}

/** Lead time of each path, days; the same draws for every item. */
function pathLeadTimes({ meanDays, sdDays }: LeadTime): Float64Array {
  return leadTimeScores().map((score) => Math.max(0, meanDays + sdDays * score));
}

/** A path's demand, at least what customers have ordered until then. */
export function withCommitted(paths: DemandPaths, { committedUntil, laterCommitted }: StockPosition): (path: number, days: number) => number {
  if (laterCommitted.length === 0) return paths.demandUntil;
  return (path, days) => Math.max(paths.demandUntil(path, days), committedUntil(days));
}

/** Mean demand a day over the whole forecast, items. */
export function averageDaily({ mean, frequency }: DemandForecast): number {
  let sum = 0;
  for (let h = 0; h < mean.length; h++) sum += Math.max(0, mean[h]!);
  return sum / mean.length / { day: 1, week: 7, month: 30.436875 }[frequency];
}

export type OrderDecision = {
  /** items to order today */
  readonly quantity: number;
  /** items needed, before packs, minimum and shelf life */
  readonly needed: number;
  /** the shelf life made it less, perhaps nothing */
  readonly isCapped: boolean;
  /** needed, but the next review will do */
  readonly isWaiting: boolean;
};

export const NOTHING_TO_ORDER: OrderDecision = { quantity: 0, needed: 0, isCapped: false, isWaiting: false };

/**
 * What to order today: up to the policy's level, in packs, no more than sells within the shelf life, and no more than lasts until a receipt
 * that comes too late to protect now.
 * @param orderIn days until the last day to order
 */
export function decideOrder(input: PlanInput, position: StockPosition, outlook: Outlook, levels: PolicyLevels, orderIn: number): OrderDecision {
  const { policy, today, lastOrderDay, leadTime, shelfLifeDays } = input;
  const available = availableInTime(position, outlook.protectionDays);
  if (input.isDiscontinued || available >= levels.reorderPoint) return NOTHING_TO_ORDER;
  const nextReview = policy.kind === 'periodic' && lastOrderDay !== null ? lastOrderDay + policy.reviewPeriodDays : today;
  if (nextReview > today && orderIn >= nextReview - today) return { ...NOTHING_TO_ORDER, isWaiting: true };
  let needed = levels.orderUpTo - available;
  if (policy.kind === 'reorder_quantity') needed = Math.ceil((levels.reorderPoint - available) / levels.orderQuantity) * levels.orderQuantity;
  const later = position.receipts.find(({ day }) => day >= outlook.protectionDays);
  if (later) needed = Math.min(needed, Math.max(levels.reorderPoint, quantileUntil(outlook, later.day, policy.target)) - available);
  const sellable = shelfLifeDays === null ? Infinity : outlook.paths.meanUntil(leadTime.meanDays + shelfLifeDays) - Math.max(0, available);
  return { ...roundOrder(needed, input, sellable), needed, isWaiting: false };
}

/** Stock now and what comes within the protection interval, less what is owed. */
export function availableInTime({ net, receipts }: StockPosition, protectionDays: number): number {
  return receipts.reduce((sum, { day, quantity }) => (day < protectionDays ? sum + quantity : sum), net);
}

function quantileUntil({ demandUntil }: Outlook, days: number, level: number): number {
  return distributionOf(Float64Array.from({ length: PATHS }, (_, n) => demandUntil(n, days)), Number.NaN).quantile(level);
}
