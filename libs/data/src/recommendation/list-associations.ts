import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { CategoryAffinity, ListPairs, PairProduct, ProductBundle, ProductPair } from '../contract/recommendation';
import { escapeLike } from './list-customers';

export interface PairPage {
  readonly orgId: OrgId;
  readonly runId: string;
  readonly filter: Pick<ListPairs, 'q' | 'category' | 'sort'> & { readonly productId?: number };
  readonly offset: number;
  readonly limit: number;
}

const sortKey: Record<ListPairs['sort'], SQL> = {
  sureness: sql`r.log_likelihood_ratio`,
  lift: sql`r.lift_low`,
  baskets: sql`r.baskets`,
  confidence: sql`greatest(r.confidence_ab, r.confidence_ba)`,
};

export async function listPairs(tx: Tx, { orgId, runId, filter, offset, limit }: PairPage): Promise<ProductPair[]> {
  return tx.execute<ProductPair & Record<string, unknown>>(sql`
    select ${productOf(sql`a`)} as a, ${productOf(sql`b`)} as b, r.baskets, r.support, r.confidence_ab as "confidenceAb", r.confidence_ba as "confidenceBa", r.lift, r.lift_low as "liftLow"
    from ${matches(orgId, runId, filter)}
    order by ${sortKey[filter.sort]} desc nulls last, r.product_a, r.product_b offset ${offset} limit ${limit}`);
}

export async function countPairs(tx: Tx, { orgId, runId, filter }: Pick<PairPage, 'orgId' | 'runId' | 'filter'>): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from ${matches(orgId, runId, filter)}`);
  return row?.total ?? 0;
}

const productOf = (p: SQL) => sql`json_build_object('id', ${p}.id, 'code', ${p}.code, 'name', ${p}.name, 'category', ${p}.category)`;

function matches(orgId: OrgId, runId: string, { q, category, productId }: PairPage['filter']): SQL {
  const conditions = [sql`r.org_id = ${orgId}`, sql`r.run_id = ${runId}::uuid`];
  if (q !== undefined && q !== '') conditions.push(sql`(a.code || ' ' || a.name || ' ' || b.code || ' ' || b.name) ilike ${escapeLike(q)}`);
  if (category !== undefined) conditions.push(sql`${category} in (a.category, b.category)`);
  if (productId !== undefined) conditions.push(sql`${productId} in (r.product_a, r.product_b)`);
  return sql`product_pairs r
    join products a on a.org_id = r.org_id and a.id = r.product_a
    join products b on b.org_id = r.org_id and b.id = r.product_b
    where ${sql.join(conditions, sql` and `)}`;
}

/** The surest first. */
export async function listBundles(tx: Tx, orgId: OrgId, runId: string): Promise<ProductBundle[]> {
  const rows = await tx.execute<Omit<ProductBundle, 'products'> & { products: PairProduct[] }>(sql`
    select r.baskets, r.support, r.lift, json_agg(${productOf(sql`p`)} order by p.name, p.id) as products,
      case when count(*) = count(p.price_minor) then sum(p.price_minor)::float8 end as "priceMinor", case when count(*) = count(p.cost_minor) then sum(p.cost_minor)::float8 end as "costMinor"
    from product_bundles r
    join products p on p.org_id = r.org_id and p.id = any(r.product_ids)
    where r.org_id = ${orgId} and r.run_id = ${runId}::uuid
    group by r.place, r.baskets, r.support, r.lift order by r.place`);
  return [...rows];
}

/** Each pair of categories both ways, in the order of their names. */
export async function listAffinity(tx: Tx, orgId: OrgId, runId: string): Promise<CategoryAffinity[]> {
  return tx.execute<CategoryAffinity & Record<string, unknown>>(sql`
    select from_category as "from", to_category as "to", customers, share, lift, lift_low as "liftLow", lift_high as "liftHigh"
    from category_affinity where org_id = ${orgId} and run_id = ${runId}::uuid order by from_category, to_category`);
}
