import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { connect, migrate, withOrg, type Database } from '@almanac/data';
import { OrgId } from '@almanac/data/contract';
import { startPostgres } from '@almanac/data/embedded';
import { addPeriods, formatIsoDate } from '@almanac/models';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { LOCATIONS, simulatePanel } from './simulated-panel';

export const name = 'forecast-run';
const SIZES = [3000, 30_000];
const SERIES_A_STATEMENT = 1000;
const orgId = OrgId.parse('bench');
const Report = z.object({ status: z.literal('succeeded'), durationSeconds: z.number(), seriesCount: z.number(), peakMemoryMb: z.number(), backend: z.string() });

/**
 * A training run as the product makes it, from sales in Postgres to served forecasts in Postgres: `train forecast --effort quick --wait`
 * over 3,000 and 30,000 weekly series of 130 weeks, with queue, training process, all methods, backtest, reconciliation and saving.
 */
export async function run({ log }: { log: (line: string) => void }) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-bench-'));
  fs.chmodSync(home, 0o711);
  const server = await startPostgres({ home });
  await migrate(server.url);
  const database = connect(server.url);
  try {
    await database.owner.execute(sql`insert into organizations (id, name, slug, currency, time_zone) values (${orgId}, 'Bench', 'bench', 'EUR', 'UTC')`);
    const rows: { subject: string; seconds: number; note: string }[] = [];
    for (const size of SIZES) {
      await seed(database, size);
      const { report, readSeconds } = await train({ ...process.env, DATABASE_URL: server.url, ALMANAC_HOME: home });
      const parts = `of which ${readSeconds.toFixed(0)} s until the first method begins`;
      log(`${size} series: ${report.durationSeconds.toFixed(0)} s (${parts}), ${report.peakMemoryMb} MB`);
      rows.push({ subject: `${report.seriesCount.toLocaleString('en')} weekly series, from Postgres to Postgres`, seconds: report.durationSeconds, note: `${parts}; peak memory of the training process ${report.peakMemoryMb} MB, ${report.backend}` });
    }
    return { name, rows, ratios: { 'seconds per series, 3,000 / 30,000': rows[0]!.seconds / SIZES[0]! / (rows[1]!.seconds / SIZES[1]!) } };
  } finally {
    await database.close();
    await server.stop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

/** Runs the command; `readSeconds` go by until it tells of the first method. */
async function train(env: NodeJS.ProcessEnv): Promise<{ report: z.output<typeof Report>; readSeconds: number }> {
  const script = path.join(import.meta.dirname, '../apps/worker/src/cli/main.ts');
  const child = spawn(process.execPath, [...process.execArgv, script, 'train', 'forecast', '--org', 'bench', '--effort', 'quick', '--wait', '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const started = performance.now();
  let readSeconds: number | undefined;
  let said = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    said = line;
    if (/^(backtest|final)\b/.test(line)) readSeconds ??= (performance.now() - started) / 1000;
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`train forecast ended with ${code}: ${said}`);
  return { report: Report.parse(JSON.parse(output)), readSeconds: readSeconds ?? Number.NaN };
}

/** Writes the demand of the simulated panel, each week's on its Monday, in place of what was there. */
async function seed(database: Database, seriesCount: number): Promise<void> {
  await database.owner.execute(sql`truncate daily_demand, series, training_runs, serving_runs, forecasts, aggregate_forecasts, backtest_forecasts, forecast_scores cascade`);
  const panel = simulatePanel(seriesCount);
  await withOrg(database.db, orgId, async (tx) => {
    await tx.execute(sql`delete from products`);
    await tx.execute(sql`delete from locations`);
    await tx.execute(sql`insert into locations (org_id, code, name) select ${orgId}, 'L' || n, 'Shop ' || n from generate_series(0, ${LOCATIONS - 1}::int) n`);
    const categories = panel.series.filter((_, i) => i % LOCATIONS === 0).map(({ category }) => category ?? '');
    await tx.execute(sql`insert into products (org_id, code, name, category) select ${orgId}, 'P' || n, 'Product ' || n, category from unnest(${sql.param(categories)}::text[]) with ordinality as c(category, n)`);
    const ids = await tx.execute<{ id: number }>(sql`
      insert into series (org_id, product_id, location_id)
      select ${orgId}, p.id, l.id from (select id, row_number() over (order by id) as n from products) p, (select id, row_number() over (order by id) as n from locations) l order by p.n, l.n
      returning id::int as id`);
    for (let from = 0; from < seriesCount; from += SERIES_A_STATEMENT) {
      const columns = { id: [] as number[], date: [] as string[], quantity: [] as number[] };
      for (const [k, { start, y }] of panel.series.slice(from, from + SERIES_A_STATEMENT).entries()) {
        y.forEach((quantity, t) => {
          if (quantity === 0) return;
          columns.id.push(ids[from + k]!.id);
          columns.date.push(formatIsoDate(addPeriods(start, t, 'week')));
          columns.quantity.push(quantity);
        });
      }
      await tx.execute(sql`
        insert into daily_demand (org_id, series_id, date, quantity, revenue)
        select ${orgId}, id, date::date, quantity, quantity * 4 from unnest(${sql.param(columns.id)}::bigint[], ${sql.param(columns.date)}::text[], ${sql.param(columns.quantity)}::float8[]) as d(id, date, quantity)`);
    }
  });
  await database.owner.execute(sql`analyze`);
}
