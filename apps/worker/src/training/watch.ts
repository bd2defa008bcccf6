import { training, withOrg } from '@almanac/data';
import { DomainError, isOver, TrainingProgress, type OneRun, type WatchedRun } from '@almanac/data/contract';
import type { OrgContext } from '../platform/context';

const NOTHING_YET: Omit<WatchedRun, 'runId' | 'status' | 'stage'> = { fraction: 0, method: null, epoch: 0, epochs: 0, loss: null, validationLoss: null, etaSeconds: null, history: [] };

/**
 * A run's state now and at each change, until it is over. A watcher that comes back starts with the state of then.
 * @throws DomainError `training.not_found`
 */
export async function* watchRun(ctx: OrgContext, { runId }: OneRun, signal: AbortSignal | undefined): AsyncGenerator<WatchedRun> {
  const { bus, orgId } = ctx;
  const done = new AbortController();
  const events = bus.subscribe({ orgId, topic: 'run', id: runId }, signal ? AbortSignal.any([signal, done.signal]) : done.signal);
  try {
    let state = await readState(ctx, { runId });
    yield state;
    if (isOver(state.status)) return;
    for await (const _ of events) {
      state = await readState(ctx, { runId });
      yield state;
      if (isOver(state.status)) return;
    }
  } finally {
    done.abort();
  }
}

async function readState({ database, orgId }: OrgContext, { runId }: OneRun): Promise<WatchedRun> {
  const row = await withOrg(database.db, orgId, (tx) => training.findRun(tx, { orgId, runId }));
  if (row === undefined) throw new DomainError('training.not_found', { runId });
  const progress = TrainingProgress.safeParse(row.progress).data;
  const { stage, ...measured } = progress ?? { stage: undefined, ...NOTHING_YET };
  return { runId, status: row.status, stage: row.status === 'running' ? (stage ?? 'prepare') : row.status, ...measured };
}
