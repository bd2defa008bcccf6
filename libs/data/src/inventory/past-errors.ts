import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { ForecastFrequency } from '../contract/terms';

/** A backtest forecast of one series beside what was sold then, items per period; `NaN` where a stock-out hid demand or the period is not over. */
export interface PastErrorRow {
  readonly [column: string]: unknown;
  readonly frequency: ForecastFrequency;
  readonly mean: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly truth: readonly number[];
}

/** As many say what is wanted to two digits, and are read in a moment. */
const SAMPLE = 250;

/** A sample of the backtests of the serving runs, the same for the same runs. */
export async function listPastErrors(tx: Tx, orgId: OrgId): Promise<PastErrorRow[]> {
  const rows = await tx.execute<PastErrorRow>(sql`
    select run.frequency, b.mean, b.lower, b.upper, t.truth
    from serving_runs run
    cross join lateral (select max(date) as day from daily_demand where org_id = ${orgId}) last
    cross join lateral (
      select * from backtest_forecasts where org_id = ${orgId} and run_id = run.run_id order by md5(series_id::text || cutoff::text) limit ${SAMPLE}) b
    join series s on s.org_id = ${orgId} and s.id = b.series_id
    cross join lateral (
      select array_agg(case when p.ends > last.day or o.is_out then null else coalesce(q.sold, 0) end order by h) as truth
      from generate_series(1, cardinality(b.mean)) h
      cross join lateral (select case when run.frequency = 'week' then 7 else 1 end as days) f
      cross join lateral (select b.cutoff + h * f.days as starts, b.cutoff + (h + 1) * f.days - 1 as ends) p
      cross join lateral (select sum(quantity) as sold from daily_demand where org_id = ${orgId} and series_id = b.series_id and date between p.starts and p.ends) q
      cross join lateral (
        select exists (select from stock_levels z where z.org_id = ${orgId} and z.product_id = s.product_id and z.location_id = s.location_id and z.counted_on between p.starts - 1 and p.ends and z.on_hand <= 0) as is_out) o) t
    where run.org_id = ${orgId} and run.capability = 'forecast'
    order by run.frequency, b.series_id, b.cutoff`);
  return [...rows];
}
