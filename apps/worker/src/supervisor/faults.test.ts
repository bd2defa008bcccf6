import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostgres, freePort, processIdentity } from '@almanac/data/embedded';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClient, startProgram, type Part, type RunningProgram } from './running-program';

/** More rounds: `ALMANAC_FAULT_ROUNDS=20 npx vitest run src/supervisor/faults.test.ts`, another course: `ALMANAC_FAULT_SEED`. */
const ROUNDS = Number(process.env.ALMANAC_FAULT_ROUNDS ?? 2);
const SEED = Number(process.env.ALMANAC_FAULT_SEED ?? 20_261);
const SETTLE_MS = 240_000;
const PRODUCTS = 12;
const DAYS = 500;
const parts: readonly Part[] = ['worker', 'training', 'postgres', 'dashboard'];
const account = { email: 'owner@example.test', password: 'a-long-password' };

describe.runIf(process.platform === 'linux')('faults', () => {
  let home: string;
  let port: number;
  let program: RunningProgram;
  const importIds: { id: string; prefix: string }[] = [];
  const random = mulberry32(SEED);

  beforeAll(async () => {
    home = mkdtempSync(path.join(os.tmpdir(), 'almanac-faults-'));
    chmodSync(home, 0o711);
    port = await freePort();
    program = await startProgram(home, port);
    await openClient(program.url).mutate('session.createCompany', { companyName: 'Faults', currency: 'EUR', timeZone: 'UTC', name: 'Owner', ...account });
  }, 400_000);
  afterAll(async () => {
    await program.stop();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  it('finishes or honestly fails every job, whatever is killed when', { timeout: ROUNDS * 2 * SETTLE_MS }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await beginWork(round);
      const victims = [parts[(2 * round) % 4]!, parts[(2 * round + 1) % 4]!];
      if (random() < 0.5) victims.reverse();
      for (const victim of victims) {
        await delay(random() * 2_500);
        process.kill(await program.processOf(victim), 'SIGKILL');
      }
      await expectAllSettled();
    }
  });

  it('starts again without help after the supervisor itself was killed at work', { timeout: 2 * SETTLE_MS }, async () => {
    await beginWork(ROUNDS);
    await delay(random() * 2_000);
    await program.killSupervisor();
    program = await startProgram(home, port);
    await expectAllSettled();
  });

  it('a second start says where the first one is; Ctrl-C ends every process', { timeout: 120_000 }, async () => {
    await expect(startProgram(home, port)).rejects.toThrow(`already running at ${program.url}`);
    const left = await Promise.all((['worker', 'dashboard', 'postgres'] as const).map((part) => program.processOf(part)));
    expect(await program.stop()).toBe(0);
    expect(left.map(processIdentity)).toEqual([undefined, undefined, undefined]);
    program = await startProgram(home, port);
  });

  /** Asks for an import to be written and, once there is something to learn from, a training run. */
  async function beginWork(round: number): Promise<void> {
    const client = openClient(program.url);
    await client.signIn(account.email, account.password);
    const prefix = `R${round}-`;
    const id = await client.upload('sales', `${prefix}sales.csv`, salesFile(prefix, random));
    importIds.push({ id, prefix });
    const mapping = { date: 'date', product: 'productCode', quantity: 'quantity', order: 'orderNo', price: 'unitPrice' };
    await client.mutate('ingest.check', { importId: id, mapping });
    await expect.poll(() => importStatus(id), { timeout: 60_000 }).toBe('ready');
    await client.mutate('ingest.accept', { importId: id, mode: 'all' });
    if (round === 0) await expect.poll(() => importStatus(id), { timeout: 60_000 }).toBe('applied');
    await client.mutate('training.start', { capability: 'forecast', frequency: 'week', effort: 'quick' });
  }

  async function expectAllSettled(): Promise<void> {
    await expect.poll(unsettled, { timeout: SETTLE_MS, interval: 1_000 }).toEqual([]);
    for (const { id, prefix } of importIds) {
      const status = await importStatus(id);
      const [row] = await query<{ n: number }>('select count(*)::int as n from sales_lines where order_no like $1', [`${prefix}%`]);
      expect({ status, lines: row?.n }).toEqual(status === 'applied' ? { status, lines: PRODUCTS * DAYS } : { status: 'failed', lines: 0 });
    }
    const runs = await query<{ status: string; error_code: string | null }>('select status, error_code from training_runs', []);
    for (const run of runs) expect(run.status === 'failed' ? run.error_code : run.status).toMatch(/^(succeeded|training\..+|server\..+)$/);
  }

  async function unsettled(): Promise<string[]> {
    const open = await query<{ what: string }>(
      `select 'import ' || status as what from imports where status in ('checking', 'applying')
       union all select 'run ' || status from training_runs where status in ('queued', 'running')`,
      [],
    );
    return open.map(({ what }) => what);
  }

  async function importStatus(id: string): Promise<string | undefined> {
    return (await query<{ status: string }>('select status from imports where id = $1', [id]))[0]?.status;
  }

  /** Asks the database, again while it is away. */
  async function query<Row>(text: string, values: string[]): Promise<Row[]> {
    for (let attempt = 0; ; attempt++) {
      const server = await findPostgres(home).catch(() => undefined);
      const client = server && postgres(server.url, { max: 1, onnotice: () => undefined });
      try {
        if (client !== undefined) return [...(await client.unsafe(text, values))] as Row[];
      } catch (error) {
        if (attempt > 100) throw error;
      } finally {
        await client?.end({ timeout: 1 });
      }
      await delay(200);
    }
  }
});

/** A shop's sales: each product with a level, a weekly rhythm and noise. */
function salesFile(prefix: string, random: () => number): string {
  const lines = ['date,order,product,quantity,price'];
  const first = Date.UTC(2025, 0, 6);
  for (let day = 0; day < DAYS; day++) {
    const date = new Date(first + day * 86_400_000).toISOString().slice(0, 10);
    for (let product = 0; product < PRODUCTS; product++) {
      const quantity = 1 + Math.round((product + 2) * (1 + (day % 7) / 7) * (0.5 + random()));
      lines.push(`${date},${prefix}${day}-${product},P${product},${quantity},${(product + 1.5).toFixed(2)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** A small seeded generator, so that a failing course can be run again. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
