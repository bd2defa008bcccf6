import { sql, type SQL } from 'drizzle-orm';
import type { Queryable, Tx } from '../client/database';
import type { OrgId, RunId } from '../contract/ids';

export interface RunKey {
  readonly orgId: OrgId;
  readonly runId: RunId;
}

/** A served forecast as it is stored; arrays as in the table. */
export interface ForecastRow {
  readonly series_id: number;
  readonly frequency: string;
  readonly cutoff: string;
  readonly model: string;
  readonly series_class: string;
  readonly reason: string | null;
  readonly mean: readonly number[];
  readonly quantiles: readonly number[];
  readonly recent: readonly (number | null)[];
  readonly next_mean: number;
  readonly next_lower: number;
  readonly next_upper: number;
  readonly change: number | null;
  readonly wape: number | null;
  readonly tracking_signal: number | null;
  readonly bias_periods: number | null;
}

export interface BacktestRow {
  readonly series_id: number;
  readonly cutoff: string;
  readonly model: string;
  readonly mean: readonly number[];
  readonly median: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

export interface ScoreRow {
  readonly model: string;
  readonly series_class: string;
  readonly series_count: number;
  readonly wape: number | null;
  readonly mase: number | null;
  readonly rmsse: number | null;
  readonly smape: number | null;
  readonly wql: number | null;
  readonly coverage80: number | null;
  readonly bias: number | null;
  readonly fit_seconds: number | null;
  readonly predict_seconds: number | null;
  readonly is_champion: boolean;
}

/** The forecast of an aggregate as it is stored. */
export interface AggregateRow {
  readonly level: string;
  readonly key: string;
  readonly category: string | null;
  readonly location_id: number | null;
  readonly product_id: number | null;
  readonly series_count: number;
  readonly mean: readonly number[];
  readonly quantiles: readonly number[];
  readonly next_mean: number;
  readonly next_lower: number;
  readonly next_upper: number;
  readonly change: number | null;
}

/** Row-level security allows no COPY, and `unnest` flattens arrays of arrays: rows travel as JSON, this many a statement. */
const ROWS_A_STATEMENT = 1000;

/** Writes all that a run found, replacing what an earlier attempt of it may have left. */
export async function writeRunResults(tx: Tx, key: RunKey, results: { forecasts: Iterable<ForecastRow>; aggregates: Iterable<AggregateRow>; backtest: Iterable<BacktestRow>; scores: Iterable<ScoreRow> }): Promise<void> {
  for (const table of ['forecasts', 'aggregate_forecasts', 'backtest_forecasts', 'forecast_scores']) {
    await tx.execute(sql`delete from ${sql.identifier(table)} where org_id = ${key.orgId} and run_id = ${key.runId}`);
  }
  await insertRows(tx, key, results.forecasts, {
    table: sql`forecasts`,
    columns: sql`series_id, frequency, cutoff, model, series_class, reason, mean, quantiles, recent, next_mean, next_lower, next_upper, change, wape, tracking_signal, bias_periods`,
    types: sql`series_id bigint, frequency text, cutoff date, model text, series_class text, reason text, mean real[], quantiles real[], recent real[], next_mean float8, next_lower float8, next_upper float8, change float8, wape float8, tracking_signal float8, bias_periods int`,
  });
  await insertRows(tx, key, results.aggregates, {
    table: sql`aggregate_forecasts`,
    columns: sql`level, key, category, location_id, product_id, series_count, mean, quantiles, next_mean, next_lower, next_upper, change`,
    types: sql`level text, key text, category text, location_id bigint, product_id bigint, series_count int, mean real[], quantiles real[], next_mean float8, next_lower float8, next_upper float8, change float8`,
  });
  await insertRows(tx, key, results.backtest, {
    table: sql`backtest_forecasts`,
    columns: sql`series_id, cutoff, model, mean, median, lower, upper`,
    types: sql`series_id bigint, cutoff date, model text, mean real[], median real[], lower real[], upper real[]`,
  });
  await insertRows(tx, key, results.scores, {
    table: sql`forecast_scores`,
    columns: sql`model, series_class, series_count, wape, mase, rmsse, smape, wql, coverage80, bias, fit_seconds, predict_seconds, is_champion`,
    types: sql`model text, series_class text, series_count int, wape float8, mase float8, rmsse float8, smape float8, wql float8, coverage80 float8, bias float8, fit_seconds float8, predict_seconds float8, is_champion boolean`,
  });
}

async function insertRows(tx: Tx, { orgId, runId }: RunKey, rows: Iterable<object>, { table, columns, types }: { table: SQL; columns: SQL; types: SQL }): Promise<void> {
  const insert = (batch: object[]) =>
    tx.execute(sql`insert into ${table} (org_id, run_id, ${columns}) select ${orgId}, ${runId}::uuid, ${columns} from json_to_recordset(${JSON.stringify(batch)}::json) as r(${types})`);
  let batch: object[] = [];
  for (const row of rows) {
    if (batch.push(row) < ROWS_A_STATEMENT) continue;
    await insert(batch);
    batch = [];
  }
  if (batch.length > 0) await insert(batch);
}

/** Forgets the forecasts, not the scores, of all runs of a frequency but the newest `keep`: one run of 50,000 series takes 60 MB. */
export async function pruneForecasts(tx: Tx, orgId: OrgId, frequency: string, keep: number): Promise<void> {
  const old = sql`select id from training_runs where org_id = ${orgId} and capability = 'forecast' and status = 'succeeded' and params->>'frequency' = ${frequency}
    and id not in (select run_id from serving_runs where org_id = ${orgId}) order by finished_at desc offset ${keep}`;
  await tx.execute(sql`delete from backtest_forecasts where org_id = ${orgId} and run_id in (${old})`);
  await tx.execute(sql`delete from aggregate_forecasts where org_id = ${orgId} and run_id in (${old})`);
  await tx.execute(sql`delete from forecasts where org_id = ${orgId} and run_id in (${old})`);
}

/** Tells the planner how much there is now: with what it knew before a first run, a page of the list takes ten times as long. As the owner. */
export async function analyzeForecasts(owner: Queryable): Promise<void> {
  await owner.execute(sql`analyze forecasts, aggregate_forecasts, backtest_forecasts, series, products, locations`);
}
