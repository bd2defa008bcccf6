import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { ForecastFrequency } from '../contract/terms';

export interface ServedRun {
  readonly [column: string]: unknown;
  readonly runId: string;
  readonly frequency: ForecastFrequency;
  readonly cutoff: string;
  readonly horizon: number;
}

export interface ForecastScope {
  readonly orgId: OrgId;
  readonly runId: string;
  readonly locationId: number | undefined;
}

/** The forecast that is shown: that of the wanted frequency where there is one, else the other. */
export async function findServedRun(tx: Tx, orgId: OrgId, wanted: ForecastFrequency = 'week'): Promise<ServedRun | undefined> {
  const [row] = await tx.execute<ServedRun>(sql`
    select s.run_id as "runId", s.frequency, f.cutoff::text as cutoff, cardinality(f.mean) as horizon
    from serving_runs s
    join lateral (select cutoff, mean from forecasts where org_id = s.org_id and run_id = s.run_id limit 1) f on true
    where s.org_id = ${orgId} and s.capability = 'forecast'
    order by s.frequency = ${wanted} desc limit 1`);
  return row;
}

/** Mean demand of all series together, items, and what it would sell for at today's prices, one row a horizon step (from 1). */
export function listTotalForecast(tx: Tx, { orgId, runId, locationId }: ForecastScope) {
  return tx.execute<{ step: number; mean: number; revenue: number }>(sql`
    with price as (
      select series_id, sum(revenue) / nullif(sum(quantity), 0) as unit_price
      from daily_demand
      where org_id = ${orgId} and date > (select max(date) - 84 from daily_demand where org_id = ${orgId})
      group by series_id)
    select step::int as step, sum(value)::float8 as mean, sum(value * coalesce(price.unit_price, 0))::float8 as revenue
    from forecasts f
    join series s on s.org_id = f.org_id and s.id = f.series_id
    left join price on price.series_id = f.series_id
    cross join lateral unnest(f.mean) with ordinality as m(value, step)
    where f.org_id = ${orgId} and f.run_id = ${runId} and (${locationId ?? null}::bigint is null or s.location_id = ${locationId ?? null}::bigint)
    group by step order by step`);
}

/** Scores of the whole panel in a run's backtest. */
export function listRunScores(tx: Tx, { orgId, runId }: Omit<ForecastScope, 'locationId'>) {
  return tx.execute<{ model: string; wape: number | null; coverage80: number | null; isChampion: boolean }>(sql`
    select model, wape, coverage80, is_champion as "isChampion" from forecast_scores
    where org_id = ${orgId} and run_id = ${runId} and series_class = 'all' order by is_champion desc, wql`);
}
