import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { secureTables } from './access';

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
/** Any fixed number: two programs that start together migrate one after the other. */
const MIGRATION_LOCK = 5_173_202;

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}
const journal = () => JSON.parse(fs.readFileSync(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as Journal;

/** How many migrations this program knows. */
export const countMigrations = (): number => journal().entries.length;

/** Brings an empty database to the schema of an earlier program, for data of its time; {@link migrate} goes on from there. */
export async function migrateTo(url: string, count: number): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-migrations-'));
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const { entries, ...rest } = journal();
    const wanted = entries.slice(0, count);
    fs.mkdirSync(path.join(folder, 'meta'));
    fs.writeFileSync(path.join(folder, 'meta/_journal.json'), JSON.stringify({ ...rest, entries: wanted }));
    for (const { tag } of wanted) fs.copyFileSync(path.join(migrationsFolder, `${tag}.sql`), path.join(folder, `${tag}.sql`));
    await client`create extension if not exists pg_trgm`;
    await runMigrations(drizzle({ client, casing: 'snake_case' }), { migrationsFolder: folder });
  } finally {
    await client.end({ timeout: 5 });
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Brings a database to the current schema and access rules. Safe to run again and from several programs at once. */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await client`create extension if not exists pg_trgm`;
    await runMigrations(drizzle({ client, casing: 'snake_case' }), { migrationsFolder });
    await secureTables(client);
  } finally {
    await client.end({ timeout: 5 });
  }
}
