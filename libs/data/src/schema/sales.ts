import { sql } from 'drizzle-orm';
import { bigint, date, doublePrecision, index, integer, numeric, pgEnum, pgTable, primaryKey, text, time, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';

/**
 * `sale` counts as demand; `return` came back later (money, not demand); `cancelled` is a sale that a matching
 * `cancellation` undid, so neither is demand; `adjustment` has no price (a gift, a sample, a stock correction) and is neither.
 */
export const saleKind = pgEnum('sale_kind', ['sale', 'return', 'cancelled', 'cancellation', 'adjustment']);

/**
 * What was sold and what came back. No foreign key to the organization: checking it for each of a million rows takes
 * longer than writing them; row-level security pins the organization, and `delete_bulk_rows` follows its deletion.
 */
export const salesLines = pgTable(
  'sales_lines',
  {
    orgId: text().notNull(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    soldOn: date({ mode: 'string' }).notNull(),
    soldAt: time(),
    orderNo: text(),
    productId: bigint({ mode: 'number' }).notNull(),
    locationId: bigint({ mode: 'number' }).notNull(),
    customerId: bigint({ mode: 'number' }),
    quantity: doublePrecision().notNull(),
    unitPrice: numeric({ precision: 14, scale: 4, mode: 'number' }).notNull(),
    kind: saleKind().notNull(),
    /** Content of the line as a 128-bit hash; with `occurrence` (1 for the first identical line of a file) its natural key. */
    lineHash: uuid().notNull(),
    occurrence: integer().notNull().default(1),
    importId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('sales_lines_natural').on(t.orgId, t.lineHash, t.occurrence),
    index('sales_lines_product').on(t.orgId, t.productId, t.locationId, t.soldOn),
    index('sales_lines_customer').on(t.orgId, t.customerId, t.soldOn),
    index('sales_lines_import').on(t.orgId, t.importId),
    index('sales_lines_negative').on(t.orgId, t.productId, t.customerId).where(sql`quantity < 0`),
  ],
);

/** One demand history: a product at a location. */
export const series = pgTable(
  'series',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    productId: bigint({ mode: 'number' }).notNull(),
    locationId: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('series_key').on(t.orgId, t.productId, t.locationId)],
);

/** Demand per series and day, rebuilt from the sales lines after each import; days without a sale have no row. */
export const dailyDemand = pgTable(
  'daily_demand',
  {
    orgId: text().notNull(),
    seriesId: bigint({ mode: 'number' }).notNull(),
    date: date({ mode: 'string' }).notNull(),
    quantity: doublePrecision().notNull(),
    revenue: doublePrecision().notNull(),
    returned: doublePrecision().notNull().default(0),
    refund: doublePrecision().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.seriesId, t.date] }), index('daily_demand_date').on(t.orgId, t.date)],
);
