import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ImportId, OrgId } from '../contract/ids';
import type { SalesContents } from '../contract/ingest';

/**
 * What the staged lines of a sales file say, for somebody who knows the company to agree or to wonder. Codes are compared as they will be when
 * the lines are written. Nothing where no line is good.
 */
export async function describeStagedSales(tx: Tx, orgId: OrgId, importId: ImportId): Promise<SalesContents | undefined> {
  const mine = sql`from staged_sales where org_id = ${orgId} and import_id = ${importId}::uuid`;
  const [row] = await tx.execute<SalesContents & { firstDay: string | null }>(sql`
    with products_named as (select distinct upper(product_code) as code ${mine}),
    customers_named as (select distinct upper(customer_code) as code ${mine} and customer_code is not null)
    select min(sold_on)::text as "firstDay", max(sold_on)::text as "lastDay",
      (select count(*)::int from products_named) as products,
      (select count(*)::int from products_named as n where not exists (select from products as p where p.org_id = ${orgId} and upper(p.code) = n.code)) as "newProducts",
      (select count(*)::int from customers_named) as customers,
      (select count(*)::int from customers_named as n where not exists (select from customers as c where c.org_id = ${orgId} and upper(c.code) = n.code)) as "newCustomers",
      (select count(*)::int from (select distinct order_no ${mine} and order_no is not null) as orders) as orders,
      count(*) filter (where customer_code is null)::int as "linesWithoutCustomer",
      count(*) filter (where quantity < 0)::int as "returnedLines",
      count(*) filter (where unit_price = 0)::int as "freeLines",
      coalesce(sum(quantity * unit_price), 0)::float8 as "netSales",
      count(*) filter (where unit_price is null)::int as "linesWithoutPrice"
    ${mine}`);
  return row === undefined || row.firstDay === null ? undefined : row;
}
