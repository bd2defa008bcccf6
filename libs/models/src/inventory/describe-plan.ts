import type { ItemPlan, PlanInput, PlanReasonCode, StockExceptionName } from './item';
import type { PolicyLevels } from './levels';
import type { StockPosition } from './position';

/** What {@link planItem} has found; only the position where there is no forecast. */
export type PlanFindings = {
  readonly position: StockPosition;
  /** on hand and coming within the protection interval, less what is owed */
  readonly available?: number;
  readonly levels?: PolicyLevels;
  readonly timing?: { readonly orderIn: number; readonly neededIn: number };
  readonly order?: { readonly quantity: number; readonly isCapped: boolean; readonly needed: number; readonly isWaiting: boolean };
  readonly risk?: { readonly before: number; readonly after: number; readonly lostBefore: number; readonly lostAfter: number; readonly beforeArrival: number };
  readonly dailyDemand?: number;
  /** expected demand of the protection interval */
  readonly protectionMean?: number;
  readonly coverDays?: number | null;
  /** stock above which there is too much */
  readonly excessLevel?: number;
};

/** More likely than not. */
const LIKELY = 0.5;

/** Judges what was found: exception, kind, money and the sentence that says why. */
export function describePlan(input: PlanInput, findings: PlanFindings): ItemPlan {
  const { position, timing, order, risk, protectionMean = 0, dailyDemand = 0, coverDays = null } = findings;
  const { reorderPoint = 0, orderUpTo = 0, orderQuantity = 0 } = findings.levels ?? {};
  const ordered = order?.quantity ?? 0;
  const surplus = surplusOf(input, findings);
  const exception = exceptionOf(input, findings, surplus);
  const isTooMuch = exception === 'dead' || exception === 'excess' || exception === 'over_ordered';
  const kind = ordered > 0 ? 'order' : isTooMuch && surplus.quantity > 0 ? 'reduce' : 'none';
  const suggestedQuantity = kind === 'order' ? ordered : kind === 'reduce' ? surplus.quantity : 0;
  const hasDate = timing !== undefined && Number.isFinite(timing.orderIn) && reorderPoint > 0 && !input.isDiscontinued && !isDead(input);
  const plan = {
    inventoryPosition: position.inventoryPosition,
    onOrder: position.onOrder,
    safetyStock: Math.max(0, reorderPoint - protectionMean),
    reorderPoint,
    orderUpTo,
    dailyDemand,
    kind,
    suggestedQuantity,
    nextQuantity: input.isDiscontinued ? 0 : roundUpToPack(orderQuantity, input),
    orderOn: hasDate ? input.today + Math.floor(timing.orderIn) : null,
    neededBy: hasDate ? input.today + Math.floor(timing.neededIn) : null,
    expectedOn: kind === 'order' ? input.today + Math.round(input.leadTime.meanDays) : null,
    coverDays,
    riskBefore: risk?.before ?? 0,
    riskAfter: risk?.after ?? 0,
    lostBefore: risk?.lostBefore ?? 0,
    lostAfter: risk?.lostAfter ?? 0,
    atStake: isTooMuch ? surplus.quantity * (input.unitCost ?? 0) : input.isDiscontinued ? 0 : (risk?.lostBefore ?? 0) * marginOf(input),
    exception,
  } as const;
  return { ...plan, reason: { code: reasonOf(input, findings, plan), params: figuresOf(input, findings, plan) } };
}

type Surplus = { readonly quantity: number; readonly isOnOrder: boolean };

/** What is too much: what stands on the shelf first, else what is still on its way and could be cancelled. */
function surplusOf(input: PlanInput, { position, excessLevel = Infinity }: PlanFindings): Surplus {
  if (isDead(input)) return { quantity: Math.floor(input.onHand), isOnOrder: false };
  const onShelf = Math.floor(Math.max(0, position.net) - excessLevel);
  if (onShelf > 0) return { quantity: onShelf, isOnOrder: false };
  const coming = Math.floor(Math.min(position.onOrder, position.inventoryPosition - excessLevel));
  return { quantity: Math.max(0, coming), isOnOrder: coming > 0 };
}

/** Stock that nobody has bought for so long that it is not to be ordered again. */
export function isDead({ today, onHand, lastSaleDay, stockedSince, deadAfterDays }: PlanInput): boolean {
  const lastSign = lastSaleDay === null ? stockedSince : Math.max(lastSaleDay, stockedSince ?? lastSaleDay);
  return onHand > 0 && lastSign !== null && today - lastSign >= deadAfterDays;
}

function exceptionOf(input: PlanInput, { position, levels, order, risk }: PlanFindings, surplus: Surplus): StockExceptionName {
  const isWanted = !input.isDiscontinued && !isDead(input) && (levels?.reorderPoint ?? 0) > 0;
  if (!input.isDiscontinued && (position.net < 0 || (isWanted && position.net === 0))) return 'out_of_stock';
  if (isWanted && (risk?.beforeArrival ?? 0) >= LIKELY) return 'running_out';
  if (order && (order.quantity > 0 || order.isCapped)) return 'order_due';
  if (isDead(input)) return 'dead';
  if (surplus.quantity > 0) return surplus.isOnOrder ? 'over_ordered' : 'excess';
  return 'ok';
}

function roundUpToPack(quantity: number, { packSize, minimumOrder }: PlanInput): number {
  return Math.ceil(Math.max(quantity, quantity > 0 ? minimumOrder : 0) / packSize - 1e-9) * packSize;
}

/** Money lost with an item that could not be sold; its price or cost where the other is not known. */
function marginOf({ unitCost, unitPrice }: PlanInput): number {
  if (unitPrice === null) return unitCost ?? 0;
  return Math.max(0, unitPrice - (unitCost ?? 0));
}

type Plan = Omit<ItemPlan, 'reason'>;

function reasonOf(input: PlanInput, { position, levels, order }: PlanFindings, { kind, exception }: Plan): PlanReasonCode {
  if (kind === 'order') {
    if (order?.isCapped) return 'order_capped_by_shelf_life';
    if (exception === 'out_of_stock') return 'order_out_of_stock';
    if (exception === 'running_out') return 'order_runs_out';
    return input.policy.kind === 'periodic' ? 'order_review_due' : 'order_below_reorder_point';
  }
  if (order?.isCapped) return 'shelf_life_too_short';
  if (exception === 'dead' || exception === 'excess' || exception === 'over_ordered') return exception;
  if (Number.isNaN(input.onHand)) return 'stock_unknown';
  if (input.isDiscontinued) return 'discontinued';
  if (!levels) return 'no_forecast';
  if (levels.reorderPoint <= 0) return 'no_demand';
  if (order?.isWaiting) return 'waiting_for_review';
  return position.onOrder > 0 && position.net < levels.reorderPoint ? 'waiting_for_receipt' : 'enough_stock';
}

function figuresOf(input: PlanInput, { position, available = position.inventoryPosition, order, risk }: PlanFindings, plan: Plan): Record<string, number> {
  const { today, leadTime, policy, lastSaleDay, forecast } = input;
  const items = (value: number) => (forecast?.isCounted === false ? Math.round(value * 100) / 100 : Math.round(value));
  return {
    quantity: items(plan.suggestedQuantity),
    position: Number.isNaN(available) ? 0 : items(available),
    reorderPoint: items(plan.reorderPoint),
    orderUpTo: items(plan.orderUpTo),
    needed: items(order?.needed ?? 0),
    onHand: Number.isNaN(input.onHand) ? 0 : items(input.onHand),
    onOrder: items(plan.onOrder),
    leadTimeDays: Math.round(leadTime.meanDays),
    protectionDays: Math.round(leadTime.meanDays + policy.reviewPeriodDays),
    dailyDemand: Math.round(plan.dailyDemand * 100) / 100,
    coverDays: plan.coverDays === null ? -1 : Math.round(plan.coverDays),
    daysLeft: plan.orderOn === null ? -9999 : plan.orderOn - today,
    idleDays: lastSaleDay === null ? -1 : today - lastSaleDay,
    receiptInDays: position.receipts[0]?.day ?? -1,
    targetPercent: Math.round(policy.target * 1000) / 10,
    riskPercent: Math.round((risk?.before ?? 0) * 100),
  };
}
