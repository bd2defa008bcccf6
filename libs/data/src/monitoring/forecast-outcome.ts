import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { ForecastQuality } from '../contract/monitoring';

/** The last period that a run's forecasts saw, by its first day; runs whose forecasts are gone are left out. */
export async function listCutoffs(tx: Tx, orgId: OrgId, runIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.execute<{ runId: string; cutoff: string }>(sql`
    select r.id as "runId", f.cutoff::text as cutoff from unnest(${sql.param([...runIds])}::uuid[]) as r(id)
    join lateral (select cutoff from forecasts where org_id = ${orgId} and run_id = r.id limit 1) f on true`);
  return new Map(rows.map(({ runId, cutoff }) => [runId, cutoff]));
}

/**
 * Holds what a run said of the first `periods` periods after its cutoff against what was sold then: the median by WAPE, the mean by its bias, and how often
 * the 80 % interval held. A series that sold nothing counts as sold nothing, stocked or not.
 */
export async function judgeForecasts(tx: Tx, { orgId, runId, cutoff, periodDays, periods }: { orgId: OrgId; runId: string; cutoff: string; periodDays: number; periods: number }): Promise<ForecastQuality> {
  const [row] = await tx.execute<ForecastQuality & Record<string, unknown>>(sql`
    with sold as (
      select series_id, (date - (${cutoff}::date + ${periodDays}::int)) / ${periodDays}::int + 1 as step, sum(quantity) as y from daily_demand
      where org_id = ${orgId} and date >= ${cutoff}::date + ${periodDays}::int and date < ${cutoff}::date + ${periodDays * (periods + 1)}::int group by 1, 2),
    said as (
      select f.series_id, step, f.mean[step] as mean, f.quantiles[4 * cardinality(f.mean) + step] as median, f.quantiles[step] as lower, f.quantiles[8 * cardinality(f.mean) + step] as upper
      from forecasts f cross join lateral generate_series(1, least(${periods}::int, cardinality(f.mean))) as step
      where f.org_id = ${orgId} and f.run_id = ${runId}::uuid)
    select sum(abs(coalesce(y, 0) - median)) / nullif(sum(y), 0) as wape, (sum(mean) - sum(y)) / nullif(sum(y), 0) as bias,
      avg((coalesce(y, 0) between lower and upper)::int)::float8 as "coverage80"
    from said left join sold using (series_id, step)`);
  return row!; // sums over nothing are a row of nulls
}
