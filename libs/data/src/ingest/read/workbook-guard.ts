import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { DomainError } from '../../contract/errors';

/** Unpacked size of all parts of a workbook: about ten times a full sheet of a million rows. */
const MAX_UNPACKED_BYTES = 2 * 1024 ** 3;
const MAX_SHARED_STRINGS_BYTES = 256 * 1024 ** 2;
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly offset: number;
}

/**
 * Unpacks a workbook once into nothing, to know that it is whole and does not explode: the sizes in its directory are
 * only what its writer claims.
 * @throws DomainError when it is damaged, no workbook, or too large
 */
export async function assertSafeWorkbook(path: string): Promise<void> {
  const file = await open(path);
  try {
    const entries = await readDirectory(file);
    if (!entries.some(({ name }) => name === 'xl/workbook.xml')) throw new DomainError('import.file_unreadable', { reason: 'not_a_workbook' });
    let total = 0;
    for (const entry of entries) {
      const limit = entry.name === 'xl/sharedStrings.xml' ? Math.min(MAX_SHARED_STRINGS_BYTES, MAX_UNPACKED_BYTES - total) : MAX_UNPACKED_BYTES - total;
      total += await unpack(file, entry, limit, () => undefined);
    }
  } finally {
    await file.close();
  }
}

/**
 * Names of a workbook's sheets in their order, the hidden ones left out.
 * @throws DomainError when it is damaged or no workbook
 */
export async function listSheets(path: string): Promise<string[]> {
  const file = await open(path);
  try {
    const entry = (await readDirectory(file)).find(({ name }) => name === 'xl/workbook.xml');
    if (entry === undefined) throw new DomainError('import.file_unreadable', { reason: 'not_a_workbook' });
    const chunks: Buffer[] = [];
    await unpack(file, entry, MAX_SHARED_STRINGS_BYTES, (chunk) => chunks.push(chunk));
    const sheets = Buffer.concat(chunks).toString('utf8').match(/<(?:\w+:)?sheet\s[^>]*>/g) ?? [];
    return sheets.filter((tag) => !/\sstate="(?:hidden|veryHidden)"/.test(tag)).map((tag) => unescapeXml(/\sname="([^"]*)"/.exec(tag)?.[1] ?? ''));
  } finally {
    await file.close();
  }
}

function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

async function readDirectory(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 20 > tail.length) throw damaged();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES || start + length > size) throw damaged();
  const directory = await readAt(file, start, length);
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw damaged();
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** @returns the unpacked size of an entry, whose content goes to `take` */
async function unpack(file: FileHandle, entry: Entry, limit: number, take: (chunk: Buffer) => void): Promise<number> {
  const header = await readAt(file, entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw damaged();
  if (entry.packedSize === 0) return 0;
  if (entry.method !== 0 && entry.method !== 8) throw damaged();
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = Readable.from(readRange(file, start, entry.packedSize));
  const content = entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 256 * 1024 }));
  packed.on('error', (error) => content.destroy(error));
  let size = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new DomainError('import.file_too_large', { maxBytes: MAX_UNPACKED_BYTES });
      take(chunk);
    }
  } catch (error) {
    throw error instanceof DomainError ? error : damaged(error);
  } finally {
    packed.destroy();
  }
  return size;
}

async function* readRange(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; ) {
    const piece = await readAt(file, start + done, Math.min(512 * 1024, length - done));
    if (piece.length === 0) return;
    done += piece.length;
    yield piece;
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const damaged = (cause?: unknown) => new DomainError('import.file_unreadable', { reason: 'damaged_archive' }, { cause });
