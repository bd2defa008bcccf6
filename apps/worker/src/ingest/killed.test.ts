import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ingest, schema, withOrg, type Database } from '@almanac/data';
import type { ImportStatus } from '@almanac/data/contract';
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
import { importJobs } from './jobs';
import { applyImport, checkImport, storeUpload, undoImport } from './service';

const LINES = 400;
const header = 'date,sku,quantity,price\n';
const mapping = { date: 'date', sku: 'productCode', quantity: 'quantity', price: 'unitPrice' };
const program = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Processes that are killed at a chosen moment, which a lock of ours makes them wait in. */
describe('an import whose process is killed', { timeout: 120_000 }, () => {
  let database: Database;
  let bus: EventBus;
  let home: string;
  let count = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    bus = await openEventBus(database);
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-killed-'));
  });
  afterAll(async () => {
    await bus.close();
    await database.close();
    fs.rmSync(home, { recursive: true });
  });

  async function newShop(): Promise<OrgContext> {
    const slug = `shop-${++count}`;
    await createOrganization(database, { name: slug, slug, currency: 'EUR', timeZone: 'UTC' });
    const org = await getOrganization(database, slug);
    const services = { database, bus, jobs: await openJobQueue(database), files: openFileStore(path.join(home, 'files')), clock: systemClock, log: createLogger('silent') };
    return { ...services, org, orgId: org.id, userId: 'tester', userName: 'Tester', role: 'planner' };
  }

  const salesFile = () => header + Array.from({ length: LINES }, (_, i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')},A${i % 7},${1 + (i % 5)},2.5\n`).join('');
  const start = (file: string, words: string[] = []): ChildProcess =>
    spawn(process.execPath, ['--import', 'tsx', program(file), ...words], { env: { ...process.env, DATABASE_URL: database.url, ALMANAC_HOME: home, WORKER_ROLES: 'jobs', LOG_LEVEL: 'silent' }, stdio: 'ignore' });
  const statusOf = async ({ orgId }: OrgContext): Promise<ImportStatus | undefined> => (await withOrg(database.db, orgId, (tx) => ingest.listImports(tx, orgId, 1)))[0]?.status;
  const lines = ({ orgId }: OrgContext) => withOrg(database.db, orgId, (tx) => tx.$count(schema.salesLines));

  /** Locks somebody waits for in this database; the tests beside this one have theirs on the same server. */
  const waiting = sql`pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`;

  /** Starts a process while the step it will come to is held up, kills it there, and lets the step go. */
  async function killDuring(ctx: OrgContext, step: 'checking' | 'applying' | 'undoing', begin: () => ChildProcess): Promise<void> {
    await database.owner.transaction(async (tx) => {
      if (step === 'checking') await tx.execute(sql`lock table staged_sales in exclusive mode`);
      else await ingest.holdCompany(tx, ctx.orgId);
      const child = begin();
      const waits = step === 'checking' ? sql`select 1 from ${waiting} and relation = 'staged_sales'::regclass` : sql`select 1 from ${waiting} and locktype = 'advisory'`;
      await expect.poll(async () => (await database.owner.execute(waits)).length, { timeout: 60_000 }).toBeGreaterThan(0);
      expect(await statusOf(ctx)).toBe(step);
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    });
    expect(await statusOf(ctx)).toBe(step);
    await database.owner.update(schema.workerHeartbeats).set({ beatAt: sql`now() - interval '1 minute'` }); // as when half a minute has passed
  }

  /** What the next start's worker makes of it. */
  async function recover(ctx: OrgContext): Promise<ImportStatus | undefined> {
    const worker = await runJobs({ services: ctx, roles: 'jobs', handlers: importJobs });
    try {
      await expect.poll(() => statusOf(ctx), { timeout: 30_000 }).not.toMatch(/ing$/);
      return await statusOf(ctx);
    } finally {
      await worker.stop();
    }
  }

  it.each(['checking', 'applying'] as const)('by the command line while it is %s, is ended by the next worker', async (step) => {
    const ctx = await newShop();
    const file = path.join(home, `${ctx.org.slug}.csv`);
    fs.writeFileSync(file, salesFile());
    await killDuring(ctx, step, () => start('../cli/main.ts', ['import', 'sales', file, '--org', ctx.org.slug]));
    expect(await lines(ctx)).toBe(0);
    expect(await recover(ctx)).toBe('applied');
    expect(await lines(ctx)).toBe(LINES);
  });

  it('by the command line, leaves nothing to do when a line has a problem', async () => {
    const ctx = await newShop();
    const file = path.join(home, 'bad.csv');
    fs.writeFileSync(file, `${salesFile()}2024-01-05,A1,many,2\n`);
    await killDuring(ctx, 'checking', () => start('../cli/main.ts', ['import', 'sales', file, '--org', ctx.org.slug]));
    expect(await recover(ctx)).toBe('discarded');
    expect(await lines(ctx)).toBe(0);
  });

  it.each(['checking', 'applying', 'undoing'] as const)('by its worker while it is %s, is finished by another one', async (step) => {
    const ctx = await newShop();
    const importId = await storeUpload(ctx, ctx.orgId, { kind: 'sales', name: 'sales.csv', content: fs.createReadStream(writeSales(ctx)), createdBy: null });
    await checkImport(ctx, { importId, mapping });
    if (step !== 'checking') {
      await recover(ctx);
      await applyImport(ctx, { importId, mode: 'all' });
    }
    if (step === 'undoing') {
      await recover(ctx);
      await undoImport(ctx, { importId: importId });
    }
    const before = await lines(ctx);
    await killDuring(ctx, step, () => start('../main.ts'));
    expect(await lines(ctx)).toBe(before);
    expect(await recover(ctx)).toBe({ checking: 'ready', applying: 'applied', undoing: 'undone' }[step]);
    expect(await lines(ctx)).toBe(step === 'applying' ? LINES : 0);
  });

  function writeSales({ org }: OrgContext): string {
    const file = path.join(home, `${org.slug}.csv`);
    fs.writeFileSync(file, salesFile());
    return file;
  }
});
