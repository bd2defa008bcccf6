import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ForecastOverride } from '../contract/forecasting';
import type { OrgId, SeriesId } from '../contract/ids';
import type { ForecastFrequency, OverrideKind, OverrideReason } from '../contract/terms';
import { forecastOverrides } from '../schema/forecasting';
import type { Override } from './adjust-forecast';

interface SeriesScope {
  readonly orgId: OrgId;
  readonly seriesId: SeriesId;
  readonly frequency: ForecastFrequency;
}

export interface OverrideBatch extends SeriesScope {
  readonly batchId: string;
  readonly kind: OverrideKind;
  readonly value: number;
  readonly reason: OverrideReason;
  readonly note: string | null;
  readonly authorId: string;
  readonly authorName: string;
}

/** Writes an override of each period, with what the model says of it now. */
export async function insertOverrides(tx: Tx, batch: OverrideBatch, periods: readonly { readonly startsOn: string; readonly modelMean: number }[]): Promise<void> {
  await tx.insert(forecastOverrides).values(periods.map((period) => ({ ...batch, ...period })));
}

/** Takes a batch back; what it had replaced holds again. False when there is no such batch, or it was withdrawn before. */
export async function withdrawOverrides(tx: Tx, { orgId, batchId }: { orgId: OrgId; batchId: string }, { now, by }: { now: Date; by: string }): Promise<boolean> {
  const rows = await tx.execute(sql`
    update forecast_overrides set withdrawn_at = ${now.toISOString()}::timestamptz, withdrawn_by = ${by}
    where org_id = ${orgId} and batch_id = ${batchId}::uuid and withdrawn_at is null returning id`);
  return rows.length > 0;
}

/** Overrides of a series that hold, by the first day of their period. */
export async function readSeriesOverrides(tx: Tx, { orgId, seriesId, frequency }: SeriesScope): Promise<Map<string, Override>> {
  const rows = await tx.execute<Override & Record<string, unknown> & { startsOn: string }>(sql`
    select distinct on (starts_on) starts_on::text as "startsOn", kind, value from forecast_overrides
    where org_id = ${orgId} and series_id = ${seriesId} and frequency = ${frequency} and withdrawn_at is null
    order by starts_on, id desc`);
  return new Map(rows.map(({ startsOn, kind, value }) => [startsOn, { kind, value }]));
}

/** What people changed of a series, newest first, withdrawn ones included. */
export async function listOverrides(tx: Tx, { orgId, seriesId, frequency }: SeriesScope, limit: number): Promise<ForecastOverride[]> {
  const rows = await tx.execute<ForecastOverride & Record<string, unknown>>(sql`
    with own as (
      select *, withdrawn_at is null and id = max(id) filter (where withdrawn_at is null) over (partition by starts_on) as holds
      from forecast_overrides where org_id = ${orgId} and series_id = ${seriesId} and frequency = ${frequency})
    select batch_id as "batchId", min(starts_on)::text as "from", max(starts_on)::text as "to", count(*)::int as periods, (count(*) filter (where holds))::int as "inForce",
      kind, value, sum(model_mean)::float8 as "modelMean", reason, note, author_name as author, created_at as "createdAt", withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy"
    from own
    group by batch_id, kind, value, reason, note, author_name, created_at, withdrawn_at, withdrawn_by
    order by max(id) desc limit ${limit}`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt), withdrawnAt: row.withdrawnAt === null ? null : new Date(row.withdrawnAt) }));
}

export interface OverrideErrors {
  readonly [column: string]: unknown;
  /** periods that are over and had been changed before they began */
  readonly periods: number;
  /** sums over them, items */
  readonly demand: number;
  readonly modelError: number;
  readonly adjustedError: number;
}

/**
 * How the model and the people who changed it fared in periods that are over by `until`, of one series or all. Periods with a stock-out
 * are left out: nobody knows what demand was.
 */
export async function scoreOverrides(tx: Tx, { orgId, frequency, seriesId }: Omit<SeriesScope, 'seriesId'> & { seriesId?: SeriesId }, until: string): Promise<OverrideErrors> {
  const days = frequency === 'week' ? 7 : 1;
  const [row] = await tx.execute<OverrideErrors>(sql`
    with past as (
      select distinct on (series_id, starts_on) series_id, starts_on, model_mean, case kind when 'set' then value else value * model_mean end as adjusted
      from forecast_overrides
      where org_id = ${orgId} and frequency = ${frequency} and withdrawn_at is null and (${seriesId ?? null}::bigint is null or series_id = ${seriesId ?? null}::bigint)
        and created_at::date < starts_on and starts_on + ${days - 1}::int <= ${until}::date
      order by series_id, starts_on, id desc),
    truth as (
      select past.*, coalesce((select sum(quantity) from daily_demand d where d.org_id = ${orgId} and d.series_id = past.series_id and d.date between starts_on and starts_on + ${days - 1}::int), 0) as demand
      from past
      join series s on s.org_id = ${orgId} and s.id = past.series_id
      where not exists (select from stock_levels z where z.org_id = ${orgId} and z.product_id = s.product_id and z.location_id = s.location_id
        and z.counted_on between starts_on and starts_on + ${days - 1}::int and z.on_hand <= 0))
    select count(*)::int as periods, coalesce(sum(demand), 0)::float8 as demand, coalesce(sum(abs(model_mean - demand)), 0)::float8 as "modelError", coalesce(sum(abs(adjusted - demand)), 0)::float8 as "adjustedError"
    from truth`);
  return row ?? { periods: 0, demand: 0, modelError: 0, adjustedError: 0 };
}
