import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

/** @param codes as the shop writes it, and whatever else it may be stored as */
export async function findCustomerByCode(tx: Tx, orgId: OrgId, codes: readonly string[]): Promise<number | undefined> {
  const [row] = await tx.execute<{ id: number }>(sql`select id::int as id from customers where org_id = ${orgId} and code = any(${sql.param([...codes])}::text[]) limit 1`);
  return row?.id;
}

/** Product codes are stored in capitals. */
export async function findProductByCode(tx: Tx, orgId: OrgId, code: string): Promise<{ id: number; code: string } | undefined> {
  const [row] = await tx.execute<{ id: number; code: string }>(sql`select id::int as id, code from products where org_id = ${orgId} and code in (${code}, upper(${code})) order by code = ${code} desc limit 1`);
  return row;
}

/** Products that stand in baskets with one, the surest first, and the share of its baskets that hold them. */
export async function listPartners(tx: Tx, orgId: OrgId, runId: string, productId: number, limit: number): Promise<{ productId: number; confidence: number; lift: number }[]> {
  return tx.execute<{ productId: number; confidence: number; lift: number }>(sql`
    select partner::int as "productId", confidence, lift from (
      select product_b as partner, confidence_ab as confidence, lift, log_likelihood_ratio from product_pairs where org_id = ${orgId} and run_id = ${runId}::uuid and product_a = ${productId}
      union all
      select product_a, confidence_ba, lift, log_likelihood_ratio from product_pairs where org_id = ${orgId} and run_id = ${runId}::uuid and product_b = ${productId}
    ) as partners order by log_likelihood_ratio desc, partner limit ${limit}`);
}

/** What sold most, by items, within days before the last sale: what there is to say before anything has been learnt. */
export async function listBestSellers(tx: Tx, orgId: OrgId, { days, limit }: { days: number; limit: number }): Promise<number[]> {
  const rows = await tx.execute<{ productId: number }>(sql`
    select s.product_id::int as "productId" from daily_demand d join series s on s.org_id = d.org_id and s.id = d.series_id
    where d.org_id = ${orgId} and d.date > (select max(date) from daily_demand where org_id = ${orgId}) - ${days}::int
    group by 1 order by sum(d.quantity) desc, 1 limit ${limit}`);
  return rows.map(({ productId }) => productId);
}
