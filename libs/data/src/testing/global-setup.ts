import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findPostgres } from '../embedded/index';
import { processIdentity } from '../embedded/process-lock.mjs';
import { removeCluster } from '../embedded/server';
import { TEST_HOME } from './test-database';

const PREFIX = 'almanac-test-';

/** One server for a whole vitest run, started by the first file that asks for a database and stopped here. */
export default async function setup(): Promise<() => Promise<void>> {
  await sweepAbandoned();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  fs.chmodSync(home, 0o711); // as root, the server's own account passes through it
  process.env[TEST_HOME] = home;
  return () => removeHome(home);
}

async function removeHome(home: string): Promise<void> {
  const server = await findPostgres(home);
  await server?.stop();
  removeCluster(home);
  fs.rmSync(home, { recursive: true, force: true });
}

/** What runs that were killed left: their server still takes memory. */
async function sweepAbandoned(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const owner = /^almanac-test-(\d+)-/.exec(name)?.[1];
    const home = path.join(os.tmpdir(), name);
    if (owner === undefined || processIdentity(Number(owner)) !== undefined) continue;
    if (fs.statSync(home).uid !== process.getuid?.()) continue;
    await removeHome(home);
  }
}
