import fs from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres, { type TransactionSql } from 'postgres';
import yazl from 'yazl';
import { BACKUP_FORMAT, FILES, MANIFEST, measured, tableEntry, type Manifest } from './format';

/** Of the moment, or of this machine: who restores a backup signs in anew. */
const LEFT_OUT = ['sessions', 'verifications', 'worker_heartbeats'];

interface Source {
  readonly url: string;
  /** the file store's folder */
  readonly filesFolder: string;
  readonly program: string;
  readonly now: Date;
}

/**
 * Writes all companies' data as they are at one moment (a repeatable-read snapshot), and the files they came from, into a ZIP of one entry a
 * table. Programs may go on working. The file appears when it is complete; rows and files stream through, whatever their size.
 */
export async function writeBackup({ url, filesFolder, program, now }: Source, target: string): Promise<Manifest> {
  const draft = `${target}.${process.pid}.part`;
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  const zip = new yazl.ZipFile();
  const entries: Record<string, ReturnType<ReturnType<typeof measured>['sum']>> = {};
  const add = async (name: string, source: Readable) => {
    const { stream, sum } = measured();
    zip.addReadStream(stream, name, { mtime: now });
    await pipeline(source, stream);
    entries[name] = sum();
  };
  const written = pipeline(zip.outputStream, fs.createWriteStream(draft, { mode: 0o600, flush: true }));
  written.catch(() => undefined); // told below, or by whatever failed first
  try {
    const found = await client.begin('isolation level repeatable read read only', async (sql) => {
      const tables = await listTables(sql);
      const [seen] = await sql<{ count: number }[]>`select count(*)::int as count from drizzle.__drizzle_migrations`;
      for (const { name, columns } of tables) await add(tableEntry(name), Readable.from(copyLines(sql, name, columns)));
      return { tables, migrations: seen!.count };
    });
    for (const file of await listFiles(filesFolder)) await add(FILES + file, fs.createReadStream(path.join(filesFolder, file)));
    const manifest: Manifest = { format: BACKUP_FORMAT, program, madeAt: now.toISOString(), ...found, entries };
    zip.addBuffer(Buffer.from(JSON.stringify(manifest)), MANIFEST, { mtime: now });
    zip.end();
    await written;
    await rename(draft, target);
    return manifest;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end({ timeout: 5 });
  }
}

const ROWS_AT_ONCE = 2_000;

/**
 * Rows as `COPY … TO` writes them. A cursor reads them, because the driver's stream of COPY never ends where its reader is slower than the
 * server (its socket stays paused after the last row).
 */
async function* copyLines(sql: TransactionSql, table: string, columns: readonly string[]): AsyncGenerator<string> {
  const cells = columns.map((column) => `coalesce(replace(replace(replace(replace("${column}"::text, '\\', '\\\\'), chr(9), '\\t'), chr(10), '\\n'), chr(13), '\\r'), '\\N')`);
  const rows = sql.unsafe<{ line: string }[]>(`select concat_ws(chr(9), ${cells.join(', ')}) as line from "${table}"`).cursor(ROWS_AT_ONCE);
  for await (const page of rows) yield page.map(({ line }) => `${line}\n`).join('');
}

/** Tables with their columns; generated columns make themselves. */
async function listTables(sql: TransactionSql): Promise<Manifest['tables']> {
  return sql<Manifest['tables']>`
    select c.relname as name, array_agg(a.attname order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all(${LEFT_OUT})
    group by c.relname order by c.relname`;
}

async function listFiles(folder: string): Promise<string[]> {
  if (!fs.existsSync(folder)) return [];
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
