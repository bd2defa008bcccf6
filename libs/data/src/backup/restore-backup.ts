import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { countMigrations, migrate, migrateTo } from '../client/migrate';
import { BackupError, tableEntry, type Manifest } from './format';
import { extractFiles, openBackup, type Backup } from './read-backup';

interface Target {
  readonly url: string;
  /** the file store's folder */
  readonly filesFolder: string;
  /** what is there may go */
  readonly replaces: boolean;
}

/**
 * Puts a backup in the place of a database. It is built beside the present one and takes its name at the end, so that a restore that fails
 * leaves everything as it was. Backups of older programs are brought to the present schema.
 * @throws BackupError where the file cannot be restored, the database is in use, or it holds companies and `replaces` is false
 */
export async function restoreBackup({ url, filesFolder, replaces }: Target, file: string): Promise<Manifest> {
  const backup = await openBackup(file);
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const building = `${name}_restore_${randomBytes(4).toString('hex')}`;
  const drafts = `${filesFolder}.restore`;
  const admin = postgres(at(url, 'postgres'), { max: 1, onnotice: () => undefined });
  try {
    if (backup.manifest.migrations > countMigrations()) throw new BackupError(`${file} was made by a newer Almanac (${backup.manifest.program}): restore it with that one, or a later one.`);
    if (!replaces && (await holdsCompanies(url))) throw new BackupError('The database holds companies already. Add --replace to put the backup in their place.');
    await rm(drafts, { recursive: true, force: true });
    await extractFiles(backup, drafts);
    await admin`create database ${admin(building)}`;
    try {
      await fill(at(url, building), backup);
      await swap(admin, name, building);
    } catch (error) {
      await admin`drop database if exists ${admin(building)} with (force)`;
      throw error;
    }
    await rm(filesFolder, { recursive: true, force: true });
    if (existsSync(drafts)) await rename(drafts, filesFolder);
    return backup.manifest;
  } finally {
    backup.close();
    await rm(drafts, { recursive: true, force: true });
    await admin.end({ timeout: 5 });
  }
}

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;

async function holdsCompanies(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const [table] = await client`select to_regclass('public.organizations') as found`;
    if (table?.['found'] === null) return false;
    const [row] = await client`select exists (select from organizations) as found`;
    return row?.['found'] === true;
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function fill(url: string, backup: Backup): Promise<void> {
  await migrateTo(url, backup.manifest.migrations);
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await client.begin(async (sql) => {
      const tables = await inOrder(sql, backup.manifest.tables);
      await sql.unsafe(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')} cascade`); // what migrations put there
      for (const { name, columns } of tables) {
        if (backup.manifest.entries[tableEntry(name)]?.bytes === 0) continue; // each COPY waits for the network once or twice
        await pipeline(await backup.open(tableEntry(name)), await sql`copy ${sql(name)} (${sql(columns)}) from stdin`.writable());
      }
      await continueNumbers(sql);
    });
    await migrate(url);
    // Jobs stay behind: what one of them was at work on is open again. Training runs are failed by the check that looks for lost ones.
    await client`update imports set status = case status when 'undoing' then 'applied' else 'failed' end::import_status, error_code = 'server.failed' where status in ('checking', 'applying', 'undoing')`;
    await client`analyze`;
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Tables after those that they refer to. */
async function inOrder(sql: TransactionSql, tables: Manifest['tables']): Promise<Manifest['tables']> {
  const references = await sql<{ from: string; to: string }[]>`
    select f.relname as from, t.relname as to from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid where c.contype = 'f' and c.conrelid <> c.confrelid`;
  const ordered: Manifest['tables'] = [];
  const visit = (table: Manifest['tables'][number]) => {
    if (ordered.includes(table)) return;
    for (const { to } of references.filter(({ from }) => from === table.name)) {
      const first = tables.find(({ name }) => name === to);
      if (first) visit(first);
    }
    ordered.push(table);
  };
  tables.forEach(visit);
  return ordered;
}

/** New rows get numbers after those that were restored. */
async function continueNumbers(sql: TransactionSql): Promise<void> {
  const columns = await sql<{ table: string; column: string; sequence: string }[]>`
    select c.relname as table, a.attname as column, pg_get_serial_sequence(format('public.%I', c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped and a.attnum > 0 and pg_get_serial_sequence(format('public.%I', c.relname), a.attname) is not null`;
  for (const { table, column, sequence } of columns) await sql`select setval(${sequence}::regclass, coalesce((select max(${sql(column)}) from ${sql(table)}), 0) + 1, false)`;
}

async function swap(admin: Sql, name: string, building: string): Promise<void> {
  const old = `${building}_old`;
  const others = await admin`select 1 from pg_stat_activity where datname = ${name} limit 1`;
  if (others.length > 0) throw new BackupError('The database is in use: stop Almanac first.');
  await admin.begin(async (sql) => {
    await sql`alter database ${sql(name)} rename to ${sql(old)}`;
    await sql`alter database ${sql(building)} rename to ${sql(name)}`;
  });
  await admin`drop database ${admin(old)}`;
}
