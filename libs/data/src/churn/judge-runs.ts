import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ChurnOutcome } from '../contract/churn';
import type { OrgId } from '../contract/ids';
import { churnModels } from '../schema/index';

/** Runs whose window has passed by a day, and whose outcome nobody has looked at. */
export async function listUnjudgedRuns(tx: Tx, orgId: OrgId, dataUntil: string): Promise<{ runId: string; threshold: number; outcomeOn: string }[]> {
  return tx.execute<{ runId: string; threshold: number; outcomeOn: string }>(sql`
    select run_id as "runId", threshold, (data_until + window_days)::text as "outcomeOn" from churn_models
    where org_id = ${orgId} and kind = 'purchases' and outcome_on is null and data_until + window_days <= ${dataUntil}::date order by data_until`);
}

export interface JudgedScore {
  readonly probability: number;
  readonly hasLeft: boolean;
}

/** Writes who left within the window of a run, and returns it beside what was said. */
export async function judgeRun(tx: Tx, orgId: OrgId, runId: string, outcomeOf: (scores: readonly JudgedScore[]) => ChurnOutcome | null): Promise<void> {
  const scores = await tx.execute<JudgedScore & Record<string, unknown>>(sql`
    update churn_scores s set has_left = not exists (
      select from sales_lines l where l.org_id = s.org_id and l.customer_id = s.customer_id and l.kind = 'sale' and l.sold_on > m.data_until and l.sold_on <= m.data_until + m.window_days)
    from churn_models m where m.org_id = s.org_id and m.run_id = s.run_id and s.org_id = ${orgId} and s.run_id = ${runId} and s.state = 'active'
    returning s.probability, s.has_left as "hasLeft"`);
  await tx
    .update(churnModels)
    .set({ outcome: outcomeOf(scores), outcomeOn: sql`data_until + window_days` })
    .where(and(eq(churnModels.orgId, orgId), eq(churnModels.runId, runId), isNull(churnModels.outcomeOn)));
}
