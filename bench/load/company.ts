import { createHmac, randomBytes } from 'node:crypto';
import { withOrg, type Database, type Tx } from '@almanac/data';
import { OrgId, type Role } from '@almanac/data/contract';
import { sql, type SQL } from 'drizzle-orm';
import { seedPredictions } from './predictions';

const PRODUCTS = 10_000;
const LOCATIONS = 5;
export const CUSTOMERS = 50_000;
export const SALES_LINES = 5_000_000;
const DAYS = 730;
const LINES_A_STATEMENT = 500_000;
const orgId = OrgId.parse('load');
const roles: readonly Role[] = ['manager', 'planner', 'marketer', 'viewer', 'owner'];

/** Whether the company is whole; what an interrupted run left does not count. */
export async function hasCompany({ owner }: Database): Promise<boolean> {
  const [row] = await owner.execute<{ metadata: string | null }>(sql`select metadata from organizations where id = ${orgId}`);
  return row?.metadata === 'whole';
}

/** Fifty thousand series and customers, two years of sales up to yesterday, predictions of all three kinds. Nothing is drawn: each value is a hash of its number. */
export async function seedCompany(database: Database, log: (line: string) => void): Promise<void> {
  const { owner } = database;
  await owner.execute(sql`insert into organizations (id, name, slug, currency, time_zone) values (${orgId}, 'Load & Sons', 'load', 'EUR', 'Europe/Dublin')`);
  await withOrg(database.db, orgId, seedCatalog);
  log(`${PRODUCTS} products at ${LOCATIONS} locations, ${CUSTOMERS} customers`);
  await withoutIndexes(database, 'sales_lines', async () => {
    for (let from = 0; from < SALES_LINES; from += LINES_A_STATEMENT) {
      await withOrg(database.db, orgId, (tx) => tx.execute(sales(from, from + LINES_A_STATEMENT)));
      log(`${(from + LINES_A_STATEMENT) / 1e6} million sales lines`);
    }
  });
  await withoutIndexes(database, 'daily_demand', () => withOrg(database.db, orgId, seedDemand));
  log('demand by day');
  await withOrg(database.db, orgId, (tx) => seedPredictions(tx, orgId));
  log('forecasts, recommendations and churn');
  await owner.execute(sql`vacuum analyze`);
  await owner.execute(sql`update organizations set metadata = 'whole' where id = ${orgId}`);
}

/** A number from 0 up to 1 that belongs to `n`; `salt` tells one property from another. */
export const chance = (n: SQL, salt: number) => sql`((hashint8extended(${n}, ${sql.raw(String(salt))}) & 2147483647) / 2147483648.0)`;

async function seedCatalog(tx: Tx): Promise<void> {
  await tx.execute(sql`insert into suppliers (org_id, code, name, lead_time_days) select ${orgId}, 'SUP' || n, 'Supplier ' || n, 5 + n % 30 from generate_series(1, 100) n`);
  await tx.execute(sql`insert into locations (org_id, code, name) select ${orgId}, 'L' || n, 'Shop ' || n from generate_series(1, ${LOCATIONS}::int) n`);
  await tx.execute(sql`insert into products (org_id, code, name, category, supplier_id, price_minor, cost_minor, pack_size, lead_time_days, launched_on)
    select ${orgId}, 'P' || n, 'Product ' || n, 'Category ' || n % 40, s.id, 200 + n % 3000, 100 + n % 1500, 1 + n % 6, 5 + n % 20, current_date - 900
    from generate_series(1, ${PRODUCTS}::bigint) n join (select id, row_number() over (order by id) as place from suppliers) s on s.place = 1 + n % 100 order by n`);
  await tx.execute(sql`insert into customers (org_id, code, name, email, segment, country, has_consent)
    select ${orgId}, 'C' || n, 'Customer ' || n, 'c' || n || '@example.com', 'Segment ' || n % 5, (array['IE', 'GB', 'FR', 'DE'])[1 + n % 4], n % 7 > 0
    from generate_series(1, ${CUSTOMERS}::bigint) n order by n`);
  await tx.execute(sql`insert into series (org_id, product_id, location_id) select ${orgId}, p.id, l.id from products p, locations l where p.org_id = ${orgId} and l.org_id = ${orgId} order by p.id, l.id`);
  await tx.execute(sql`insert into stock_levels (org_id, product_id, location_id, counted_on, on_hand, on_order)
    select ${orgId}, product_id, location_id, current_date - 1 - 7 * week, floor(40 * ${chance(sql`id * 16 + week`, 1)}), 0 from series, generate_series(0, 7) week where org_id = ${orgId}`);
}

/** Orders of four lines; some products sell a hundred times what others do, and some customers buy far more often. */
const sales = (from: number, until: number) => sql`
  insert into sales_lines (org_id, sold_on, order_no, product_id, location_id, customer_id, quantity, unit_price, kind, line_hash)
  select ${orgId}, current_date - ${DAYS}::int + (line * ${DAYS}::bigint / ${SALES_LINES}::bigint)::int, 'O' || line / 4, p.id, l.id, c.id, 1 + line % 5, p.price_minor / 100.0, 'sale', md5(line::text)::uuid
  from generate_series(${from}::bigint, ${until - 1}::bigint) line
  join (select id, price_minor, row_number() over (order by id) as place from products where org_id = ${orgId}) p on p.place = 1 + floor(${PRODUCTS}::int * ${chance(sql`line`, 2)} ^ 2)
  join (select id, row_number() over (order by id) as place from locations where org_id = ${orgId}) l on l.place = 1 + floor(${LOCATIONS}::int * ${chance(sql`line / 4`, 3)})
  join (select id, row_number() over (order by id) as place from customers where org_id = ${orgId}) c on c.place = 1 + floor(${CUSTOMERS}::int * ${chance(sql`line / 4`, 4)} ^ 2)
  order by line`;

async function seedDemand(tx: Tx): Promise<void> {
  await tx.execute(sql`set local work_mem = '512MB'`);
  await tx.execute(sql`insert into daily_demand (org_id, series_id, date, quantity, revenue)
    select ${orgId}, s.id, l.sold_on, sum(l.quantity), sum(l.quantity * l.unit_price) from sales_lines l
    join series s on s.org_id = l.org_id and s.product_id = l.product_id and s.location_id = l.location_id
    where l.org_id = ${orgId} group by 2, 3 order by 2, 3`);
}

/** Takes a table's indexes away while it is filled: in one go they are built ten times as fast. */
async function withoutIndexes({ owner }: Database, table: string, fill: () => Promise<void>): Promise<void> {
  const indexes = await owner.execute<{ name: string; definition: string }>(sql`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = 'public' and i.tablename = ${table} and not exists (select from pg_constraint c where c.conname = i.indexname)`);
  for (const { name } of indexes) await owner.execute(sql`drop index ${sql.identifier(name)}`);
  try {
    await fill();
  } finally {
    for (const { definition } of indexes) await owner.execute(sql.raw(definition));
  }
}

/** Signed-in people of every role, each with a session of their own. @returns a cookie for each */
export async function signIn({ owner }: Database, count: number, secret: string): Promise<string[]> {
  const people = Array.from({ length: count }, (_, n) => ({ id: `load-${n}`, token: randomBytes(24).toString('base64url'), role: roles[n % roles.length]! }));
  await owner.transaction(async (tx) => {
    for (const { id, token, role } of people) {
      await tx.execute(sql`insert into users (id, name, email) values (${id}, ${`Person ${id}`}, ${`${id}@example.com`}) on conflict do nothing`);
      await tx.execute(sql`insert into members (id, org_id, user_id, role) values (${id}, ${orgId}, ${id}, ${role}) on conflict do nothing`);
      await tx.execute(sql`insert into sessions (id, token, user_id, active_organization_id, expires_at) values (${token}, ${token}, ${id}, ${orgId}, now() + interval '7 days')`);
    }
  });
  return people.map(({ token }) => `almanac.session_token=${encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)}`);
}
