import { sql } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import { resolveLocations } from './codes';
import { countRows } from './records';
import { execute, type AppliedCounts, type ImportScope } from './scope';

/** Inserts promotions that are not there yet and changes the discount of those that are. */
export async function applyPromotions(tx: Tx, scope: ImportScope): Promise<AppliedCounts> {
  const { orgId, importId } = scope;
  const mine = sql`org_id = ${orgId} and import_id = ${importId}::uuid`;
  await resolveLocations(tx, scope, sql`select record->>'locationCode' as raw from staged_records where ${mine} and record->>'locationCode' is not null`);
  await execute(
    tx,
    sql`create temp table import_rows on commit drop as
        select s.line, coalesce(s.record->>'name', s.record->>'category', p.name) as name, p.id as product_id, case when p.id is null then s.record->>'category' end as category, w.id as location_id,
          (s.record->>'startsOn')::date as starts_on, (s.record->>'endsOn')::date as ends_on, (s.record->>'discountPercent')::float8 as discount_percent, null::bigint as id
        from staged_records as s
        left join products as p on p.org_id = ${orgId} and upper(p.code) = upper(s.record->>'productCode')
        left join import_locations as w on w.raw = s.record->>'locationCode'
        where s.org_id = ${orgId} and s.import_id = ${importId}::uuid`,
  );
  await execute(
    tx,
    sql`update import_rows as i set id = t.id from promotions as t
        where t.org_id = ${orgId} and t.starts_on = i.starts_on and t.ends_on = i.ends_on and t.name = i.name
          and t.product_id is not distinct from i.product_id and t.category is not distinct from i.category and t.location_id is not distinct from i.location_id`,
  );
  const isChanged = sql`(i.discount_percent is not null and t.discount_percent is distinct from i.discount_percent)`;
  await execute(
    tx,
    sql`insert into import_changes (org_id, import_id, table_name, row_key, before)
        select ${orgId}, ${importId}::uuid, 'promotions', t.id::text, to_jsonb(t) from import_rows as i join promotions as t on t.org_id = ${orgId} and t.id = i.id where ${isChanged}`,
  );
  const updated = await execute(
    tx,
    sql`update promotions as t set discount_percent = i.discount_percent, import_id = ${importId}::uuid from import_rows as i where t.org_id = ${orgId} and t.id = i.id and ${isChanged}`,
  );
  const inserted = await execute(
    tx,
    sql`with created as (
          insert into promotions (org_id, name, product_id, category, location_id, starts_on, ends_on, discount_percent, import_id)
          select ${orgId}, name, product_id, category, location_id, starts_on, ends_on, discount_percent, ${importId}::uuid from import_rows where id is null order by line
          returning id
        )
        insert into import_changes (org_id, import_id, table_name, row_key) select ${orgId}, ${importId}::uuid, 'promotions', id::text from created`,
  );
  return { inserted, updated, unchanged: (await countRows(tx)) - inserted - updated };
}
