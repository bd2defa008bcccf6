import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { Person } from '../contract/privacy';
import { escapeLike } from '../recommendation/list-customers';

const person = (where: SQL, limit: number) => sql`
  select c.id::int as id, c.code, c.name, c.email, (select count(*)::int from sales_lines l where l.org_id = c.org_id and l.customer_id = c.id) as purchases
  from customers c where ${where} order by c.code limit ${limit}`;

/** Customers by part of a code, a name or an address. */
export async function findPersons(tx: Tx, orgId: OrgId, q: string, limit: number): Promise<Person[]> {
  return tx.execute<Person & Record<string, unknown>>(person(sql`c.org_id = ${orgId} and (c.code || ' ' || coalesce(c.name, '') || ' ' || coalesce(c.email, '')) ilike ${escapeLike(q)}`, limit));
}

export async function findPerson(tx: Tx, orgId: OrgId, customerId: number): Promise<Person | undefined> {
  const [row] = await tx.execute<Person & Record<string, unknown>>(person(sql`c.org_id = ${orgId} and c.id = ${customerId}`, 1));
  return row;
}

/** Tables that name a customer in a column of their own: whatever a later capability adds is found here too. */
export async function tablesOfCustomers(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
    join pg_attribute o on o.attrelid = c.oid and o.attname = 'org_id' and not o.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  return rows.map(({ name }) => name);
}

type Row = Record<string, unknown>;

/** Everything that is kept of one customer, table by table as it is stored, and purchases with the names of what was bought. */
export async function collectPerson(tx: Tx, orgId: OrgId, customerId: number): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {};
  const [customer] = await tx.execute<{ row: Row }>(sql`select to_jsonb(c) - '{org_id,id,import_id}'::text[] as row from customers c where org_id = ${orgId} and id = ${customerId}`);
  all['customers'] = customer === undefined ? [] : [customer.row];
  for (const table of await tablesOfCustomers(tx)) {
    const rows =
      table === 'sales_lines'
        ? await tx.execute<{ row: Row }>(sql`
            select jsonb_build_object('sold_on', s.sold_on, 'sold_at', s.sold_at, 'order_no', s.order_no, 'product', p.code, 'name', p.name, 'location', l.code, 'quantity', s.quantity, 'unit_price', s.unit_price, 'kind', s.kind) as row
            from sales_lines s join products p on p.org_id = s.org_id and p.id = s.product_id join locations l on l.org_id = s.org_id and l.id = s.location_id
            where s.org_id = ${orgId} and s.customer_id = ${customerId} order by s.sold_on, s.id`)
        : await tx.execute<{ row: Row }>(sql`select to_jsonb(t) - '{org_id,customer_id}'::text[] as row from ${sql.identifier(table)} t where t.org_id = ${orgId} and t.customer_id = ${customerId}`);
    if (rows.length > 0) all[table] = rows.map(({ row }) => row);
  }
  const audiences = await tx.execute<{ row: Row }>(sql`
    select jsonb_build_object('product', p.code, 'name', p.name) as row from product_audiences a join products p on p.org_id = a.org_id and p.id = a.product_id
    where a.org_id = ${orgId} and a.customer_ids @> array[${customerId}::bigint] order by p.code`);
  if (audiences.length > 0) all['product_audiences'] = audiences.map(({ row }) => row);
  return all;
}
