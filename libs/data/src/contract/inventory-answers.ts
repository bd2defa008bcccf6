import type { CompanyInventorySettings, InventoryItem, PolicyValues, PurchaseOrderLine, PurchaseOrderSummary, ReplayOutcome, StockProjection } from './inventory';
import type { AbcClass, Decision, PolicyKind, PurchaseOrderStatus, RejectReason, ServiceMeasure, StockException, XyzClass } from './terms';

/**
 * Every sentence a suggestion can give as its reason. All have the figures of the plan: `quantity`, `position` (on hand and coming in time, less what is owed), `reorderPoint`, `orderUpTo`,
 * `needed`, `onHand`, `onOrder`, `leadTimeDays`, `protectionDays`, `dailyDemand`, `coverDays` (-1 without demand), `daysLeft` until the last
 * day to order (below zero: late; -9999: none in sight), `idleDays` since the last sale (-1: not known), `receiptInDays` (-1: none),
 * `targetPercent`, `riskPercent`. `transfer` has also `from`, a location's name, and `pulled_forward` has `supplier`. An order below its
 * supplier's minimum has `minimumOf`, the supplier's name, `minimumMinor`, `missingMinor` and `minimumInDays` (-1: nothing in sight reaches it).
 */
export const SUGGESTION_REASONS = [
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
  'transfer',
  'pulled_forward',
] as const;
export type SuggestionReasonCode = (typeof SUGGESTION_REASONS)[number];

export interface InventoryPage {
  readonly rows: readonly InventoryItem[];
  readonly total: number;
  readonly nextCursor: number | null;
}

/** Where the plan stands and what it says, whole company. Money in minor units. */
export interface InventorySummary {
  /** `null` before the first plan */
  readonly plannedOn: string | null;
  readonly plannedAt: Date | null;
  /** newest stock count the plan read */
  readonly stockCountedOn: string | null;
  readonly forecastRunId: string | null;
  readonly frequency: 'week' | 'day' | null;
  readonly itemCount: number;
  /** a new plan is on its way */
  readonly isPlanning: boolean;
  /** every exception there is, the gravest first */
  readonly exceptions: readonly { readonly exception: StockException; readonly items: number; readonly atStakeMinor: number }[];
  /** everything that is wrong, or to be ordered or moved */
  readonly attention: { readonly items: number; readonly atStakeMinor: number };
  readonly approvedTransfers: number;
  /** orders suggested and not yet decided on */
  readonly suggested: { readonly items: number; readonly valueMinor: number };
  readonly approved: { readonly items: number; readonly valueMinor: number };
  readonly stockValueMinor: number;
  readonly onOrderValueMinor: number;
}

export interface InventoryGroup {
  /** what to filter by: an id as text, or the value itself; empty for products that have none */
  readonly key: string;
  readonly name: string | null;
  readonly items: number;
  /** items that need a person */
  readonly exceptions: number;
  readonly atStakeMinor: number;
  readonly onHand: number;
  readonly stockValueMinor: number;
  /** to order, not rejected, as planners left it */
  readonly orderItems: number;
  readonly orderQuantity: number;
  readonly orderValueMinor: number;
  /** least value of an order, when grouped by supplier */
  readonly minimumMinor: number | null;
}

export interface InventoryFacets {
  readonly suppliers: readonly { readonly id: number; readonly name: string }[];
  readonly locations: readonly { readonly id: number; readonly name: string }[];
  readonly categories: readonly string[];
}

/** Who gave a value: a rule for the product at the location, for the product, for its class, for the company, or nobody. */
export type PolicySource = 'product_location' | 'product' | 'class' | 'company' | 'default';
export interface Sourced<T> {
  readonly value: T;
  readonly from: PolicySource;
}
export interface ResolvedPolicy {
  readonly kind: Sourced<PolicyKind>;
  readonly measure: Sourced<ServiceMeasure>;
  readonly target: Sourced<number>;
  readonly reviewPeriodDays: Sourced<number>;
  /** `null`: the economic order quantity */
  readonly orderQuantity: Sourced<number | null>;
  readonly shelfLifeDays: Sourced<number | null>;
}

export interface LeadTimeFacts {
  /** what plans reckon with: the stated time drawn to what receipts show */
  readonly meanDays: number;
  readonly sdDays: number;
  readonly statedDays: number;
  readonly statedBy: 'product' | 'supplier' | 'default';
  /** receipts it was learned from, and their days at the levels 0.1, 0.5 and 0.9 */
  readonly receipts: number;
  readonly quantiles: readonly [number, number, number] | null;
}

/** A product at a location, with all that a planner asks about it. */
export interface InventoryDetail {
  readonly item: InventoryItem;
  readonly today: string;
  /** `null` without a stock count or a forecast */
  readonly projection: StockProjection | null;
  /** expected stock when an order placed today arrives, items */
  readonly inOneLeadTime: { readonly date: string; readonly median: number; readonly lower: number; readonly upper: number } | null;
  readonly policy: ResolvedPolicy;
  readonly leadTime: LeadTimeFacts;
  readonly supplier: { readonly id: number; readonly code: string; readonly name: string; readonly email: string | null; readonly minimumOrderMinor: number | null } | null;
  /** money the quantity takes (below zero) or frees */
  readonly cashEffectMinor: number;
  readonly unitPriceMinor: number | null;
  readonly lastSoldOn: string | null;
  /** sold by period, oldest first, and what is expected */
  readonly demand: {
    readonly frequency: 'week' | 'day';
    readonly seriesClass: string | null;
    readonly dates: readonly string[];
    readonly sold: readonly number[];
    readonly forecastDates: readonly string[];
    readonly mean: readonly number[];
  };
  /** who bought most in the last year, known customers only */
  readonly customers: readonly { readonly customerId: number; readonly code: string; readonly name: string | null; readonly quantity: number; readonly share: number; readonly lastOn: string }[];
  /** newest first */
  readonly orders: readonly {
    readonly orderId: number;
    readonly code: string;
    readonly status: PurchaseOrderStatus;
    readonly orderedOn: string;
    readonly expectedOn: string | null;
    readonly receivedOn: string | null;
    readonly quantity: number;
    readonly receivedQuantity: number;
    readonly unitCostMinor: number | null;
  }[];
  readonly customerOrders: readonly { readonly code: string; readonly customer: string | null; readonly dueOn: string; readonly quantity: number }[];
  /** the same product elsewhere; `spare` is what could be moved from there */
  readonly elsewhere: readonly { readonly locationId: number; readonly location: string; readonly onHand: number; readonly onOrder: number; readonly coverDays: number | null; readonly reorderPoint: number; readonly spare: number; readonly needed: number }[];
  /** where a suggested transfer comes from */
  readonly from: { readonly locationId: number; readonly location: string } | null;
  /** newest first */
  readonly decisions: readonly { readonly decision: Decision; readonly quantity: number | null; readonly suggestedQuantity: number; readonly reason: RejectReason | null; readonly note: string | null; readonly author: string; readonly at: Date; readonly isUndone: boolean }[];
}

/** Answer to every change of suggestions: the id that takes it back, and how many items it changed. */
export interface EditResult {
  readonly editId: string;
  readonly changed: number;
}

export interface PolicyRule {
  readonly scope: { readonly kind: 'company' } | { readonly kind: 'class'; readonly abc: AbcClass; readonly xyz: XyzClass | null } | { readonly kind: 'product'; readonly productId: number; readonly productCode: string; readonly productName: string; readonly locationId: number | null; readonly location: string | null };
  readonly values: PolicyValues;
}
export interface InventoryPolicies {
  readonly rules: readonly PolicyRule[];
  /** what holds where no rule says anything, by ABC class */
  readonly defaults: Readonly<Record<AbcClass, { readonly kind: PolicyKind; readonly measure: ServiceMeasure; readonly target: number; readonly reviewPeriodDays: number }>>;
  readonly settings: CompanyInventorySettings;
}

export interface PurchaseOrderPage {
  readonly orders: readonly PurchaseOrderSummary[];
  readonly total: number;
  readonly nextCursor: number | null;
}
export interface PurchaseOrderDetail {
  readonly order: PurchaseOrderSummary;
  readonly supplierCode: string | null;
  readonly supplierEmail: string | null;
  readonly note: string | null;
  readonly lines: readonly PurchaseOrderLine[];
}

/** A change of an order's lines, and the changes that take it back. */
export interface OrderLinesChanged {
  readonly detail: PurchaseOrderDetail;
  readonly undo: readonly { readonly productId: number; readonly quantity: number }[];
}

export interface SavedView {
  readonly viewId: number;
  readonly name: string;
  readonly isShared: boolean;
  readonly query: string;
  readonly owner: string;
  /** whether the asker may remove it */
  readonly isOwn: boolean;
}

/** What the company's last months would have looked like. `actual` and `min_max` first, then the policy by rising target. */
export interface ReplayReport {
  readonly status: 'none' | 'running' | 'done' | 'failed';
  readonly requestedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly from: string | null;
  readonly to: string | null;
  /** products at locations that were replayed, and those left out because stock or forecasts are missing */
  readonly items: number;
  readonly skipped: number;
  /** service target that is set now, on average by demand */
  readonly currentTarget: number | null;
  readonly outcomes: readonly ReplayOutcome[];
}
