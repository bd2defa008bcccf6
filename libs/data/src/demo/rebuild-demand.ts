import type { TransactionSql } from 'postgres';
import type { OrgId } from '../contract/ids';

export async function rebuildDemand(sql: TransactionSql, orgId: OrgId): Promise<void> {
  await sql`
    insert into series (org_id, product_id, location_id)
    select distinct l.org_id, l.product_id, l.location_id from sales_lines l join products p on p.org_id = l.org_id and p.id = l.product_id
    where l.org_id = ${orgId} and not p.is_service order by 2, 3`;
  await sql`
    insert into daily_demand (org_id, series_id, date, quantity, revenue, returned, refund)
    select l.org_id, s.id, l.sold_on,
      coalesce(sum(l.quantity) filter (where l.kind = 'sale'), 0), coalesce(sum(l.quantity * l.unit_price) filter (where l.kind = 'sale'), 0),
      coalesce(-sum(l.quantity) filter (where l.kind = 'return'), 0), coalesce(-sum(l.quantity * l.unit_price) filter (where l.kind = 'return'), 0)
    from sales_lines l join series s on s.org_id = l.org_id and s.product_id = l.product_id and s.location_id = l.location_id
    where l.org_id = ${orgId} and l.kind in ('sale', 'return')
    group by 1, 2, 3`;
}
