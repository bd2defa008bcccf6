import { sql } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import { resolveLocations, resolveProducts, resolveSuppliers } from './codes';
import { countRows } from './records';
import { execute, type AppliedCounts, type ImportScope } from './scope';

/**
 * Inserts purchase orders with their lines and changes those that are there by what the file says: dates, costs, what was received.
 * An order is known by its number, a line by its product. Counted are lines.
 */
export async function applyOrders(tx: Tx, scope: ImportScope): Promise<AppliedCounts> {
  const { orgId, importId } = scope;
  await readOrders(tx, scope);
  await insertOrders(tx, scope);

  const line = sql`purchase_order_lines as t on t.org_id = ${orgId} and t.id = i.line_id`;
  await execute(tx, sql`insert into import_changes (org_id, import_id, table_name, row_key, before) select ${orgId}, ${importId}::uuid, 'purchase_order_lines', t.id::text, to_jsonb(t) from import_rows as i join ${line} where i.is_changed`);
  const updated = await execute(
    tx,
    sql`update purchase_order_lines as t set quantity = i.quantity, received_quantity = coalesce(i.received_quantity, t.received_quantity), unit_cost_minor = coalesce(i.unit_cost_minor, t.unit_cost_minor),
          expected_on = coalesce(i.expected_on, t.expected_on), received_on = coalesce(i.received_on, t.received_on), import_id = ${importId}::uuid
        from import_rows as i where t.org_id = ${orgId} and t.id = i.line_id and i.is_changed`,
  );
  const inserted = await execute(
    tx,
    sql`with created as (
          insert into purchase_order_lines (org_id, order_id, product_id, quantity, received_quantity, unit_cost_minor, expected_on, received_on, import_id)
          select ${orgId}, o.id, i.product_id, i.quantity, coalesce(i.received_quantity, 0), i.unit_cost_minor, i.expected_on, i.received_on, ${importId}::uuid
          from import_rows as i join import_orders as o on o.code = i.code where i.line_id is null order by i.line
          returning id
        )
        insert into import_changes (org_id, import_id, table_name, row_key) select ${orgId}, ${importId}::uuid, 'purchase_order_lines', id::text from created`,
  );
  await settleStatus(tx, scope);
  return { inserted, updated, unchanged: (await countRows(tx)) - inserted - updated };
}

/** Temporary tables `import_orders` and `import_rows`, with the ids of what is there and whether the file changes it. */
async function readOrders(tx: Tx, scope: ImportScope): Promise<void> {
  const { orgId, importId } = scope;
  const mine = sql`org_id = ${orgId} and import_id = ${importId}::uuid`;
  await execute(tx, sql`create temp table named on commit drop as select record->>'productCode' as raw, null::text as name, count(*) as uses from staged_records where ${mine} group by 1`);
  await resolveProducts(tx, scope);
  await resolveLocations(tx, scope, sql`select record->>'locationCode' as raw from staged_records where ${mine}`);
  await resolveSuppliers(tx, scope);
  await execute(
    tx,
    sql`create temp table import_orders on commit drop as
        select upper(s.record->>'orderNo') as code, min(s.record->>'orderNo') as written, min(v.id) as supplier_id, min(w.id) as location_id, bool_or(w.raw is not null) as has_location,
          min((s.record->>'orderedOn')::date) as ordered_on, max((s.record->>'expectedOn')::date) as expected_on, null::bigint as id, false as is_changed
        from staged_records as s
        join import_locations as w on coalesce(w.raw, '') = coalesce(s.record->>'locationCode', '')
        left join import_suppliers as v on v.raw = s.record->>'supplierCode'
        where s.org_id = ${orgId} and s.import_id = ${importId}::uuid group by 1`,
  );
  await execute(
    tx,
    sql`update import_orders as i set id = t.id, is_changed = t.ordered_on <> i.ordered_on or (i.supplier_id is not null and t.supplier_id is distinct from i.supplier_id)
          or (i.has_location and t.location_id <> i.location_id) or (i.expected_on is not null and t.expected_on is distinct from i.expected_on)
        from purchase_orders as t where t.org_id = ${orgId} and upper(t.code) = i.code`,
  );
  await execute(
    tx,
    sql`create temp table import_rows on commit drop as
        select s.line, o.code, o.id as order_id, p.id as product_id, (s.record->>'quantity')::float8 as quantity, (s.record->>'unitCost')::bigint as unit_cost_minor,
          coalesce((s.record->>'receivedQuantity')::float8, case when s.record->>'receivedOn' is not null then (s.record->>'quantity')::float8 end) as received_quantity,
          (s.record->>'expectedOn')::date as expected_on, (s.record->>'receivedOn')::date as received_on, null::bigint as line_id, false as is_changed
        from staged_records as s
        join import_products as p on p.raw = s.record->>'productCode'
        join import_orders as o on o.code = upper(s.record->>'orderNo')
        where s.org_id = ${orgId} and s.import_id = ${importId}::uuid`,
  );
  for (const table of ['import_orders', 'import_rows']) await tx.execute(sql.raw(`analyze ${table}`));
  const differs = (name: string) => `(i.${name} is not null and t.${name} is distinct from i.${name})`;
  await execute(
    tx,
    sql`update import_rows as i set line_id = t.id, is_changed = o.is_changed or ${sql.raw(['quantity', 'received_quantity', 'unit_cost_minor', 'expected_on', 'received_on'].map(differs).join(' or '))}
        from purchase_order_lines as t, import_orders as o where t.org_id = ${orgId} and t.order_id = i.order_id and t.product_id = i.product_id and o.code = i.code`,
  );
}

/** New orders, and the heads of those of which the file changes something: an order is journaled before anything of it changes. */
async function insertOrders(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  await execute(tx, sql`update import_orders as o set is_changed = true where o.id is not null and exists (select from import_rows as i where i.code = o.code and (i.is_changed or i.line_id is null))`);
  await execute(
    tx,
    sql`insert into import_changes (org_id, import_id, table_name, row_key, before)
        select ${orgId}, ${importId}::uuid, 'purchase_orders', t.id::text, to_jsonb(t) from import_orders as i join purchase_orders as t on t.org_id = ${orgId} and t.id = i.id where i.is_changed`,
  );
  await execute(
    tx,
    sql`update purchase_orders as t set ordered_on = i.ordered_on, supplier_id = coalesce(i.supplier_id, t.supplier_id), location_id = case when i.has_location then i.location_id else t.location_id end,
          expected_on = coalesce(i.expected_on, t.expected_on), import_id = ${importId}::uuid
        from import_orders as i where t.org_id = ${orgId} and t.id = i.id and i.is_changed`,
  );
  await execute(
    tx,
    sql`with created as (
          insert into purchase_orders (org_id, code, supplier_id, location_id, status, ordered_on, expected_on, import_id)
          select ${orgId}, written, supplier_id, location_id, 'sent', ordered_on, expected_on, ${importId}::uuid from import_orders where id is null order by ordered_on, code
          returning id
        )
        insert into import_changes (org_id, import_id, table_name, row_key) select ${orgId}, ${importId}::uuid, 'purchase_orders', id::text from created`,
  );
  await execute(tx, sql`update import_orders as i set id = t.id, is_changed = true from purchase_orders as t where i.id is null and t.org_id = ${orgId} and upper(t.code) = i.code`);
}

/** What an order has come to follows from its lines, unless it was called off. */
async function settleStatus(tx: Tx, { orgId }: ImportScope): Promise<void> {
  await execute(
    tx,
    sql`update purchase_orders as t set status = case when l.is_all then 'received' when l.is_any then 'partly_received' else 'sent' end
        from import_orders as i, lateral (
          select bool_and(received_quantity >= quantity) as is_all, bool_or(received_quantity > 0) as is_any from purchase_order_lines where org_id = ${orgId} and order_id = i.id
        ) as l
        where t.org_id = ${orgId} and t.id = i.id and i.is_changed and t.status <> 'cancelled'`,
  );
}
