import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { organizations } from './auth';

/** Who did or saw what. The application may add entries and read them, not change or delete them; see `secureTables`. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Kept as they were when a person leaves; no user is Almanac itself. */
    userId: text(),
    userName: text(),
    action: text().notNull(),
    subject: text().notNull(),
    details: jsonb().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index('audit_entries_at').on(t.orgId, t.at), index('audit_entries_user').on(t.orgId, t.userId, t.at)],
);
