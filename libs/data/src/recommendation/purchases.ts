import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { PurchaseSums, PurchasedProduct } from '../contract/recommendation';

interface OfCustomer {
  readonly orgId: OrgId;
  readonly customerId: number;
  /** of the company's currency */
  readonly minorUnits: number;
}

/** What a customer bought, by product, the latest first; returns are taken off quantity and revenue. */
export async function listPurchases(tx: Tx, { orgId, customerId, minorUnits, limit }: OfCustomer & { readonly limit: number }): Promise<PurchasedProduct[]> {
  return tx.execute<PurchasedProduct & Record<string, unknown>>(sql`
    select p.id::int as "productId", p.code, p.name, p.category, count(distinct s.sold_on) filter (where s.kind = 'sale')::int as purchases, sum(s.quantity)::float8 as quantity,
      round(sum(s.quantity * s.unit_price) * ${minorUnits})::float8 as "revenueMinor", max(s.sold_on) filter (where s.kind = 'sale')::text as "lastBoughtOn"
    from sales_lines s join products p on p.org_id = s.org_id and p.id = s.product_id
    where s.org_id = ${orgId} and s.customer_id = ${customerId} and s.kind <> 'adjustment' and not p.is_service
    group by p.id, p.code, p.name, p.category having count(*) filter (where s.kind = 'sale') > 0
    order by max(s.sold_on) filter (where s.kind = 'sale') desc, 7 desc, p.id limit ${limit}`);
}

export async function sumPurchases(tx: Tx, { orgId, customerId, minorUnits }: OfCustomer): Promise<PurchaseSums> {
  const [row] = await tx.execute<PurchaseSums & Record<string, unknown>>(sql`
    select count(distinct coalesce(order_no, sold_on::text)) filter (where kind = 'sale')::int as orders, count(distinct product_id) filter (where kind = 'sale')::int as products,
      coalesce(round(sum(quantity * unit_price) * ${minorUnits}), 0)::float8 as "revenueMinor", min(sold_on) filter (where kind = 'sale')::text as "firstBoughtOn", max(sold_on) filter (where kind = 'sale')::text as "lastBoughtOn"
    from sales_lines where org_id = ${orgId} and customer_id = ${customerId} and kind <> 'adjustment'`);
  return row!; // an aggregate without grouping has one row
}

/** Usual days until the products that are bought again are bought again. */
export async function listIntervals(tx: Tx, orgId: OrgId, runId: string, productIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx.execute<{ productId: number; intervalDays: number }>(sql`
    select product_id::int as "productId", interval_days as "intervalDays" from product_audiences
    where org_id = ${orgId} and run_id = ${runId} and interval_days is not null and product_id = any(${sql.param([...productIds])}::bigint[])`);
  return new Map(rows.map(({ productId, intervalDays }) => [productId, intervalDays]));
}
