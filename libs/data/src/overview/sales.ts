import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

interface OverviewScope {
  readonly orgId: OrgId;
  readonly locationId: number | undefined;
}

/** Last day with a sale, `YYYY-MM-DD`; absent in an empty company. */
export async function findLastSaleDate(tx: Tx, orgId: OrgId): Promise<string | undefined> {
  const [row] = await tx.execute<{ date: string | null }>(sql`select max(date)::text as date from daily_demand where org_id = ${orgId}`);
  return row?.date ?? undefined;
}

/** Changes whenever an import, or its undoing, has changed the sales. */
export async function findSalesVersion(tx: Tx, orgId: OrgId): Promise<string> {
  const [row] = await tx.execute<{ version: string }>(sql`select count(*) || ' ' || coalesce(max(finished_at)::text, '') as version from imports where org_id = ${orgId} and finished_at is not null`);
  return row!.version;
}

/** Demand and net revenue of each week (its Monday) from `from` up to, not including, `before`; weeks without a sale are there with 0. */
export async function listWeeklySales(tx: Tx, { orgId, locationId }: OverviewScope, { from, before }: { from: string; before: string }) {
  return tx.execute<{ week: string; units: number; revenue: number }>(sql`
    with sold as (
      select date_trunc('week', d.date)::date as week, sum(d.quantity) as units, sum(d.revenue - d.refund) as revenue
      from daily_demand d
      ${locationId === undefined ? sql`` : sql`join series s on s.org_id = d.org_id and s.id = d.series_id and s.location_id = ${locationId}`}
      where d.org_id = ${orgId} and d.date >= ${from}::date and d.date < ${before}::date
      group by 1)
    select w.week::date::text as week, coalesce(sold.units, 0)::float8 as units, coalesce(sold.revenue, 0)::float8 as revenue
    from generate_series(${from}::date, ${before}::date - 7, interval '7 days') as w(week)
    left join sold on sold.week = w.week::date
    order by 1`);
}

/** Value of the stock at hand at cost, by the last count of each product at a location, and how many are out of stock: as the stock plan sees it, by the counts alone before there is one. */
export async function getStockSummary(tx: Tx, { orgId, locationId }: OverviewScope): Promise<{ valueMinor: number | null; outOfStock: number; counted: number }> {
  const [row] = await tx.execute<{ value: number | null; out_of_stock: number; counted: number }>(sql`
    with latest as (
      select distinct on (product_id, location_id) product_id, location_id, on_hand
      from stock_levels
      where org_id = ${orgId} and (${locationId ?? null}::bigint is null or location_id = ${locationId ?? null}::bigint)
      order by product_id, location_id, counted_on desc)
    select sum(greatest(l.on_hand, 0) * p.cost_minor)::float8 as value, count(*)::int as counted,
      case when exists (select from inventory_plan_runs where org_id = ${orgId})
        then (select count(*) from inventory_plans where org_id = ${orgId} and exception = 'out_of_stock' and (${locationId ?? null}::bigint is null or location_id = ${locationId ?? null}::bigint))
        else count(*) filter (where l.on_hand <= 0 and p.discontinued_on is null) end::int as out_of_stock
    from latest l join products p on p.org_id = ${orgId} and p.id = l.product_id`);
  return { valueMinor: row?.value ?? null, outOfStock: row?.out_of_stock ?? 0, counted: row?.counted ?? 0 };
}
