import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { ForecastScope } from './forecast';

/** Series whose forecast over the horizon differs most, in money, from the same number of periods before. */
export function listMovers(tx: Tx, { orgId, runId, locationId }: ForecastScope, limit: number) {
  return tx.execute<{ seriesId: number; product: string; location: string; change: number | null; units: number; isNew: boolean }>(sql`
    select f.series_id::int as "seriesId", p.name as product, l.name as location, f.change, f.next_mean as units,
      coalesce(p.launched_on > f.cutoff - 91, false) as "isNew"
    from forecasts f
    join series s on s.org_id = f.org_id and s.id = f.series_id
    join products p on p.org_id = f.org_id and p.id = s.product_id
    join locations l on l.org_id = f.org_id and l.id = s.location_id
    where f.org_id = ${orgId} and f.run_id = ${runId} and f.next_mean > 0 and p.discontinued_on is null
      and (${locationId ?? null}::bigint is null or s.location_id = ${locationId ?? null}::bigint) and (f.change is not null or p.launched_on > f.cutoff - 91)
    order by abs(f.next_mean - f.next_mean / (1 + greatest(coalesce(f.change, 0), -0.99))) * coalesce(p.price_minor, 1) desc, f.series_id
    limit ${limit}`);
}

/**
 * Series that are out of stock or will be before an order placed today arrives, by the sales at stake until then.
 * Stock on order is not counted as help here: it may be late.
 */
export function listStockRisks(tx: Tx, { orgId, runId, locationId }: ForecastScope, { periodDays, limit }: { periodDays: number; limit: number }) {
  return tx.execute<{ seriesId: number; product: string; location: string; onHand: number; leadTimeDays: number; atStakeMinor: number }>(sql`
    with latest as (
      select distinct on (product_id, location_id) product_id, location_id, on_hand, on_order
      from stock_levels where org_id = ${orgId} order by product_id, location_id, counted_on desc),
    risk as (
      select f.series_id, p.name as product, l.name as location, latest.on_hand, latest.on_order,
        coalesce(p.lead_time_days, su.lead_time_days, 14) as lead_time_days, coalesce(p.price_minor, 0) as price_minor,
        f.next_mean / (cardinality(f.mean) * ${periodDays}::float8) as daily
      from forecasts f
      join series s on s.org_id = f.org_id and s.id = f.series_id
      join latest on latest.product_id = s.product_id and latest.location_id = s.location_id
      join products p on p.org_id = f.org_id and p.id = s.product_id
      join locations l on l.org_id = f.org_id and l.id = s.location_id
      left join suppliers su on su.org_id = f.org_id and su.id = p.supplier_id
      where f.org_id = ${orgId} and f.run_id = ${runId} and p.discontinued_on is null
        and (${locationId ?? null}::bigint is null or s.location_id = ${locationId ?? null}::bigint))
    select series_id::int as "seriesId", product, location, on_hand as "onHand", lead_time_days::int as "leadTimeDays",
      round((daily * lead_time_days - greatest(on_hand, 0)) * price_minor)::float8 as "atStakeMinor"
    from risk where daily * lead_time_days > greatest(on_hand, 0)
    order by 6 desc, 1 limit ${limit}`);
}

/** The same as the stock plan sees it, with what is on order; products at locations that are out of stock or run out before an order could arrive, by the margin at stake. */
export function listPlannedRisks(tx: Tx, { orgId, locationId }: Pick<ForecastScope, 'orgId' | 'locationId'>, limit: number) {
  return tx.execute<{ productId: number; locationId: number; seriesId: number | null; product: string; location: string; onHand: number; leadTimeDays: number; atStakeMinor: number }>(sql`
    select p.product_id::int as "productId", p.location_id::int as "locationId", p.series_id::int as "seriesId", pr.name as product, l.name as location, p.on_hand as "onHand", p.lead_time_days as "leadTimeDays", p.at_stake_minor::float8 as "atStakeMinor"
    from inventory_plans p
    join products pr on pr.org_id = p.org_id and pr.id = p.product_id
    join locations l on l.org_id = p.org_id and l.id = p.location_id
    where p.org_id = ${orgId} and p.exception in ('out_of_stock', 'running_out') and (${locationId ?? null}::bigint is null or p.location_id = ${locationId ?? null}::bigint)
    order by p.at_stake_minor desc, p.product_id, p.location_id limit ${limit}`);
}

/** Series whose forecast leans to one side, by the money their forecast stands for. */
export function listBiased(tx: Tx, { orgId, runId, locationId }: ForecastScope, limit: number) {
  return tx.execute<{ seriesId: number; product: string; location: string; periods: number }>(sql`
    select f.series_id::int as "seriesId", p.name as product, l.name as location, f.bias_periods as periods
    from forecasts f
    join series s on s.org_id = f.org_id and s.id = f.series_id
    join products p on p.org_id = f.org_id and p.id = s.product_id
    join locations l on l.org_id = f.org_id and l.id = s.location_id
    where f.org_id = ${orgId} and f.run_id = ${runId} and f.bias_periods is not null and p.discontinued_on is null
      and (${locationId ?? null}::bigint is null or s.location_id = ${locationId ?? null}::bigint)
    order by f.next_mean * coalesce(p.price_minor, 1) desc, f.series_id
    limit ${limit}`);
}

/** Imports that wait for somebody to decide about their problems, newest first. */
export function listImportsWithProblems(tx: Tx, orgId: OrgId, limit: number) {
  return tx.execute<{ importId: string; file: string; problems: number }>(sql`
    select id as "importId", file_name as file, problem_count as problems from imports
    where org_id = ${orgId} and status = 'has_problems' order by created_at desc limit ${limit}`);
}

/** The newest forecast run that has ended. */
export async function findLastRun(tx: Tx, orgId: OrgId) {
  const [row] = await tx.execute<{ id: string; status: 'succeeded' | 'failed' | 'cancelled'; finishedAt: Date; errorCode: string | null }>(sql`
    select id, status, finished_at as "finishedAt", error_code as "errorCode" from training_runs
    where org_id = ${orgId} and capability = 'forecast' and finished_at is not null order by finished_at desc limit 1`);
  return row;
}
