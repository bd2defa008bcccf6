import { training, type Tx } from '@almanac/data';
import { DomainError, RunId, type OrgId, type RunCause, type StartTraining } from '@almanac/data/contract';
import { publishEvent } from '../platform/bus';
import type { Services } from '../platform/context';
import { prepareRun } from './capabilities';
import { sendRun } from './run-job';

/** Every run starts from the same seed: the same data give the same results. */
const SEED = 1;

export interface QueueRun {
  readonly orgId: OrgId;
  /** the company's calendar day */
  readonly today: string;
  readonly input: StartTraining;
  readonly requestedBy: string | undefined;
  /** why, where nobody asked for it */
  readonly cause?: RunCause;
}

/**
 * Puts a run and its job into the caller's transaction.
 * @throws DomainError `training.already_running`, or why there is too little to learn from
 */
export async function queueRun(tx: Tx, { jobs, clock }: Services, { orgId, today, input, requestedBy, cause }: QueueRun): Promise<RunId> {
  await training.lockStarts(tx, orgId);
  const active = await training.findActiveRun(tx, orgId, input.capability, input.capability === 'forecast' ? input.frequency : undefined);
  if (active !== undefined) throw new DomainError('training.already_running', { runId: active.id });
  const params = await prepareRun(tx, { orgId, today }, input);
  const runId = RunId.parse(await training.insertRun(tx, { orgId, params, seed: SEED, requestedBy, cause, queuedAt: clock.now() }));
  await sendRun(tx, jobs, { orgId, runId });
  await publishEvent(tx, { orgId, topic: 'run', id: runId });
  return runId;
}
