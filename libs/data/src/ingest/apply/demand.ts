import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import type { OrgId } from '../../contract/ids';
import { execute } from './scope';

/** Starts the list of days whose demand has to be added up again: temporary table `touched` (product_id, location_id, sold_on). */
export async function createTouched(tx: Tx): Promise<void> {
  await execute(tx, sql`create temp table touched (product_id bigint, location_id bigint, sold_on date) on commit drop`);
}

/**
 * Adds up the demand of the `touched` days from their sales lines and gives each product and location with sales its
 * series. Charges have neither. A series whose last line is gone goes too.
 */
export async function rebuildDemand(tx: Tx, orgId: OrgId): Promise<void> {
  await execute(tx, sql`create temp table touched_days on commit drop as select distinct product_id, location_id, sold_on from touched`);
  await tx.execute(sql`analyze touched_days`);
  const touchedSeries = sql`(select distinct product_id, location_id from touched_days) as t`;
  const hasLines = sql`exists (select from sales_lines as l where l.org_id = ${orgId} and l.product_id = t.product_id and l.location_id = t.location_id)`;
  await insertSeries(tx, orgId, sql`${touchedSeries} where ${hasLines}`);
  await execute(
    tx,
    sql`delete from daily_demand as d using series as s, touched_days as t
        where d.org_id = ${orgId} and d.series_id = s.id and d.date = t.sold_on
          and s.org_id = ${orgId} and s.product_id = t.product_id and s.location_id = t.location_id`,
  );
  await insertDemand(tx, orgId, sql`join touched_days as t on t.product_id = l.product_id and t.location_id = l.location_id and t.sold_on = l.sold_on`);
  await execute(
    tx,
    sql`delete from series as s using ${touchedSeries}
        where s.org_id = ${orgId} and s.product_id = t.product_id and s.location_id = t.location_id and not ${hasLines}`,
  );
}

/** Adds up all demand of a company, for an import that brings most of it. */
export async function rebuildAllDemand(tx: Tx, orgId: OrgId): Promise<void> {
  await insertSeries(tx, orgId, sql`(select distinct product_id, location_id from sales_lines where org_id = ${orgId}) as t`);
  await execute(tx, sql`delete from daily_demand where org_id = ${orgId}`);
  await insertDemand(tx, orgId, sql``);
}

async function insertSeries(tx: Tx, orgId: OrgId, found: SQL): Promise<void> {
  await execute(
    tx,
    sql`insert into series (org_id, product_id, location_id)
        select ${orgId}, product_id, location_id from (select t.product_id, t.location_id from ${found}) as sold
        where exists (select from products as p where p.org_id = ${orgId} and p.id = sold.product_id and not p.is_service)
          and not exists (select from series as s where s.org_id = ${orgId} and s.product_id = sold.product_id and s.location_id = sold.location_id)
        order by product_id, location_id`,
  );
}

async function insertDemand(tx: Tx, orgId: OrgId, restriction: SQL): Promise<void> {
  await execute(
    tx,
    sql`insert into daily_demand (org_id, series_id, date, quantity, revenue, returned, refund)
        select ${orgId}, s.id, d.sold_on, d.quantity, d.revenue, d.returned, d.refund
        from (
          select l.product_id, l.location_id, l.sold_on,
            coalesce(sum(l.quantity) filter (where l.kind = 'sale'), 0) as quantity,
            coalesce(sum(l.quantity * l.unit_price::float8) filter (where l.kind = 'sale'), 0) as revenue,
            coalesce(sum(-l.quantity) filter (where l.kind = 'return'), 0) as returned,
            coalesce(sum(-l.quantity * l.unit_price::float8) filter (where l.kind = 'return'), 0) as refund
          from sales_lines as l ${restriction}
          where l.org_id = ${orgId} and l.kind in ('sale', 'return') and l.quantity <> 0
          group by 1, 2, 3
        ) as d
        join series as s on s.org_id = ${orgId} and s.product_id = d.product_id and s.location_id = d.location_id
        where exists (select from products as p where p.org_id = ${orgId} and p.id = d.product_id and not p.is_service)
        order by s.id, d.sold_on`,
  );
}
