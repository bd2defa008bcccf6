import fs from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DomainError } from '../../contract/errors';

/** What a file is outside: text as it lies, packed text, or a workbook. */
export type Container = 'text' | 'gzip' | 'workbook';

const HEAD_BYTES = 64 * 1024;
/** Rows of a larger chunk outlive the young generation: collecting them took as long as parsing. */
const CHUNK_BYTES = 128 * 1024;
/** More unpacked text than any company's sales file holds; a packed file can claim any size. */
const MAX_UNPACKED_BYTES = 8 * 1024 ** 3;

/** @throws DomainError for an empty file and for formats that hold no table we can read */
export async function detectContainer(path: string): Promise<Container> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    if (isCompoundFile(head)) throw new DomainError('import.file_unreadable', { reason: (await isEncrypted(file, head)) ? 'password' : 'old_workbook' });
    return containerOf(head);
  } finally {
    await file.close();
  }
}

/** What Excel wrote before 2007, and what it wraps a workbook with a password in: a file system in a file. */
export const isCompoundFile = (head: Buffer) => head.length >= 4 && head.readUInt32BE(0) === 0xd0cf11e0;

/** Whether the directory of such a file names the stream that holds an encrypted workbook. */
async function isEncrypted(file: FileHandle, head: Buffer): Promise<boolean> {
  if (head.length < 512) return false;
  const sectorBytes = 2 ** Math.min(head.readUInt16LE(30), 12);
  const directory = (head.readUInt32LE(48) + 1) * sectorBytes;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(4096), 0, 4096, directory);
  return buffer.subarray(0, bytesRead).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

/**
 * What a file is by its first bytes.
 * @throws DomainError as {@link detectContainer}
 */
export function containerOf(head: Buffer): Container {
  if (head.length === 0) throw new DomainError('import.file_empty');
  const magic = head.length < 4 ? 0 : head.readUInt32BE(0);
  if (magic === 0x504b0304) return 'workbook';
  if (magic >>> 16 === 0x1f8b) return 'gzip';
  if (magic === 0x25504446) throw new DomainError('import.file_unreadable', { reason: 'pdf' });
  return 'text';
}

/** The bytes of a text file, unpacked. Stops with a DomainError where the archive is damaged or grows without end. */
export function readBytes(path: string, container: Container): Readable {
  const file = fs.createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (container !== 'gzip') return file;
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  let size = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > MAX_UNPACKED_BYTES) done(new DomainError('import.file_too_large', { maxBytes: MAX_UNPACKED_BYTES }));
      else done(null, chunk);
    },
  });
  file.on('error', (error) => limit.destroy(error));
  unpacked.on('error', (error) => limit.destroy(new DomainError('import.file_unreadable', { reason: 'damaged_archive' }, { cause: error })));
  limit.on('close', () => {
    file.destroy();
    unpacked.destroy();
  });
  return file.pipe(unpacked).pipe(limit);
}
