import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Queryable, Tx } from '../client/database';
import type { ModelScores } from '../contract/forecasting';
import type { OrgId, RunId } from '../contract/ids';
import type { Champion, RunCause, RunError, RunParams, TrainingProgress } from '../contract/training';
import type { Capability } from '../contract/terms';
import { forecastScores, servingRuns, trainingRuns } from '../schema/index';

export type RunRow = typeof trainingRuns.$inferSelect;

interface RunKey {
  readonly orgId: OrgId;
  readonly runId: RunId;
}

const isRun = ({ orgId, runId }: RunKey) => and(eq(trainingRuns.orgId, orgId), eq(trainingRuns.id, runId));

/** Makes two starts of one company wait for each other, until the transaction ends. */
export async function lockStarts(tx: Tx, orgId: OrgId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`training ${orgId}`}, 0))`);
}

/** The queued or running run of a capability; forecasts run once per frequency. */
export async function findActiveRun(tx: Tx, orgId: OrgId, capability: Capability, frequency?: string): Promise<RunRow | undefined> {
  const ofFrequency = frequency === undefined ? undefined : sql`${trainingRuns.params}->>'frequency' = ${frequency}`;
  const [row] = await tx
    .select()
    .from(trainingRuns)
    .where(and(eq(trainingRuns.orgId, orgId), eq(trainingRuns.capability, capability), inArray(trainingRuns.status, ['queued', 'running']), ofFrequency))
    .limit(1);
  return row;
}

export async function insertRun(tx: Tx, { params, ...run }: { orgId: OrgId; params: RunParams; seed: number; requestedBy: string | undefined; cause: RunCause | undefined; queuedAt: Date }): Promise<string> {
  const { capability, ...asked } = params;
  const [row] = await tx.insert(trainingRuns).values({ ...run, capability, params: asked }).returning({ id: trainingRuns.id });
  return row!.id;
}

export async function findRun(tx: Tx, key: RunKey): Promise<RunRow | undefined> {
  const [row] = await tx.select().from(trainingRuns).where(isRun(key));
  return row;
}

/** Reads a run that nobody else may change before the transaction ends. */
export async function findRunForUpdate(tx: Tx, key: RunKey): Promise<RunRow | undefined> {
  const [row] = await tx.select().from(trainingRuns).where(isRun(key)).for('update');
  return row;
}

/** The newest runs first. */
export function listRuns(tx: Tx, orgId: OrgId, limit: number): Promise<RunRow[]> {
  return tx.select().from(trainingRuns).where(eq(trainingRuns.orgId, orgId)).orderBy(desc(trainingRuns.queuedAt), trainingRuns.id).limit(limit);
}

/** Scores of each forecast run over all its series, champion first, then by WQL. */
export async function listForecastScores(tx: Tx, orgId: OrgId, runIds: readonly string[]): Promise<Map<string, ModelScores[]>> {
  const byRun = new Map<string, ModelScores[]>(runIds.map((id) => [id, []]));
  if (runIds.length === 0) return byRun;
  const rows = await tx
    .select()
    .from(forecastScores)
    .where(and(eq(forecastScores.orgId, orgId), inArray(forecastScores.runId, [...runIds]), eq(forecastScores.seriesClass, 'all')))
    .orderBy(desc(forecastScores.isChampion), forecastScores.wql, forecastScores.model);
  for (const { runId, model, wape, mase, wql, coverage80, bias, isChampion } of rows) byRun.get(runId)?.push({ model, wape, mase, wql, coverage80, bias, isChampion });
  return byRun;
}

/** A worker takes a run up, for the first time or after another one died with it. @returns the number of this attempt */
export async function claimRun(tx: Tx, key: RunKey, { workerId, now }: { workerId: string; now: Date }): Promise<number> {
  const [row] = await tx
    .update(trainingRuns)
    .set({ status: 'running', workerId, startedAt: now, progress: null, attempt: sql`${trainingRuns.attempt} + 1` })
    .where(isRun(key))
    .returning({ attempt: trainingRuns.attempt });
  return row!.attempt;
}

/** Puts a running attempt back into the queue; its sender sends the job. @returns whether it was still running */
export async function requeueRun(tx: Tx, key: RunKey, attempt: number): Promise<boolean> {
  const rows = await tx
    .update(trainingRuns)
    .set({ status: 'queued', workerId: null, startedAt: null, progress: null })
    .where(and(isRun(key), eq(trainingRuns.attempt, attempt), eq(trainingRuns.status, 'running')))
    .returning({ id: trainingRuns.id });
  return rows.length > 0;
}

export async function setProgress(tx: Tx, key: RunKey, attempt: number, progress: TrainingProgress): Promise<void> {
  await tx.update(trainingRuns).set({ progress }).where(and(isRun(key), eq(trainingRuns.attempt, attempt), eq(trainingRuns.status, 'running')));
}

export async function requestCancel(tx: Tx, key: RunKey, now: Date): Promise<void> {
  await tx.update(trainingRuns).set({ cancelRequestedAt: now }).where(isRun(key));
}

/** How an attempt ended; without `attempt` the run ended before any. @returns whether it was still open */
export async function finishRun(
  tx: Tx,
  key: RunKey,
  end: { status: 'failed' | 'cancelled'; now: Date; error?: RunError; attempt?: number } | { status: 'succeeded'; now: Date; attempt: number; found: RunFindings },
): Promise<boolean> {
  const found = end.status === 'succeeded' ? end.found : {};
  const error = end.status !== 'succeeded' && end.error ? { errorCode: end.error.code, errorParams: end.error.params } : {};
  const rows = await tx
    .update(trainingRuns)
    .set({ status: end.status, finishedAt: end.now, ...found, ...error })
    .where(and(isRun(key), inArray(trainingRuns.status, ['queued', 'running']), end.attempt === undefined ? undefined : eq(trainingRuns.attempt, end.attempt)))
    .returning({ id: trainingRuns.id });
  return rows.length > 0;
}

/** What a run knows of itself at its end. */
export interface RunFindings {
  readonly dataHash: string;
  readonly backend: string;
  readonly device: string;
  readonly seriesCount: number;
  /** what serves, `{ model, … }` as its capability reads it */
  readonly champion: Champion | { readonly model: string };
  readonly peakMemoryMb: number;
}

/** What a run serves for. Capabilities without frequencies have one run for `all`. */
export interface ServedAs {
  readonly capability: Capability;
  readonly frequency: string;
}

/** Makes a new run the one whose predictions are shown, unless somebody has chosen another one by hand. */
export async function serveNewRun(tx: Tx, { orgId, runId }: RunKey, { capability, frequency }: ServedAs): Promise<void> {
  await tx.execute(sql`
    insert into serving_runs (org_id, capability, frequency, run_id) values (${orgId}, ${capability}, ${frequency}, ${runId}::uuid)
    on conflict (org_id, capability, frequency) do update set run_id = excluded.run_id, promoted_at = now() where serving_runs.chosen_by is null`);
}

/** Makes a run serve by somebody's choice; without one, newer runs take over again. @returns the run that served before */
export async function chooseServedRun(tx: Tx, { orgId, runId }: RunKey, { capability, frequency }: ServedAs, chosenBy: string | null): Promise<string | undefined> {
  const [before] = await tx.execute<{ runId: string }>(sql`
    select run_id as "runId" from serving_runs where org_id = ${orgId} and capability = ${capability} and frequency = ${frequency} for update`);
  await tx.execute(sql`
    insert into serving_runs (org_id, capability, frequency, run_id, chosen_by) values (${orgId}, ${capability}, ${frequency}, ${runId}::uuid, ${chosenBy})
    on conflict (org_id, capability, frequency) do update set run_id = excluded.run_id, promoted_at = now(), chosen_by = excluded.chosen_by`);
  return before?.runId;
}

export interface ServingRow extends ServedAs {
  readonly runId: string;
  readonly promotedAt: Date;
  readonly chosenBy: string | null;
}

export function listServing(tx: Tx, orgId: OrgId): Promise<ServingRow[]> {
  const { runId, capability, frequency, promotedAt, chosenBy } = servingRuns;
  return tx.select({ runId, capability, frequency, promotedAt, chosenBy }).from(servingRuns).where(eq(servingRuns.orgId, orgId));
}

/** Those of some runs whose predictions are still there; older ones have been dropped. */
export async function listWithResults(tx: Tx, orgId: OrgId, runIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    select r.id from training_runs r where r.org_id = ${orgId} and r.id = any(${sql.param([...runIds])}::uuid[]) and r.status = 'succeeded' and case r.capability
      when 'forecast' then exists (select from forecasts f where f.org_id = r.org_id and f.run_id = r.id)
      when 'recommend' then exists (select from recommendation_models m where m.org_id = r.org_id and m.run_id = r.id)
      else exists (select from churn_scores s where s.org_id = r.org_id and s.run_id = r.id and s.reasons is not null) end`);
  return new Set(rows.map(({ id }) => id));
}

/** The newest run of a kind that succeeded. */
export async function findNewestRun(tx: Tx, orgId: OrgId, { capability, frequency }: ServedAs): Promise<RunRow | undefined> {
  const ofFrequency = frequency === 'all' ? undefined : sql`${trainingRuns.params}->>'frequency' = ${frequency}`;
  const [row] = await tx
    .select()
    .from(trainingRuns)
    .where(and(eq(trainingRuns.orgId, orgId), eq(trainingRuns.capability, capability), eq(trainingRuns.status, 'succeeded'), ofFrequency))
    .orderBy(desc(trainingRuns.finishedAt))
    .limit(1);
  return row;
}

/** The run that serves a capability without frequencies, with what it was asked. */
export async function findServedRun(tx: Tx, orgId: OrgId, capability: Exclude<Capability, 'forecast'>): Promise<RunRow | undefined> {
  const [row] = await tx
    .select({ run: trainingRuns })
    .from(servingRuns)
    .innerJoin(trainingRuns, and(eq(trainingRuns.orgId, servingRuns.orgId), eq(trainingRuns.id, servingRuns.runId)))
    .where(and(eq(servingRuns.orgId, orgId), eq(servingRuns.capability, capability)));
  return row?.run;
}

/** Succeeded runs of a capability that no longer serve, but for the newest `keep` of them: what they said may go. */
export const retiredRuns = (orgId: OrgId, capability: Exclude<Capability, 'forecast'>, keep: number): SQL => sql`
  select id from training_runs where org_id = ${orgId} and capability = ${capability} and status = 'succeeded'
    and id not in (select run_id from serving_runs where org_id = ${orgId}) order by finished_at desc offset ${keep}`;

/** Fails runs whose job is gone or used up, such as one that took every worker down with it. Of all companies: for the owner's connection. */
export async function failLostRuns(owner: Queryable): Promise<{ id: string; orgId: string }[]> {
  return owner.execute<{ id: string; orgId: string }>(sql`
    update training_runs r set status = 'failed', finished_at = now(), error_code = 'training.worker_lost', error_params = '{}'::jsonb
    where r.status in ('queued', 'running') and r.queued_at < now() - interval '30 seconds'
      and not exists (select from graphile_worker.jobs j where j.key = 'run:' || r.id and (j.attempts < j.max_attempts or j.locked_at is not null))
    returning r.id, r.org_id as "orgId"`);
}
