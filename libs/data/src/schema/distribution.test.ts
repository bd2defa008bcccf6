import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../client/database';
import { createTestDatabase } from '../testing/index';

let database: Database;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.close());

/** Small and the same for all: sign-in, and the list of companies. They would be on every machine. */
const REFERENCE = ['organizations', 'users', 'accounts', 'members', 'sessions', 'verifications', 'worker_heartbeats'];
const isBusiness = sql`n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all(${sql.param(REFERENCE)}::text[])`;

/** What Citus asks of tables that are spread by `org_id`; docs/scaling.md says when to do that. */
describe('every business table can be spread over machines by company', () => {
  it('belongs to a company by org_id, which is never missing', async () => {
    const rows = await database.owner.execute(sql`
      select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${isBusiness} and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnotnull)`);
    expect([...rows]).toEqual([]);
  });

  it('has its keys unique within a company, not over all', async () => {
    const rows = await database.owner.execute(sql`
      select c.relname as table, i.indexrelid::regclass::text as index from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where ${isBusiness} and i.indisunique and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum = any(i.indkey))`);
    expect([...rows]).toEqual([]);
  });

  it('refers to rows of the same company only, or to the list of companies', async () => {
    const rows = await database.owner.execute(sql`
      select c.relname as table, k.conname as constraint from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_class t on t.oid = k.confrelid
      where ${isBusiness} and k.contype = 'f' and t.relname <> all(${sql.param(REFERENCE)}::text[])
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum = any(k.conkey))`);
    expect([...rows]).toEqual([]);
  });
});
