import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { churnModels, churnModelScores, churnScores } from '../schema/index';
import { retiredRuns } from '../training/runs';

type OfRun<Row> = Omit<Row, 'orgId' | 'runId'>;
export type NewModel = OfRun<typeof churnModels.$inferInsert>;
export type NewScore = OfRun<typeof churnScores.$inferInsert>;
type NewMethod = OfRun<typeof churnModelScores.$inferInsert>;

/** Rows a statement: a few megabytes of JSON. */
const BATCH = 5_000;
/** Beside the served run, so many newer ones are kept whole … */
const RUNS_KEPT = 2;
/** … and the first of each month for so long, without reasons, until it is known who left. */
const MONTHS_KEPT = 13;

/** Writes all of a run, replacing what an earlier attempt left. */
export async function writeRun(tx: Tx, key: { readonly orgId: OrgId; readonly runId: string }, { model, methods, scores }: { model: NewModel; methods: readonly NewMethod[]; scores: readonly NewScore[] }): Promise<void> {
  const { orgId, runId } = key;
  for (const table of [churnScores, churnModelScores, churnModels]) await tx.delete(table).where(sql`org_id = ${orgId} and run_id = ${runId}`);
  await tx.insert(churnModels).values({ ...model, ...key });
  await tx.insert(churnModelScores).values(methods.map((method) => ({ ...method, ...key })));
  for (let at = 0; at < scores.length; at += BATCH) {
    const rows = scores.slice(at, at + BATCH).map((score) => Object.fromEntries(Object.entries({ isBetweenOrders: false, ...score, ...key }).map(([name, value]) => [columnOf(name), value])));
    await tx.execute(sql`insert into churn_scores select * from jsonb_populate_recordset(null::churn_scores, ${JSON.stringify(rows)}::text::jsonb)`);
  }
  await tx.execute(sql`
    update churn_scores now set previous_probability = before.probability
    from churn_scores before, serving_runs served
    where now.org_id = ${orgId} and now.run_id = ${runId} and served.org_id = ${orgId} and served.capability = 'churn' and served.run_id <> ${runId}
      and before.org_id = ${orgId} and before.run_id = served.run_id and before.customer_id = now.customer_id`);
}

const columnOf = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Drops scores nobody reads any more; the facts about each run stay. */
export async function pruneRuns(tx: Tx, orgId: OrgId): Promise<void> {
  const retired = retiredRuns(orgId, 'churn', RUNS_KEPT);
  await tx.execute(sql`
    with monthly as (
      select distinct on (date_trunc('month', r.finished_at)) r.id from training_runs r join churn_models m on m.org_id = r.org_id and m.run_id = r.id
      where r.org_id = ${orgId} and r.capability = 'churn' and r.status = 'succeeded' and r.finished_at > now() - make_interval(months => ${MONTHS_KEPT})
      order by date_trunc('month', r.finished_at), r.finished_at)
    delete from churn_scores where org_id = ${orgId} and run_id in (${retired}) and run_id not in (select id from monthly)`);
  await tx.execute(sql`update churn_scores set reasons = null where org_id = ${orgId} and run_id in (${retired}) and reasons is not null`);
}
