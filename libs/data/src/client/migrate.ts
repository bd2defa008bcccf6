import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { secureTables } from './access';

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
/** Any fixed number: two programs that start together migrate one after the other. */
const MIGRATION_LOCK = 5_173_202;

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
