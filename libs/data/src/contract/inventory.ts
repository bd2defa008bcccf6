import { z } from 'zod';
import { AbcClass, Decision, PolicyKind, PurchaseOrderStatus, RejectReason, ServiceMeasure, StockException, SuggestionKind, XyzClass } from './terms';

/** `reorder_quantity` is (s,Q), `reorder_up_to` (s,S), `periodic` (R,S). */
const Id = z.coerce.number().int().positive();
/** A product at a location. */
export const ItemKey = z.object({ productId: Id, locationId: Id });
export type ItemKey = z.output<typeof ItemKey>;

export const InventoryFilter = z.object({
  /** part of a product's code or name, or several codes divided by spaces, commas or lines */
  q: z.string().trim().max(4000).optional(),
  /** `attention` is everything that is wrong or to be ordered or moved */
  exception: z.enum([...StockException.options, 'attention']).optional(),
  decision: z.optional(Decision),
  kind: z.optional(SuggestionKind),
  supplier: Id.optional(),
  location: Id.optional(),
  category: z.string().max(200).optional(),
  abc: z.optional(AbcClass),
  xyz: z.optional(XyzClass),
  sort: z.enum(['stake', 'name', 'cover', 'risk', 'quantity', 'value', 'orderOn']).default('stake'),
  dir: z.enum(['asc', 'desc']).default('desc'),
});
export type InventoryFilter = z.output<typeof InventoryFilter>;
export const ListInventory = InventoryFilter.extend({
  cursor: z.number().int().nonnegative().nullish(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type ListInventory = z.output<typeof ListInventory>;
export const GroupInventory = InventoryFilter.extend({ by: z.enum(['supplier', 'location', 'category', 'abc', 'exception']) });
export type GroupInventory = z.output<typeof GroupInventory>;

/** Why this quantity: a sentence of the dashboard's messages (`inventory.reason.<code>`) and its figures. */
export interface SuggestionReason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One row of the order screen. Quantities in items, money in minor units, risks and levels as ratios, days as whole days. */
export interface InventoryItem extends ItemKey {
  readonly seriesId: number | null;
  readonly productCode: string;
  readonly productName: string;
  readonly location: string;
  readonly supplierId: number | null;
  readonly supplier: string | null;
  readonly category: string | null;
  readonly unit: string | null;
  readonly abc: AbcClass;
  readonly xyz: XyzClass;
  readonly exception: StockException;
  readonly onHand: number;
  readonly onOrder: number;
  /** customers' open orders */
  readonly committed: number;
  readonly safetyStock: number;
  readonly reorderPoint: number;
  readonly orderUpTo: number;
  /** mean demand a day over the protection interval */
  readonly dailyDemand: number;
  /** `null` when nothing is expected to be sold */
  readonly coverDays: number | null;
  readonly leadTimeDays: number;
  readonly kind: SuggestionKind;
  readonly suggestedQuantity: number;
  /** what the planner made of it; the suggestion until then */
  readonly quantity: number;
  readonly packSize: number;
  readonly minimumOrder: number;
  readonly unitCostMinor: number | null;
  readonly valueMinor: number | null;
  /** last day to order without more risk than the policy allows */
  readonly orderOn: string | null;
  readonly neededBy: string | null;
  readonly expectedOn: string | null;
  /** probability of a stock-out before the next chance to order has arrived, without and with the order */
  readonly riskBefore: number;
  readonly riskAfter: number;
  /** margin expected to be lost (shortage) or money bound (excess), minor units */
  readonly atStakeMinor: number;
  readonly reason: SuggestionReason;
  readonly decision: Decision;
  readonly rejectReason: RejectReason | null;
  readonly note: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly purchaseOrderId: number | null;
  readonly transferId: number | null;
  /** where a transfer comes from */
  readonly fromLocation: string | null;
}

export const AdjustSuggestions = z.object({ changes: z.array(ItemKey.extend({ quantity: z.number().finite().min(0).max(1e9) })).min(1).max(1000) });
export type AdjustSuggestions = z.output<typeof AdjustSuggestions>;
export const DecideSuggestions = z.object({
  items: z.array(ItemKey).min(1).max(1000),
  decision: z.enum(['approved', 'rejected', 'open']),
  reason: z.optional(RejectReason),
  note: z.string().trim().max(500).optional(),
});
export type DecideSuggestions = z.output<typeof DecideSuggestions>;
/** Takes back one bulk edit: the id every edit answers with. */
export const UndoEdit = z.object({ editId: z.uuid() });
export type UndoEdit = z.output<typeof UndoEdit>;

export const CreatePurchaseOrders = z.object({ items: z.array(ItemKey).min(1).max(5000) });
export type CreatePurchaseOrders = z.output<typeof CreatePurchaseOrders>;
export const ListPurchaseOrders = z.object({
  /** part of an order's number, or of the name or code of its supplier or of a product in it */
  q: z.string().trim().max(100).optional(),
  status: z.optional(PurchaseOrderStatus),
  supplier: Id.optional(),
  cursor: z.number().int().nonnegative().nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListPurchaseOrders = z.output<typeof ListPurchaseOrders>;
export const OrderKey = z.object({ orderId: Id });
export type OrderKey = z.output<typeof OrderKey>;
/** Quantities of a draft's lines: 0 takes a line out, a product that is not in it yet makes a new one. */
export const ChangeOrderLines = OrderKey.extend({ changes: z.array(z.object({ productId: Id, quantity: z.number().finite().min(0).max(1e9) })).min(1).max(500) });
export type ChangeOrderLines = z.output<typeof ChangeOrderLines>;
export const ReceiveOrder = OrderKey.extend({ receivedOn: z.iso.date(), lines: z.array(z.object({ lineId: Id, quantity: z.number().finite().min(0).max(1e9) })).min(1).max(2000) });
export type ReceiveOrder = z.output<typeof ReceiveOrder>;

export interface PurchaseOrderSummary {
  readonly orderId: number;
  readonly code: string;
  readonly supplierId: number | null;
  readonly supplier: string;
  readonly location: string;
  readonly status: PurchaseOrderStatus;
  readonly orderedOn: string;
  readonly expectedOn: string | null;
  readonly lineCount: number;
  readonly valueMinor: number;
  /** supplier's minimum order value, when there is one */
  readonly minimumMinor: number | null;
  readonly createdBy: string | null;
}
export interface PurchaseOrderLine extends ItemKey {
  readonly lineId: number;
  readonly productCode: string;
  readonly productName: string;
  readonly unit: string | null;
  readonly quantity: number;
  readonly receivedQuantity: number;
  readonly unitCostMinor: number | null;
  /** what the supplier sells it in; `null` when not known */
  readonly packSize: number | null;
  readonly minimumOrder: number | null;
}

/** Expected stock by day, items, from today: median and an 80 % interval, without and with the order. */
export interface StockProjection {
  readonly dates: readonly string[];
  readonly without: { readonly median: readonly number[]; readonly lower: readonly number[]; readonly upper: readonly number[] };
  readonly with: { readonly median: readonly number[]; readonly lower: readonly number[]; readonly upper: readonly number[] };
  /** receipts already on their way */
  readonly receipts: readonly { readonly date: string; readonly quantity: number }[];
}

/** A rule for a part of the assortment; the most particular one that gives a value holds: product at a location, product, class, company. */
export const PolicyValues = z.object({
  kind: z.nullish(PolicyKind),
  measure: z.nullish(ServiceMeasure),
  target: z.number().min(0.5).max(0.999).nullish(),
  reviewPeriodDays: z.number().int().min(1).max(180).nullish(),
  /** items to order at a time under (s,Q); the economic order quantity when empty */
  orderQuantity: z.number().positive().max(1e9).nullish(),
  shelfLifeDays: z.number().int().positive().max(3650).nullish(),
});
export type PolicyValues = z.output<typeof PolicyValues>;
export const SetPolicy = z.object({
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('company') }),
    z.object({ kind: z.literal('class'), abc: AbcClass, xyz: z.nullish(XyzClass) }),
    z.object({ kind: z.literal('product'), productId: Id, locationId: Id.nullish() }),
  ]),
  /** nothing left to say removes the rule */
  values: PolicyValues,
});
export type SetPolicy = z.output<typeof SetPolicy>;
export const CompanyInventorySettings = z.object({
  /** cost of ordering one product once, minor units: a line of an order */
  orderCostMinor: z.number().int().min(0).max(1e9),
  /** yearly cost of holding stock, share of its value */
  holdingRate: z.number().min(0).max(2),
  /** used where neither product nor supplier says one */
  defaultLeadTimeDays: z.number().int().min(0).max(365),
  /** no sale for so long: dead stock */
  deadAfterDays: z.number().int().min(14).max(1000),
  /** stock for longer than so many days of expected demand is excess */
  excessAfterDays: z.number().int().min(14).max(1000),
});
export type CompanyInventorySettings = z.output<typeof CompanyInventorySettings>;

export const DEFAULT_INVENTORY_SETTINGS: CompanyInventorySettings = { orderCostMinor: 100, holdingRate: 0.25, defaultLeadTimeDays: 14, deadAfterDays: 120, excessAfterDays: 120 };

/** Columns, filters and grouping under a name, for oneself or everybody. */
export const SaveView = z.object({ name: z.string().trim().min(1).max(60), isShared: z.boolean(), query: z.string().max(4000) });
export type SaveView = z.output<typeof SaveView>;
export const ViewKey = z.object({ viewId: Id });
export type ViewKey = z.output<typeof ViewKey>;

/** Replay of the company's own last months: what happened, a min/max rule, and the policy at several service targets. */
export const RunReplay = z.object({ location: Id.optional(), category: z.string().max(200).optional() });
export type RunReplay = z.output<typeof RunReplay>;
export interface ReplayOutcome {
  readonly policy: 'actual' | 'min_max' | 'almanac';
  /** one for every product; of `almanac` without one, each product had that of its own rules */
  readonly target: number | null;
  readonly fillRate: number;
  readonly stockOutDays: number;
  readonly averageStockMinor: number;
  readonly orders: number;
}
