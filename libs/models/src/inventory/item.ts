import type { EpochDay, Frequency } from '../series/calendar';

/**
 * What is expected to be sold, period by period: one series of a forecast run. Days before the first period are taken like it, days
 * after the last one like that one.
 */
export type DemandForecast = {
  /** first day of the first period */
  readonly start: EpochDay;
  readonly frequency: Frequency;
  /** expected demand, items per period */
  readonly mean: ArrayLike<number>;
  /** nine arrays as long as `mean`, for the levels 0.1 … 0.9 */
  readonly quantiles: readonly ArrayLike<number>[];
  /** correlation of the errors of any two periods of one forecast, from `learnErrorCorrelation`; by default 0.15 of days, 0.3 of weeks and months */
  readonly errorCorrelation?: number;
  /** mean demand of a period that has any, items; says how large a rare sale is when nine periods in ten have none */
  readonly demandSize?: number | null;
  /** sold in whole pieces (the default), not by weight or length */
  readonly isCounted?: boolean;
};

/** A delivery on its way, or a customer's order to be delivered. */
export type DatedQuantity = { readonly day: EpochDay; readonly quantity: number };

/** Days from order to receipt. The spread is skewed to late, as deliveries are. */
export type LeadTime = { readonly meanDays: number; readonly sdDays: number };

/** `reorder_quantity` is (s,Q), `reorder_up_to` (s,S), `periodic` (R,S). */
export type InventoryPolicyKind = 'reorder_quantity' | 'reorder_up_to' | 'periodic';
/** `cycle` is the probability of no stock-out in a replenishment cycle, `fill` the share of demand met from stock. */
export type InventoryServiceMeasure = 'cycle' | 'fill';

export type InventoryPolicy = {
  readonly kind: InventoryPolicyKind;
  readonly measure: InventoryServiceMeasure;
  /** in (0, 1) */
  readonly target: number;
  /** days between two chances to order; 1 where somebody looks every day. The next one is so long after today, but under (R,S) so long after `lastOrderDay` */
  readonly reviewPeriodDays: number;
  /** items to order at a time, Q; the economic order quantity when absent */
  readonly orderQuantity?: number | null;
};

/** A product at a location, as it is known on the morning of `today`. Quantities in items; money in one unit throughout. */
export type PlanInput = {
  readonly today: EpochDay;
  /** `null` (or with `NaN` inside) when there is none: nothing is ordered then */
  readonly forecast: DemandForecast | null;
  /** counted stock; below zero is a backlog; `NaN` is not known, and nothing is ordered then */
  readonly onHand: number;
  /** what was ordered and not yet received, and what was approved to be ordered; overdue ones count as due tomorrow */
  readonly receipts: readonly DatedQuantity[];
  /** customers' open orders; overdue ones are owed now, later ones are a part of the forecast's demand and raise it where they exceed it */
  readonly committed: readonly DatedQuantity[];
  readonly leadTime: LeadTime;
  readonly policy: InventoryPolicy;
  /** orders are multiples of it; 1 when it does not matter */
  readonly packSize: number;
  /** least quantity of an order; 0 when it does not matter */
  readonly minimumOrder: number;
  /** days from receipt after which the goods cannot be sold */
  readonly shelfLifeDays: number | null;
  /** money per item */
  readonly unitCost: number | null;
  /** money per item */
  readonly unitPrice: number | null;
  /** money per order placed */
  readonly orderCost: number;
  /** yearly cost of holding stock, share of its value */
  readonly holdingRate: number;
  /** last day something was sold; `null` when nothing ever was */
  readonly lastSaleDay: EpochDay | null;
  /** first day the product was in stock here, which keeps a new one from being called dead; `null` when not known */
  readonly stockedSince: EpochDay | null;
  /** last day an order was placed: under (R,S) the next chance is a review period later */
  readonly lastOrderDay: EpochDay | null;
  /** days without a sale after which stock is dead */
  readonly deadAfterDays: number;
  /** stock for more than so many days of expected demand is excess */
  readonly excessAfterDays: number;
  /** it will not be bought again */
  readonly isDiscontinued: boolean;
};

/** Why a product needs a person, the gravest first; `ok` needs nobody. */
export const STOCK_EXCEPTIONS = ['out_of_stock', 'running_out', 'order_due', 'over_ordered', 'excess', 'dead', 'ok'] as const;
export type StockExceptionName = (typeof STOCK_EXCEPTIONS)[number];

/** Every sentence `planItem` can give as its reason; `no_demand` is none, or too little to keep stock for. */
export const PLAN_REASONS = [
  'order_out_of_stock',
  'order_runs_out',
  'order_below_reorder_point',
  'order_review_due',
  'order_capped_by_shelf_life',
  'shelf_life_too_short',
  'enough_stock',
  'waiting_for_receipt',
  'waiting_for_review',
  'no_demand',
  'no_forecast',
  'stock_unknown',
  'discontinued',
  'over_ordered',
  'excess',
  'dead',
] as const;
export type PlanReasonCode = (typeof PLAN_REASONS)[number];

/**
 * Figures of a plan's sentence; each reason has them all, items rounded to whole ones where the product is counted:
 * `quantity` suggested, `position` on hand and coming within the protection interval less what is owed, `reorderPoint`, `orderUpTo`, `needed` before rounding to packs and minimum,
 * `onHand`, `onOrder`, `leadTimeDays`, `protectionDays` (lead time + review period), `dailyDemand`, `coverDays` (-1 without demand),
 * `daysLeft` until the last day to order (below zero: late; -9999 when none is in sight), `idleDays` since the last sale (-1 when not known),
 * `receiptInDays` until the next receipt (-1 without one), `targetPercent`, `riskPercent` without the order.
 */
export type PlanReason = { readonly code: PlanReasonCode; readonly params: Readonly<Record<string, number>> };

/** What to do about a product, and why. Items, days, money as in {@link PlanInput}. */
export type ItemPlan = {
  /** on hand + on order − owed */
  readonly inventoryPosition: number;
  readonly onOrder: number;
  readonly safetyStock: number;
  /** s; under (R,S) the same as `orderUpTo` */
  readonly reorderPoint: number;
  /** S; under (s,Q) what the position comes to at most, s + Q */
  readonly orderUpTo: number;
  /** mean demand a day over the protection interval */
  readonly dailyDemand: number;
  readonly kind: 'order' | 'reduce' | 'none';
  /** to order (`order`), or to cancel, return or sell off (`reduce`) */
  readonly suggestedQuantity: number;
  /** what the order after the suggested one (the next one when nothing is suggested) would be, for pulling it forward */
  readonly nextQuantity: number;
  /** last day to order without more risk than the policy allows; may be past. `null` when none is in sight */
  readonly orderOn: EpochDay | null;
  /** day the goods must be there: `orderOn` and the lead time */
  readonly neededBy: EpochDay | null;
  /** day an order placed today arrives; `null` unless `order` */
  readonly expectedOn: EpochDay | null;
  /** days the stock on hand lasts; `null` when nothing is expected to be sold */
  readonly coverDays: number | null;
  /** probability of a stock-out before the next chance to order has arrived, without and with the order */
  readonly riskBefore: number;
  readonly riskAfter: number;
  /** items expected to be lost in that time, without and with the order */
  readonly lostBefore: number;
  readonly lostAfter: number;
  /** margin expected to be lost without the order (nothing where it is meant to sell out), or money bound in what is too much */
  readonly atStake: number;
  readonly exception: StockExceptionName;
  readonly reason: PlanReason;
};

/** @throws RangeError naming the field that is out of its range */
export function assertPlanInput({ today, leadTime, policy, packSize, minimumOrder, receipts, committed }: PlanInput): void {
  const within: readonly [string, number, boolean][] = [
    ['today', today, Number.isInteger(today)],
    ['leadTime.meanDays', leadTime.meanDays, leadTime.meanDays >= 0 && Number.isFinite(leadTime.meanDays)],
    ['leadTime.sdDays', leadTime.sdDays, leadTime.sdDays >= 0 && Number.isFinite(leadTime.sdDays)],
    ['policy.target', policy.target, policy.target > 0 && policy.target < 1],
    ['policy.reviewPeriodDays', policy.reviewPeriodDays, policy.reviewPeriodDays >= 1 && Number.isFinite(policy.reviewPeriodDays)],
    ['packSize', packSize, packSize > 0 && Number.isFinite(packSize)],
    ['minimumOrder', minimumOrder, minimumOrder >= 0 && Number.isFinite(minimumOrder)],
    ...receipts.map(({ quantity }): [string, number, boolean] => ['receipts.quantity', quantity, quantity >= 0]),
    ...committed.map(({ quantity }): [string, number, boolean] => ['committed.quantity', quantity, quantity >= 0]),
  ];
  for (const [field, value, isRight] of within) if (!isRight) throw new RangeError(`planItem: ${field} is ${value}`);
}
