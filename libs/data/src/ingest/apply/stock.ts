import { sql } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import { resolveLocations, resolveProducts } from './codes';
import { countRows } from './records';
import { execute, type AppliedCounts, type ImportScope } from './scope';

/** Inserts and replaces stock counts; a file without a date counts today's stock. */
export async function applyStock(tx: Tx, scope: ImportScope): Promise<AppliedCounts> {
  const { orgId, importId, today } = scope;
  const mine = sql`org_id = ${orgId} and import_id = ${importId}::uuid`;
  await execute(tx, sql`create temp table named on commit drop as select record->>'productCode' as raw, null::text as name, count(*) as uses from staged_records where ${mine} group by 1`);
  await resolveProducts(tx, scope);
  await resolveLocations(tx, scope, sql`select record->>'locationCode' as raw from staged_records where ${mine}`);
  await execute(
    tx,
    sql`create temp table import_rows on commit drop as
        select distinct on (2, 3, 4) s.line, p.id as product_id, w.id as location_id, coalesce((s.record->>'countedOn')::date, ${today}::date) as counted_on,
          (s.record->>'onHand')::float8 as on_hand, (s.record->>'onOrder')::float8 as on_order
        from staged_records as s
        join import_products as p on p.raw = s.record->>'productCode'
        join import_locations as w on coalesce(w.raw, '') = coalesce(s.record->>'locationCode', '')
        where s.org_id = ${orgId} and s.import_id = ${importId}::uuid
        order by 2, 3, 4, s.line desc`,
  );
  await tx.execute(sql`analyze import_rows`);
  const found = sql`stock_levels as t on t.org_id = ${orgId} and t.product_id = i.product_id and t.location_id = i.location_id and t.counted_on = i.counted_on`;
  const isChanged = sql`(t.on_hand <> i.on_hand or t.on_order <> coalesce(i.on_order, t.on_order))`;
  await execute(
    tx,
    sql`insert into import_changes (org_id, import_id, table_name, row_key, before)
        select ${orgId}, ${importId}::uuid, 'stock_levels', concat_ws('/', i.product_id, i.location_id, i.counted_on), to_jsonb(t)
        from import_rows as i left join ${found} where t.org_id is null or ${isChanged}`,
  );
  const updated = await execute(
    tx,
    sql`update stock_levels as t set on_hand = i.on_hand, on_order = coalesce(i.on_order, t.on_order), import_id = ${importId}::uuid from import_rows as i
        where t.org_id = ${orgId} and t.product_id = i.product_id and t.location_id = i.location_id and t.counted_on = i.counted_on and ${isChanged}`,
  );
  const inserted = await execute(
    tx,
    sql`insert into stock_levels (org_id, product_id, location_id, counted_on, on_hand, on_order, import_id)
        select ${orgId}, product_id, location_id, counted_on, on_hand, coalesce(on_order, 0), ${importId}::uuid from import_rows
        on conflict (org_id, product_id, location_id, counted_on) do nothing`,
  );
  return { inserted, updated, unchanged: (await countRows(tx)) - inserted - updated };
}
