import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { organizations } from './auth';

/** How a company treats the data of its customers; without a row nothing is pseudonymised or deleted by itself. */
export const privacySettings = pgTable(
  'privacy_settings',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    /** Customer codes of files are replaced before they are stored; names and addresses are left out. */
    pseudonymizesCustomers: boolean().notNull().default(false),
    /** Key of the pseudonyms and of the list of erased customers, 256 bits, hexadecimal. */
    secret: text().notNull(),
    /** Days each kind of data is kept; null is for ever. */
    uploadDays: integer(),
    purchaseDays: integer(),
    customerDays: integer(),
    auditDays: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId] }),
    check('privacy_settings_days', sql`${t.uploadDays} between 1 and 3650 and ${t.purchaseDays} between 30 and 3650 and ${t.customerDays} between 30 and 3650 and ${t.auditDays} between 30 and 3650`),
  ],
);

/** Customers who were erased, by a keyed hash of their code: enough to keep a later file from bringing them back. */
export const erasures = pgTable(
  'erasures',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    codeHash: text().notNull(),
    erasedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index('erasures_code').on(t.orgId, t.codeHash)],
);
