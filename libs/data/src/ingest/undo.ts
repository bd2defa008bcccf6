import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { DomainError } from '../contract/errors';
import type { ImportKind } from '../contract/terms';
import { collectCancellationKeys, matchCancellations } from './apply/cancellations';
import { createTouched, rebuildDemand } from './apply/demand';
import { execute, prepareTransaction, type ImportScope } from './apply/scope';

/** Tables whose rows an import journals by id, those that others refer to last. */
const journaled = ['promotions', 'purchase_order_lines', 'purchase_orders', 'products', 'suppliers', 'customers', 'locations'] as const;
type Journaled = (typeof journaled)[number];

/** Columns that refer to a row, so that it cannot go. */
const references: Readonly<Record<Journaled, readonly (readonly [table: string, column: string])[]>> = {
  promotions: [],
  purchase_order_lines: [],
  purchase_orders: [
    ['purchase_order_lines', 'order_id'],
    ['suggestion_decisions', 'purchase_order_id'],
  ],
  products: [
    ['purchase_order_lines', 'product_id'],
    ['customer_orders', 'product_id'],
    ['sales_lines', 'product_id'],
    ['stock_levels', 'product_id'],
    ['promotions', 'product_id'],
  ],
  suppliers: [
    ['products', 'supplier_id'],
    ['purchase_orders', 'supplier_id'],
  ],
  customers: [
    ['sales_lines', 'customer_id'],
    ['customer_orders', 'customer_id'],
  ],
  locations: [
    ['purchase_orders', 'location_id'],
    ['customer_orders', 'location_id'],
    ['sales_lines', 'location_id'],
    ['stock_levels', 'location_id'],
    ['promotions', 'location_id'],
  ],
};

/**
 * Takes back what an import wrote: its lines go, changed rows become what they were, created rows go, and demand is
 * added up again. Rows it created for unknown codes stay where other data has come to use them.
 * @throws DomainError when a later import changed the same rows or brought the same lines: that one has to be undone first
 */
export async function undoImport(tx: Tx, scope: ImportScope, kind: ImportKind, lines: number): Promise<void> {
  await prepareTransaction(tx, scope.orgId, lines);
  await assertUndoable(tx, scope, kind);
  scope.onPhase?.('lines');
  await createTouched(tx);
  if (kind === 'sales') await removeSales(tx, scope);
  else if (kind === 'products') await touchServices(tx, scope);
  await restoreStock(tx, scope);
  for (const table of journaled) await restoreRows(tx, scope, table);
  scope.onPhase?.('demand');
  await rebuildDemand(tx, scope.orgId);
  scope.onPhase?.('codes');
  for (const table of journaled) await removeCreated(tx, scope, table);
  await execute(tx, sql`delete from import_changes where org_id = ${scope.orgId} and import_id = ${scope.importId}::uuid`);
}

async function removeSales(tx: Tx, scope: ImportScope): Promise<void> {
  const { orgId, importId } = scope;
  await execute(tx, sql`insert into touched select product_id, location_id, sold_on from sales_lines where org_id = ${orgId} and import_id = ${importId}::uuid`);
  await collectCancellationKeys(tx, scope);
  await execute(tx, sql`delete from sales_lines where org_id = ${orgId} and import_id = ${importId}::uuid`);
  await matchCancellations(tx, scope);
}

/** Demand of products that become charges, or stop being one, when their rows are restored. */
async function touchServices(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  await execute(
    tx,
    sql`insert into touched select l.product_id, l.location_id, l.sold_on from import_changes as c
        join products as p on p.org_id = ${orgId} and p.id = c.row_key::bigint and p.is_service <> (c.before->>'is_service')::boolean
        join sales_lines as l on l.org_id = ${orgId} and l.product_id = p.id
        where c.org_id = ${orgId} and c.import_id = ${importId}::uuid and c.table_name = 'products' and c.before is not null`,
  );
}

async function restoreRows(tx: Tx, { orgId, importId }: ImportScope, table: Journaled): Promise<void> {
  const columns = await tx.execute<{ name: string }>(
    sql`select quote_ident(attname) as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attname not in ('org_id', 'id')`,
  );
  const assignments = sql.raw(columns.map(({ name }) => `${name} = b.${name}`).join(', '));
  await execute(
    tx,
    sql`update ${sql.raw(table)} as t set ${assignments} from import_changes as c, jsonb_populate_record(null::${sql.raw(table)}, c.before) as b
        where c.org_id = ${orgId} and c.import_id = ${importId}::uuid and c.table_name = ${table} and c.before is not null and t.org_id = ${orgId} and t.id = c.row_key::bigint`,
  );
}

async function removeCreated(tx: Tx, { orgId, importId }: ImportScope, table: Journaled): Promise<void> {
  const isUsed = references[table].map(([from, column]) => `exists (select from ${from} as r where r.org_id = t.org_id and r.${column} = t.id)`).join(' or ');
  await execute(
    tx,
    sql`delete from ${sql.raw(table)} as t using import_changes as c
        where c.org_id = ${orgId} and c.import_id = ${importId}::uuid and c.table_name = ${table} and c.before is null
          and t.org_id = ${orgId} and t.id = c.row_key::bigint and t.import_id = ${importId}::uuid and not (${sql.raw(isUsed || 'false')})`,
  );
}

async function restoreStock(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  const mine = sql`c.org_id = ${orgId} and c.import_id = ${importId}::uuid and c.table_name = 'stock_levels'
    and t.org_id = ${orgId} and t.import_id = ${importId}::uuid and concat_ws('/', t.product_id, t.location_id, t.counted_on) = c.row_key`;
  await execute(tx, sql`delete from stock_levels as t using import_changes as c where ${mine} and c.before is null`);
  await execute(
    tx,
    sql`update stock_levels as t set on_hand = b.on_hand, on_order = b.on_order, import_id = b.import_id
        from import_changes as c, jsonb_populate_record(null::stock_levels, c.before) as b where ${mine} and c.before is not null`,
  );
}

/** @throws DomainError when a later import changed the same rows or brought the same lines */
export async function assertUndoable(tx: Tx, { orgId, importId }: Pick<ImportScope, 'orgId' | 'importId'>, kind: ImportKind): Promise<void> {
  const [later] = await tx.execute<{ file_name: string }>(
    sql`select file_name from imports where org_id = ${orgId} and status in ('applied', 'undoing') and notes->'dependsOn' ? ${importId} order by created_at desc limit 1`,
  );
  if (later !== undefined) throw new DomainError('import.undo_blocked', { reason: 'same_lines', fileName: later.file_name });
  for (const table of journaled) {
    // Rows that a sales file only created may stay; rows that a file changed must become what they were.
    const isOwn = kind === table || (kind === 'orders' && (table === 'purchase_orders' || table === 'purchase_order_lines'));
    const wasChanged = isOwn ? sql`true` : sql`c.before is not null`;
    const [changed] = await tx.execute<{ count: number; file_name: string | null }>(
      sql`select count(*)::int as count, max(i.file_name) as file_name from import_changes as c
          join ${sql.raw(table)} as t on t.org_id = ${orgId} and t.id = c.row_key::bigint
          left join imports as i on i.org_id = ${orgId} and i.id = t.import_id
          where c.org_id = ${orgId} and c.import_id = ${importId}::uuid and c.table_name = ${table} and ${wasChanged} and t.import_id is distinct from ${importId}::uuid`,
    );
    if (changed !== undefined && changed.count > 0) throw new DomainError('import.undo_blocked', { reason: 'changed_later', rows: changed.count, fileName: changed.file_name ?? '' });
    if (kind === table) await assertUnused(tx, { orgId, importId }, table);
  }
  const [stock] = await tx.execute<{ count: number; file_name: string | null }>(
    sql`select count(*)::int as count, max(i.file_name) as file_name from import_changes as c
        join stock_levels as t on t.org_id = ${orgId} and concat_ws('/', t.product_id, t.location_id, t.counted_on) = c.row_key
        left join imports as i on i.org_id = ${orgId} and i.id = t.import_id
        where c.org_id = ${orgId} and c.import_id = ${importId}::uuid and c.table_name = 'stock_levels' and t.import_id is distinct from ${importId}::uuid`,
  );
  if (stock !== undefined && stock.count > 0) throw new DomainError('import.undo_blocked', { reason: 'changed_later', rows: stock.count, fileName: stock.file_name ?? '' });
}

/** @throws DomainError when rows that a master data file created have come to be used */
async function assertUnused(tx: Tx, { orgId, importId }: Pick<ImportScope, 'orgId' | 'importId'>, table: Journaled): Promise<void> {
  for (const [from, column] of references[table]) {
    const [used] = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from import_changes as c
          where c.org_id = ${orgId} and c.import_id = ${importId}::uuid and c.table_name = ${table} and c.before is null
            and exists (select from ${sql.raw(from)} as r where r.org_id = ${orgId} and r.${sql.raw(column)} = c.row_key::bigint)`,
    );
    if (used !== undefined && used.count > 0) throw new DomainError('import.undo_blocked', { reason: 'in_use', rows: used.count, usedBy: from });
  }
}
