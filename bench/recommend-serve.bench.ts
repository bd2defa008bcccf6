import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connect, migrate, withOrg, type Database } from '@almanac/data';
import { OrgId } from '@almanac/data/contract';
import { startPostgres } from '@almanac/data/embedded';
import { sql } from 'drizzle-orm';
import { percentile, sendOpenLoop } from './open-loop';

export const name = 'recommend-serve';

const CUSTOMERS = 20_000;
const PRODUCTS = 5_000;
const SALES_LINES = 1_000_000;
const RATE = 200;
const SECONDS = 30;
const PORT = 4712;
const orgId = OrgId.parse('bench');
const runId = '11111111-1111-4111-8111-111111111111';

/**
 * The HTTP endpoint under load: a worker of its own process, Postgres and the sender of requests share the machine. Requests come at random,
 * {@link RATE} a second on average, and do not wait for one another.
 */
export async function run({ log }: { log: (line: string) => void }) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-bench-'));
  fs.chmodSync(home, 0o711);
  const server = await startPostgres({ home });
  await migrate(server.url);
  const database = connect(server.url);
  let worker: ChildProcess | undefined;
  try {
    const token = await seed(database, log);
    worker = await startWorker(server.url, home);
    const headers = { authorization: `Bearer ${token}` };
    const scenarios = [
      { subject: 'known customers', paths: Array.from({ length: 4000 }, (_, k) => `/api/v1/recommendations?customer=C${1 + ((k * 7919) % CUSTOMERS)}&limit=10`) },
      { subject: 'customers nobody knows', paths: Array.from({ length: 500 }, (_, k) => `/api/v1/recommendations?customer=X${k}&segment=S${k % 5}`) },
      { subject: 'beside a product', paths: Array.from({ length: 2000 }, (_, k) => `/api/v1/recommendations?product=P${1 + ((k * 37) % PRODUCTS)}`) },
    ];
    const rows = [];
    const ratios: Record<string, number> = {};
    for (const { subject, paths } of scenarios) {
      await load(paths, headers, 5); // a warm worker, as a shop finds it
      const { latencies, failures } = await load(paths, headers, SECONDS);
      if (failures > 0) throw new Error(`${subject}: ${failures} answers other than 200`);
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share)) as [number, number, number];
      log(`${subject}: ${latencies.length} requests, median ${p50.toFixed(1)} ms, 95 % within ${p95.toFixed(1)} ms`);
      rows.push({ subject: `${subject}: 95 % of answers within`, ms: p95, note: `${(latencies.length / SECONDS).toFixed(0)} requests/s over ${SECONDS} s, median ${p50.toFixed(1)} ms, 99 % ${p99.toFixed(1)} ms, longest ${latencies.at(-1)!.toFixed(0)} ms, no error` });
      ratios[`20 ms over the 95th percentile, ${subject}`] = 20 / p95;
    }
    return { name, rows, ratios };
  } finally {
    worker?.kill('SIGTERM');
    await database.close();
    await server.stop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

const load = (paths: readonly string[], headers: Record<string, string>, seconds: number) => sendOpenLoop({ url: `http://127.0.0.1:${PORT}`, paths, headers, perSecond: RATE, seconds });

async function startWorker(url: string, home: string): Promise<ChildProcess> {
  const script = path.join(import.meta.dirname, '../apps/worker/src/main.ts');
  const env = { ...process.env, DATABASE_URL: url, ALMANAC_HOME: home, WORKER_PORT: String(PORT), WORKER_ROLES: 'api', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [...process.execArgv, script], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return child;
}

/** A company with a model that serves: lists of fifty, stock, a year of sales, 30,000 lines of them after the model looked. */
async function seed(database: Database, log: (line: string) => void): Promise<string> {
  const token = `alm_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`;
  await database.owner.execute(sql`insert into organizations (id, name, slug, currency) values (${orgId}, 'Bench', 'bench', 'EUR')`);
  await withOrg(database.db, orgId, async (tx) => {
    await tx.execute(sql`insert into api_tokens (org_id, name, prefix, hash, scopes, per_minute, expires_at, created_by, created_by_name)
      values (${orgId}, 'Bench', ${token.slice(0, 12)}, ${createHash('sha256').update(token).digest('hex')}, '{recommendations:read}', 100000, now() + interval '1 day', 'bench', 'Bench')`);
    await tx.execute(sql`insert into locations (org_id, code, name) select ${orgId}, 'L' || n, 'Shop ' || n from generate_series(1, 3) n`);
    await tx.execute(sql`insert into products (org_id, code, name, category, price_minor, cost_minor)
      select ${orgId}, 'P' || n, 'Product ' || n, 'Category ' || n % 40, 200 + n % 3000, 100 + n % 1500 from generate_series(1, ${PRODUCTS}::int) n`);
    await tx.execute(sql`insert into customers (org_id, code, name, email, segment, country)
      select ${orgId}, 'C' || n, 'Customer ' || n, 'c' || n || '@example.com', 'S' || n % 5, 'IE' from generate_series(1, ${CUSTOMERS}::int) n`);
    await tx.execute(sql`insert into stock_levels (org_id, product_id, location_id, counted_on, on_hand)
      select ${orgId}, p.id, l.id, current_date - 7 * w, (p.id * l.id + w) % 10 from products p, locations l, generate_series(1, 8) w where p.org_id = ${orgId} and l.org_id = ${orgId}`);
    await tx.execute(sql`insert into sales_lines (org_id, sold_on, order_no, product_id, location_id, customer_id, quantity, unit_price, kind, line_hash)
      select ${orgId}, current_date - 365 + (line::bigint * 365 / ${SALES_LINES}::int)::int, 'O' || line / 4, p.id, l.id, c.id, 1 + line % 5, 4.5, 'sale', md5(line::text)::uuid
      from generate_series(1, ${SALES_LINES}::int) line
      join (select id, row_number() over (order by id) as place from products) p on p.place = 1 + (line::bigint * 2654435761 % ${PRODUCTS}::int)
      join (select id, row_number() over (order by id) as place from customers) c on c.place = 1 + (line / 4)::bigint * 40503 % ${CUSTOMERS}::int
      cross join (select min(id) as id from locations) l`);
    await tx.execute(sql`insert into training_runs (org_id, id, capability, status, finished_at, params, seed) values (${orgId}, ${runId}, 'recommend', 'succeeded', now(), '{"capability": "recommend", "responseDays": 28, "effort": "quick"}', 1)`);
    await tx.execute(sql`insert into serving_runs (org_id, capability, frequency, run_id) values (${orgId}, 'recommend', 'all', ${runId})`);
    await tx.execute(sql`insert into recommendation_models (org_id, run_id, data_until, response_days, customers, products, interactions, baskets, calibration)
      values (${orgId}, ${runId}, current_date - 11, 28, ${CUSTOMERS}, ${PRODUCTS}, ${SALES_LINES}, ${SALES_LINES / 4}, '[]')`);
    await tx.execute(sql`insert into customer_recommendations (org_id, run_id, customer_id, orders, last_ordered_on, product_ids, scores, probabilities, quantities, due_days, reason_product_ids, reason_shares, value)
      select ${orgId}, ${runId}, c.id, 5, current_date - 20, items.ids, items.scores, items.scores, array_fill(1::real, array[50]), items.due, items.reasons, array_fill(0.3::real, array[150]), 1000
      from customers c cross join lateral (
        select array_agg(p.id order by k) as ids, array_agg((1.0 / (k + 3))::real order by k) as scores, array_agg(case when k % 5 = 0 then 5 end order by k) as due,
          (select array_agg(1 + (c.id * 13 + r * 29) % ${PRODUCTS}::int + first.id - 1) from generate_series(1, 150) r) as reasons
        from generate_series(1, 50) k cross join (select min(id) as id from products where org_id = ${orgId}) first
        join products p on p.org_id = ${orgId} and p.id = first.id + (c.id * 31 + k * 97) % ${PRODUCTS}::int group by first.id) items
      where c.org_id = ${orgId}`);
    await tx.execute(sql`insert into product_audiences (org_id, run_id, product_id, customer_ids, probabilities, buyers, recent_buyers, usual_quantity, unit_price, repeat_share, interval_days, is_cold, expected_buyers, value)
      select ${orgId}, ${runId}, id, '{}', '{}', 100, 10, 2, 4.5, 0.3, 30, false, 5, 100 from products where org_id = ${orgId}`);
    await tx.execute(sql`insert into popular_products (org_id, run_id, scope, name, customers, product_ids, probabilities)
      select ${orgId}, ${runId}, scope, group_name, 4000, (select array_agg(id) from (select id from products where org_id = ${orgId} order by (id * 7919) % 1009 limit 50) p), array_fill(0.02::real, array[50])
      from (select 'segment' as scope, 'S' || n as group_name from generate_series(0, 4) n union all select 'everyone', '') groups`);
    await tx.execute(sql`insert into product_pairs (org_id, run_id, product_a, product_b, baskets, support, confidence_ab, confidence_ba, lift, lift_low, log_likelihood_ratio)
      select ${orgId}, ${runId}, p.id, p.id + d, 20, 0.001, 0.1, 0.1, 4, 3, 50 + d from products p, generate_series(1, 20) d where p.org_id = ${orgId} and p.id + d <= (select max(id) from products)`);
  });
  await database.owner.execute(sql`vacuum analyze`);
  log(`${CUSTOMERS} customers, ${PRODUCTS} products and ${SALES_LINES} sales lines are in Postgres`);
  return token;
}
