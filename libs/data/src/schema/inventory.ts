import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, doublePrecision, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';
import { customers, locations, products, suppliers } from './catalog';

const orgId = () =>
  text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });
const identity = () => bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity();
const id = () => bigint({ mode: 'number' });
const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** What was ordered from a supplier for a location; its code is its natural key. */
export const purchaseOrders = pgTable(
  'purchase_orders',
  {
    orgId: orgId(),
    id: identity(),
    code: text().notNull(),
    supplierId: id(),
    locationId: id().notNull(),
    /** `draft`, `sent`, `partly_received`, `received` or `cancelled` */
    status: text().notNull().default('draft'),
    orderedOn: date({ mode: 'string' }).notNull(),
    expectedOn: date({ mode: 'string' }),
    note: text(),
    createdBy: text(),
    createdAt: instant().notNull().defaultNow(),
    importId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('purchase_orders_code').on(t.orgId, t.code),
    index('purchase_orders_newest').on(t.orgId, t.orderedOn.desc(), t.id.desc()),
    index('purchase_orders_supplier').on(t.orgId, t.supplierId, t.orderedOn),
    index('purchase_orders_open').on(t.orgId, t.locationId).where(sql`status in ('draft', 'sent', 'partly_received')`),
    foreignKey({ columns: [t.orgId, t.supplierId], foreignColumns: [suppliers.orgId, suppliers.id], name: 'purchase_orders_supplier_fk' }),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [locations.orgId, locations.id], name: 'purchase_orders_location_fk' }),
    check('purchase_orders_status', sql`${t.status} in ('draft', 'sent', 'partly_received', 'received', 'cancelled')`),
  ],
);

/** One product of an order; a product stands in an order once. */
export const purchaseOrderLines = pgTable(
  'purchase_order_lines',
  {
    orgId: orgId(),
    id: identity(),
    orderId: id().notNull(),
    productId: id().notNull(),
    quantity: doublePrecision().notNull(),
    receivedQuantity: doublePrecision().notNull().default(0),
    unitCostMinor: id(),
    expectedOn: date({ mode: 'string' }),
    /** Day of the last receipt. */
    receivedOn: date({ mode: 'string' }),
    importId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('purchase_order_lines_product').on(t.orgId, t.orderId, t.productId),
    index('purchase_order_lines_history').on(t.orgId, t.productId, t.orderId),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [purchaseOrders.orgId, purchaseOrders.id], name: 'purchase_order_lines_order' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'purchase_order_lines_product_fk' }).onDelete('cascade'),
    check('purchase_order_lines_quantity', sql`${t.quantity} > 0 and ${t.receivedQuantity} >= 0`),
  ],
);

/** Goods that move between two locations; its code is its natural key. */
export const stockTransfers = pgTable(
  'stock_transfers',
  {
    orgId: orgId(),
    id: identity(),
    code: text().notNull(),
    fromLocationId: id().notNull(),
    toLocationId: id().notNull(),
    /** `draft`, `sent`, `received` or `cancelled` */
    status: text().notNull().default('draft'),
    createdOn: date({ mode: 'string' }).notNull(),
    expectedOn: date({ mode: 'string' }).notNull(),
    sentOn: date({ mode: 'string' }),
    receivedOn: date({ mode: 'string' }),
    createdBy: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('stock_transfers_code').on(t.orgId, t.code),
    index('stock_transfers_newest').on(t.orgId, t.createdOn.desc(), t.id.desc()),
    index('stock_transfers_open').on(t.orgId, t.id).where(sql`status in ('draft', 'sent')`),
    foreignKey({ columns: [t.orgId, t.fromLocationId], foreignColumns: [locations.orgId, locations.id], name: 'stock_transfers_from' }),
    foreignKey({ columns: [t.orgId, t.toLocationId], foreignColumns: [locations.orgId, locations.id], name: 'stock_transfers_to' }),
    check('stock_transfers_status', sql`${t.status} in ('draft', 'sent', 'received', 'cancelled')`),
    check('stock_transfers_locations', sql`${t.fromLocationId} <> ${t.toLocationId}`),
  ],
);

/** One product of a transfer; a product stands in a transfer once. */
export const stockTransferLines = pgTable(
  'stock_transfer_lines',
  {
    orgId: orgId(),
    id: identity(),
    transferId: id().notNull(),
    productId: id().notNull(),
    quantity: doublePrecision().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('stock_transfer_lines_product').on(t.orgId, t.transferId, t.productId),
    index('stock_transfer_lines_of_product').on(t.orgId, t.productId, t.transferId),
    foreignKey({ columns: [t.orgId, t.transferId], foreignColumns: [stockTransfers.orgId, stockTransfers.id], name: 'stock_transfer_lines_transfer' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'stock_transfer_lines_product_fk' }).onDelete('cascade'),
    check('stock_transfer_lines_quantity', sql`${t.quantity} > 0`),
  ],
);

/** What customers have ordered and not yet got. */
export const customerOrders = pgTable(
  'customer_orders',
  {
    orgId: orgId(),
    id: identity(),
    code: text().notNull(),
    productId: id().notNull(),
    locationId: id().notNull(),
    customerId: id(),
    dueOn: date({ mode: 'string' }).notNull(),
    quantity: doublePrecision().notNull(),
    importId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('customer_orders_natural').on(t.orgId, t.code, t.productId, t.locationId),
    index('customer_orders_product').on(t.orgId, t.productId, t.locationId),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'customer_orders_product_fk' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [locations.orgId, locations.id], name: 'customer_orders_location_fk' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customers.orgId, customers.id], name: 'customer_orders_customer_fk' }),
    check('customer_orders_quantity', sql`${t.quantity} > 0`),
  ],
);

/** What holds for the whole company; without a row the defaults of the contract do. */
export const inventorySettings = pgTable(
  'inventory_settings',
  {
    orgId: orgId(),
    orderCostMinor: id().notNull(),
    holdingRate: doublePrecision().notNull(),
    defaultLeadTimeDays: integer().notNull(),
    deadAfterDays: integer().notNull(),
    excessAfterDays: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId] })],
);

/** A rule for a part of the assortment. Of the rules that give a value the most particular one holds: product at a location, product, class, company. */
export const inventoryPolicies = pgTable(
  'inventory_policies',
  {
    orgId: orgId(),
    id: identity(),
    /** `company`, `class` or `product` */
    scope: text().notNull(),
    abc: text(),
    xyz: text(),
    productId: id(),
    locationId: id(),
    kind: text(),
    measure: text(),
    target: doublePrecision(),
    reviewPeriodDays: integer(),
    orderQuantity: doublePrecision(),
    shelfLifeDays: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('inventory_policies_scope').on(t.orgId, t.scope, t.abc, t.xyz, t.productId, t.locationId).nullsNotDistinct(),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'inventory_policies_product' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [locations.orgId, locations.id], name: 'inventory_policies_location' }).onDelete('cascade'),
  ],
);

/** The last plan of a company: when it was made, from what. */
export const inventoryPlanRuns = pgTable(
  'inventory_plan_runs',
  {
    orgId: orgId(),
    /** `YYYY-MM-DD`; every item of the plan has it */
    plannedOn: date({ mode: 'string' }).notNull(),
    plannedAt: instant().notNull(),
    /** Newest stock count that was read. */
    stockCountedOn: date({ mode: 'string' }),
    forecastRunId: uuid(),
    frequency: text(),
    /** Of any two periods of one of its forecasts, as the backtest showed it. */
    errorCorrelation: doublePrecision(),
    itemCount: integer().notNull(),
    seconds: doublePrecision().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId] })],
);

/**
 * What to do about each product at each location, as of the last plan; replaced by the next. What people decided is kept apart, in
 * `suggestion_decisions`.
 */
export const inventoryPlans = pgTable(
  'inventory_plans',
  {
    orgId: orgId(),
    productId: id().notNull(),
    locationId: id().notNull(),
    plannedOn: date({ mode: 'string' }).notNull(),
    seriesId: id(),
    supplierId: id(),
    category: text(),
    abc: text().notNull(),
    xyz: text().notNull(),
    exception: text().notNull(),
    onHand: doublePrecision().notNull(),
    onOrder: doublePrecision().notNull(),
    committed: doublePrecision().notNull(),
    safetyStock: doublePrecision().notNull(),
    reorderPoint: doublePrecision().notNull(),
    orderUpTo: doublePrecision().notNull(),
    dailyDemand: doublePrecision().notNull(),
    coverDays: doublePrecision(),
    leadTimeDays: integer().notNull(),
    kind: text().notNull(),
    suggestedQuantity: doublePrecision().notNull(),
    nextQuantity: doublePrecision().notNull(),
    packSize: doublePrecision().notNull(),
    minimumOrder: doublePrecision().notNull(),
    unitCostMinor: id(),
    suggestedValueMinor: id(),
    /** Where a transfer comes from. */
    fromLocationId: id(),
    orderOn: date({ mode: 'string' }),
    neededBy: date({ mode: 'string' }),
    expectedOn: date({ mode: 'string' }),
    riskBefore: doublePrecision().notNull(),
    riskAfter: doublePrecision().notNull(),
    atStakeMinor: id().notNull(),
    reasonCode: text().notNull(),
    reasonParams: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.productId, t.locationId] }),
    index('inventory_plans_stake').on(t.orgId, t.atStakeMinor, t.productId, t.locationId),
    index('inventory_plans_exception').on(t.orgId, t.exception, t.atStakeMinor, t.productId, t.locationId),
    index('inventory_plans_cover').on(t.orgId, t.coverDays, t.productId, t.locationId),
    index('inventory_plans_risk').on(t.orgId, t.riskBefore, t.productId, t.locationId),
    index('inventory_plans_order').on(t.orgId, t.orderOn, t.productId, t.locationId),
    index('inventory_plans_supplier').on(t.orgId, t.supplierId, t.atStakeMinor),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'inventory_plans_product' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [locations.orgId, locations.id], name: 'inventory_plans_location' }).onDelete('cascade'),
  ],
);

/**
 * What people made of suggestions. One row an edit of an item; of an item's rows at most one is current. A row that is taken back
 * makes the one it replaced current again.
 */
export const suggestionDecisions = pgTable(
  'suggestion_decisions',
  {
    orgId: orgId(),
    id: identity(),
    /** What was changed in one go has one id, by which it is taken back. */
    editId: uuid().notNull(),
    productId: id().notNull(),
    locationId: id().notNull(),
    /** `open`, `approved`, `rejected` or `ordered` */
    decision: text().notNull(),
    /** Of the suggestion then: what is approved stays an order, or a transfer from there, whatever is planned later. */
    kind: text().notNull(),
    fromLocationId: id(),
    /** The planner's quantity; null leaves the suggestion. */
    quantity: doublePrecision(),
    /** What was suggested when it was decided. */
    suggestedQuantity: doublePrecision().notNull(),
    reason: text(),
    note: text(),
    authorId: text().notNull(),
    authorName: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    purchaseOrderId: id(),
    transferId: id(),
    /** A rejection is asked again from this day on. */
    holdsUntil: date({ mode: 'string' }),
    replacedId: id(),
    isCurrent: boolean().notNull().default(true),
    undoneAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('suggestion_decisions_current').on(t.orgId, t.productId, t.locationId).where(sql`is_current`),
    index('suggestion_decisions_item').on(t.orgId, t.productId, t.locationId, t.id),
    index('suggestion_decisions_edit').on(t.orgId, t.editId),
    index('suggestion_decisions_order').on(t.orgId, t.purchaseOrderId).where(sql`purchase_order_id is not null`),
    index('suggestion_decisions_transfer').on(t.orgId, t.transferId).where(sql`transfer_id is not null`),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'suggestion_decisions_product' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [locations.orgId, locations.id], name: 'suggestion_decisions_location' }).onDelete('cascade'),
    check('suggestion_decisions_decision', sql`${t.decision} in ('open', 'approved', 'rejected', 'ordered')`),
  ],
);

/** Columns, filters and grouping of a list under a name, for oneself or everybody. */
export const savedViews = pgTable(
  'saved_views',
  {
    orgId: orgId(),
    id: identity(),
    name: text().notNull(),
    isShared: boolean().notNull(),
    query: text().notNull(),
    ownerId: text().notNull(),
    ownerName: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('saved_views_name').on(t.orgId, t.ownerId, t.name)],
);

/** The last replay of a company's history, of a part of it or whole. */
export const inventoryReplays = pgTable(
  'inventory_replays',
  {
    orgId: orgId(),
    id: identity(),
    locationId: id(),
    category: text(),
    /** `running`, `done` or `failed` */
    status: text().notNull(),
    result: jsonb(),
    errorCode: text(),
    requestedAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), unique('inventory_replays_scope').on(t.orgId, t.locationId, t.category).nullsNotDistinct()],
);
