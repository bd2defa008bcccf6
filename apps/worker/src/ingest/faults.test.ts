import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ingest, schema, withOrg, type Database } from '@almanac/data';
import type { ImportId } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganization, getOrganization } from '../auth/organizations';
import { openEventBus, type EventBus } from '../platform/bus';
import { systemClock } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { openFileStore } from '../platform/files';
import { createLogger } from '../platform/logger';
import { openJobQueue, runJobs } from '../platform/queue';
import { uploadKey } from './check';
import { importJobs } from './jobs';
import { applyImport, checkImport, getImport, listImports, storeUpload } from './service';

const mapping = { date: 'date', sku: 'productCode', quantity: 'quantity', price: 'unitPrice' };
const LINES = 300;
/** How Postgres knows the worker's connections from those of the test. */
const WORKER = 'almanac-fault-worker';
const salesOf = (prefix: string, quantity: (i: number) => string = (i) => String(1 + (i % 5))) =>
  'date,sku,quantity,price\n' + Array.from({ length: LINES }, (_, i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')},${prefix}${i},${quantity(i)},2.5\n`).join('');

describe('imports', { timeout: 60_000 }, () => {
  let database: Database;
  let bus: EventBus;
  let home: string;
  let count = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    bus = await openEventBus(database);
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-import-faults-'));
  });
  afterAll(async () => {
    await bus.close();
    await database.close();
    fs.rmSync(home, { recursive: true });
  });

  async function newShop(folder = path.join(home, 'files')): Promise<OrgContext> {
    const slug = `shop-${++count}`;
    await createOrganization(database, { name: slug, slug, currency: 'EUR', timeZone: 'UTC' });
    const org = await getOrganization(database, slug);
    const services = { database, bus, jobs: await openJobQueue(database), files: openFileStore(folder), clock: systemClock, log: createLogger('silent') };
    return { ...services, org, orgId: org.id, userId: 'tester', userName: 'Tester', role: 'planner' };
  }

  const upload = (ctx: OrgContext, content: string) => storeUpload(ctx, ctx.orgId, { kind: 'sales', name: 'sales.csv', content: Readable.from([Buffer.from(content)]), createdBy: null });
  const lines = ({ orgId }: OrgContext) => withOrg(database.db, orgId, (tx) => tx.$count(schema.salesLines));
  const work = (ctx: OrgContext) => runJobs({ services: ctx, roles: 'jobs', handlers: importJobs });
  const isAtRest = async (ctx: OrgContext, importId: ImportId) => expect.poll(async () => (await getImport(ctx, { importId })).status, { timeout: 30_000 }).not.toMatch(/ing$/);

  async function check(ctx: OrgContext, importId: ImportId) {
    await checkImport(ctx, { importId, mapping });
    const worker = await work(ctx);
    await isAtRest(ctx, importId).finally(() => worker.stop());
    return getImport(ctx, { importId });
  }

  describe('whose stored file is spoilt', () => {
    it.each<[string, (file: string) => void]>([
      ['cut short', (file) => fs.truncateSync(file, 500)],
      ['emptied', (file) => fs.truncateSync(file, 0)],
      ['changed by one bit', flipBit],
    ])('%s: are told so at once, and mended by another upload', async (_, spoil) => {
      const ctx = await newShop();
      const importId = await upload(ctx, salesOf('A'));
      spoil(ctx.files.path(uploadKey(ctx.orgId, importId)));
      expect(await check(ctx, importId)).toMatchObject({ status: 'failed', error: { code: 'import.file_damaged' } });
      expect(await lines(ctx)).toBe(0);
      expect(await check(ctx, await upload(ctx, salesOf('A')))).toMatchObject({ status: 'ready', counts: { good: LINES } });
    });

    function flipBit(file: string): void {
      const bytes = fs.readFileSync(file);
      bytes[300]! ^= 1;
      fs.writeFileSync(file, bytes);
    }
  });

  describe.runIf(canMount())('on a disk that is full', () => {
    let disk: string;
    const room = (size: string, how = 'remount') => execFileSync('mount', ['-t', 'tmpfs', '-o', how === 'remount' ? `remount,size=${size}` : `size=${size}`, 'almanac-test', disk]);
    beforeAll(() => {
      disk = path.join(home, 'disk');
      fs.mkdirSync(disk);
      room('1m', 'first');
    });
    afterAll(() => void execFileSync('umount', [disk]));
    const filesOf = ({ orgId }: OrgContext) => fs.readdirSync(path.join(disk, orgId, 'imports'));

    it('refuse an upload, keep nothing of it, and take it once there is room', async () => {
      const ctx = await newShop(disk);
      const large = salesOf('A'.repeat(20_000));
      await expect(upload(ctx, large)).rejects.toMatchObject({ code: 'server.disk_full' });
      expect(filesOf(ctx)).toEqual([]);
      expect(await listImports(ctx, { limit: 10 })).toEqual([]);
      room('32m');
      expect((await getImport(ctx, { importId: await upload(ctx, large) })).status).toBe('uploaded');
      fs.rmSync(path.join(disk, ctx.orgId), { recursive: true });
    });

    it('end a check whose list of problems finds no room, and check again once there is', async () => {
      const ctx = await newShop(disk);
      room('1m');
      const importId = await upload(ctx, salesOf('A', () => 'many'));
      const ballast = path.join(disk, 'ballast');
      expect(() => fs.writeFileSync(ballast, Buffer.alloc(2_000_000))).toThrow('ENOSPC');
      expect(await check(ctx, importId)).toMatchObject({ status: 'failed', error: { code: 'server.disk_full' } });
      expect(filesOf(ctx)).toEqual([importId]);
      fs.rmSync(ballast);
      expect(await check(ctx, importId)).toMatchObject({ status: 'has_problems', error: null, counts: { problems: LINES } });
    });
  });

  it('are each written once by two workers that race for them', async () => {
    const ctx = await newShop();
    const workers = await Promise.all([work(ctx), work(ctx)]);
    try {
      const ids = await Promise.all(['A', 'B', 'C', 'D'].map((prefix) => upload(ctx, salesOf(prefix))));
      for (const importId of ids) await checkImport(ctx, { importId, mapping });
      for (const importId of ids) await isAtRest(ctx, importId);
      for (const importId of ids) await applyImport(ctx, { importId, mode: 'all' });
      for (const importId of ids) await isAtRest(ctx, importId);
      for (const importId of ids) expect(await getImport(ctx, { importId })).toMatchObject({ status: 'applied', counts: { inserted: LINES } });
      expect(await lines(ctx)).toBe(4 * LINES);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  });

  it('are written once, though two workers hold the same job', async () => {
    const ctx = await newShop();
    const importId = await upload(ctx, salesOf('A'));
    await check(ctx, importId);
    await applyImport(ctx, { importId, mode: 'all' });
    const apply = importJobs.find(({ name }) => name === 'apply-import')!;
    const asJob = { attempt: 1, isLastAttempt: false, signal: new AbortController().signal };
    await Promise.all(['one', 'two'].map((workerId) => apply.run(ctx, { orgId: ctx.orgId, importId }, { ...asJob, workerId })));
    expect(await getImport(ctx, { importId })).toMatchObject({ status: 'applied', counts: { inserted: LINES } });
    expect(await lines(ctx)).toBe(LINES);
  });

  it('are written when a worker loses all its connections to Postgres midway, which the supervisor starts again if that ends it', async () => {
    const ctx = await newShop();
    const importId = await upload(ctx, salesOf('A'));
    await check(ctx, importId);
    await applyImport(ctx, { importId, mode: 'all' });
    const worker = superviseWorker();
    try {
      await database.owner.transaction(async (tx) => {
        await ingest.holdCompany(tx, ctx.orgId);
        await expect.poll(async () => (await tx.execute(sql`select 1 from pg_locks where not granted and locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`)).length, { timeout: 30_000 }).toBeGreaterThan(0);
        const cut = await tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = ${WORKER}`);
        expect(cut.length).toBeGreaterThan(1);
      });
      await isAtRest(ctx, importId);
    } finally {
      await worker.stop();
    }
    expect(await getImport(ctx, { importId })).toMatchObject({ status: 'applied', error: null });
    expect(await lines(ctx)).toBe(LINES);
  });

  /** A worker of its own process that is started again when it ends; whoever held its jobs counts as silent for a minute then. */
  function superviseWorker() {
    let isOver = false;
    let child: ChildProcess;
    const begin = () => {
      const env = { ...process.env, DATABASE_URL: database.url, ALMANAC_HOME: home, WORKER_ROLES: 'jobs', LOG_LEVEL: 'silent', PGAPPNAME: WORKER };
      child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('../main.ts', import.meta.url))], { env, stdio: 'ignore' });
      child.once('exit', () => {
        if (isOver) return;
        void database.owner.update(schema.workerHeartbeats).set({ beatAt: sql`now() - interval '1 minute'` }).then(begin);
      });
    };
    begin();
    return {
      async stop() {
        isOver = true;
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      },
    };
  }

  it('are worked past a job that nobody can read', async () => {
    const ctx = await newShop();
    await database.owner.execute(sql`select graphile_worker.add_job('apply-import', '{"orgId": 1}'::json, max_attempts => 1, priority => -1)`);
    expect(await check(ctx, await upload(ctx, salesOf('A')))).toMatchObject({ status: 'ready' });
    const left = await database.owner.execute(sql`select attempts, last_error from graphile_worker._private_jobs where max_attempts = 1`);
    expect([...left]).toMatchObject([{ attempts: 1, last_error: expect.stringContaining('importId') }]);
  });
});

/** A disk of a chosen size takes root and a system that lets it mount. */
function canMount(): boolean {
  const probe = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'almanac-test', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    console.warn('full disk: not tested here, since a small tmpfs cannot be mounted (root on Linux can)');
    return false;
  } finally {
    fs.rmSync(probe, { recursive: true, force: true });
  }
}
