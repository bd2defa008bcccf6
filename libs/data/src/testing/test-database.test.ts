import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../client/database';
import { createTestDatabase } from './test-database';

describe('createTestDatabase', () => {
  let first: Database;
  let second: Database;
  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(async () => void (await Promise.all([first.close(), second.close()])));

  it('gives a migrated database', async () => {
    const rows = await first.owner.execute(sql`select count(*)::int as n from organizations`);
    expect(rows[0]).toEqual({ n: 0 });
  });

  it('gives each caller its own', async () => {
    await first.owner.execute(sql`insert into organizations (id, name, slug) values ('a', 'A', 'a')`);
    const rows = await second.owner.execute(sql`select count(*)::int as n from organizations`);
    expect(rows[0]).toEqual({ n: 0 });
  });
});
