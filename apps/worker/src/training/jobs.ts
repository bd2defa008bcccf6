import { setTimeout as delay } from 'node:timers/promises';
import { training, withOrg, type Tx } from '@almanac/data';
import { isOver, type TrainingProgress } from '@almanac/data/contract';
import { z } from 'zod';
import { countCrossed } from '../churn/index';
import { queuePlan } from '../inventory/index';
import { publishEvent } from '../platform/bus';
import { today } from '../platform/clock';
import type { Services } from '../platform/context';
import { defineJob, handleJob, type JobRun } from '../platform/queue';
import { tell } from '../webhooks/index';
import type { TrainingRunTask } from './capabilities';
import { paramsOf } from './run-params';
import { MOST_ATTEMPTS, sendRun, trainRun, type RunKey } from './run-job';
import { queueScheduledRuns } from './schedule';
import { superviseChild, type ChildEnd } from './supervise-child';

const keepSchedule = defineJob('keep-training-schedule', z.object({}));

export const trainingJobs = [
  handleJob(trainRun, workRun),
  handleJob(
    keepSchedule,
    async (services) => {
      for (const { id, orgId } of await training.failLostRuns(services.database.owner)) await services.bus.publish(services.database.db, { orgId, topic: 'run', id });
      await queueScheduledRuns(services);
    },
    { crontab: '* * * * *' },
  ),
];

/** A run that ended by accident this often will not come through. */
const MOST_ACCIDENTS = 3;
const PAUSE_AFTER_ACCIDENT_MS = 5000;

async function workRun(services: Services, key: RunKey, { workerId, signal }: JobRun): Promise<void> {
  const run = await claim(services, key, workerId);
  if (run === undefined) return;
  const end = await trainInChild(services, run, signal);
  if (end.kind === 'accident') services.log.error({ runId: run.runId, attempt: run.attempt, message: end.message }, 'training process failed');
  await persistently(() => settle(services, run, end));
}

/** Takes the run up, unless it has ended or somebody has called it off. */
async function claim({ database, clock, jobs }: Services, key: RunKey, workerId: string): Promise<TrainingRunTask | undefined> {
  const { orgId, runId } = key;
  return withOrg(database.db, orgId, async (tx) => {
    const row = await training.findRunForUpdate(tx, key);
    if (row === undefined || isOver(row.status)) return undefined;
    await publishEvent(tx, { orgId, topic: 'run', id: runId });
    const now = clock.now();
    if (row.cancelRequestedAt !== null) {
      await training.finishRun(tx, key, { status: 'cancelled', now });
      return undefined;
    }
    if (row.attempt >= MOST_ATTEMPTS) {
      await training.finishRun(tx, key, { status: 'failed', now, error: { code: 'training.worker_lost', params: {} } });
      await tellOfFailure(tx, jobs, key, 'training.worker_lost');
      return undefined;
    }
    const attempt = await training.claimRun(tx, key, { workerId, now });
    return { orgId, runId, attempt, params: paramsOf(row), seed: row.seed, today: today(clock, await training.getTimeZone(tx, orgId)) };
  });
}

/** Trains in a process of its own, storing its progress and passing a cancel on. */
async function trainInChild(services: Services, run: TrainingRunTask, signal: AbortSignal): Promise<ChildEnd> {
  const { database, bus, log } = services;
  const { orgId, runId, attempt } = run;
  const done = new AbortController();
  const events = bus.subscribe({ orgId, topic: 'run', id: runId }, done.signal);
  const store = latestOnly<TrainingProgress>(async (progress) => {
    await withOrg(database.db, orgId, async (tx) => {
      await training.setProgress(tx, run, attempt, progress);
      await publishEvent(tx, { orgId, topic: 'run', id: runId });
    }).catch((error: unknown) => log.warn({ err: error, runId }, 'progress was not stored'));
  });
  const child = superviseChild({ train: { type: 'train', databaseUrl: database.url, run }, onProgress: store.add, signal, log: log.child({ runId }) });
  log.info({ runId, attempt, trainingPid: child.pid }, 'training started');
  const passCancelOn = () =>
    isCancelRequested(services, run).then(
      (isRequested) => isRequested && child.cancel(),
      (error: unknown) => log.warn({ err: error, runId }, 'could not look for a cancel'), // the database is away; its return is an event
    );
  const watchCancel = async () => {
    await passCancelOn(); // it may have come before we listened
    for await (const _ of events) await passCancelOn();
  };
  const watching = watchCancel();
  try {
    return await child.ended;
  } finally {
    done.abort();
    await Promise.all([watching, store.idle()]);
  }
}

async function isCancelRequested({ database }: Services, run: TrainingRunTask): Promise<boolean> {
  const row = await withOrg(database.db, run.orgId, (tx) => training.findRun(tx, run));
  return row === undefined || row.cancelRequestedAt !== null || row.attempt !== run.attempt;
}

/** Writes down how the attempt ended; a success was written by the training process, together with what it found. */
async function settle({ database, clock, jobs }: Services, run: TrainingRunTask, end: ChildEnd): Promise<void> {
  const { orgId, runId, attempt } = run;
  await withOrg(database.db, orgId, async (tx) => {
    const now = clock.now();
    // A new job, not another try of the old one, which would wait longer each time.
    const again = async (pauseMs: number) => {
      if (await training.requeueRun(tx, run, attempt)) await sendRun(tx, jobs, { orgId, runId }, new Date(Date.now() + pauseMs));
    };
    switch (end.kind) {
      case 'succeeded':
        if (run.params.capability === 'forecast') await queuePlan(tx, jobs, orgId);
        await tellOfSuccess(tx, jobs, run);
        break;
      case 'cancelled':
        await training.finishRun(tx, run, { status: 'cancelled', now, attempt });
        break;
      case 'failed':
        if (await training.finishRun(tx, run, { status: 'failed', now, attempt, error: end.error })) await tellOfFailure(tx, jobs, run, end.error.code);
        break;
      case 'interrupted':
        await again(0);
        break;
      case 'accident':
        if (attempt < MOST_ACCIDENTS) await again(PAUSE_AFTER_ACCIDENT_MS);
        else if (await training.finishRun(tx, run, { status: 'failed', now, attempt, error: { code: 'training.process_failed', params: {} } })) await tellOfFailure(tx, jobs, run, 'training.process_failed');
    }
    await publishEvent(tx, { orgId, topic: 'run', id: runId });
  });
}

const tellOfFailure = (tx: Tx, jobs: Services['jobs'], { orgId, runId }: RunKey, code: string) => tell(tx, jobs, orgId, 'run.failed', { page: `/training/${runId}`, runId, code });

async function tellOfSuccess(tx: Tx, jobs: Services['jobs'], { orgId, runId, params: { capability } }: TrainingRunTask): Promise<void> {
  await tell(tx, jobs, orgId, 'run.succeeded', { page: `/training/${runId}`, runId, capability });
  const crossed = capability === 'churn' ? await countCrossed(tx, orgId) : 0;
  if (crossed > 0) await tell(tx, jobs, orgId, 'customers.at_risk', { page: '/churn', runId, customers: crossed });
}

const PATIENCE_MS = [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000];

/** Tries again for a minute: how a run ended must not be lost with a restart of the database. */
async function persistently(work: () => Promise<void>): Promise<void> {
  for (const patience of PATIENCE_MS) {
    try {
      return await work();
    } catch {
      await delay(patience);
    }
  }
  await work();
}

/** Runs `write` for the newest value only, one at a time. */
function latestOnly<T>(write: (value: T) => Promise<void>) {
  let next: T | undefined;
  let working: Promise<void> | undefined;
  const drain = async () => {
    while (next !== undefined) {
      const value = next;
      next = undefined;
      await write(value);
    }
    working = undefined;
  };
  return {
    add(value: T) {
      next = value;
      working ??= drain();
    },
    idle: async () => void (await working),
  };
}
