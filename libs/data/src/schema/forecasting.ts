import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, doublePrecision, foreignKey, index, integer, pgTable, primaryKey, real, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';
import { products } from './catalog';
import { series } from './sales';
import { trainingRuns } from './training';

/** The served forecast of one series in one run, with the figures its list row shows. */
export const forecasts = pgTable(
  'forecasts',
  {
    orgId: text().notNull(),
    runId: uuid().notNull(),
    seriesId: bigint({ mode: 'number' }).notNull(),
    frequency: text().notNull(),
    /** First day of the last period the model saw. */
    cutoff: date({ mode: 'string' }).notNull(),
    model: text().notNull(),
    seriesClass: text().notNull(),
    reason: text(),
    /** Items per period, one value a horizon step. */
    mean: real().array().notNull(),
    /** q0.1 … q0.9, nine blocks of one value a horizon step. */
    quantiles: real().array().notNull(),
    /** Demand of the last 12 periods, oldest first; null is missing. */
    recent: real().array().notNull(),
    /** Sums over the whole horizon, items. */
    nextMean: doublePrecision().notNull(),
    nextLower: doublePrecision().notNull(),
    nextUpper: doublePrecision().notNull(),
    /** Mean forecast over the horizon against the same number of periods before it; 0.1 is 10 % more. */
    change: doublePrecision(),
    wape: doublePrecision(),
    /** Sum of the errors (forecast - demand) of the last backtest periods over their mean absolute error. */
    trackingSignal: doublePrecision(),
    /** Periods in a row that the forecast was too high (positive) or too low (negative); null without an alarm. */
    biasPeriods: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.runId, t.seriesId] }),
    index('forecasts_demand').on(t.orgId, t.runId, t.nextMean),
    foreignKey({ columns: [t.orgId, t.runId], foreignColumns: [trainingRuns.orgId, trainingRuns.id], name: 'forecasts_run' }).onDelete('cascade'),
  ],
);

/** What a run would have forecast from an earlier cutoff, for the series page. */
export const backtestForecasts = pgTable(
  'backtest_forecasts',
  {
    orgId: text().notNull(),
    runId: uuid().notNull(),
    seriesId: bigint({ mode: 'number' }).notNull(),
    cutoff: date({ mode: 'string' }).notNull(),
    model: text().notNull(),
    mean: real().array().notNull(),
    /** q0.5, what absolute errors are of; null in runs older than the column. */
    median: real().array(),
    lower: real().array().notNull(),
    upper: real().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.seriesId, t.cutoff] }), foreignKey({ columns: [t.orgId, t.runId], foreignColumns: [trainingRuns.orgId, trainingRuns.id], name: 'backtest_forecasts_run' }).onDelete('cascade')],
);

/** Accuracy of a model in a run's backtest, by series class (`all` for every series together). */
export const forecastScores = pgTable(
  'forecast_scores',
  {
    orgId: text().notNull(),
    runId: uuid().notNull(),
    model: text().notNull(),
    seriesClass: text().notNull(),
    seriesCount: integer().notNull(),
    wape: doublePrecision(),
    mase: doublePrecision(),
    rmsse: doublePrecision(),
    smape: doublePrecision(),
    wql: doublePrecision(),
    coverage80: doublePrecision(),
    bias: doublePrecision(),
    fitSeconds: doublePrecision(),
    predictSeconds: doublePrecision(),
    isChampion: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.model, t.seriesClass] }), foreignKey({ columns: [t.orgId, t.runId], foreignColumns: [trainingRuns.orgId, trainingRuns.id], name: 'forecast_scores_run' }).onDelete('cascade')],
);

/**
 * A person's change of one period of a forecast, kept apart from what the model says. Of those that were not withdrawn the newest of
 * a period holds, whatever is trained later.
 */
export const forecastOverrides = pgTable(
  'forecast_overrides',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** What was entered in one go, over several periods, has one batch. */
    batchId: uuid().notNull(),
    seriesId: bigint({ mode: 'number' }).notNull(),
    frequency: text().notNull(),
    /** First day of the period. */
    startsOn: date({ mode: 'string' }).notNull(),
    /** `set`: `value` is items per period; `scale`: it is a factor on what the model says, then as now. */
    kind: text().notNull(),
    value: doublePrecision().notNull(),
    /** What the model said when the override was made, items; what it is judged against later. */
    modelMean: doublePrecision().notNull(),
    reason: text().notNull(),
    note: text(),
    authorId: text().notNull(),
    authorName: text().notNull(),
    createdAt: timestamp({ withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    withdrawnAt: timestamp({ withTimezone: true, mode: 'date' }),
    withdrawnBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('forecast_overrides_in_force').on(t.orgId, t.frequency, t.seriesId, t.startsOn, t.id.desc()).where(sql`withdrawn_at is null`),
    index('forecast_overrides_batch').on(t.orgId, t.batchId),
    foreignKey({ columns: [t.orgId, t.seriesId], foreignColumns: [series.orgId, series.id], name: 'forecast_overrides_series' }).onDelete('cascade'),
    check('forecast_overrides_value', sql`${t.value} >= 0 and ${t.kind} in ('set', 'scale')`),
  ],
);

/** Similar products that somebody chose for a new one: trainings forecast it by their launches while its own history is too short. */
export const productAnalogies = pgTable(
  'product_analogies',
  {
    orgId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    productId: bigint({ mode: 'number' }).notNull(),
    likeProductId: bigint({ mode: 'number' }).notNull(),
    /** What it is expected to sell against them; 100 is as much. */
    scalePercent: doublePrecision().notNull(),
    authorId: text().notNull(),
    authorName: text().notNull(),
    createdAt: timestamp({ withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.productId, t.likeProductId] }),
    index('product_analogies_like').on(t.orgId, t.likeProductId),
    foreignKey({ columns: [t.orgId, t.productId], foreignColumns: [products.orgId, products.id], name: 'product_analogies_product' }).onDelete('cascade'),
    foreignKey({ columns: [t.orgId, t.likeProductId], foreignColumns: [products.orgId, products.id], name: 'product_analogies_like_product' }).onDelete('cascade'),
    check('product_analogies_scale', sql`${t.scalePercent} > 0 and ${t.productId} <> ${t.likeProductId}`),
  ],
);

/** What a run expects of an aggregate of series: the sum of their means, with an interval of its own. */
export const aggregateForecasts = pgTable(
  'aggregate_forecasts',
  {
    orgId: text().notNull(),
    runId: uuid().notNull(),
    /** `total`, `category`, `location`, `category_location` or `product` */
    level: text().notNull(),
    key: text().notNull(),
    category: text(),
    locationId: bigint({ mode: 'number' }),
    productId: bigint({ mode: 'number' }),
    seriesCount: integer().notNull(),
    mean: real().array().notNull(),
    quantiles: real().array().notNull(),
    nextMean: doublePrecision().notNull(),
    nextLower: doublePrecision().notNull(),
    nextUpper: doublePrecision().notNull(),
    change: doublePrecision(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.runId, t.level, t.key] }), foreignKey({ columns: [t.orgId, t.runId], foreignColumns: [trainingRuns.orgId, trainingRuns.id], name: 'aggregate_forecasts_run' }).onDelete('cascade')],
);
