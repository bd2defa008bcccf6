import { schema, withOrg, type Database } from '@almanac/data';
import { ListAudit, type OrgId } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '../auth/index';
import { addMember, createOrganization, getOrganization } from '../auth/organizations';
import { download } from '../exports/index';
import { systemClock } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { createLogger } from '../platform/logger';
import { recordAudit, recordView } from './index';
import { forEachEntry, listAudit } from './service';

let database: Database;
let orgId: OrgId;
let ctx: OrgContext;
beforeAll(async () => {
  database = await createTestDatabase();
  orgId = await createOrganization(database, { name: 'Shop', slug: 'shop', currency: 'EUR', timeZone: 'Asia/Shanghai' });
  await database.owner.insert(schema.users).values({ id: 'u1', name: 'Ann Field', email: 'ann@shop.test' });
  const org = await getOrganization(database, 'shop');
  ctx = { database, orgId, org, userId: 'u1', userName: 'Ann Field', role: 'owner', clock: systemClock, log: createLogger('silent') } as OrgContext;
});
afterAll(() => database.close());

const list = async (filter = {}) => (await listAudit(ctx, ListAudit.parse(filter))).rows.map(({ action, subject, userName }) => [action, subject, userName]);

describe('audit log', () => {
  it('keeps what committed, with the name of the person, and nothing of what was undone', async () => {
    await withOrg(database.db, orgId, (tx) => recordAudit(tx, { orgId, userId: 'u1', action: 'import.applied', subject: 'sales.csv', details: { kind: 'sales' } }));
    await expect(
      withOrg(database.db, orgId, async (tx) => {
        await recordAudit(tx, { orgId, userId: 'u1', action: 'import.undone', subject: 'sales.csv' });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await list()).toEqual([['import.applied', 'sales.csv', 'Ann Field']]);
  });

  it('names an export before its first byte, and a look at people once an hour', async () => {
    const answer = await download(ctx, { title: 'T', aboutTitle: 'A', about: [], columns: [], rows: [] }, 'forecasts-shop', 'csv');
    await answer.text();
    await recordView(ctx, 'churn');
    await recordView(ctx, 'churn');
    await recordView(ctx, 'churn', { customer: 7 });
    expect((await list({ limit: 3 })).map(([action, subject]) => `${action} ${String(subject).slice(0, 14)}`)).toEqual(['people.viewed churn', 'people.viewed churn', 'export.downloaded forecasts-shop']);
  });

  it('records sign-ins in the company of the person', async () => {
    const auth = createAuth({ database, secret: 'a secret of at least thirty-two characters', publicUrl: 'http://localhost:3000' });
    await addMember(auth, database, orgId, { name: 'Bo', email: 'bo@shop.test', password: 'correct horse', role: 'viewer' });
    await auth.api.signInEmail({ body: { email: 'bo@shop.test', password: 'correct horse' } });
    await expect(auth.api.signInEmail({ body: { email: 'bo@shop.test', password: 'wrong horse' } })).rejects.toThrow();
    expect(await list({ action: 'session.signed_in' })).toEqual([['session.signed_in', 'bo@shop.test', 'Bo']]);
  });

  it("filters by person, action and the company's days", async () => {
    await database.owner.execute(sql`update audit_entries set at = '2026-03-01 17:00+00' where subject = 'sales.csv'`); // the 2nd in Shanghai
    expect(await list({ from: '2026-03-02', to: '2026-03-02' })).toEqual([['import.applied', 'sales.csv', 'Ann Field']]);
    expect(await list({ to: '2026-03-01' })).toEqual([]);
    expect(await list({ userId: 'u1', action: 'people.viewed' })).toHaveLength(2);
    expect((await listAudit(ctx, ListAudit.parse({}))).people.map(({ name }) => name)).toEqual(['Ann Field', 'Bo']);
  });

  it('pages without a gap and exports all', async () => {
    const all: string[] = [];
    for await (const { subject } of forEachEntry(ctx, {})) all.push(subject);
    const paged: string[] = [];
    for (let cursor: number | null | undefined; cursor !== null; ) {
      const page = await listAudit(ctx, ListAudit.parse({ limit: 2, cursor }));
      paged.push(...page.rows.map(({ subject }) => subject));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
  });

  it('cannot be changed or emptied by the application', async () => {
    for (const statement of [sql`update audit_entries set subject = 'x'`, sql`delete from audit_entries`]) {
      await expect(withOrg(database.db, orgId, (tx) => tx.execute(statement))).rejects.toMatchObject({ cause: { code: '42501' } });
    }
  });
});
