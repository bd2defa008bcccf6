import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, doublePrecision, foreignKey, index, integer, jsonb, pgEnum, pgTable, primaryKey, real, text, timestamp } from 'drizzle-orm/pg-core';
import { organizations } from './auth';
import { customers } from './catalog';

export const campaignOrigin = pgEnum('campaign_origin', ['recommendation', 'churn']);
export const campaignStatus = pgEnum('campaign_status', ['planned', 'sent', 'cancelled']);

/** A message to chosen customers, with a part of them held back so that its effect can be told from chance. */
export const campaigns = pgTable(
  'campaigns',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    /** Why these customers: likely to buy a product, or likely to leave. */
    origin: campaignOrigin().notNull(),
    /** What is offered; empty where the aim is to keep customers. */
    productId: bigint({ mode: 'number' }),
    segment: text(),
    country: text(),
    /** What customers are told or offered, in the marketer's words. */
    action: text(),
    ownerId: text().notNull(),
    /** Their name then. */
    ownerName: text().notNull(),
    dueOn: date({ mode: 'string' }).notNull(),
    /** Most contacts, cost of one (minor units), and share of the chosen customers held back. */
    budget: integer().notNull(),
    costMinor: bigint({ mode: 'number' }).notNull(),
    holdoutShare: real().notNull(),
    /** Sales of so many days from the day of sending are compared. */
    windowDays: integer().notNull(),
    /** Customers left out when the list was made, by reason, and what was expected of those on it. */
    removed: jsonb().notNull(),
    expected: jsonb().notNull(),
    status: campaignStatus().notNull().default('planned'),
    sentOn: date({ mode: 'string' }),
    createdBy: text().notNull(),
    createdAt: timestamp({ withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('campaigns_sent').on(t.orgId, t.sentOn),
    check('campaigns_sent_on', sql`(${t.status} = 'sent') = (${t.sentOn} is not null)`),
    check('campaigns_ranges', sql`${t.budget} > 0 and ${t.costMinor} >= 0 and ${t.holdoutShare} between 0 and 0.5 and ${t.windowDays} between 1 and 365`),
  ],
);

/** Who is on a campaign's list, the most promising first. Deleting a customer takes them off. */
export const campaignMembers = pgTable(
  'campaign_members',
  {
    orgId: text().notNull(),
    campaignId: bigint({ mode: 'number' }).notNull(),
    customerId: bigint({ mode: 'number' }).notNull(),
    rank: integer().notNull(),
    /** Held back: not written to, so that sales without the message are known. Drawn by lot among customers of similar score. */
    isHoldout: boolean().notNull(),
    /** Chance of a response, and what it should bring (minor units), when the list was made. */
    responseProbability: real().notNull(),
    expectedRevenueMinor: doublePrecision().notNull(),
    /** Why this customer, as the model that named them said. */
    reason: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.campaignId, t.customerId] }),
    index('campaign_members_customer').on(t.orgId, t.customerId),
    foreignKey({ columns: [t.orgId, t.campaignId], foreignColumns: [campaigns.orgId, campaigns.id], name: 'campaign_members_campaign' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customers.orgId, customers.id], name: 'campaign_members_customer_fk' }).onDelete('cascade'),
  ],
);
