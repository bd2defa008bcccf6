import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { schema, type Database } from '@almanac/data';
import { inArray, sql, type SQL } from 'drizzle-orm';
import type { WorkerEvents } from 'graphile-worker';
import type { Logger } from './logger';

const BEAT_MS = 5000;
/** A beat older than this is a dead worker's: with the next look at most 5 s later, its jobs are free within 25 s. */
const DEAD_AFTER_SECONDS = 20;
/** What was written this far ahead of the database's clock was written before that clock was put back. */
const AHEAD_SECONDS = 60;

/**
 * Tells the others every 5 s that this process lives, and frees the jobs of processes that no longer do: the queue itself
 * would wait four hours. One row for the process and one for its pool of the queue.
 */
export async function startHeartbeat({ owner }: Database, { roles, log }: { roles: string; log: Logger }) {
  const { workerHeartbeats } = schema;
  const events: WorkerEvents = new EventEmitter();
  const processId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const workerIds = new Set([processId]);
  // Jobs are locked in the name of the pool, whatever worker of it runs them.
  events.on('pool:create', ({ workerPool }) => {
    workerIds.add(workerPool.id);
    void beat();
  });

  async function beat(): Promise<void> {
    try {
      const rows = [...workerIds].map((workerId) => ({ workerId, host: hostname(), pid: process.pid, roles }));
      await owner.insert(workerHeartbeats).values(rows).onConflictDoUpdate({ target: workerHeartbeats.workerId, set: { beatAt: sql`now()` } });
      await takeUpFutureJobs(owner);
      const freed = await releaseDeadWorkers(owner);
      if (freed.length > 0) log.warn({ workers: freed }, 'released the jobs of workers that died');
    } catch (error) {
      log.warn({ err: error }, 'heartbeat failed'); // the database is away: the next beat tries again
    }
  }

  await beat();
  const timer = setInterval(() => void beat(), BEAT_MS);
  return {
    processId,
    events,
    async stop() {
      clearInterval(timer);
      await owner.delete(workerHeartbeats).where(inArray(workerHeartbeats.workerId, [...workerIds]));
    },
  };
}

/** A clock put back by days would let jobs of before wait that long, and their schedule sleep. */
async function takeUpFutureJobs(owner: Database['owner']): Promise<void> {
  const ahead = sql`now() + make_interval(secs => ${AHEAD_SECONDS})`;
  await owner.execute(sql`update graphile_worker._private_jobs set run_at = now(), updated_at = now() where locked_at is null and run_at > now() and updated_at > ${ahead}`);
  await owner.execute(sql`update graphile_worker._private_known_crontabs set last_execution = now() where last_execution > ${ahead}`);
}

async function releaseDeadWorkers(owner: Database['owner']): Promise<string[]> {
  const rows = await owner.execute<{ worker: string }>(sql`
    with dead as (
      delete from worker_heartbeats where ${isOld(sql`beat_at`)} returning worker_id),
    holder as (
      select worker_id from dead
      union
      select locked_by from graphile_worker.jobs j
      where locked_by is not null and ${isOld(sql`locked_at`)}
        and not exists (select from worker_heartbeats h where h.worker_id = j.locked_by))
    select worker_id as worker from holder`);
  const workers = rows.map(({ worker }) => worker);
  if (workers.length > 0) await owner.execute(sql`select graphile_worker.force_unlock_workers(${sql.param(workers)}::text[])`);
  return workers;
}

/** Longer ago than a living worker is silent, or in a future that only a clock that was put back since can have written. */
const isOld = (instant: SQL) => sql`(${instant} < now() - make_interval(secs => ${DEAD_AFTER_SECONDS}) or ${instant} > now() + make_interval(secs => ${AHEAD_SECONDS}))`;
