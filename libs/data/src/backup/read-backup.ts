import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { BACKUP_FORMAT, BackupError, FILES, MANIFEST, Manifest, measured } from './format';

export interface Backup {
  readonly manifest: Manifest;
  open(name: string): Promise<Readable>;
  close(): void;
}

/**
 * Opens a backup after reading all of it once.
 * @throws BackupError where it is no backup, is damaged or incomplete, or was made by a newer program
 */
export async function openBackup(file: string): Promise<Backup> {
  const zip = await yauzl.openPromise(file, { autoClose: false }).catch((error: unknown) => {
    throw new BackupError(`${file} is not a complete backup: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  try {
    const entries = new Map<string, yauzl.Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    const open = async (name: string): Promise<Readable> => {
      const entry = entries.get(name);
      if (entry === undefined) throw new BackupError(`${file} is damaged: it has no ${name}. Use another backup.`);
      return zip.openReadStreamPromise(entry);
    };
    const manifest = await readManifest(file, open);
    for (const [name, expected] of Object.entries(manifest.entries)) await verify(file, name, expected, open);
    return { manifest, open, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readManifest(file: string, open: Backup['open']): Promise<Manifest> {
  const content = await open(MANIFEST).then(text).catch(() => undefined);
  const { success, data } = Manifest.safeParse(parsed(content));
  if (!success) throw new BackupError(`${file} is not a backup of Almanac, or is damaged.`);
  if (data.format > BACKUP_FORMAT) throw new BackupError(`${file} was made by a newer Almanac (${data.program}): restore it with that one.`);
  return data;
}

function parsed(content: string | undefined): unknown {
  try {
    return JSON.parse(content ?? '');
  } catch {
    return undefined;
  }
}

async function verify(file: string, name: string, expected: Manifest['entries'][string], open: Backup['open']): Promise<void> {
  const { stream, sum } = measured();
  stream.resume();
  const isWhole = await open(name)
    .then((source) => Promise.all([pipeline(source, stream), finished(stream)]))
    .then(() => true)
    .catch(() => false);
  const found = sum();
  if (!isWhole || found.bytes !== expected.bytes || found.sha256 !== expected.sha256) throw new BackupError(`${file} is damaged: ${name} is not what was written. Use another backup.`);
}

/** Writes the files of a backup into a folder. */
export async function extractFiles(backup: Backup, folder: string): Promise<void> {
  for (const name of Object.keys(backup.manifest.entries)) {
    if (!name.startsWith(FILES)) continue;
    const target = path.resolve(folder, name.slice(FILES.length));
    if (!target.startsWith(path.resolve(folder) + path.sep)) throw new BackupError(`The backup holds a file that would lie outside its folder: ${name}.`);
    await mkdir(path.dirname(target), { recursive: true });
    await pipeline(await backup.open(name), createWriteStream(target, { flush: true }));
  }
}
