import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { SHARED_FOLDER } from './binaries';
import { isReachable, type ServerAccount } from './identity';
import { loadSecrets } from './secrets';

export const SUPERUSER = 'almanac';

/**
 * Where the cluster of a data folder lives: inside it, unless the server's account could not get there. A data folder that was
 * deleted and made anew has other secrets, and so another place than the cluster that would refuse them.
 */
export function clusterFolder(home: string, account: ServerAccount | undefined): string {
  const inside = path.join(path.resolve(home), 'postgres');
  if (account === undefined || isReachable(inside, account)) return inside;
  const key = createHash('sha256').update(`${path.resolve(home)}\0${loadSecrets(home).databasePassword}`).digest('hex').slice(0, 12);
  return path.join(SHARED_FOLDER, `almanac-${key}`, 'postgres');
}

/** Creates the cluster unless it is there. A half-made one never takes its place: `initdb` works aside and is renamed when whole. */
export async function ensureCluster(folder: string, binaries: string, password: string, account: ServerAccount | undefined): Promise<boolean> {
  if (fs.existsSync(path.join(folder, 'PG_VERSION'))) {
    assertOwned(folder, account);
    return false;
  }
  const parent = path.dirname(folder);
  fs.mkdirSync(parent, { recursive: true, mode: 0o755 });
  removeAbandoned(parent);
  const staged = path.join(parent, `.initdb-${randomBytes(4).toString('hex')}`);
  fs.mkdirSync(staged, { mode: 0o700 });
  const passwordFile = path.join(staged, 'password');
  const data = path.join(staged, 'data');
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) for (const target of [staged, passwordFile]) fs.chownSync(target, account.uid, account.gid);
  const options = ['-D', data, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  await initdb(binaries, options, account);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(data, folder);
  fs.rmSync(staged, { recursive: true });
  return true;
}

/**
 * The same order and letter case on every system (Postgres's own C.UTF-8); pg_trgm also asks the system's locale which
 * characters are letters, and the plain C locale knows no Chinese.
 */
async function initdb(binaries: string, options: readonly string[], account: ServerAccount | undefined): Promise<void> {
  const collation = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-collate=C'];
  const letters = ['C.UTF-8', 'en_US.UTF-8', 'C'];
  for (const [index, locale] of letters.entries()) {
    const words = [...options, ...collation, '--locale=C', `--lc-ctype=${locale}`];
    try {
      await promisify(execFile)(path.join(binaries, 'bin', 'initdb'), words, { ...account, cwd: '/', env: serverEnvironment() });
      return;
    } catch (error) {
      if (index === letters.length - 1 || !/invalid locale/.test(String(error))) throw error;
    }
  }
}

/** The surroundings of a server program: nothing of ours, so no `PG*` variable changes what it does. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

function assertOwned(folder: string, account: ServerAccount | undefined): void {
  const { uid } = fs.statSync(folder);
  const expected = account?.uid ?? process.getuid?.();
  if (expected === undefined || uid === expected) return;
  throw new Error(`The database in ${folder} belongs to user ${uid}, this program would run it as ${expected}. Start as the user who created it, or choose another ALMANAC_HOME.`);
}

function removeAbandoned(parent: string): void {
  for (const name of fs.readdirSync(parent)) {
    if (name.startsWith('.initdb-')) fs.rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}
