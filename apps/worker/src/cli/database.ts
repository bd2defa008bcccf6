import path from 'node:path';
import { connect, migrate, type Database } from '@almanac/data';
import { readHolder, startPostgres } from '@almanac/data/embedded';
import postgres from 'postgres';
import type { Env } from '../platform/env';

/**
 * The database a command works on: the one of DATABASE_URL, else the installation's own, started if need be. `close` stops a server
 * that was started here, unless somebody else uses it by then.
 */
export async function openDatabase(env: Env): Promise<Database> {
  if (env.DATABASE_URL !== undefined) {
    await migrate(env.DATABASE_URL);
    return connect(env.DATABASE_URL);
  }
  const server = await startPostgres({ home: env.ALMANAC_HOME });
  await migrate(server.url);
  const database = connect(server.url);
  return {
    ...database,
    close: async () => {
      await database.close();
      const isSupervised = readHolder(path.join(env.ALMANAC_HOME, 'almanac.lock'))?.isAlive === true;
      if (!server.adopted && !isSupervised && !(await isInUse(server.url))) await server.stop();
    },
  };
}

async function isInUse(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const others = await client`select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`;
    return others.length > 0;
  } finally {
    await client.end({ timeout: 5 });
  }
}
