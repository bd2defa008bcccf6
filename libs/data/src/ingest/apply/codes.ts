import { sql } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import { servicePattern } from '../parse/service-code';
import { execute, type ImportScope } from './scope';

/** Share of codes with a digit from which on a code without one is a charge, not a product. */
const NUMBERED_SHARE = 0.8;

/**
 * Gives every code in the temporary table `named` (raw, name, uses) the id of its product, creating those that are
 * missing. Codes are compared without regard to case and stored in capitals.
 */
export async function resolveProducts(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  await execute(
    tx,
    sql`create temp table import_products on commit drop as
        select raw, upper(raw) as code, (array_agg(name order by uses desc, name) filter (where name is not null))[1] as name, sum(uses) as uses, null::bigint as id, null::bigint as price_minor
        from named group by raw`,
  );
  await execute(
    tx,
    sql`with missing as (
          select distinct on (code) code, name from import_products as i
          where not exists (select from products as p where p.org_id = ${orgId} and upper(p.code) = i.code)
          order by code, uses desc
        ), numbered as (
          select avg((code ~ '[0-9]')::int) >= ${NUMBERED_SHARE} as is_numbered from import_products
        ), created as (
          insert into products (org_id, code, name, is_service, import_id)
          select ${orgId}, code, coalesce(name, code), (is_numbered and code !~ '[0-9]') or coalesce(name, code) ~* ${servicePattern} or code like 'GIFT\_%', ${importId}::uuid
          from missing, numbered order by code
          on conflict (org_id, code) do nothing
          returning id
        )
        insert into import_changes (org_id, import_id, table_name, row_key) select ${orgId}, ${importId}::uuid, 'products', id::text from created`,
  );
  await execute(tx, sql`update import_products as i set id = p.id, price_minor = p.price_minor from products as p where p.org_id = ${orgId} and upper(p.code) = i.code`);
}

/**
 * The same for locations: temporary table `import_locations` (raw, id). A blank code is the company's only location, or
 * the one called MAIN.
 * @param source a query that gives the codes as `raw`
 */
export async function resolveLocations(tx: Tx, { orgId, importId }: ImportScope, source: ReturnType<typeof sql>): Promise<void> {
  await execute(tx, sql`create temp table import_locations on commit drop as select distinct raw, coalesce(raw, 'MAIN') as code, null::bigint as id from (${source}) as used`);
  await execute(
    tx,
    sql`update import_locations set code = (select code from locations where org_id = ${orgId})
        where raw is null and (select count(*) from locations where org_id = ${orgId}) = 1`,
  );
  await execute(
    tx,
    sql`with created as (
          insert into locations (org_id, code, name, import_id)
          select distinct on (upper(i.code)) ${orgId}, i.code, case i.code when 'MAIN' then 'Main' else i.code end, ${importId}::uuid from import_locations as i
          where not exists (select from locations as l where l.org_id = ${orgId} and upper(l.code) = upper(i.code))
          order by upper(i.code), i.code
          on conflict (org_id, code) do nothing
          returning id
        )
        insert into import_changes (org_id, import_id, table_name, row_key) select ${orgId}, ${importId}::uuid, 'locations', id::text from created`,
  );
  await execute(tx, sql`update import_locations as i set id = l.id from locations as l where l.org_id = ${orgId} and upper(l.code) = upper(i.code)`);
}

/** The same for customers: temporary table `import_customers` (raw, code, id) of the staged sales. */
export async function resolveCustomers(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  await execute(
    tx,
    sql`create temp table import_customers on commit drop as
        select customer_code as raw, upper(customer_code) as code, max(country) as country, null::bigint as id
        from staged_sales where org_id = ${orgId} and import_id = ${importId}::uuid and customer_code is not null group by 1`,
  );
  await execute(
    tx,
    sql`with created as (
          insert into customers (org_id, code, country, import_id)
          select distinct on (code) ${orgId}, raw, country, ${importId}::uuid from import_customers as i
          where not exists (select from customers as c where c.org_id = ${orgId} and upper(c.code) = i.code)
          order by code, raw
          on conflict (org_id, code) do nothing
          returning id
        )
        insert into import_changes (org_id, import_id, table_name, row_key) select ${orgId}, ${importId}::uuid, 'customers', id::text from created`,
  );
  await execute(tx, sql`update import_customers as i set id = c.id from customers as c where c.org_id = ${orgId} and upper(c.code) = i.code`);
}

/** The same for suppliers named by products: temporary table `import_suppliers` (raw, id). */
export async function resolveSuppliers(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  await execute(
    tx,
    sql`create temp table import_suppliers on commit drop as
        select distinct record->>'supplierCode' as raw, null::bigint as id
        from staged_records where org_id = ${orgId} and import_id = ${importId}::uuid and record->>'supplierCode' is not null`,
  );
  await execute(
    tx,
    sql`with created as (
          insert into suppliers (org_id, code, name, import_id)
          select distinct on (upper(raw)) ${orgId}, raw, raw, ${importId}::uuid from import_suppliers as i
          where not exists (select from suppliers as s where s.org_id = ${orgId} and upper(s.code) = upper(i.raw))
          order by upper(i.raw), i.raw
          on conflict (org_id, code) do nothing
          returning id
        )
        insert into import_changes (org_id, import_id, table_name, row_key) select ${orgId}, ${importId}::uuid, 'suppliers', id::text from created`,
  );
  await execute(tx, sql`update import_suppliers as i set id = s.id from suppliers as s where s.org_id = ${orgId} and upper(s.code) = upper(i.raw)`);
}
