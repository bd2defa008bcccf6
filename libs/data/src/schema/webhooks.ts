import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';

const orgId = () =>
  text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });
const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** Addresses of other programs that are told when something happens. */
export const webhooks = pgTable(
  'webhooks',
  {
    orgId: orgId(),
    id: uuid().notNull().defaultRandom(),
    url: text().notNull(),
    events: text().array().notNull(),
    /** What each message is signed with; told once, when the address is added. */
    secret: text().notNull(),
    isActive: boolean().notNull().default(true),
    /** Messages given up in a row. */
    failures: integer().notNull().default(0),
    createdByName: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] })],
);

/** One message to one address, and what became of it. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    orgId: orgId(),
    id: uuid().notNull().defaultRandom(),
    webhookId: uuid().notNull(),
    event: text().notNull(),
    data: jsonb().notNull(),
    status: text().notNull().default('waiting'),
    attempts: integer().notNull().default(0),
    /** HTTP status of the last answer. */
    httpStatus: integer(),
    /** Why there was no good answer. */
    problem: text(),
    createdAt: instant().notNull().default(sql`now()`),
    finishedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('webhook_deliveries_created').on(t.orgId, t.createdAt),
    foreignKey({ columns: [t.orgId, t.webhookId], foreignColumns: [webhooks.orgId, webhooks.id], name: 'webhook_deliveries_webhook' }).onDelete('cascade'),
  ],
);
