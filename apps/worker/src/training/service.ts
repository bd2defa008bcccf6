import { training, withOrg, type Tx } from '@almanac/data';
import { Capability, Champion, DomainError, isOver, mayActAs, RunCause, RunError, RunId, StartTraining, trainerOf, type OneRun, type OrgId, type Role, type StartedTraining, type TrainingRun } from '@almanac/data/contract';
import { z } from 'zod';
import { publishEvent } from '../platform/bus';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { listRunScores } from './capabilities';
import { paramsOf } from './run-params';
import { queueRun } from './start';

const RUNS_LISTED = 100;

export async function startTraining(ctx: OrgContext, input: StartTraining): Promise<OneRun> {
  const { database, orgId, org, clock, userName } = ctx;
  requireTrainer(ctx.role, input.capability);
  const runId = await withOrg(database.db, orgId, (tx) => queueRun(tx, ctx, { orgId, today: today(clock, org.timeZone), input, requestedBy: userName }));
  return { runId };
}

/** Starts all that the caller trains, with forecasts by the week, and says of each that cannot start why not. */
export async function startAllTraining(ctx: OrgContext): Promise<StartedTraining[]> {
  const { database, orgId, org, clock, userName, role } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const started: StartedTraining[] = [];
    for (const capability of Capability.options.filter((name) => mayActAs(role, trainerOf[name]))) {
      try {
        started.push({ capability, runId: await queueRun(tx, ctx, { orgId, today: today(clock, org.timeZone), input: StartTraining.parse({ capability }), requestedBy: userName }) });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        started.push({ capability, error: { code: error.code, params: error.params } });
      }
    }
    return started;
  });
}

/** Asks a run to stop: one that waits is over at once, one that runs is told. */
export async function cancelRun({ database, orgId, clock, role }: OrgContext, { runId }: OneRun): Promise<OneRun> {
  await withOrg(database.db, orgId, async (tx) => {
    const run = requireRun(await training.findRunForUpdate(tx, { orgId, runId }), runId);
    requireTrainer(role, run.capability);
    if (isOver(run.status)) throw new DomainError('training.already_finished', { status: run.status });
    if (run.status === 'queued') await training.finishRun(tx, { orgId, runId }, { status: 'cancelled', now: clock.now() });
    else await training.requestCancel(tx, { orgId, runId }, clock.now());
    await publishEvent(tx, { orgId, topic: 'run', id: runId });
  });
  return { runId };
}

/** Starts a new run with what an ended one was asked. */
export async function retryRun(ctx: OrgContext, { runId }: OneRun): Promise<OneRun> {
  const { database, orgId, org, clock, userName } = ctx;
  const next = await withOrg(database.db, orgId, async (tx) => {
    const run = requireRun(await training.findRun(tx, { orgId, runId }), runId);
    requireTrainer(ctx.role, run.capability);
    if (!isOver(run.status)) throw new DomainError('training.already_running', { runId });
    return queueRun(tx, ctx, { orgId, today: today(clock, org.timeZone), input: StartTraining.parse(paramsOf(run)), requestedBy: userName });
  });
  return { runId: next };
}

export async function listTrainingRuns({ database, orgId }: OrgContext): Promise<TrainingRun[]> {
  return withOrg(database.db, orgId, async (tx) => withScores(tx, orgId, await training.listRuns(tx, orgId, RUNS_LISTED)));
}

/** @throws DomainError `training.not_found` */
export async function getTrainingRun({ database, orgId }: OrgContext, { runId }: OneRun): Promise<TrainingRun> {
  return withOrg(database.db, orgId, async (tx) => {
    const [run] = await withScores(tx, orgId, [requireRun(await training.findRun(tx, { orgId, runId }), runId)]);
    return run!;
  });
}

async function withScores(tx: Tx, orgId: OrgId, rows: readonly training.RunRow[]): Promise<TrainingRun[]> {
  const ended = (capability: Capability) => rows.filter((row) => row.capability === capability && row.status === 'succeeded').map(({ id }) => id);
  const forecasts = await listRunScores(tx, orgId, 'forecast', ended('forecast'));
  const recommendations = await listRunScores(tx, orgId, 'recommend', ended('recommend'));
  const churn = await listRunScores(tx, orgId, 'churn', ended('churn'));
  const serving = new Map((await training.listServing(tx, orgId)).map(({ runId, promotedAt, chosenBy }) => [runId, { since: promotedAt, chosenBy }]));
  const servable = await training.listWithResults(tx, orgId, rows.map(({ id }) => id));
  return rows.map((row): TrainingRun => {
    const facts = { ...factsOf(row), serving: serving.get(row.id) ?? null, isServable: servable.has(row.id) };
    const params = paramsOf(row);
    switch (params.capability) {
      case 'forecast':
        return { ...facts, capability: 'forecast', params, frequency: params.frequency, ...servedBy(row), scores: forecasts.get(row.id) ?? [] };
      case 'recommend':
        return { ...facts, capability: 'recommend', params, scores: recommendations.get(row.id) ?? [] };
      case 'churn':
        return { ...facts, capability: 'churn', params, scores: churn.get(row.id) ?? [] };
    }
  });
}

function servedBy({ champion }: training.RunRow) {
  if (champion === null) return { weights: null, reconciliation: null };
  const { weights, reconciliation = null } = Champion.parse(champion);
  return { weights, reconciliation };
}

const Served = z.object({ model: z.string() });

function factsOf(row: training.RunRow) {
  const { status, requestedBy, queuedAt, startedAt, finishedAt, seed, attempt, dataHash, device, backend, peakMemoryMb, seriesCount } = row;
  const durationSeconds = startedAt !== null && finishedAt !== null ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : null;
  return {
    ...{ id: RunId.parse(row.id), status, requestedBy, cause: RunCause.nullable().catch(null).parse(row.cause), queuedAt, startedAt, finishedAt, durationSeconds },
    ...{ seed, attempt, dataHash, device, backend, peakMemoryMb, seriesCount },
    champion: row.champion === null ? null : Served.parse(row.champion).model,
    ...(row.errorCode === null ? {} : { error: RunError.parse({ code: row.errorCode, params: row.errorParams ?? {} }) }),
  };
}

/** @throws DomainError `auth.role_missing` */
function requireTrainer(role: Role, capability: Capability): void {
  const needed = trainerOf[capability];
  if (!mayActAs(role, needed)) throw new DomainError('auth.role_missing', { needed });
}

function requireRun(row: training.RunRow | undefined, runId: RunId): training.RunRow {
  if (row === undefined) throw new DomainError('training.not_found', { runId });
  return row;
}
