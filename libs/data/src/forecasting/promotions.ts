import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { Promotion } from '../contract/promotions';
import { locations, products, promotions } from '../schema/catalog';

/** Promotions that end on `from` or later, the next to begin first; or all of them, the last to begin first. */
export async function listPromotions(tx: Tx, orgId: OrgId, { from, limit }: { from: string | undefined; limit: number }): Promise<Promotion[]> {
  return tx.execute<Promotion & Record<string, unknown>>(sql`
    select pr.id::int as id, pr.name, p.code as "productCode", p.name as "productName", pr.category, pr.location_id::int as "locationId", l.name as location,
      pr.starts_on::text as "startsOn", pr.ends_on::text as "endsOn", pr.discount_percent as "discountPercent", pr.import_id is not null as "isImported"
    from promotions pr
    left join products p on p.org_id = pr.org_id and p.id = pr.product_id
    left join locations l on l.org_id = pr.org_id and l.id = pr.location_id
    where pr.org_id = ${orgId} and (${from ?? null}::date is null or pr.ends_on >= ${from ?? null}::date)
    order by pr.starts_on ${from === undefined ? sql`desc` : sql`asc`}, pr.id desc limit ${limit}`);
}

/** Whether a promotion is there, and came with a file. */
export async function findPromotion(tx: Tx, orgId: OrgId, id: number): Promise<{ isImported: boolean } | undefined> {
  const [row] = await tx.select({ importId: promotions.importId }).from(promotions).where(and(eq(promotions.orgId, orgId), eq(promotions.id, id)));
  return row && { isImported: row.importId !== null };
}

export interface PromotionValues {
  readonly name: string;
  readonly productId: number | null;
  readonly category: string | null;
  readonly locationId: number | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly discountPercent: number | null;
}

/** Writes a new promotion, or the one with this id anew. Gives its id. */
export async function savePromotion(tx: Tx, orgId: OrgId, id: number | undefined, values: PromotionValues): Promise<number | undefined> {
  const [row] =
    id === undefined
      ? await tx.insert(promotions).values({ orgId, ...values }).returning({ id: promotions.id })
      : await tx.update(promotions).set(values).where(and(eq(promotions.orgId, orgId), eq(promotions.id, id))).returning({ id: promotions.id });
  return row?.id;
}

export async function deletePromotion(tx: Tx, orgId: OrgId, id: number): Promise<void> {
  await tx.delete(promotions).where(and(eq(promotions.orgId, orgId), eq(promotions.id, id)));
}

/** What a promotion names, by the company's own codes: undefined where there is no such thing. */
export async function findPromotionTarget(tx: Tx, orgId: OrgId, { productCode, category, location }: { productCode?: string; category?: string; location?: number }) {
  const [product] = productCode === undefined ? [] : await tx.select({ id: products.id }).from(products).where(and(eq(products.orgId, orgId), eq(products.code, productCode)));
  const [inCategory] = category === undefined ? [] : await tx.select({ id: products.id }).from(products).where(and(eq(products.orgId, orgId), eq(products.category, category))).limit(1);
  const [place] = location === undefined ? [] : await tx.select({ id: locations.id }).from(locations).where(and(eq(locations.orgId, orgId), eq(locations.id, location)));
  const isThere = (productCode === undefined || product !== undefined) && (category === undefined || inCategory !== undefined) && (location === undefined || place !== undefined);
  return isThere ? { productId: product?.id ?? null, category: category ?? null, locationId: place?.id ?? null } : undefined;
}
