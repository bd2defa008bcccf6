import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withOrg, type Database } from '../client/database';
import { OrgId } from '../contract/ids';
import { createTestDatabase } from '../testing/index';

interface Column {
  readonly [name: string]: unknown;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly firstLabel: string | null;
}

const [mine, other] = [OrgId.parse('mine'), OrgId.parse('other')];
const rows = new Map<string, { columns: string[]; values: string[] }>();
let database: Database;

/** One row of `mine` in every table of organizations, made from the columns alone, so that new tables are tested by themselves. */
beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.execute(sql`insert into organizations (id, name, slug) values ('mine', 'Mine', 'mine'), ('other', 'Other', 'other')`);
  const columns = await database.owner.execute<Column>(sql`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type,
      (select enumlabel from pg_enum where enumtypid = a.atttypid order by enumsortorder limit 1) as "firstLabel"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnotnull and a.attidentity = ''
      and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id')
    order by 1, a.attnum`);
  for (const { table, column, type, firstLabel } of columns) {
    const row = rows.get(table) ?? { columns: [], values: [] };
    rows.set(table, { columns: [...row.columns, `"${column}"`], values: [...row.values, column === 'org_id' ? `'mine'` : literal(type, firstLabel)] });
  }
  await database.owner.transaction(async (tx) => {
    for (const statement of await dropChecks()) await tx.execute(sql.raw(statement)); // the fillers mean nothing
    await tx.execute(sql`set local session_replication_role = replica`); // other tables' keys are not looked up
    for (const table of rows.keys()) await tx.execute(sql.raw(insertInto(table)));
  });
});
afterAll(() => database.close());

async function dropChecks(): Promise<string[]> {
  const checks = await database.owner.execute<{ drop: string }>(sql`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
    from pg_constraint where contype = 'c' and conrelid <> 0 and connamespace = 'public'::regnamespace`);
  return checks.map(({ drop }) => drop);
}

function literal(type: string, firstLabel: string | null): string {
  if (firstLabel !== null) return `'${firstLabel}'`;
  if (type.endsWith('[]')) return `'{}'`;
  if (type === 'uuid') return `'00000000-0000-4000-8000-000000000000'`;
  if (type === 'boolean') return 'true';
  if (type === 'jsonb') return `'{}'`;
  if (type === 'date' || type.startsWith('timestamp')) return `'2026-01-01'`;
  return ['bigint', 'integer', 'real', 'double precision', 'numeric'].includes(type) ? '1' : `'x'`;
}

function insertInto(table: string): string {
  const { columns, values } = rows.get(table)!;
  return `insert into "${table}" (${columns.join(', ')}) values (${values.join(', ')})`;
}

/** Rows that a statement touches as the application's role, or the word of the refusal. */
async function touched(orgId: OrgId, statement: string): Promise<number | string> {
  try {
    return await withOrg(database.db, orgId, async (tx) => (await tx.execute(sql.raw(statement))).count);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return /row-level security|permission denied/.exec(cause)?.[0] ?? cause;
  }
}

/** @returns the tables where it went otherwise than expected, with what happened */
async function exceptions(expected: readonly (number | string)[], orgId: OrgId, statement: (table: string) => string): Promise<string[]> {
  const results = await Promise.all([...rows.keys()].map(async (table) => ({ table, result: await touched(orgId, statement(table)) })));
  return results.filter(({ result }) => !expected.includes(result)).map(({ table, result }) => `${table}: ${result}`);
}

describe('every table with an organization', () => {
  it('shows its rows to the organization they belong to', async () => {
    expect(rows.size).toBeGreaterThan(15);
    expect(await exceptions([1], mine, (table) => `select 1 from "${table}"`)).toEqual([]);
  });

  it('shows nothing to another', async () => {
    expect(await exceptions([0], other, (table) => `select 1 from "${table}"`)).toEqual([]);
  });

  it('lets another change and delete nothing', async () => {
    expect(await exceptions([0, 'permission denied'], other, (table) => `update "${table}" set org_id = 'other'`)).toEqual([]);
    expect(await exceptions([0, 'permission denied'], other, (table) => `delete from "${table}"`)).toEqual([]);
    expect(await exceptions([1], mine, (table) => `select 1 from "${table}"`)).toEqual([]);
  });

  it('refuses rows written for another, and rows given away', async () => {
    expect(await exceptions(['row-level security', 'permission denied'], other, insertInto)).toEqual([]);
    expect(await exceptions(['row-level security', 'permission denied'], mine, (table) => `update "${table}" set org_id = 'other'`)).toEqual([]);
  });
});
