import { index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';

/** Keys by which another program reads what Almanac found. The secret itself is kept nowhere. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    /** First characters of the token, by which people recognize it and it is looked up. */
    prefix: text().notNull(),
    /** SHA-256 of the whole token, hexadecimal. */
    hash: text().notNull(),
    scopes: text().array().notNull(),
    /** Requests allowed within a minute. */
    perMinute: integer().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    lastUsedAt: timestamp({ withTimezone: true }),
    revokedAt: timestamp({ withTimezone: true }),
    createdBy: text().notNull(),
    createdByName: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index('api_tokens_prefix').on(t.prefix)],
);
