import { sql } from 'drizzle-orm';
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
  await execute(
    tx,
    sql`insert into series (org_id, product_id, location_id)
        select ${orgId}, t.product_id, t.location_id
        from (select distinct product_id, location_id from touched_days) as t
        join products as p on p.org_id = ${orgId} and p.id = t.product_id and not p.is_service
        where exists (select from sales_lines as l where l.org_id = ${orgId} and l.product_id = t.product_id and l.location_id = t.location_id)
        order by t.product_id, t.location_id
        on conflict (org_id, product_id, location_id) do nothing`,
  );
  await execute(
    tx,
    sql`delete from daily_demand as d using series as s, touched_days as t
        where d.org_id = ${orgId} and d.series_id = s.id and d.date = t.sold_on
          and s.org_id = ${orgId} and s.product_id = t.product_id and s.location_id = t.location_id`,
  );
  await execute(
    tx,
    sql`insert into daily_demand (org_id, series_id, date, quantity, revenue, returned, refund)
        select ${orgId}, s.id, l.sold_on,
          coalesce(sum(l.quantity) filter (where l.kind = 'sale'), 0),
          coalesce(sum(l.quantity * l.unit_price::float8) filter (where l.kind = 'sale'), 0),
          coalesce(sum(-l.quantity) filter (where l.kind = 'return'), 0),
          coalesce(sum(-l.quantity * l.unit_price::float8) filter (where l.kind = 'return'), 0)
        from sales_lines as l
        join touched_days as t on t.product_id = l.product_id and t.location_id = l.location_id and t.sold_on = l.sold_on
        join series as s on s.org_id = ${orgId} and s.product_id = l.product_id and s.location_id = l.location_id
        join products as p on p.org_id = ${orgId} and p.id = l.product_id and not p.is_service
        where l.org_id = ${orgId} and l.kind in ('sale', 'return') and l.quantity <> 0
        group by s.id, l.sold_on`,
  );
  await execute(
    tx,
    sql`delete from series as s using (select distinct product_id, location_id from touched_days) as t
        where s.org_id = ${orgId} and s.product_id = t.product_id and s.location_id = t.location_id
          and not exists (select from sales_lines as l where l.org_id = ${orgId} and l.product_id = t.product_id and l.location_id = t.location_id)`,
  );
}
