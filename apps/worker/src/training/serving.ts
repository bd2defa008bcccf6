import { training, withOrg, type Tx } from '@almanac/data';
import { DomainError, mayActAs, RunId, trainerOf, type OneRun, type ServedRun } from '@almanac/data/contract';
import { recordAudit } from '../audit/index';
import { queuePlan } from '../inventory/plan-job';
import { publishEvent } from '../platform/bus';
import type { OrgContext } from '../platform/context';
import { paramsOf } from './run-params';

/**
 * Shows the predictions of a run from now on: an earlier one that did better, or a newer one that has waited. It stays until somebody chooses
 * otherwise.
 * @throws DomainError `training.not_found`, or `training.results_gone` where its predictions have been dropped
 */
export function serveRun(ctx: OrgContext, { runId }: OneRun): Promise<ServedRun> {
  return withOrg(ctx.database.db, ctx.orgId, (tx) => serve(tx, ctx, runId, ctx.userName));
}

/**
 * Ends a choice made by hand for what a run serves: its newest run serves now, and each that follows.
 * @throws DomainError as {@link serveRun}
 */
export function serveNewestRun(ctx: OrgContext, { runId }: OneRun): Promise<ServedRun> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    const run = await requireOwnRun(tx, ctx, runId);
    const newest = await training.findNewestRun(tx, ctx.orgId, servedAs(run));
    return serve(tx, ctx, RunId.parse(newest?.id ?? runId), null);
  });
}

async function serve(tx: Tx, ctx: OrgContext, runId: RunId, chosenBy: string | null): Promise<ServedRun> {
  const { orgId, userId, jobs } = ctx;
  const run = await requireOwnRun(tx, ctx, runId);
  if (!(await training.listWithResults(tx, orgId, [runId])).has(runId)) throw new DomainError('training.results_gone');
  const as = servedAs(run);
  const before = await training.chooseServedRun(tx, { orgId, runId }, as, chosenBy);
  await recordAudit(tx, { orgId, userId, action: chosenBy === null ? 'model.released' : 'model.chosen', subject: runId, details: { capability: as.capability, frequency: as.frequency } });
  if (run.capability === 'forecast') await queuePlan(tx, jobs, orgId);
  await publishEvent(tx, { orgId, topic: 'run', id: runId });
  return { runId, before: before === undefined || before === runId ? null : RunId.parse(before) };
}

async function requireOwnRun(tx: Tx, { orgId, role }: OrgContext, runId: RunId): Promise<training.RunRow> {
  const run = await training.findRunForUpdate(tx, { orgId, runId });
  if (run === undefined) throw new DomainError('training.not_found', { runId });
  const needed = trainerOf[run.capability];
  if (!mayActAs(role, needed)) throw new DomainError('auth.role_missing', { needed });
  return run;
}

export function servedAs(run: training.RunRow): training.ServedAs {
  const params = paramsOf(run);
  return { capability: params.capability, frequency: params.capability === 'forecast' ? params.frequency : 'all' };
}
