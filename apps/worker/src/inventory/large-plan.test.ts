import { inventory, schema, withOrg, type Database } from '@almanac/data';
import { InventoryFilter, type OrgId } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganization } from '../auth/organizations';

const ITEMS = 50_000;
const MOST_MS = 300;
let database: Database;
let orgId: OrgId;

beforeAll(async () => {
  database = await createTestDatabase();
  orgId = await createOrganization(database, { name: 'Large', slug: 'large', currency: 'EUR', timeZone: 'UTC' });
  await withOrg(database.db, orgId, async (tx) => {
    await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Shop' });
    await tx.insert(schema.suppliers).values(Array.from({ length: 200 }, (_, k) => ({ orgId, code: `V${k}`, name: `Supplier ${k}` })));
    await tx.execute(sql`
      insert into products (org_id, code, name, category, supplier_id, cost_minor)
      select ${orgId}, 'P' || k, 'Product ' || md5(k::text), 'Category ' || k % 40, (select min(id) from suppliers where org_id = ${orgId}) + k % 200, 100 + k % 900 from generate_series(1, ${ITEMS}::int) k`);
    await tx.execute(sql`
      insert into inventory_plans (org_id, product_id, location_id, planned_on, supplier_id, category, abc, xyz, exception, on_hand, on_order, committed, safety_stock, reorder_point, order_up_to, daily_demand, cover_days, lead_time_days,
        kind, suggested_quantity, next_quantity, pack_size, minimum_order, unit_cost_minor, suggested_value_minor, order_on, risk_before, risk_after, at_stake_minor, reason_code, reason_params)
      select ${orgId}, p.id, (select id from locations where org_id = ${orgId}), date '2024-01-01', supplier_id, category, 'A', 'X', (array['out_of_stock', 'running_out', 'order_due', 'excess', 'ok', 'ok', 'ok', 'ok'])[1 + p.id % 8], p.id % 50, 0, 0, 5, 10, 20, 1.5,
        p.id % 90, 7, case p.id % 8 when 2 then 'order' else 'none' end, case p.id % 8 when 2 then 12 else 0 end, 12, 1, 0, cost_minor, 12 * cost_minor, date '2024-01-01' + (p.id % 60)::int, (p.id % 100) / 100.0, 0, (p.id * 7919) % 100000, 'enough_stock', '{}'
      from products p where org_id = ${orgId}`);
    await tx.execute(sql`
      insert into suggestion_decisions (org_id, edit_id, product_id, location_id, decision, kind, quantity, suggested_quantity, author_id, author_name)
      select org_id, gen_random_uuid(), product_id, location_id, 'approved', kind, 20, suggested_quantity, 'u', 'U' from inventory_plans where org_id = ${orgId} and kind = 'order' limit 3000`);
  });
  await database.owner.execute(sql`analyze inventory_plans, suggestion_decisions, products`);
});
afterAll(() => database.close());

const filters: readonly (readonly [string, object])[] = [
  ['by money at stake', {}],
  ['out of stock, by money at stake', { exception: 'out_of_stock' }],
  ['by cover', { sort: 'cover', dir: 'asc' }],
  ['by risk', { sort: 'risk' }],
  ['by order date', { sort: 'orderOn', dir: 'asc' }],
  ['by name', { sort: 'name', dir: 'asc' }],
  ['by value', { sort: 'value' }],
  ['what is approved', { decision: 'approved' }],
  ['a search', { q: 'P4999' }],
  ['several codes', { q: 'P1, P777, P49000' }],
];

describe(`a list of ${ITEMS} items`, () => {
  it.each(filters)('is there at once: %s', async (_name, given) => {
    const filter = InventoryFilter.parse(given);
    const read = () =>
      withOrg(database.db, orgId, async (tx) => {
        const startedAt = performance.now();
        const total = await inventory.countInventory(tx, orgId, filter);
        const rows = await inventory.listInventory(tx, { orgId, filter, offset: 0, limit: 100 });
        return { total, rows, elapsedMs: performance.now() - startedAt };
      });
    const tries = [await read(), await read(), await read()]; // another program may have the machine for a moment
    const { total, rows } = tries[0]!;
    const elapsedMs = Math.min(...tries.map((one) => one.elapsedMs));
    if (process.env['SHOW_TIMES']) console.log(_name, Math.round(elapsedMs));
    expect(rows.length).toBe(Math.min(100, total));
    expect(rows.length).toBeGreaterThan(0);
    expect(elapsedMs).toBeLessThan(MOST_MS);
  });

  it('finds its order in an index', async () => {
    const explain = (order: string) =>
      withOrg(database.db, orgId, async (tx) => (await tx.execute(sql.raw(`explain select product_id, location_id from inventory_plans where org_id = '${orgId}' ${order} limit 100`))).map((row) => row['QUERY PLAN']).join('\n'));
    expect(await explain('order by at_stake_minor desc, product_id desc, location_id desc')).toContain('inventory_plans_stake');
    expect(await explain(`and exception = 'running_out' order by at_stake_minor desc, product_id desc, location_id desc`)).toContain('inventory_plans_exception');
    expect(await explain('order by cover_days asc, product_id asc, location_id asc')).toContain('inventory_plans_cover');
    expect(await explain('order by risk_before desc, product_id desc, location_id desc')).toContain('inventory_plans_risk');
  });
});
