import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, doublePrecision, foreignKey, index, integer, jsonb, numeric, pgTable, primaryKey, real, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';
import { customers, products } from './catalog';
import { trainingRuns } from './training';

const ofRun = (name: string, t: { orgId: Column; runId: Column }) => foreignKey({ columns: [t.orgId, t.runId], foreignColumns: [trainingRuns.orgId, trainingRuns.id], name }).onDelete('cascade');
type Column = Parameters<typeof foreignKey>[0]['columns'][0];
const id = () => bigint({ mode: 'number' });
const key = { orgId: () => text().notNull(), runId: () => uuid().notNull() };

/** What a run of recommendations was fitted on, and how its probabilities fared on ends of histories it had not seen. */
export const recommendationModels = pgTable(
  'recommendation_models',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    /** Last day of sales the model saw. */
    dataUntil: date({ mode: 'string' }).notNull(),
    /** A response is a purchase within so many days. */
    responseDays: integer().notNull(),
    customers: integer().notNull(),
    products: integer().notNull(),
    /** Customers times products they have. */
    interactions: integer().notNull(),
    baskets: integer().notNull(),
    /** Bins of predicted response probability with what came, on customers held out; empty where too few bought. */
    calibration: jsonb().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId] }), ofRun('recommendation_models_run', t)],
);

/** What to tell one customer about, best first: arrays of one length, reasons three a product. Constraints are applied when it is read. */
export const customerRecommendations = pgTable(
  'customer_recommendations',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    customerId: id().notNull(),
    orders: integer().notNull(),
    lastOrderedOn: date({ mode: 'string' }).notNull(),
    productIds: id().array().notNull(),
    scores: real().array().notNull(),
    /** Chance of a purchase within the response days. */
    probabilities: real().array().notNull(),
    /** Items that the customer would usually take. */
    quantities: real().array().notNull(),
    /** How many times the usual quantity of a product the customer takes. */
    quantityScale: real().notNull().default(1),
    /** Days after `data_until` at which the next purchase is expected; null for what the customer does not have. */
    dueDays: integer().array().notNull(),
    /** Products the customer has that speak for each one, 0 where there are fewer than three, and their shares. */
    reasonProductIds: id().array().notNull(),
    reasonShares: real().array().notNull(),
    /** Expected revenue of the best ten within the response days, minor units. */
    value: doublePrecision().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.customerId] }), index('customer_recommendations_value').on(t.orgId, t.runId, t.value.desc(), t.customerId), ofRun('customer_recommendations_run', t)],
);

/** Whom to tell about one product, the likeliest first, and how the product sells. */
export const productAudiences = pgTable(
  'product_audiences',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    productId: id().notNull(),
    customerIds: id().array().notNull(),
    probabilities: real().array().notNull(),
    /** Customers who have it, and of these who bought it within the last response days. */
    buyers: integer().notNull(),
    recentBuyers: integer().notNull(),
    /** Items of one purchase, the median. */
    usualQuantity: real().notNull(),
    /** What an item was sold at lately, in units of the currency; empty where it never was. */
    unitPrice: numeric({ precision: 14, scale: 4, mode: 'number' }),
    /** Share of its buyers who bought it at two times or more. */
    repeatShare: real().notNull(),
    /** Usual days until it is bought again; empty for what is not bought again. */
    intervalDays: real(),
    /** Too few buyers to learn from: its audience comes from its category. */
    isCold: boolean().notNull(),
    /** Purchases and revenue (minor units) to expect of the audience within the response days. */
    expectedBuyers: doublePrecision().notNull(),
    value: doublePrecision().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.productId] }), index('product_audiences_value').on(t.orgId, t.runId, t.value.desc(), t.productId), ofRun('product_audiences_run', t)],
);

/** What sells in a group of customers, for those without a history. */
export const popularProducts = pgTable(
  'popular_products',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    /** `everyone`, `segment` or `country` */
    scope: text().notNull(),
    /** Name of the segment or country, empty for everyone. */
    name: text().notNull(),
    customers: integer().notNull(),
    productIds: id().array().notNull(),
    /** Share of the group's customers who buy it within the response days, going by the last 90 days. */
    probabilities: real().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.scope, t.name] }), ofRun('popular_products_run', t)],
);

/** Two products in the same baskets more often than chance. */
export const productPairs = pgTable(
  'product_pairs',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    productA: id().notNull(),
    productB: id().notNull(),
    baskets: integer().notNull(),
    support: doublePrecision().notNull(),
    confidenceAb: doublePrecision().notNull(),
    confidenceBa: doublePrecision().notNull(),
    lift: doublePrecision().notNull(),
    /** Lower end of its 95 % interval. */
    liftLow: doublePrecision().notNull(),
    logLikelihoodRatio: doublePrecision().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.runId, t.productA, t.productB] }),
    index('product_pairs_product').on(t.orgId, t.runId, t.productB),
    index('product_pairs_surest').on(t.orgId, t.runId, t.logLikelihoodRatio.desc()),
    ofRun('product_pairs_run', t),
  ],
);

/** Three or four products of which each two are a pair, the surest first. */
export const productBundles = pgTable(
  'product_bundles',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    place: integer().notNull(),
    productIds: id().array().notNull(),
    baskets: integer().notNull(),
    support: doublePrecision().notNull(),
    lift: doublePrecision().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.place] }), ofRun('product_bundles_run', t)],
);

/** How customers of one category take to another. */
export const categoryAffinity = pgTable(
  'category_affinity',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    fromCategory: text().notNull(),
    toCategory: text().notNull(),
    /** Customers with both. */
    customers: integer().notNull(),
    /** Share of the first category's customers who have the second one. */
    share: doublePrecision().notNull(),
    lift: doublePrecision().notNull(),
    liftLow: doublePrecision().notNull(),
    liftHigh: doublePrecision().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.fromCategory, t.toCategory] }), ofRun('category_affinity_run', t)],
);

/** How well each method found what customers took after a date it had not seen. */
export const recommendationScores = pgTable(
  'recommendation_scores',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    model: text().notNull(),
    hitRate10: doublePrecision(),
    ndcg10: doublePrecision(),
    recall20: doublePrecision(),
    coverage10: doublePrecision(),
    novelty10: doublePrecision(),
    /** Share in the combination, 0 … 1. */
    weight: doublePrecision(),
    fitSeconds: doublePrecision(),
    isChampion: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.model] }), ofRun('recommendation_scores_run', t)],
);

/** Business rules of recommendations; without a row the defaults of the contract hold. */
export const recommendationSettings = pgTable(
  'recommendation_settings',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    /** From 0 (the likeliest purchase first) to 1 (the highest expected margin first). */
    marginWeight: real().notNull(),
    /** From 0 to 1: how much less each further product of a category counts in a list. */
    diversity: real().notNull(),
    hidesOutOfStock: boolean().notNull(),
    keepsReplenishable: boolean().notNull(),
    /** A customer gets at most so many contacts … */
    capContacts: integer().notNull(),
    /** … within so many days; 0 is no limit. */
    capDays: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId] }),
    check('recommendation_settings_ranges', sql`${t.marginWeight} between 0 and 1 and ${t.diversity} between 0 and 1 and ${t.capContacts} >= 1 and ${t.capDays} >= 0`),
  ],
);

/** A product or a category that is never recommended, or a customer who is never recommended anything to. */
export const recommendationExclusions = pgTable(
  'recommendation_exclusions',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: id().notNull().generatedAlwaysAsIdentity(),
    productId: id(),
    category: text(),
    customerId: id(),
    note: text(),
    createdBy: text().notNull(),
    createdAt: timestamp({ withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('recommendation_exclusions_product').on(t.orgId, t.productId),
    uniqueIndex('recommendation_exclusions_category').on(t.orgId, t.category),
    uniqueIndex('recommendation_exclusions_customer').on(t.orgId, t.customerId),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'recommendation_exclusions_product_fk' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customers.orgId, customers.id], name: 'recommendation_exclusions_customer_fk' }).onDelete('cascade'),
    check('recommendation_exclusions_one', sql`num_nonnulls(${t.productId}, ${t.category}, ${t.customerId}) = 1`),
  ],
);
