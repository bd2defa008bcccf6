import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { connect, type Database } from '../client/database';
import { migrate } from '../client/migrate';
import { startPostgres } from '../embedded/index';

/** Environment variable by which the global set-up tells test files where the run's server lives. */
export const TEST_HOME = 'ALMANAC_TEST_HOME';
const TEMPLATE = 'almanac_template';
const TEMPLATE_LOCK = 7_340_121; // any fixed number

/**
 * A fresh, migrated database of the vitest run's own server. `close` drops it.
 * @throws Error without the global set-up of this folder in the vitest configuration
 */
export async function createTestDatabase(): Promise<Database> {
  const home = process.env[TEST_HOME];
  if (home === undefined) throw new Error('createTestDatabase needs libs/data/src/testing/global-setup.ts as a vitest globalSetup');
  // Nothing of a test outlives the run, so it need not reach the disk.
  const server = await startPostgres({ home, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } });
  const serverUrl = (database: string) => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(serverUrl('postgres'), async (client) => {
    await ensureTemplate(client, serverUrl);
    await client`create database ${client(name)} template ${client(TEMPLATE)}`;
  });
  const database = connect(serverUrl(name), { max: 6 });
  return {
    ...database,
    close: async () => {
      await database.close();
      await withClient(serverUrl('postgres'), (client) => client`drop database if exists ${client(name)} with (force)`);
    },
  };
}

async function ensureTemplate(client: Sql, serverUrl: (database: string) => string): Promise<void> {
  await client`select pg_advisory_lock(${TEMPLATE_LOCK})`;
  const [found] = await client`select 1 from pg_database where datname = ${TEMPLATE}`;
  if (found === undefined) {
    const building = `${TEMPLATE}_building`;
    await client`drop database if exists ${client(building)} with (force)`;
    await client`create database ${client(building)}`;
    await migrate(serverUrl(building));
    await client`alter database ${client(building)} rename to ${client(TEMPLATE)}`;
  }
  await client`select pg_advisory_unlock(${TEMPLATE_LOCK})`;
}

async function withClient<T>(url: string, work: (client: Sql) => Promise<T>): Promise<T> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(client);
  } finally {
    await client.end({ timeout: 5 });
  }
}
