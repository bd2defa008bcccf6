import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ListOutcome } from '../contract/monitoring';
import type { OrgId } from '../contract/ids';

/** As many products of a list as are judged. */
const LISTED = 10;

export interface ModelFacts {
  readonly [column: string]: unknown;
  readonly runId: string;
  readonly dataUntil: string;
  readonly outcomeOn: string;
  readonly hasLists: boolean;
}

/** What recommendation runs were fitted on, newest first, with the last day of their response days. */
export async function listRecommenders(tx: Tx, orgId: OrgId, runIds: readonly string[]): Promise<ModelFacts[]> {
  return [
    ...(await tx.execute<ModelFacts>(sql`
      select m.run_id as "runId", m.data_until::text as "dataUntil", (m.data_until + m.response_days)::text as "outcomeOn",
        exists (select from customer_recommendations l where l.org_id = m.org_id and l.run_id = m.run_id) as "hasLists"
      from recommendation_models m where m.org_id = ${orgId} and m.run_id = any(${sql.param([...runIds])}::uuid[]) order by m.data_until desc`)),
  ];
}

/** What customers bought in the response days of a run, held against their lists. */
export async function judgeLists(tx: Tx, orgId: OrgId, runId: string): Promise<ListOutcome> {
  const [row] = await tx.execute<ListOutcome & Record<string, unknown>>(sql`
    with model as (select data_until, response_days from recommendation_models where org_id = ${orgId} and run_id = ${runId}::uuid),
    listed as (
      select l.customer_id, p.product_id, p.probability from customer_recommendations l
      cross join lateral unnest(l.product_ids[1:${sql.raw(String(LISTED))}], l.probabilities[1:${sql.raw(String(LISTED))}]) as p(product_id, probability)
      where l.org_id = ${orgId} and l.run_id = ${runId}::uuid),
    bought as (
      select distinct s.customer_id, s.product_id from sales_lines s, model m
      where s.org_id = ${orgId} and s.kind = 'sale' and s.customer_id is not null and s.sold_on > m.data_until and s.sold_on <= m.data_until + m.response_days
        and exists (select from customer_recommendations l where l.org_id = ${orgId} and l.run_id = ${runId}::uuid and l.customer_id = s.customer_id)),
    found as (
      select l.customer_id, l.probability, b.customer_id is not null as is_bought, exists (select from bought any_of where any_of.customer_id = l.customer_id) as is_buyer
      from listed l left join bought b on b.customer_id = l.customer_id and b.product_id = l.product_id)
    select (select count(distinct customer_id)::int from bought) as buyers, count(distinct customer_id) filter (where is_bought)::int as hits,
      count(*) filter (where is_bought)::int as purchases, coalesce(sum(probability), 0)::float8 as expected,
      coalesce(count(*) filter (where is_bought) / nullif(count(*) filter (where is_buyer), 0)::float8, 0) as precision,
      coalesce(count(*) filter (where is_bought) / nullif((select count(*) from bought), 0)::float8, 0) as recall
    from found`);
  return row!;
}
