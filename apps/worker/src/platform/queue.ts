import { setTimeout as delay } from 'node:timers/promises';
import { schema, type Database, type Queryable } from '@almanac/data';
import { sql } from 'drizzle-orm';
import { Logger as QueueLogger, run, runMigrations, type JobHelpers } from 'graphile-worker';
import type { z } from 'zod';
import type { Services } from './context';
import { startHeartbeat } from './heartbeat';
import type { Logger } from './logger';

/** A kind of work and what it is told: ids only, the handler reads the rows it needs. */
export interface Job<Payload> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
}

export interface SendOptions {
  /** Replaces a waiting job that was sent under the same key. */
  readonly jobKey?: string;
  readonly runAt?: Date;
  /** How often the job is tried, also after a worker died with it; 5 unless told. */
  readonly maxAttempts?: number;
}

export interface JobQueue {
  /** Sends a job in the caller's transaction: no row without its job, no job without its row. */
  send<Payload>(tx: Queryable, job: Job<Payload>, payload: Payload, options?: SendOptions): Promise<void>;
  /** @throws when the queue's tables cannot be reached */
  check(): Promise<void>;
}

export interface JobRun {
  /** 1 for the first try */
  readonly attempt: number;
  readonly isLastAttempt: boolean;
  /** Aborts when the worker shuts down. */
  readonly signal: AbortSignal;
  readonly workerId: string;
}

export interface JobHandler {
  readonly name: string;
  /** When the job also starts by itself, in crontab form (UTC); its payload is then `{}`. */
  readonly crontab?: string;
  readonly run: (services: Services, payload: unknown, job: JobRun) => Promise<void>;
}

/** Names a job once, for its sender and its handler. */
export const defineJob = <Payload>(name: string, payload: z.ZodType<Payload>): Job<Payload> => ({ name, payload });

/** A handler that may run twice for one job; it throws to be tried again. */
export function handleJob<Payload>(
  job: Job<Payload>,
  work: (services: Services, payload: Payload, run: JobRun) => Promise<void>,
  { crontab }: { crontab?: string } = {},
): JobHandler {
  return { name: job.name, crontab, run: (services, payload, jobRun) => work(services, job.payload.parse(crontab === undefined ? payload : {}), jobRun) };
}

const MAX_ATTEMPTS = 5;
/** How long a stopping worker lets its jobs run on before their signal aborts. */
const LET_GO_AFTER_MS = 1000;

/** Opens the queue of a database, creating its tables where they are missing. */
export async function openJobQueue({ url, owner }: Database): Promise<JobQueue> {
  await runMigrations({ connectionString: url, logger: silentLogger });
  return {
    async send(tx, { name, payload: schemaOf }, payload, { jobKey, runAt, maxAttempts = MAX_ATTEMPTS } = {}) {
      const body = JSON.stringify(schemaOf.parse(payload));
      await tx.execute(sql`select enqueue_job(${name}, ${body}::json, ${jobKey ?? null}, ${runAt?.toISOString() ?? null}::timestamptz, ${maxAttempts}::int)`);
    },
    check: async () => void (await owner.execute(sql`select 1 from graphile_worker.migrations limit 1`)),
  };
}

/** Works jobs until stopped. A worker that dies without a word is noticed by its missing heartbeat. */
export async function runJobs({ services, handlers, roles, concurrency = 3 }: { services: Services; handlers: readonly JobHandler[]; roles: string; concurrency?: number }) {
  const { database, log } = services;
  const heartbeat = await startHeartbeat(database, { roles, log });
  const toTask = ({ run: work }: JobHandler) => (payload: unknown, { job, abortSignal }: JobHelpers) =>
    work(services, payload, { attempt: job.attempts, isLastAttempt: job.attempts >= job.max_attempts, signal: abortSignal ?? neverAborts, workerId: heartbeat.processId });
  const runner = await run({
    connectionString: database.url,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    gracefulShutdownAbortTimeout: LET_GO_AFTER_MS,
    logger: queueLogger(log),
    taskList: Object.fromEntries(handlers.map((handler) => [handler.name, toTask(handler)])),
    crontab: handlers.flatMap(({ name, crontab }) => (crontab === undefined ? [] : [`${crontab} ${name}`])).join('\n'),
    events: heartbeat.events,
  });
  return {
    async stop() {
      await Promise.race([runner.stop(), delay(10_000)]);
      await heartbeat.stop();
    },
  };
}

const neverAborts = new AbortController().signal;
const silentLogger = new QueueLogger(() => () => undefined);

function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    if (level === 'error') log.error({ meta }, message);
    else if (level === 'warning') log.warn({ meta }, message);
    else log.debug({ meta }, message);
  });
}

/** Whether a worker that takes every job is alive; a command that stands in for one takes only its own. */
export async function hasLiveWorker({ owner }: Database): Promise<boolean> {
  const [row] = await owner
    .select({ workerId: schema.workerHeartbeats.workerId })
    .from(schema.workerHeartbeats)
    .where(sql`${schema.workerHeartbeats.beatAt} between now() - interval '20 seconds' and now() + interval '1 minute' and ${schema.workerHeartbeats.roles} in ('jobs', 'both')`)
    .limit(1);
  return row !== undefined;
}
