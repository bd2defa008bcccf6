import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connect, migrate } from '@almanac/data';
import { loadSecrets, startPostgres } from '@almanac/data/embedded';
import { hasCompany, seedCompany, signIn } from './company';

/** Kept between runs: filling it takes minutes. */
export const home = path.join(os.tmpdir(), 'load');

/** Makes the company unless it is there, and signs people in. @returns their cookies */
export async function prepareDatabase(people: number, log: (line: string) => void): Promise<string[]> {
  fs.mkdirSync(home, { recursive: true, mode: 0o711 });
  const server = await startPostgres({ home });
  const database = connect(server.url);
  try {
    await migrate(server.url);
    if (await hasCompany(database)) log(`the company of an earlier run is in ${home}`);
    else await seedCompany(database, log);
    return await signIn(database, people, loadSecrets(home).authSecret);
  } finally {
    await database.close();
    await server.stop();
  }
}
