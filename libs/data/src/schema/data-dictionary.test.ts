import fs from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../client/database';
import { createTestDatabase } from '../testing/index';

const dictionary = new URL('../../../../docs/data-dictionary.md', import.meta.url);
let database: Database;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.close());

/** `table.column type`, in the order of the page. */
function describedColumns(markdown: string): string[] {
  let table = '';
  return markdown.split('\n').flatMap((line) => {
    table = /^### (\w+)$/.exec(line)?.[1] ?? table;
    const [, column, type, meaning] = /^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? [];
    return column === undefined || meaning === undefined ? [] : [`${table}.${column} ${type}`];
  });
}

it('describes every table and column there is, and nothing else', async () => {
  const columns = await database.owner.execute<{ described: string }>(sql`
    select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then '' else '?' end as described
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`);
  const described = describedColumns(fs.readFileSync(dictionary, 'utf8'));
  expect(described.toSorted()).toEqual(columns.map((column) => column.described).toSorted());
});
