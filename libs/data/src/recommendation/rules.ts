import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { defaultRecommendationSettings, type RecommendationExclusion, type RecommendationSettings } from '../contract/recommendation';
import { products, recommendationExclusions, recommendationSettings } from '../schema/index';

export async function getSettings(tx: Tx, orgId: OrgId): Promise<RecommendationSettings> {
  const [row] = await tx.select().from(recommendationSettings).where(eq(recommendationSettings.orgId, orgId));
  if (row === undefined) return defaultRecommendationSettings;
  const { orgId: _, ...settings } = row;
  return settings;
}

export async function upsertSettings(tx: Tx, orgId: OrgId, settings: RecommendationSettings): Promise<void> {
  await tx.insert(recommendationSettings).values({ orgId, ...settings }).onConflictDoUpdate({ target: recommendationSettings.orgId, set: settings });
}

/** The newest first. */
export async function listExclusions(tx: Tx, orgId: OrgId): Promise<RecommendationExclusion[]> {
  const rows = await tx.execute<RecommendationExclusion & Record<string, unknown>>(sql`
    select x.id::int as id, case when x.product_id is not null then 'product' when x.category is not null then 'category' else 'customer' end as kind, coalesce(x.product_id, x.customer_id)::int as "targetId",
      coalesce(p.code, x.category, c.code) as code, coalesce(p.name, c.name) as name, x.note, x.created_by as "createdBy", x.created_at as "createdAt"
    from recommendation_exclusions x
    left join products p on p.org_id = x.org_id and p.id = x.product_id
    left join customers c on c.org_id = x.org_id and c.id = x.customer_id
    where x.org_id = ${orgId} order by x.id desc`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

export interface NewExclusion {
  readonly productId?: number | undefined;
  readonly category?: string | undefined;
  readonly customerId?: number | undefined;
  readonly note?: string | undefined;
  readonly createdBy: string;
}

/** What is excluded already stays as it was. */
export async function insertExclusion(tx: Tx, orgId: OrgId, exclusion: NewExclusion): Promise<void> {
  await tx.insert(recommendationExclusions).values({ orgId, ...exclusion }).onConflictDoNothing();
}

/** @returns whether it was there */
export async function deleteExclusion(tx: Tx, orgId: OrgId, id: number): Promise<boolean> {
  const rows = await tx.delete(recommendationExclusions).where(and(eq(recommendationExclusions.orgId, orgId), eq(recommendationExclusions.id, id))).returning({ id: recommendationExclusions.id });
  return rows.length > 0;
}

export async function hasProduct(tx: Tx, orgId: OrgId, productId: number): Promise<boolean> {
  return (await tx.$count(products, and(eq(products.orgId, orgId), eq(products.id, productId)))) > 0;
}
