import { training, withOrg, type Tx } from '@almanac/data';
import { Champion, DomainError, ForecastParams, isOver, RunError, RunId, type ModelScores, type OneRun, type OrgId, type StartTraining, type TrainingRun } from '@almanac/data/contract';
import { publishEvent } from '../platform/bus';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { queueRun } from './start';

const RUNS_LISTED = 100;

export async function startTraining(ctx: OrgContext, input: StartTraining): Promise<OneRun> {
  const { database, orgId, org, clock, userName } = ctx;
  const runId = await withOrg(database.db, orgId, (tx) => queueRun(tx, ctx, { orgId, today: today(clock, org.timeZone), input, requestedBy: userName }));
  return { runId };
}

/** Asks a run to stop: one that waits is over at once, one that runs is told. */
export async function cancelRun({ database, orgId, clock }: OrgContext, { runId }: OneRun): Promise<OneRun> {
  await withOrg(database.db, orgId, async (tx) => {
    const run = requireRun(await training.findRunForUpdate(tx, { orgId, runId }), runId);
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
    if (!isOver(run.status)) throw new DomainError('training.already_running', { runId });
    const { frequency, effort } = ForecastParams.parse(run.params);
    return queueRun(tx, ctx, { orgId, today: today(clock, org.timeZone), input: { capability: 'forecast', frequency, effort }, requestedBy: userName });
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
  const ended = rows.filter(({ status }) => status === 'succeeded').map(({ id }) => id);
  const scores = await training.listScores(tx, orgId, ended);
  return rows.map((row) => toTrainingRun(row, scores.get(row.id) ?? []));
}

function toTrainingRun(row: training.RunRow, scores: readonly ModelScores[]): TrainingRun {
  const { capability, status, requestedBy, queuedAt, startedAt, finishedAt, seed, attempt, dataHash, device, backend, peakMemoryMb, seriesCount } = row;
  const params = ForecastParams.parse(row.params);
  const champion = row.champion === null ? undefined : Champion.parse(row.champion);
  const durationSeconds = startedAt !== null && finishedAt !== null ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : null;
  return {
    ...{ id: RunId.parse(row.id), capability, status, frequency: params.frequency, requestedBy, queuedAt, startedAt, finishedAt, durationSeconds },
    ...{ seed, attempt, dataHash, device, backend, peakMemoryMb, params, seriesCount, scores },
    champion: champion?.model ?? null,
    weights: champion?.weights ?? null,
    ...(row.errorCode === null ? {} : { error: RunError.parse({ code: row.errorCode, params: row.errorParams ?? {} }) }),
  };
}

function requireRun(row: training.RunRow | undefined, runId: RunId): training.RunRow {
  if (row === undefined) throw new DomainError('training.not_found', { runId });
  return row;
}
