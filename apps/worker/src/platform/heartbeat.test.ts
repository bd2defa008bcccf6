import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@almanac/data';
import { createTestDatabase } from '@almanac/data/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Services } from './context';
import { createLogger } from './logger';
import { defineJob, handleJob, openJobQueue, runJobs } from './queue';

const slowJob = defineJob('slow', z.object({}));

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
});
