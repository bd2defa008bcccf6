import type { ImportKind } from '../../contract/terms';
import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import { resolveSuppliers } from './codes';
import { createTouched, rebuildDemand } from './demand';
import { execute, type AppliedCounts, type ImportScope } from './scope';

/** Kinds whose rows are named by a code. */
export type RecordKind = Extract<ImportKind, 'products' | 'suppliers' | 'customers' | 'locations'>;

interface Column {
  readonly field: string;
  readonly column: string;
  readonly type: 'text' | 'bigint' | 'integer' | 'double precision' | 'date' | 'boolean' | 'jsonb';
}

const column = (field: string, name: string, type: Column['type'] = 'text'): Column => ({ field, column: name, type });

const columnsOf: Readonly<Record<RecordKind, readonly Column[]>> = {
  products: [
    column('name', 'name'),
    column('category', 'category'),
    column('unit', 'unit'),
    column('cost', 'cost_minor', 'bigint'),
    column('price', 'price_minor', 'bigint'),
    column('packSize', 'pack_size', 'double precision'),
    column('minimumOrder', 'minimum_order', 'double precision'),
    column('leadTimeDays', 'lead_time_days', 'integer'),
    column('launchedOn', 'launched_on', 'date'),
    column('discontinuedOn', 'discontinued_on', 'date'),
    column('isService', 'is_service', 'boolean'),
  ],
  suppliers: [column('name', 'name'), column('email', 'email'), column('leadTimeDays', 'lead_time_days', 'integer'), column('minimumOrder', 'minimum_order_minor', 'bigint')],
  customers: [column('name', 'name'), column('email', 'email'), column('segment', 'segment'), column('country', 'country'), column('hasConsent', 'has_consent', 'boolean'), column('hasLeft', 'has_left', 'boolean'), column('attributes', 'attributes', 'jsonb')],
  locations: [column('name', 'name')],
};
/** What a new row has where the file says nothing. */
const defaults: Readonly<Record<string, string>> = { name: 'code', is_service: 'false', has_consent: 'true' };
/** What a file says of a customer is added to what is known; null where nothing is. */
const mergedAttributes = sql`nullif(coalesce(t.attributes, '{}'::jsonb) || coalesce(s.record->'attributes', '{}'::jsonb), '{}'::jsonb) as attributes`;
const namedByPeople: ReadonlySet<RecordKind> = new Set(['products', 'suppliers', 'locations']);

/**
 * Inserts and updates rows named by a code. A blank cell leaves what is there. What each row was before is written to
 * `import_changes`.
 */
export async function applyRecords(tx: Tx, scope: ImportScope, kind: RecordKind): Promise<AppliedCounts> {
  const { orgId, importId } = scope;
  const columns: Column[] = [...columnsOf[kind]];
  let supplierJoin: SQL = sql``;
  if (kind === 'products') {
    await resolveSuppliers(tx, scope);
    supplierJoin = sql`left join import_suppliers as v on v.raw = s.record->>'supplierCode'`;
  }
  const values = columns.map((c) => (c.type === 'jsonb' ? mergedAttributes : sql`(s.record->>${sql.raw(`'${c.field}'`)})::${sql.raw(c.type)} as ${sql.raw(c.column)}`));
  if (kind === 'products') {
    columns.push(column('supplierCode', 'supplier_id', 'bigint'));
    values.push(sql`v.id as supplier_id`);
  }
  await execute(
    tx,
    sql`create temp table import_rows on commit drop as
        select ${sql.raw(kind === 'products' ? 'upper' : '')}(s.record->>'code') as code, t.id, ${sql.join(values, sql`, `)}
        from staged_records as s
        left join ${sql.raw(kind)} as t on t.org_id = ${orgId} and upper(t.code) = upper(s.record->>'code')
        ${supplierJoin}
        where s.org_id = ${orgId} and s.import_id = ${importId}::uuid`,
  );
  await tx.execute(sql`analyze import_rows`);
  const isChanged = sql.raw(columns.map(({ column: name }) => `(i.${name} is not null and i.${name} is distinct from t.${name})`).join(' or '));
  if (kind === 'products') {
    await createTouched(tx);
    await execute(
      tx,
      sql`insert into touched select l.product_id, l.location_id, l.sold_on from import_rows as i
          join products as t on t.org_id = ${orgId} and t.id = i.id and i.is_service is distinct from t.is_service and i.is_service is not null
          join sales_lines as l on l.org_id = ${orgId} and l.product_id = t.id`,
    );
  }
  await execute(
    tx,
    sql`insert into import_changes (org_id, import_id, table_name, row_key, before)
        select ${orgId}, ${importId}::uuid, ${kind}, t.id::text, to_jsonb(t) from import_rows as i
        join ${sql.raw(kind)} as t on t.org_id = ${orgId} and t.id = i.id where ${isChanged}`,
  );
  const updated = await execute(
    tx,
    sql`update ${sql.raw(kind)} as t set import_id = ${importId}::uuid, ${sql.raw(columns.map(({ column: name }) => `${name} = coalesce(i.${name}, t.${name})`).join(', '))}
        from import_rows as i where t.org_id = ${orgId} and t.id = i.id and (${isChanged})`,
  );
  const initial = columns.map(({ column: name }) => {
    const byDefault = name === 'name' && !namedByPeople.has(kind) ? undefined : defaults[name];
    return byDefault === undefined ? `i.${name}` : `coalesce(i.${name}, ${byDefault})`;
  });
  const inserted = await execute(
    tx,
    sql`with created as (
          insert into ${sql.raw(kind)} (org_id, code, import_id, ${sql.raw(columns.map(({ column: name }) => name).join(', '))})
          select ${orgId}, i.code, ${importId}::uuid, ${sql.raw(initial.join(', '))} from import_rows as i where i.id is null order by i.code
          returning id
        )
        insert into import_changes (org_id, import_id, table_name, row_key) select ${orgId}, ${importId}::uuid, ${kind}, id::text from created`,
  );
  if (kind === 'products') await rebuildDemand(tx, orgId);
  return { inserted, updated, unchanged: (await countRows(tx)) - inserted - updated };
}

/** Rows of the temporary table `import_rows`. */
export async function countRows(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ rows: number }>(sql`select count(*)::int as rows from import_rows`);
  return row?.rows ?? 0;
}
