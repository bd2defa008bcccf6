import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@almanac/data';
import { createTestDatabase } from '@almanac/data/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Services } from './context';
import { createLogger } from './logger';
import { defineJob, handleJob, hasLiveWorker, openJobQueue, runJobs } from './queue';

const slowJob = defineJob('slow', z.object({}));
const namedJob = defineJob('named', z.object({ name: z.string() }));

describe('heartbeat', () => {
  let database: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('beats for whoever the queue names as the holder of a job, so that a long job is not given to a second worker', async () => {
    const jobs = await openJobQueue(database);
    const services = { database, jobs, log: createLogger('silent') } as Services; // what the queue itself uses
    let finish = () => undefined as void;
    const isFinished = new Promise<void>((resolve) => (finish = resolve));
    let starts = 0;
    const handler = handleJob(slowJob, async () => {
      starts++;
      await isFinished;
    });
    const runner = await runJobs({ services, handlers: [handler], roles: 'jobs' });
    try {
      await jobs.send(database.owner, slowJob, {});
      await expect.poll(() => starts, { timeout: 10_000 }).toBe(1);
      await delay(200); // a beat takes a round trip
      const orphans = await database.owner.execute(sql`
        select locked_by from graphile_worker.jobs j
        where locked_by is not null and not exists (select from worker_heartbeats h where h.worker_id = j.locked_by)`);
      expect([...orphans]).toEqual([]);
    } finally {
      finish();
      await runner.stop();
    }
  });

  describe('after the clock was put', () => {
    it.each([
      ['3 days forward', "- interval '3 days'"],
      ['3 days back', "+ interval '3 days'"],
    ])('%s, works at once what waited and what a dead worker held', async (_, shift) => {
      const jobs = await openJobQueue(database);
      const services = { database, jobs, log: createLogger('silent') } as Services;
      const worked: string[] = [];
      const handler = handleJob(namedJob, async (_services, { name }) => void worked.push(name));
      const before = sql.raw(`now() ${shift}`);
      for (const name of ['waiting', 'held']) await jobs.send(database.owner, namedJob, { name }, { jobKey: name });
      await database.owner.execute(sql`update graphile_worker._private_jobs set run_at = ${before}, created_at = ${before}, updated_at = ${before} where key in ('waiting', 'held')`);
      await database.owner.execute(sql`update graphile_worker._private_jobs set locked_by = 'dead-pool', locked_at = ${before}, attempts = 1 where key = 'held'`);
      await database.owner.execute(sql`insert into worker_heartbeats (worker_id, host, pid, roles, beat_at) values ('dead-pool', 'h', 1, 'jobs', ${before})`);
      await database.owner.execute(sql`insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution) values ('kept', now(), ${before}) on conflict (identifier) do update set last_execution = excluded.last_execution`);
      expect(await hasLiveWorker(database)).toBe(false);
      const runner = await runJobs({ services, handlers: [handler], roles: 'jobs' });
      try {
        await expect.poll(() => worked.toSorted(), { timeout: 15_000 }).toEqual(['held', 'waiting']);
      } finally {
        await runner.stop();
      }
      const [cron] = await database.owner.execute(sql`select last_execution <= now() as may_run from graphile_worker._private_known_crontabs where identifier = 'kept'`);
      expect(cron).toEqual({ may_run: true });
    });

    it('leaves a job alone that waits for its time', async () => {
      const jobs = await openJobQueue(database);
      const services = { database, jobs, log: createLogger('silent') } as Services;
      await jobs.send(database.owner, namedJob, { name: 'later' }, { jobKey: 'later', runAt: new Date(Date.now() + 3_600_000) });
      const runner = await runJobs({ services, handlers: [handleJob(namedJob, async () => undefined)], roles: 'jobs' });
      await runner.stop();
      const [job] = await database.owner.execute(sql`select run_at > now() + interval '50 minutes' as waits from graphile_worker.jobs where key = 'later'`);
      expect(job).toEqual({ waits: true });
    });
  });
});
