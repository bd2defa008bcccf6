import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

/** What one customer bought and gave back, by order, in order of time. Money in units of the currency. */
export interface CustomerPurchases {
  readonly customerId: number;
  /** days since 1970-01-01 */
  readonly days: readonly number[];
  /** value of what was bought; 0 where the entry is a return */
  readonly amounts: readonly number[];
  readonly lines: readonly number[];
  readonly units: readonly number[];
  readonly returned: readonly number[];
}

/** Customers read at once: at ten orders each this is a few megabytes. */
const BATCH = 2_000;

/**
 * The purchases of all customers up to a day, a batch of customers at a time, so that memory holds one batch of rows however long the history is. Lines
 * without a customer, and of customers who are no longer there, are not read; what was cancelled or had no price is no purchase.
 */
export async function* readPurchases(tx: Tx, orgId: OrgId, until: string): AsyncGenerator<readonly CustomerPurchases[]> {
  for (let after = 0; ; ) {
    const rows = await tx.execute<CustomerPurchases & Record<string, unknown>>(sql`
      with batch as (select id from customers where org_id = ${orgId} and id > ${after} order by id limit ${BATCH}),
      orders as (
        select l.customer_id, l.sold_on, l.order_no,
          coalesce(sum(greatest(l.quantity * l.unit_price, 0)) filter (where l.kind = 'sale'), 0)::float8 as amount, count(*) filter (where l.kind = 'sale')::int as lines,
          coalesce(sum(l.quantity) filter (where l.kind = 'sale'), 0)::float8 as units, coalesce(sum(abs(l.quantity * l.unit_price)) filter (where l.kind = 'return'), 0)::float8 as returned
        from batch join sales_lines l on l.org_id = ${orgId} and l.customer_id = batch.id and l.sold_on <= ${until}::date and l.kind in ('sale', 'return')
        group by 1, 2, 3)
      select batch.id::int as "customerId", coalesce(o.days, '{}') as days, coalesce(o.amounts, '{}') as amounts, coalesce(o.lines, '{}') as lines, coalesce(o.units, '{}') as units, coalesce(o.returned, '{}') as returned
      from batch left join (
        select customer_id, array_agg(sold_on - date '1970-01-01' order by sold_on, order_no) as days, array_agg(amount order by sold_on, order_no) as amounts,
          array_agg(lines order by sold_on, order_no) as lines, array_agg(units order by sold_on, order_no) as units, array_agg(returned order by sold_on, order_no) as returned
        from orders group by 1) o on o.customer_id = batch.id
      order by batch.id`);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    after = rows[rows.length - 1]!.customerId;
  }
}
