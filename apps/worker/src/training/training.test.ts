import { schema, training, withOrg, type Database } from '@almanac/data';
import { isOver, RunId, type OneRun, type WatchedRun } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { and, eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OrgContext } from '../platform/context';
import { runJobs } from '../platform/queue';
import { claimRun, seedTastes } from '../recommendation/testing';
import { trainingJobs } from './jobs';
import { getSchedule, queueScheduledRuns, setSchedule } from './schedule';
import { cancelRun, getTrainingRun, listTrainingRuns, retryRun, startAllTraining, startTraining } from './service';
import { openTestCompany, seedDemand } from './testing';
import { watchRun } from './watch';

let database: Database;
let shop: Awaited<ReturnType<typeof openTestCompany>>;
let empty: Awaited<ReturnType<typeof openTestCompany>>;
let worker: { stop(): Promise<void> } | undefined;
/** What to do with the next training process as soon as it has started. */
let onStart: ((pid: number) => void) | undefined;

const log = pino({ level: 'info' }, {
  write(line: string) {
    const { msg, trainingPid } = JSON.parse(line) as { msg: string; trainingPid: number };
    if (msg !== 'training started') return;
    onStart?.(trainingPid);
    onStart = undefined;
  },
});

beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openTestCompany(database, 'shop', log);
  empty = await openTestCompany(database, 'empty', log);
  await seedDemand(shop, 6);
});
afterAll(async () => {
  await Promise.all([shop.close(), empty.close()]);
  await database.close();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

const input = { capability: 'forecast', frequency: 'week', effort: 'quick' } as const;
const work = async () => (worker = await runJobs({ services: shop, roles: 'jobs', handlers: trainingJobs, concurrency: 1 }));
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { code?: string }) => error.code);

async function watchToEnd(ctx: OrgContext, run: OneRun): Promise<WatchedRun[]> {
  const seen: WatchedRun[] = [];
  for await (const state of watchRun(ctx, run, AbortSignal.timeout(90_000))) seen.push(state);
  return seen;
}

async function forecastsOf({ runId }: OneRun) {
  const { orgId } = shop;
  return withOrg(database.db, orgId, async (tx) => {
    const rows = await tx.select().from(schema.forecasts).where(and(eq(schema.forecasts.orgId, orgId), eq(schema.forecasts.runId, runId))).orderBy(schema.forecasts.seriesId);
    return rows.map(({ runId: _, ...row }) => row);
  });
}

describe('a run', () => {
  it('is refused without sales', async () => {
    expect(await codeOf(startTraining(empty, input))).toBe('training.no_sales');
  });

  it('is one of all that the data suffice for and the role trains', async () => {
    const [forecast, ...others] = await startAllTraining({ ...shop, role: 'owner' });
    expect(forecast).toMatchObject({ capability: 'forecast', runId: expect.any(String) as string });
    expect(others).toMatchObject([{ capability: 'recommend', error: {} }, { capability: 'churn', error: { code: 'churn.too_little_data' } }]);
    expect((await startAllTraining(shop)).map(({ capability, error }) => [capability, error?.code])).toEqual([['forecast', 'training.already_running']]);
    await cancelRun(shop, { runId: forecast!.runId! });
  });

  it('is queued, trained, watched and served, and says the same the second time', async () => {
    await work();
    const first = await startTraining(shop, input);
    expect(await codeOf(startTraining(shop, input))).toBe('training.already_running');
    const seen = await watchToEnd(shop, first);
    expect(seen.map(({ status }) => status)).toContain('running');
    expect(seen.at(-1)?.status).toBe('succeeded');

    const run = await getTrainingRun(shop, first);
    expect(run).toMatchObject({ status: 'succeeded', frequency: 'week', seriesCount: 6, champion: 'combination', requestedBy: 'Tester', attempt: 1, params: { horizon: 13 } });
    expect(run.dataHash).toMatch(/^[0-9a-f]{64}$/);
    if (run.capability !== 'forecast') throw new Error(run.capability);
    expect(run.scores.find(({ isChampion }) => isChampion)?.wape).toBeLessThan(0.3);

    const again = await retryRun(shop, first);
    expect((await watchToEnd(shop, again)).at(-1)?.status).toBe('succeeded');
    const [before, after] = [await forecastsOf(first), await forecastsOf(again)];
    expect(before).toHaveLength(6);
    expect(after).toEqual(before);
    expect((await getTrainingRun(shop, again)).dataHash).toBe(run.dataHash);
    expect(before.at(-1)).toMatchObject({ seriesClass: 'discontinued', nextMean: 0 });
    expect(await withOrg(database.db, shop.orgId, (tx) => tx.select().from(schema.servingRuns))).toMatchObject([{ frequency: 'week', runId: again.runId }]);
    expect(await listTrainingRuns(empty)).toEqual([]);
  });

  it('is over at once when it is cancelled in the queue', async () => {
    const run = await startTraining(shop, input);
    await cancelRun(shop, run);
    expect((await getTrainingRun(shop, run)).status).toBe('cancelled');
    expect(await codeOf(cancelRun(shop, run))).toBe('training.already_finished');
    await work(); // its job finds nothing to do
    expect((await watchToEnd(shop, run)).at(-1)?.status).toBe('cancelled');
  });

  it('stops when it is cancelled at work, and leaves no forecast', async () => {
    await work();
    const run = await startTraining(shop, input);
    onStart = () => void cancelRun(shop, run);
    expect((await watchToEnd(shop, run)).at(-1)?.status).toBe('cancelled');
    expect(await forecastsOf(run)).toEqual([]);
  });

  it('fails with its reason when its process is killed', async () => {
    await work();
    const run = await startTraining(shop, input);
    onStart = (pid) => process.kill(pid, 'SIGKILL');
    expect((await watchToEnd(shop, run)).at(-1)?.status).toBe('failed');
    expect((await getTrainingRun(shop, run)).error).toEqual({ code: 'training.process_killed', params: { signal: 'SIGKILL' } });
    expect(await forecastsOf(run)).toEqual([]);
  });

  it('goes back to the queue when its worker stops, and starts again with the next one', async () => {
    await work();
    const run = await startTraining(shop, input);
    await new Promise<void>((resolve) => (onStart = () => resolve()));
    await worker?.stop();
    expect(['queued', 'succeeded']).toContain((await getTrainingRun(shop, run)).status); // a quick one may have come through
    await work();
    expect((await watchToEnd(shop, run)).at(-1)?.status).toBe('succeeded');
  });

  it('is taken up by another worker within 30 s when its own died', async () => {
    const run = await startTraining(shop, input);
    await withOrg(database.db, shop.orgId, (tx) => training.claimRun(tx, { orgId: shop.orgId, runId: run.runId }, { workerId: 'dead', now: new Date() }));
    await database.owner.execute(sql`update graphile_worker._private_jobs set locked_by = 'dead-pool', locked_at = now() - interval '1 minute', attempts = 1 where key = ${`run:${run.runId}`}`);
    await database.owner.insert(schema.workerHeartbeats).values({ workerId: 'dead-pool', host: 'h', pid: 1, roles: 'jobs', beatAt: new Date(Date.now() - 21_000) });
    const before = performance.now();
    await work();
    const states = await watchToEnd(shop, run);
    expect(states.at(-1)?.status).toBe('succeeded');
    expect(performance.now() - before).toBeLessThan(30_000);
    expect((await getTrainingRun(shop, run)).attempt).toBe(2);
    expect(await database.owner.$count(schema.workerHeartbeats, eq(schema.workerHeartbeats.workerId, 'dead-pool'))).toBe(0);
  });

  it('fails when its job is lost', async () => {
    const run = await startTraining(shop, input);
    await database.owner.execute(sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where key = ${`run:${run.runId}`}))`);
    await database.owner.update(schema.trainingRuns).set({ queuedAt: new Date(Date.now() - 60_000) }).where(eq(schema.trainingRuns.id, run.runId));
    expect(await training.failLostRuns(database.owner)).toEqual([{ id: run.runId, orgId: shop.orgId }]);
    expect((await getTrainingRun(shop, run)).error?.code).toBe('training.worker_lost');
  });
});

describe('the nightly schedule', () => {
  const at = (instant: string): OrgContext => ({ ...shop, clock: { now: () => new Date(instant) } });
  const queued = async () => (await listTrainingRuns(shop)).filter(({ status }) => !isOver(status));

  it('queues one run a night, once the hour has come', async () => {
    expect(await getSchedule(shop)).toEqual({ nightly: false, onDrift: false, hour: 2 });
    await setSchedule(at('2024-06-05T01:00:00Z'), { nightly: true, onDrift: false, hour: 2 });
    await queueScheduledRuns(at('2024-06-05T01:59:00Z'));
    expect(await queued()).toEqual([]);
    await queueScheduledRuns(at('2024-06-05T02:00:00Z'));
    await queueScheduledRuns(at('2024-06-05T02:15:00Z'));
    const runs = await queued();
    expect(runs).toMatchObject([{ frequency: 'week', requestedBy: null, cause: { kind: 'night' } }]);
    await cancelRun(shop, { runId: RunId.parse(runs[0]?.id) });
    await queueScheduledRuns(at('2024-06-05T23:00:00Z'));
    expect(await queued()).toEqual([]);
  });

  it('trains all that a company uses, and nothing else', async () => {
    const market = await openTestCompany(database, 'market', log);
    try {
      await seedTastes(market, 30, 70);
      const { orgId } = market;
      const runId = await claimRun(market);
      await withOrg(database.db, orgId, async (tx) => {
        await training.finishRun(tx, { orgId, runId }, { status: 'cancelled', now: new Date() });
        await training.serveNewRun(tx, { orgId, runId }, { capability: 'recommend', frequency: 'all' });
      });
      const night = (instant: string): OrgContext => ({ ...market, clock: { now: () => new Date(instant) } });
      await setSchedule(night('2024-06-05T01:00:00Z'), { nightly: true, onDrift: false, hour: 2 });
      await queueScheduledRuns(night('2024-06-05T02:00:00Z'));
      expect(await listTrainingRuns(market)).toMatchObject([{ capability: 'recommend', status: 'queued', requestedBy: null }, { status: 'cancelled' }]);
    } finally {
      await market.close();
    }
  });
});

describe('the schedule of what has moved', () => {
  it('trains what sales have moved away from, says why, and leaves the rest', async () => {
    const market = await openTestCompany(database, 'moving', log);
    try {
      const { orgId } = market;
      await seedDemand(market, 30);
      const runId = RunId.parse(crypto.randomUUID());
      const later = (instant: string): OrgContext => ({ ...market, clock: { now: () => new Date(instant) } });
      const queuedRuns = async () => (await listTrainingRuns(market)).filter(({ status }) => status === 'queued');
      await withOrg(database.db, orgId, async (tx) => {
        await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'succeeded', finishedAt: new Date(), params: { frequency: 'week', horizon: 13, effort: 'quick' }, seed: 1 });
        await tx.insert(schema.servingRuns).values({ orgId, capability: 'forecast', frequency: 'week', runId });
        const [series] = await tx.select().from(schema.series);
        await tx.insert(schema.forecasts).values({ orgId, runId, seriesId: series!.id, frequency: 'week', cutoff: '2024-04-22', model: 'ets', seriesClass: 'smooth', mean: [1], quantiles: new Array<number>(9).fill(1), recent: new Array<number>(12).fill(1), nextMean: 1, nextLower: 1, nextUpper: 1 });
      });
      await setSchedule(later('2024-06-05T01:00:00Z'), { nightly: false, onDrift: true, hour: 2 });
      await queueScheduledRuns(later('2024-06-05T02:00:00Z'));
      expect(await queuedRuns()).toEqual([]); // sells as it did

      await withOrg(database.db, orgId, (tx) => tx.execute(sql`update daily_demand set quantity = quantity * 3, revenue = revenue * 3 where org_id = ${orgId} and date > '2024-04-28'`));
      await queueScheduledRuns(later('2024-06-05T03:00:00Z'));
      expect(await queuedRuns()).toEqual([]); // looked at today already
      await queueScheduledRuns(later('2024-06-06T02:00:00Z'));
      expect(await queuedRuns()).toMatchObject([{ capability: 'forecast', requestedBy: null, cause: { kind: 'drift', feature: 'level' } }]);
    } finally {
      await market.close();
    }
  });
});
