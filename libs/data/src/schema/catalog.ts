import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, doublePrecision, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';

const orgId = () =>
  text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });
const identity = () => bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity();
const minor = () => bigint({ mode: 'number' });

export const suppliers = pgTable(
  'suppliers',
  {
    orgId: orgId(),
    id: identity(),
    code: text().notNull(),
    name: text().notNull(),
    email: text(),
    leadTimeDays: integer(),
    minimumOrderMinor: minor(),
    importId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('suppliers_code').on(t.orgId, t.code)],
);

export const locations = pgTable(
  'locations',
  { orgId: orgId(), id: identity(), code: text().notNull(), name: text().notNull(), importId: uuid() },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('locations_code').on(t.orgId, t.code)],
);

/** What is sold. `isService` marks postage, fees and the like: sold, but neither stocked nor forecast. */
export const products = pgTable(
  'products',
  {
    orgId: orgId(),
    id: identity(),
    code: text().notNull(),
    name: text().notNull(),
    category: text(),
    unit: text(),
    supplierId: bigint({ mode: 'number' }),
    costMinor: minor(),
    priceMinor: minor(),
    packSize: doublePrecision(),
    minimumOrder: doublePrecision(),
    leadTimeDays: integer(),
    launchedOn: date({ mode: 'string' }),
    discontinuedOn: date({ mode: 'string' }),
    isService: boolean().notNull().default(false),
    importId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('products_code').on(t.orgId, t.code),
    index('products_category').on(t.orgId, t.category),
    index('products_search').using('gin', sql`(${t.code} || ' ' || ${t.name}) gin_trgm_ops`),
    foreignKey({ columns: [t.orgId, t.supplierId], foreignColumns: [suppliers.orgId, suppliers.id], name: 'products_supplier' }),
    check('products_money', sql`${t.costMinor} >= 0 and ${t.priceMinor} >= 0`),
  ],
);

export const customers = pgTable(
  'customers',
  {
    orgId: orgId(),
    id: identity(),
    code: text().notNull(),
    name: text(),
    email: text(),
    segment: text(),
    country: text(),
    hasConsent: boolean().notNull().default(true),
    /** Further columns of the customers file by name, as written. */
    attributes: jsonb(),
    /** Whether a contract ended, as the file's label column says. */
    hasLeft: boolean(),
    importId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('customers_code').on(t.orgId, t.code)],
);

/** A planned or past price promotion; no product means the whole category, no location means everywhere. */
export const promotions = pgTable(
  'promotions',
  {
    orgId: orgId(),
    id: identity(),
    name: text().notNull(),
    productId: bigint({ mode: 'number' }),
    category: text(),
    locationId: bigint({ mode: 'number' }),
    startsOn: date({ mode: 'string' }).notNull(),
    endsOn: date({ mode: 'string' }).notNull(),
    discountPercent: doublePrecision(),
    importId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('promotions_product').on(t.orgId, t.productId, t.startsOn),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'promotions_product_fk' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [locations.orgId, locations.id], name: 'promotions_location_fk' }).onDelete('cascade'),
    check('promotions_dates', sql`${t.endsOn} >= ${t.startsOn}`),
  ],
);

/** Stock counted at the end of a day; it holds until the next count. Zero on hand is a stock-out: sales then understate demand. */
export const stockLevels = pgTable(
  'stock_levels',
  {
    orgId: orgId(),
    productId: bigint({ mode: 'number' }).notNull(),
    locationId: bigint({ mode: 'number' }).notNull(),
    countedOn: date({ mode: 'string' }).notNull(),
    onHand: doublePrecision().notNull(),
    onOrder: doublePrecision().notNull().default(0),
    importId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.productId, t.locationId, t.countedOn] }),
    index('stock_levels_import').on(t.orgId, t.importId),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'stock_levels_product' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [locations.orgId, locations.id], name: 'stock_levels_location' }).onDelete('cascade'),
  ],
);
