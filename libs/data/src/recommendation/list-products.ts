import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { ProductFilter, ProductRow } from '../contract/recommendation';
import { escapeLike } from './list-customers';

export interface ProductPage {
  readonly orgId: OrgId;
  readonly runId: string;
  readonly filter: ProductFilter;
  readonly minorUnits: number;
  readonly offset: number;
  readonly limit: number;
}

const sortKey: Record<ProductFilter['sort'], SQL> = {
  value: sql`a.value`,
  name: sql`lower(p.name)`,
  expectedBuyers: sql`a.expected_buyers`,
  buyers: sql`a.buyers`,
};

/** Products with their audiences; stock is counted for the page alone. */
export async function listProductRows(tx: Tx, { orgId, runId, filter, minorUnits, offset, limit }: ProductPage): Promise<ProductRow[]> {
  const direction = filter.dir === 'asc' ? sql`asc` : sql`desc nulls last`; // as the indexes are
  return tx.execute<ProductRow & Record<string, unknown>>(sql`
    with page as (
      select a.product_id, row_number() over (order by ${sortKey[filter.sort]} ${direction}, p.id) as position
      from ${matches(orgId, runId, filter)} order by ${sortKey[filter.sort]} ${direction}, p.id offset ${offset} limit ${limit})
    ${productRows(orgId, runId, minorUnits)} join page on page.product_id = p.id where p.org_id = ${orgId} order by page.position`);
}

export async function findProductRow(tx: Tx, orgId: OrgId, runId: string, productId: number, minorUnits: number): Promise<ProductRow | undefined> {
  const [row] = await tx.execute<ProductRow & Record<string, unknown>>(sql`${productRows(orgId, runId, minorUnits)} where p.org_id = ${orgId} and p.id = ${productId}`);
  return row;
}

const productRows = (orgId: OrgId, runId: string, minorUnits: number) => sql`
  select p.id::int as id, p.code, p.name, p.category, a.buyers, a.recent_buyers as "recentBuyers", cardinality(a.customer_ids) as audience, a.expected_buyers as "expectedBuyers", a.value as "valueMinor",
    coalesce(p.price_minor, round(a.unit_price * ${minorUnits}))::float8 as "priceMinor", a.interval_days as "intervalDays", a.repeat_share as "repeatShare", a.is_cold as "isCold", stock.on_hand as "onHand",
    exists (select from recommendation_exclusions x where x.org_id = p.org_id and (x.product_id = p.id or x.category = p.category)) as "isExcluded"
  from products p
  join product_audiences a on a.org_id = p.org_id and a.run_id = ${runId} and a.product_id = p.id
  left join lateral (
    select sum(last.on_hand) as on_hand from locations l cross join lateral (
      select on_hand from stock_levels s where s.org_id = p.org_id and s.product_id = p.id and s.location_id = l.id order by s.counted_on desc limit 1) last
    where l.org_id = ${orgId}) stock on true`;

export async function countProductRows(tx: Tx, { orgId, runId, filter }: Pick<ProductPage, 'orgId' | 'runId' | 'filter'>): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from ${matches(orgId, runId, filter)}`);
  return row?.total ?? 0;
}

function matches(orgId: OrgId, runId: string, { q, category, kind }: ProductFilter): SQL {
  const conditions = [sql`a.org_id = ${orgId}`, sql`a.run_id = ${runId}::uuid`];
  if (q !== undefined && q !== '') conditions.push(sql`(p.code || ' ' || p.name) ilike ${escapeLike(q)}`);
  if (category !== undefined) conditions.push(sql`p.category = ${category}`);
  if (kind === 'replenishable') conditions.push(sql`a.interval_days is not null`);
  if (kind === 'cold') conditions.push(sql`a.is_cold`);
  return sql`product_audiences a join products p on p.org_id = a.org_id and p.id = a.product_id where ${sql.join(conditions, sql` and `)}`;
}
