import path from 'node:path';
import { backup } from '@almanac/data';
import { findPostgres, readHolder, startPostgres } from '@almanac/data/embedded';
import type { Command } from 'commander';
import { parseEnv, type Env } from '../platform/env';
import { programVersion } from '../platform/version';
import { openDatabase } from './database';

interface Common {
  readonly json?: boolean;
}

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description("write all companies' data and files as they are now into one file; Almanac may go on running")
    .argument('[file]', 'where to; by default almanac-<time>.zip in this folder')
    .action(async (file: string | undefined, _options: unknown, command: Command) => {
      const env = parseEnv(process.env);
      const now = new Date();
      const target = path.resolve(file ?? `almanac-${now.toISOString().slice(0, 19).replaceAll(':', '')}.zip`);
      const database = await openDatabase(env);
      try {
        const manifest = await backup.writeBackup({ url: database.url, filesFolder: filesOf(env), program: programVersion, now }, target);
        report('Backup written to', target, manifest, command.optsWithGlobals<Common>());
      } finally {
        await database.close();
      }
    });
}

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('put a backup in the place of the database; Almanac must be stopped')
    .argument('<file>', 'what backup has written')
    .option('--replace', 'drop the companies that are there')
    .action(async (file: string, { replace = false }: { readonly replace?: boolean }, command: Command) => {
      const env = parseEnv(process.env);
      const server = env.DATABASE_URL === undefined ? await startStopped(env) : undefined;
      try {
        const manifest = await backup.restoreBackup({ url: server?.url ?? env.DATABASE_URL!, filesFolder: filesOf(env), replaces: replace }, path.resolve(file));
        report('Restored from', path.resolve(file), manifest, command.optsWithGlobals<Common>());
      } finally {
        await server?.stop();
      }
    });
}

const filesOf = ({ ALMANAC_HOME }: Env) => path.join(ALMANAC_HOME, 'files');

/** @throws BackupError while the installation runs */
async function startStopped({ ALMANAC_HOME: home }: Env) {
  const isRunning = readHolder(path.join(home, 'almanac.lock'))?.isAlive === true || (await findPostgres(home)) !== undefined;
  if (isRunning) throw new backup.BackupError(`Almanac runs on ${home}: stop it first.`);
  return startPostgres({ home });
}

function report(what: string, file: string, { program, madeAt, tables, entries }: backup.Manifest, { json = false }: Common): void {
  const bytes = Object.values(entries).reduce((sum, entry) => sum + entry.bytes, 0);
  const facts = { file, program, madeAt, tables: tables.length, files: Object.keys(entries).length - tables.length, bytes };
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${what} ${file}: ${facts.tables} tables and ${facts.files} files, ${(bytes / 1e6).toFixed(1)} MB of data as of ${madeAt}, Almanac ${program}\n`);
}
