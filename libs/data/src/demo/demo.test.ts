import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withOrg, type Database } from '../client/database';
import { OrgId } from '../contract/ids';
import { createLineWriter } from '../ingest/parse/line-writer';
import { createTestDatabase } from '../testing/index';
import { seedDemo } from './index';

const demo = { orgId: OrgId.parse('demo'), asOf: '2026-11-23', seed: 1 };
const tables = ['suppliers', 'locations', 'products', 'customers', 'promotions', 'stock_levels', 'sales_lines', 'series', 'daily_demand', 'purchase_orders', 'purchase_order_lines', 'customer_orders'] as const;

describe('seedDemo', () => {
  let database: Database;
  let created: boolean[];
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.owner.execute(sql`insert into organizations (id, name, slug) values ('demo', 'Demo', 'demo'), ('other', 'Other', 'other')`);
    created = await Promise.all([seedDemo(database, demo), seedDemo(database, demo)]);
  });
  afterAll(() => database.close());

  const inOrg = (orgId: OrgId, query: string) => withOrg(database.db, orgId, async (tx) => [...(await tx.execute<Record<string, unknown>>(sql.raw(query)))]);
  const count = async (query: string) => Number((await inOrg(demo.orgId, `select count(*) as n from ${query}`))[0]?.['n']);

  it('is created once, however often it is asked for', async () => {
    expect(created.sort()).toEqual([false, true]);
    expect(await seedDemo(database, demo)).toBe(false);
  });

  it('fills every table of the company, and of no other', async () => {
    for (const table of tables) {
      expect(await count(table), table).toBeGreaterThan(2);
      expect(await inOrg(OrgId.parse('other'), `select from ${table} limit 1`), table).toEqual([]);
    }
  });

  it('has the demand that its sales lines say', async () => {
    const [lines] = await inOrg(demo.orgId, `select sum(quantity)::int as items, round(sum(quantity * unit_price)::numeric, 2)::text as revenue from sales_lines l join products p on p.id = l.product_id where kind = 'sale' and not is_service`);
    const [demand] = await inOrg(demo.orgId, `select sum(quantity)::int as items, round(sum(revenue)::numeric, 2)::text as revenue from daily_demand`);
    expect(demand).toEqual(lines);
    const [back] = await inOrg(demo.orgId, `select -sum(quantity)::int as items from sales_lines where kind = 'return'`);
    expect(await inOrg(demo.orgId, `select sum(returned)::int as items from daily_demand`)).toEqual([back]);
  });

  it('has on order what its open purchase orders say, and received every other in full', async () => {
    const [differences] = await inOrg(demo.orgId, `
      with counted as (select distinct on (product_id, location_id) product_id, location_id, on_order from stock_levels where counted_on = date '2026-11-23' order by 1, 2),
      open as (select li.product_id, o.location_id, sum(li.quantity - li.received_quantity) as quantity from purchase_order_lines li join purchase_orders o on o.id = li.order_id group by 1, 2)
      select count(*)::int as n from counted c left join open o using (product_id, location_id) where c.on_order <> coalesce(o.quantity, 0)`);
    expect(differences).toEqual({ n: 0 });
    const statuses = await inOrg(demo.orgId, `select status, count(*)::int as n from purchase_orders group by 1 order by 1`);
    expect(statuses.map(({ status }) => status)).toEqual(expect.arrayContaining(['received', 'sent']));
    expect(await count(`purchase_order_lines li join purchase_orders o on o.id = li.order_id where (o.status = 'received') <> (li.received_on is not null) and o.status <> 'partly_received'`)).toBe(0);
    expect(await count(`purchase_order_lines where received_on < date '2026-11-23' and received_on > expected_on`)).toBeGreaterThan(100); // suppliers are late, as they are
  });

  it('has lines that an import of the same lines would find again', async () => {
    const columns = ['date', 'time', 'orderNo', 'productCode', 'quantity', 'unitPrice', 'customerCode', 'locationCode'];
    const write = createLineWriter({
      kind: 'sales',
      columns,
      mapping: Object.fromEntries(columns.map((column) => [column, column])),
      rules: { format: { encoding: 'utf-8', delimiter: ',', decimal: '.', dateFormat: 'ymd', headerLine: 1 }, isWorkbook: false, firstDay: '2000-01-01', lastDay: '2030-01-01', currencyDigits: 2 },
      onProblem: ({ column, code }) => expect.unreachable(`${column}: ${code}`),
    });
    const lines = await inOrg(
      demo.orgId,
      `select l.sold_on::text as date, l.sold_at::text as time, l.order_no, p.code, l.quantity::text as quantity, l.unit_price::text as price, coalesce(c.code, '') as customer, w.code as location, replace(l.line_hash::text, '-', '') as hash
       from sales_lines l join products p on p.id = l.product_id join locations w on w.id = l.location_id left join customers c on c.id = l.customer_id where l.id % 500 = 0`,
    );
    expect(lines.length).toBeGreaterThan(500);
    for (const { hash, ...cells } of lines) expect(write(Object.values(cells).map(String), 2)?.split('\t').at(-1)).toBe(hash);
  });

  it('has believable master data', async () => {
    expect(await count(`products where not is_service and (supplier_id is null or cost_minor >= price_minor or pack_size < 1 or minimum_order < pack_size)`)).toBe(0);
    expect(await count(`products where launched_on > '${demo.asOf}'`)).toBe(2);
    expect(await count(`customers c where not exists (select from sales_lines l where l.org_id = c.org_id and l.customer_id = c.id)`)).toBeLessThan(100);
    expect(await count(`stock_levels where on_hand < 0 or on_order < 0 or counted_on > '${demo.asOf}'`)).toBe(0);
  });
});
