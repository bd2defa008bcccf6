import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, doublePrecision, foreignKey, index, integer, jsonb, pgTable, primaryKey, real, text, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';
import { customers } from './catalog';
import { trainingRuns } from './training';

type Column = Parameters<typeof foreignKey>[0]['columns'][0];
const ofRun = (name: string, t: { orgId: Column; runId: Column }) => foreignKey({ columns: [t.orgId, t.runId], foreignColumns: [trainingRuns.orgId, trainingRuns.id], name }).onDelete('cascade');
const key = { orgId: () => text().notNull(), runId: () => uuid().notNull() };

/** What a churn run was fitted on and how it fared on customers it had not seen; the larger parts as JSON that only the model page reads. */
export const churnModels = pgTable(
  'churn_models',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    /** `purchases`: leaving is a window without an order; `contract`: leaving stands in a column of the customers file. */
    kind: text().notNull(),
    /** Last day of sales the scores know of; of a contract company the day of training. */
    dataUntil: date({ mode: 'string' }).notNull(),
    /** Days without an order that are called leaving. */
    windowDays: integer(),
    /** First day that the training's features do not know, and from which its labels are. */
    cutoff: date({ mode: 'string' }),
    horizonMonths: integer().notNull(),
    /** Customers the model learnt from, and the share of them that left. */
    learntFrom: integer().notNull(),
    churnRate: doublePrecision().notNull(),
    /** Customers with a score, and those called lost already. */
    scored: integer().notNull(),
    lost: integer().notNull(),
    /** Probability that parts those who left from the others best (F1), on customers not seen. */
    threshold: real().notNull(),
    /** Margin over revenue of what was sold in the last year, where costs are known. */
    margin: doublePrecision(),
    /** Columns the company forbids, and columns left out because each customer has a value of its own. */
    excluded: text().array().notNull(),
    skipped: text().array().notNull(),
    /** How often customers come again after how many days: what the window was proposed from. */
    window: jsonb(),
    curve: jsonb().notNull(),
    calibration: jsonb().notNull(),
    importance: jsonb().notNull(),
    drift: jsonb().notNull(),
    fairness: jsonb().notNull(),
    /** Scores with and without the excluded columns; null when none is excluded. */
    exclusionCost: jsonb(),
    /** How the scores fared once the window had passed, and on which day it had. */
    outcome: jsonb(),
    outcomeOn: date({ mode: 'string' }),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId] }), ofRun('churn_models_run', t)],
);

/** How each method did on customers it had not seen. */
export const churnModelScores = pgTable(
  'churn_model_scores',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    model: text().notNull(),
    rocAuc: doublePrecision(),
    prAuc: doublePrecision(),
    brier: doublePrecision(),
    logLoss: doublePrecision(),
    /** At a probability of one half. */
    f1: doublePrecision(),
    /** Churn among the tenth with the highest scores over churn of all. */
    lift10: doublePrecision(),
    /** Weight in the combination. */
    weight: doublePrecision(),
    fitSeconds: doublePrecision(),
    isChampion: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.model] }), ofRun('churn_model_scores_run', t)],
);

/** A customer's risk of leaving and what it would cost, as a run saw it. Deleting a customer deletes its scores. */
export const churnScores = pgTable(
  'churn_scores',
  {
    orgId: key.orgId(),
    runId: key.runId(),
    customerId: bigint({ mode: 'number' }).notNull(),
    /** `active`: scored; `lost`: gone already, by the window or by the label. */
    state: text().notNull(),
    /** Chance of leaving within the window; null when lost. */
    probability: real(),
    /** What the run that served before said. */
    previousProbability: real(),
    /** Minor units over the value horizon: if the customer stays, probability times that, and expected with leaving counted in. */
    valueIfStays: doublePrecision().notNull(),
    valueAtRisk: doublePrecision().notNull(),
    expectedValue: doublePrecision().notNull(),
    orders: integer().notNull(),
    /** Minor units of all orders. */
    amount: doublePrecision().notNull(),
    firstOrderedOn: date({ mode: 'string' }),
    lastOrderedOn: date({ mode: 'string' }),
    /** Days between two orders: usual ones, drawn to those of all customers where there are few, and what nine of ten are shorter than. */
    usualGap: real(),
    longGap: real(),
    /** The silence is no longer than this regular customer's usually are. */
    isBetweenOrders: boolean().notNull().default(false),
    /** Day by which half of those who stay, with this rhythm and silence, have ordered again. */
    nextOrderOn: date({ mode: 'string' }),
    /** Chance of no order within 7, 14, 30, 45, 60, 90, 120, 180, 270 and 365 days. */
    noOrder: real().array(),
    /** Chance of not having left for good. */
    probabilityAlive: real(),
    recencyScore: integer(),
    frequencyScore: integer(),
    monetaryScore: integer(),
    /** Name of the segment by recency, frequency and value. */
    rfmSegment: text(),
    /** Strongest contributions `{feature, value, contribution}` in log-odds; null where not worked out. */
    reasons: jsonb(),
    /** Whether the customer left, once the window has passed. */
    hasLeft: boolean(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.runId, t.customerId] }),
    index('churn_scores_value').on(t.orgId, t.runId, t.valueAtRisk.desc(), t.customerId),
    index('churn_scores_customer').on(t.orgId, t.customerId),
    ofRun('churn_scores_run', t),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customers.orgId, customers.id], name: 'churn_scores_customer_fk' }).onDelete('cascade'),
  ],
);

/** What a company decided about churn; without a row the defaults of the contract hold. */
export const churnSettings = pgTable(
  'churn_settings',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    /** Days without an order that are called leaving; null takes what the data propose. */
    windowDays: integer(),
    horizonMonths: integer().notNull(),
    /** Columns no model may use. */
    excluded: text().array().notNull(),
    /** Columns the fairness panel compares customers by. */
    groupColumns: text().array().notNull(),
    /** Cost of a message, and of the offer in it, for each customer written to. */
    contactCostMinor: bigint({ mode: 'number' }).notNull(),
    offerCostMinor: bigint({ mode: 'number' }).notNull(),
    /** Share of those about to leave whom a message keeps. */
    saveRate: real().notNull(),
    /** Margin over revenue by which kept value counts; null takes what the sales and costs say, or else all of it. */
    marginShare: real(),
    /** Probability from which a risk counts as high; null takes what parts leavers from others best. */
    threshold: real(),
    /** Attribute with what a contract customer pays a month. */
    valueColumn: text(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId] }),
    check('churn_settings_ranges', sql`${t.windowDays} between 7 and 730 and ${t.horizonMonths} between 1 and 60 and ${t.contactCostMinor} >= 0 and ${t.offerCostMinor} >= 0 and ${t.saveRate} > 0 and ${t.saveRate} <= 1 and ${t.threshold} between 0 and 1 and ${t.marginShare} between 0 and 1`),
  ],
);
