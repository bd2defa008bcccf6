import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { SimilarProduct } from '../contract/analogies';
import type { OrgId, SeriesId } from '../contract/ids';
import { products } from '../schema/catalog';
import { productAnalogies } from '../schema/forecasting';

/** What a product is forecast by while its own history is too short. */
export interface ProductAnalogy {
  readonly [column: string]: unknown;
  readonly productId: number;
  readonly likeIds: readonly number[];
  /** 1 is as much as the similar ones */
  readonly scale: number;
}

export async function listAnalogies(tx: Tx, orgId: OrgId): Promise<ProductAnalogy[]> {
  return tx.execute<ProductAnalogy>(sql`
    select product_id::int as "productId", array_agg(like_product_id::int order by like_product_id) as "likeIds", min(scale_percent) / 100 as scale
    from product_analogies where org_id = ${orgId} group by product_id order by product_id`);
}

/** Replaces what a product is like; nothing in the list takes it away. */
export async function replaceAnalogy(tx: Tx, { orgId, productId }: { orgId: OrgId; productId: number }, likeIds: readonly number[], choice: { readonly scalePercent: number; readonly authorId: string; readonly authorName: string }): Promise<void> {
  await tx.delete(productAnalogies).where(and(eq(productAnalogies.orgId, orgId), eq(productAnalogies.productId, productId)));
  if (likeIds.length > 0) await tx.insert(productAnalogies).values(likeIds.map((likeProductId) => ({ orgId, productId, likeProductId, ...choice })));
}

/** The product of a series. */
export async function findProductOfSeries(tx: Tx, orgId: OrgId, seriesId: SeriesId): Promise<number | undefined> {
  const [row] = await tx.execute<{ productId: number }>(sql`select product_id::int as "productId" from series where org_id = ${orgId} and id = ${seriesId}`);
  return row?.productId;
}

/** How many of these products there are. */
export async function countProducts(tx: Tx, orgId: OrgId, ids: readonly number[]): Promise<number> {
  return tx.$count(products, and(eq(products.orgId, orgId), inArray(products.id, [...ids])));
}

/** What the product of a series is like now, and who said so. */
export async function listChosenSimilar(tx: Tx, orgId: OrgId, seriesId: SeriesId): Promise<(SimilarProduct & { scalePercent: number; author: string; createdAt: Date })[]> {
  const rows = await tx.execute<SimilarProduct & { [column: string]: unknown; scalePercent: number; author: string; createdAt: string }>(sql`
    select p.id::int as id, p.code, p.name, p.category, p.price_minor::float8 as "priceMinor", ${firstSale(sql`s.id`, orgId)}::text as "soldSince",
      a.scale_percent as "scalePercent", a.author_name as author, a.created_at as "createdAt"
    from series me
    join product_analogies a on a.org_id = me.org_id and a.product_id = me.product_id
    join products p on p.org_id = a.org_id and p.id = a.like_product_id
    left join series s on s.org_id = p.org_id and s.product_id = p.id and s.location_id = me.location_id
    where me.org_id = ${orgId} and me.id = ${seriesId}
    order by p.code`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/**
 * Products sold where the series is, those whose launch is in the data first, then the nearest in price: of its category, between half and twice its price and with a
 * year of sales; or, with `q`, any whose code or name has it.
 */
export async function listSimilar(tx: Tx, orgId: OrgId, seriesId: SeriesId, { q, limit }: { q: string | undefined; limit: number }): Promise<SimilarProduct[]> {
  const isWanted =
    q === undefined
      ? sql`p.category = own.category and (p.price_minor between own.price_minor * 0.5 and own.price_minor * 2 or p.price_minor is null or own.price_minor is null)
          and found.sold_since <= (select max(date) from daily_demand where org_id = ${orgId}) - 364`
      : sql`(p.code || ' ' || p.name) ilike ${`%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`}`;
  return tx.execute<SimilarProduct & Record<string, unknown>>(sql`
    select p.id::int as id, p.code, p.name, p.category, p.price_minor::float8 as "priceMinor", found.sold_since::text as "soldSince"
    from series me
    join products own on own.org_id = me.org_id and own.id = me.product_id
    join series s on s.org_id = me.org_id and s.location_id = me.location_id and s.id <> me.id
    join products p on p.org_id = s.org_id and p.id = s.product_id and not p.is_service
    cross join lateral (select ${firstSale(sql`s.id`, orgId)} as sold_since) found
    where me.org_id = ${orgId} and me.id = ${seriesId} and found.sold_since is not null and ${isWanted}
    order by found.sold_since < (select min(date) + 28 from daily_demand where org_id = ${orgId}), abs(ln(nullif(p.price_minor, 0)::float8 / nullif(own.price_minor, 0))) nulls last, p.code limit ${limit}`);
}

const firstSale = (seriesId: ReturnType<typeof sql>, orgId: OrgId) => sql`(select d.date from daily_demand d where d.org_id = ${orgId} and d.series_id = ${seriesId} and d.quantity > 0 order by d.date limit 1)`;
