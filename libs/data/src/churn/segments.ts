import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ChurnSegment } from '../contract/churn';
import type { OrgId } from '../contract/ids';
import type { RfmSegmentName } from '../contract/terms';

/** RFM segments that have customers. */
export async function listSegments(tx: Tx, orgId: OrgId, runId: string): Promise<RfmSegmentName[]> {
  const rows = await tx.execute<{ rfm: RfmSegmentName }>(sql`select distinct rfm_segment as rfm from churn_scores where org_id = ${orgId} and run_id = ${runId} and rfm_segment is not null`);
  return rows.map(({ rfm }) => rfm);
}

/** Each RFM segment: how many, how risky, worth how much. */
export async function summarizeSegments(tx: Tx, orgId: OrgId, { runId, threshold, dataUntil }: { runId: string; threshold: number; dataUntil: string }): Promise<ChurnSegment[]> {
  const rows = await tx.execute<ChurnSegment & Record<string, unknown>>(sql`
    select s.rfm_segment as rfm, count(*)::int as customers, count(*) filter (where c.has_consent)::int as contactable, count(*) filter (where s.probability >= ${threshold})::int as "highRisk",
      avg(s.probability) as "meanProbability", sum(s.amount)::float8 as "amountMinor", sum(s.expected_value)::float8 as "expectedValueMinor", sum(s.value_at_risk)::float8 as "valueAtRiskMinor",
      percentile_cont(0.5) within group (order by ${dataUntil}::date - s.last_ordered_on)::float8 as "medianDaysSinceOrder"
    from churn_scores s join customers c on c.org_id = s.org_id and c.id = s.customer_id
    where s.org_id = ${orgId} and s.run_id = ${runId} and s.rfm_segment is not null group by 1`);
  return [...rows];
}
