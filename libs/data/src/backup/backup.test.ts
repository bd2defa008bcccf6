import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withOrg, type Database } from '../client/database';
import { countMigrations, migrateTo } from '../client/migrate';
import { OrgId } from '../contract/ids';
import * as schema from '../schema/index';
import { createTestDatabase } from '../testing/index';
import { restoreBackup, writeBackup } from './index';

const org = OrgId.parse('tea-shop');
const now = new Date('2026-03-01T12:00:00Z');
let source: Database;
let target: Database;
let folder: string;
let file: string;
beforeAll(async () => {
  source = await createTestDatabase();
  await seed(source);
});
afterAll(() => source.close());
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-backup-'));
  file = path.join(folder, 'almanac.zip');
  fs.mkdirSync(path.join(folder, 'files/tea-shop/imports'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'files/tea-shop/imports/1'), 'date,product\n');
  target = await createTestDatabase();
});
afterEach(async () => {
  await target.close();
  fs.rmSync(folder, { recursive: true });
});

async function seed(database: Database) {
  await database.owner.insert(schema.organizations).values({ id: org, name: 'Tea "shop"\t茶', slug: 'tea-shop', currency: 'EUR' });
  await database.owner.insert(schema.users).values({ id: 'u1', name: 'Ann', email: 'ann@shop.test' });
  await withOrg(database.db, org, async (tx) => {
    const products = await tx.insert(schema.products).values([{ orgId: org, code: 'T1', name: 'Green\\tea\n🍵' }, { orgId: org, code: 'T2', name: 'T2' }]).returning();
    await tx.insert(schema.customers).values({ orgId: org, code: 'C1', name: null, attributes: { note: 'a\tb\\N' } });
    const [location] = await tx.insert(schema.locations).values({ orgId: org, code: 'L', name: 'Shop' }).returning();
    await tx.insert(schema.salesLines).values(products.map(({ id }, k) => ({ orgId: org, soldOn: '2026-02-01', orderNo: `${k}`, productId: id, locationId: location!.id, quantity: 1 + k, unitPrice: 4.25, kind: 'sale' as const, lineHash: crypto.randomUUID() })));
    await tx.insert(schema.imports).values({ orgId: org, kind: 'sales', fileName: 'sales.csv', fileSize: 1, sha256: 'x', storageKey: 'tea-shop/imports/1', status: 'applying' });
  });
}

const flipped = (content: Buffer, at: number) => content.fill(content[at]! ^ 255, at, at + 1);
const backUp = () => writeBackup({ url: source.url, filesFolder: path.join(folder, 'files'), program: '1.0.0', now }, file);
/** Nothing has connected to the target yet, as when the program is stopped. */
const restore = (replaces = false) => restoreBackup({ url: target.url, filesFolder: path.join(folder, 'restored'), replaces }, file);

async function ask<Row extends object>(url: string, work: (client: postgres.Sql) => Promise<Row>): Promise<Row> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
/** Every table with a digest of its rows. */
const contentOf = (url: string) =>
  ask(url, async (client) => {
    const tables = await client<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname not in ('sessions', 'verifications', 'worker_heartbeats', 'imports') order by 1`;
    const content: Record<string, string> = {};
    for (const { name } of tables) content[name] = (await client<{ digest: string }[]>`select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${client(name)} t`)[0]!.digest;
    return content;
  });
const databasesLike = (url: string) => ask(url, (client) => client`select datname from pg_database where datname like '%_restore_%'`);

describe('a backup', () => {
  it('brings every row and file back, and numbers go on after them', async () => {
    const { tables, entries } = await backUp();
    expect(fs.statSync(file).mode & 0o077).toBe(0); // for its owner only
    expect(Object.keys(entries)).toHaveLength(tables.length + 1);
    await restore();
    expect(await contentOf(target.url)).toEqual(await contentOf(source.url));
    expect(fs.readFileSync(path.join(folder, 'restored/tea-shop/imports/1'), 'utf8')).toBe('date,product\n');
    expect(await ask(target.url, (client) => client`select status, error_code from imports`)).toMatchObject([{ status: 'failed', error_code: 'server.failed' }]);
    const [added] = await withOrg(target.db, org, (tx) => tx.insert(schema.products).values({ orgId: org, code: 'T3', name: 'New' }).returning());
    expect(added!.id).toBe(3);
  });

  it('is refused where companies are, unless they may go', async () => {
    await backUp();
    await ask(target.url, (client) => client`insert into organizations (id, name, slug, currency) values ('other', 'Other', 'other', 'EUR')`);
    await expect(restore()).rejects.toThrow('holds companies already');
    expect(await ask(target.url, (client) => client`select id from organizations`)).toMatchObject([{ id: 'other' }]);
    await restore(true);
    expect(await ask(target.url, (client) => client`select id from organizations`)).toMatchObject([{ id: 'tea-shop' }]);
  });

  it('is refused while the database is in use', async () => {
    await backUp();
    await ask(target.url, async (client) => {
      await client`select 1`;
      await expect(restore()).rejects.toThrow('stop Almanac first');
      return [];
    });
    expect(await databasesLike(source.url)).toEqual([]);
  });

  it.each([
    ['cut short', (content: Buffer) => content.subarray(0, content.length - 2000)],
    ['changed in one place', (content: Buffer) => flipped(content, content.indexOf('tables/products.copy') + 'tables/products.copy'.length + 8)],
    ['something else', () => Buffer.from('date,product\n')],
    ['empty', () => Buffer.alloc(0)],
  ])('is refused when it is %s, and leaves everything as it was', async (_, spoil) => {
    await backUp();
    fs.writeFileSync(file, spoil(fs.readFileSync(file)));
    await expect(restore()).rejects.toMatchObject({ name: 'BackupError' });
    expect(await ask(target.url, (client) => client`select id from organizations`)).toEqual([]);
    expect(await databasesLike(source.url)).toEqual([]);
    expect(fs.existsSync(path.join(folder, 'restored'))).toBe(false);
  });

  it('of an older program comes to the present schema; one of a newer program is refused', async () => {
    const old = await createTestDatabase();
    try {
      const url = `${old.url}_old`;
      await ask(source.url, (client) => client.unsafe(`create database "${new URL(url).pathname.slice(1)}"`));
      await migrateTo(url, countMigrations() - 2);
      await ask(url, (client) => client`insert into organizations (id, name, slug, currency) values ('old', 'Old', 'old', 'EUR')`);
      await writeBackup({ url, filesFolder: path.join(folder, 'files'), program: '0.9.0', now }, file);
      await restore();
      expect(await ask(target.url, (client) => client`select o.id, (select count(*)::int from drizzle.__drizzle_migrations) as migrations from organizations o`)).toMatchObject([{ id: 'old', migrations: countMigrations() }]);

      await ask(url, (client) => client`insert into drizzle.__drizzle_migrations (hash, created_at) select 'later', n from generate_series(1, 9) n`);
      await writeBackup({ url, filesFolder: path.join(folder, 'files'), program: '9.0.0', now }, file);
      await expect(restore(true)).rejects.toThrow('made by a newer Almanac (9.0.0)');
      await ask(source.url, (client) => client.unsafe(`drop database "${new URL(url).pathname.slice(1)}"`));
    } finally {
      await old.close();
    }
  });
});
