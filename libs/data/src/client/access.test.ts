import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrgId } from '../contract/ids';
import * as schema from '../schema/index';
import { createTestDatabase } from '../testing/index';
import { withOrg, type Database } from './database';
import { migrate } from './migrate';

let database: Database;
const [tea, toys] = [OrgId.parse('tea'), OrgId.parse('toys')];

beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.insert(schema.organizations).values([
    { id: tea, name: 'Tea', slug: 'tea' },
    { id: toys, name: 'Toys', slug: 'toys' },
  ]);
  await withOrg(database.db, tea, (tx) => tx.insert(schema.products).values({ orgId: tea, code: 'T1', name: 'Green tea' }));
});
afterAll(() => database.close());

const errorOf = async (work: Promise<unknown>) => String((await work.then(() => undefined, (error: Error) => error.cause ?? error)) ?? 'no error');

describe('row-level security', () => {
  it('stands on every table that names an organization', async () => {
    const open = await database.owner.execute(sql`
      select c.relname from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relrowsecurity`);
    expect(open).toEqual([]);
  });

  it('is looked after beside a long import, without waiting for its end', async () => {
    await database.owner.transaction(async (tx) => {
      await tx.execute(sql`lock table sales_lines, staged_sales in row exclusive mode`);
      await migrate(database.url);
    });
  });

  it('shows a company its own rows and nothing of another', async () => {
    const count = (orgId: OrgId) => withOrg(database.db, orgId, (tx) => tx.$count(schema.products));
    expect(await count(tea)).toBe(1);
    expect(await count(toys)).toBe(0);
    expect(await database.db.$count(schema.products)).toBe(0); // outside of any organization
    expect(await withOrg(database.db, toys, (tx) => tx.$count(schema.organizations))).toBe(1);
  });

  it('refuses to write a row of another company', async () => {
    const write = withOrg(database.db, toys, (tx) => tx.insert(schema.products).values({ orgId: tea, code: 'X', name: 'Stolen' }));
    expect(await errorOf(write)).toContain('row-level security');
    const update = await withOrg(database.db, toys, (tx) => tx.update(schema.products).set({ name: 'Stolen' }).returning());
    expect(update).toEqual([]);
  });

  it('keeps passwords and sessions from the application role, and a reset of the role changes nothing', async () => {
    expect(await errorOf(database.db.execute(sql`select password from accounts`))).toContain('permission denied');
    expect(await errorOf(database.db.execute(sql`select token from sessions`))).toContain('permission denied');
    expect(await errorOf(withOrg(database.db, tea, (tx) => tx.execute(sql`update members set role = 'owner'`)))).toContain('permission denied');
    const role = await database.db.transaction(async (tx) => {
      await tx.execute(sql`reset role`);
      return (await tx.execute<{ role: string }>(sql`select current_user as role`))[0]?.role;
    });
    expect(role).toBe('almanac_app');
  });

  it('forgets the company when the transaction ends', async () => {
    await withOrg(database.db, tea, async () => undefined);
    const rows = await database.db.execute<{ org: string | null }>(sql`select nullif(current_setting('app.org_id', true), '') as org`);
    expect(rows[0]?.org ?? null).toBeNull();
  });
});

describe('migrate', () => {
  it('can run again, and twice at once', async () => {
    await Promise.all([migrate(database.url), migrate(database.url)]);
    expect(await withOrg(database.db, tea, (tx) => tx.$count(schema.products))).toBe(1);
  });
});
