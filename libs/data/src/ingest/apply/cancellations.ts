import { sql } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import { execute, type ImportScope } from './scope';

/** A return within this time of a sale of exactly as much to the same customer takes the sale back. */
const DAYS = 30;

/**
 * Remembers, in the temporary table `import_keys`, the customers, products and quantities for which an import can change
 * what cancels what: its own returns, and its sales for which a return is known. Call while the import's lines are there.
 */
export async function collectCancellationKeys(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  await execute(
    tx,
    sql`create temp table import_keys on commit drop as
        select customer_id, product_id, -quantity as quantity from sales_lines
        where org_id = ${orgId} and import_id = ${importId}::uuid and quantity < 0 and customer_id is not null and kind <> 'adjustment'
        union
        select n.customer_id, n.product_id, -n.quantity from sales_lines as n
        join sales_lines as l on l.org_id = ${orgId} and l.import_id = ${importId}::uuid
          and l.customer_id = n.customer_id and l.product_id = n.product_id and l.quantity = -n.quantity
        where n.org_id = ${orgId} and n.quantity < 0 and n.kind <> 'adjustment'`,
  );
}

/** The same for everything that ever came back. */
export async function collectAllCancellationKeys(tx: Tx, { orgId }: Pick<ImportScope, 'orgId'>): Promise<void> {
  await execute(
    tx,
    sql`create temp table import_keys on commit drop as
        select distinct customer_id, product_id, -quantity as quantity from sales_lines
        where org_id = ${orgId} and quantity < 0 and customer_id is not null and kind <> 'adjustment'`,
  );
}

/**
 * Decides again, for the collected keys, which sales were cancelled: what comes back takes back the latest sale that
 * nothing else took. Sales and returns pair like brackets: `depth` is how many are open, and a return closes the sale
 * that opened its depth. The outcome depends on the lines alone, so undoing an import is deciding again without it.
 */
export async function matchCancellations(tx: Tx, { orgId }: Pick<ImportScope, 'orgId'>): Promise<void> {
  await execute(
    tx,
    sql`with lines as (
          select l.id, l.customer_id, l.product_id, abs(l.quantity) as size, l.quantity < 0 as is_return, l.sold_on, coalesce(l.sold_at, '00:00') as sold_at
          from sales_lines as l
          join import_keys as k on k.customer_id = l.customer_id and k.product_id = l.product_id and k.quantity = abs(l.quantity)
          where l.org_id = ${orgId} and l.kind <> 'adjustment'
        ), levels as (
          select *, sum(case when is_return then -1 else 1 end) over (
            partition by customer_id, product_id, size order by sold_on, sold_at, is_return, id rows unbounded preceding
          ) + is_return::int as depth
          from lines
        ), pairs as (
          select id, is_return, sold_on, lag(id) over around as sale_id, lag(is_return) over around as follows_return, lag(sold_on) over around as sale_on
          from levels window around as (partition by customer_id, product_id, size, depth order by sold_on, sold_at, is_return, id)
        ), matched as (
          select id, sale_id from pairs where is_return and not follows_return and sold_on - sale_on <= ${DAYS}::int
        ), decided as (
          select l.id, (case
            when l.is_return then case when r.id is null then 'return' else 'cancellation' end
            else case when s.sale_id is null then 'sale' else 'cancelled' end
          end)::sale_kind as kind
          from lines as l left join matched as r on r.id = l.id left join matched as s on s.sale_id = l.id
        ), changed as (
          update sales_lines as l set kind = d.kind from decided as d
          where l.org_id = ${orgId} and l.id = d.id and l.kind <> d.kind
          returning l.product_id, l.location_id, l.sold_on
        )
        insert into touched select product_id, location_id, sold_on from changed`,
  );
}
