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
  const [row] = await tx.execute<{ version: string }>(sql`
    select count(*) || ' ' || coalesce(max(finished_at)::text, '') || ' ' || (select count(*) from erasures where org_id = ${orgId}) as version
    from imports where org_id = ${orgId} and finished_at is not null`);
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

export interface StockSummary {
  readonly [column: string]: unknown;
  /** at cost; `null` where no cost is known */
  readonly valueMinor: number | null;
  readonly outOfStock: number;
  readonly counted: number;
}

/** Value of the stock at hand, and how many products at a location are out of it: as the stock plan sees it, by the last counts alone before there is one. */
export async function getStockSummary(tx: Tx, { orgId, locationId }: OverviewScope): Promise<StockSummary> {
  const here = sql`org_id = ${orgId} and (${locationId ?? null}::bigint is null or location_id = ${locationId ?? null}::bigint)`;
  const [planned] = await tx.execute<StockSummary>(sql`
    select sum(on_hand * unit_cost_minor)::float8 as "valueMinor", count(*) filter (where exception = 'out_of_stock')::int as "outOfStock", count(*) filter (where reason_code <> 'stock_unknown')::int as counted
    from inventory_plans where ${here}`);
  if (planned !== undefined && planned.counted > 0) return planned;
  const [row] = await tx.execute<StockSummary>(sql`
    with latest as (select distinct on (product_id, location_id) product_id, on_hand from stock_levels where ${here} order by product_id, location_id, counted_on desc)
    select sum(greatest(l.on_hand, 0) * p.cost_minor)::float8 as "valueMinor", count(*) filter (where l.on_hand <= 0 and p.discontinued_on is null)::int as "outOfStock", count(*)::int as counted
    from latest l join products p on p.org_id = ${orgId} and p.id = l.product_id`);
  return row!; // sums over nothing are a row
}
