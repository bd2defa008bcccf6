import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { connect, ingest, migrate, withOrg, type Database } from '@almanac/data';
import { ImportId, OrgId } from '@almanac/data/contract';
import { startPostgres } from '@almanac/data/embedded';
import { sql } from 'drizzle-orm';

export const name = 'import';

const LINES = 1_000_000;
const ROUNDS = 2;
const orgId = OrgId.parse('bench');
const COLUMNS = 'org_id, sold_on, sold_at, order_no, product_id, location_id, customer_id, quantity, unit_price, kind, line_hash, occurrence, import_id';
const run_ = promisify(execFile);

interface Timing {
  readonly seconds: number;
  readonly stageSeconds: number;
  /** What \copy does, too: without looking codes up before and adding demand up after. */
  readonly loadSeconds: number;
  readonly peakMemoryMb: number;
}

/**
 * A sales file of a million lines brought in whole (read, checked, resolved, written, demand added up) against what
 * `\copy` of psql needs to load the finished rows into a table with the same columns, indexes and constraints.
 */
export async function run({ log }: { log: (line: string) => void }) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-bench-'));
  fs.chmodSync(home, 0o711);
  const server = await startPostgres({ home });
  await migrate(server.url);
  const database = connect(server.url);
  try {
    await database.owner.execute(sql`insert into organizations (id, name, slug) values (${orgId}, 'Bench', 'bench')`);
    const file = path.join(home, 'sales.csv');
    await writeSales(file);
    const hasPsql = await run_('psql', ['--version']).then(
      () => true,
      () => false,
    );
    const ours: Timing[] = [];
    const peers: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await reset(database);
      ours.push(await importFile(database, file));
      log(`import: ${ours.at(-1)?.seconds.toFixed(1)} s, of which reading and staging ${ours.at(-1)?.stageSeconds.toFixed(1)} s`);
      if (!hasPsql) continue;
      peers.push(await copyWithPsql(database, server.url, home));
      log(`psql \\copy: ${peers.at(-1)?.toFixed(1)} s`);
    }
    const best = ours.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    const rows = [
      { subject: 'Almanac: whole import', seconds: best.seconds, note: `${perSecond(best.seconds)} lines/s, peak memory ${best.peakMemoryMb} MB` },
      { subject: 'of which reading and checking every line and copying it to staging', seconds: best.stageSeconds, note: `${perSecond(best.stageSeconds)} lines/s` },
      { subject: 'of which writing the lines with their indexes', seconds: best.loadSeconds - best.stageSeconds },
      { subject: 'of which codes, cancellations and demand, which \\copy leaves undone', seconds: best.seconds - best.loadSeconds },
    ];
    if (peers.length === 0) return { name, rows: [...rows, { subject: 'psql \\copy', note: 'skipped: psql is not installed' }], ratios: {} };
    const peer = Math.min(...peers);
    return {
      name,
      rows: [...rows, { subject: 'psql \\copy of the finished rows into an equal table', seconds: peer, note: `${perSecond(peer)} lines/s` }],
      ratios: { 'speed of file to written lines over \\copy': peer / best.loadSeconds, 'speed of the whole import over \\copy': peer / best.seconds },
    };
  } finally {
    await database.close();
    await server.stop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

const perSecond = (seconds: number) => Math.round(LINES / seconds).toLocaleString('en');

async function importFile(database: Database, file: string): Promise<Timing> {
  const importId = ImportId.parse(randomUUID());
  const setting = { today: '2026-01-01', currencyDigits: 2 };
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const started = performance.now();
  const { container, format, columns, mapping } = await ingest.inspectFile(file, { kind: 'sales' });
  await withOrg(database.db, orgId, (tx) =>
    ingest.insertImport(tx, { orgId, id: importId, kind: 'sales', fileName: 'sales.csv', fileSize: 0, sha256: '', storageKey: 'bench', createdBy: null }),
  );
  const problems: ingest.ProblemSink = { add: ({ code, line }) => { throw new Error(`line ${line}: ${code}`); }, flush: async () => undefined };
  const { good } = await ingest.stageFile(database, { orgId, importId, kind: 'sales', path: file, container, format, columns, mapping, ...setting }, problems);
  const staged = performance.now();
  const phases: Record<string, number> = {};
  const onPhase = (phase: string) => (phases[phase] = performance.now());
  const { inserted } = await withOrg(database.db, orgId, (tx) => ingest.applyStaged(tx, { orgId, importId, ...setting, onPhase }, 'sales', good));
  const ended = performance.now();
  const { lines = 0, demand = 0 } = phases;
  clearInterval(watch);
  if (inserted !== LINES) throw new Error(`${inserted} of ${LINES} lines came in`);
  return { seconds: (ended - started) / 1000, stageSeconds: (staged - started) / 1000, loadSeconds: (staged - started + demand - lines) / 1000, peakMemoryMb: Math.round(peak / 2 ** 20) };
}

/** The rows of the import, written to a file and loaded by psql into an empty copy of the table. */
async function copyWithPsql(database: Database, url: string, home: string): Promise<number> {
  const rows = path.join(home, 'rows.csv');
  const psql = (command: string) => run_('psql', [url, '--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--command', command]);
  await psql(`\\copy (select ${COLUMNS} from sales_lines order by id) to '${rows}' csv`);
  await database.owner.execute(sql`drop table if exists equal_lines`);
  await database.owner.execute(sql`create table equal_lines (like sales_lines including all)`);
  await database.owner.execute(sql`checkpoint`);
  const started = performance.now();
  await psql(`\\copy equal_lines (${COLUMNS}) from '${rows}' csv`);
  const seconds = (performance.now() - started) / 1000;
  fs.rmSync(rows);
  return seconds;
}

async function reset(database: Database): Promise<void> {
  await database.owner.execute(sql`drop table if exists equal_lines`);
  await database.owner.execute(sql`truncate sales_lines, daily_demand, series, staged_sales, import_changes, imports`);
  for (const table of ['products', 'customers', 'locations']) await database.owner.execute(sql.raw(`delete from ${table}`));
  await database.owner.execute(sql`checkpoint`);
}

/** A year of a shop with 4,000 products, 20,000 customers and 3 locations, about two lines a product and day as in the online retail set; the same every time. */
async function writeSales(file: string): Promise<void> {
  const out = fs.createWriteStream(file);
  let state = 42;
  const draw = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes' generator
    return Math.floor((state / 2 ** 32) * limit);
  };
  let text = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Store\n';
  for (let line = 0; line < LINES; line++) {
    const product = Math.min(draw(4_000), draw(4_000), draw(4_000));
    const day = new Date(Date.UTC(2023, 0, 1) + Math.floor((line / LINES) * 365) * 86_400_000).toISOString().slice(0, 10);
    const minute = String(draw(60)).padStart(2, '0');
    const isReturn = draw(50) === 0;
    text += `${isReturn ? 'C' : ''}${500_000 + Math.floor(line / 8)},P${10_000 + product},PRODUCT NUMBER ${product},${isReturn ? -1 : 1 + draw(24)},${day} ${9 + draw(10)}:${minute}:00,${(1 + (product % 97) / 10).toFixed(2)},${10_000 + draw(20_000)},S${1 + draw(3)}\n`;
    if (text.length > 1_000_000) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
}
