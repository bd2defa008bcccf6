import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { RecommenderScores } from '../contract/recommendation';
import { recommendationScores } from '../schema/index';

/** Scores of each run, the champion first, then by NDCG. */
export async function listScores(tx: Tx, orgId: OrgId, runIds: readonly string[]): Promise<Map<string, RecommenderScores[]>> {
  const byRun = new Map<string, RecommenderScores[]>(runIds.map((id) => [id, []]));
  if (runIds.length === 0) return byRun;
  const { model, hitRate10, ndcg10, recall20, coverage10, novelty10, weight, isChampion, runId } = recommendationScores;
  const rows = await tx
    .select({ runId, model, hitRate10, ndcg10, recall20, coverage10, novelty10, weight, isChampion })
    .from(recommendationScores)
    .where(and(eq(recommendationScores.orgId, orgId), inArray(runId, [...runIds])))
    .orderBy(desc(isChampion), sql`${ndcg10} desc nulls last`, model);
  for (const { runId: id, ...scores } of rows) byRun.get(id)?.push(scores);
  return byRun;
}

export interface RunCounts {
  readonly [column: string]: unknown;
  readonly contactableCustomers: number;
  readonly pairs: number;
  readonly bundles: number;
  readonly replenishableProducts: number;
  readonly coldProducts: number;
  readonly excluded: number;
}

export async function countRun(tx: Tx, orgId: OrgId, runId: string): Promise<RunCounts> {
  const [row] = await tx.execute<RunCounts>(sql`
    select
      (select count(*)::int from customer_recommendations l join customers c on c.org_id = l.org_id and c.id = l.customer_id
        where l.org_id = ${orgId} and l.run_id = ${runId} and c.has_consent and not exists (select from recommendation_exclusions x where x.org_id = c.org_id and x.customer_id = c.id)) as "contactableCustomers",
      (select count(*)::int from product_pairs where org_id = ${orgId} and run_id = ${runId}) as pairs,
      (select count(*)::int from product_bundles where org_id = ${orgId} and run_id = ${runId}) as bundles,
      (select count(*)::int from product_audiences where org_id = ${orgId} and run_id = ${runId} and interval_days is not null) as "replenishableProducts",
      (select count(*)::int from product_audiences where org_id = ${orgId} and run_id = ${runId} and is_cold) as "coldProducts",
      (select count(*)::int from recommendation_exclusions where org_id = ${orgId}) as excluded`);
  return row!; // an aggregate without grouping has one row
}

/** What lists can be narrowed to. */
export async function listFacets(tx: Tx, orgId: OrgId): Promise<{ segments: string[]; countries: string[]; categories: string[] }> {
  const [row] = await tx.execute<{ segments: string[]; countries: string[]; categories: string[] }>(sql`
    select array(select distinct segment from customers where org_id = ${orgId} and segment is not null order by 1) as segments,
      array(select distinct country from customers where org_id = ${orgId} and country is not null order by 1) as countries,
      array(select distinct category from products where org_id = ${orgId} and category is not null and not is_service order by 1) as categories`);
  return row!; // three arrays, empty where there is nothing
}
