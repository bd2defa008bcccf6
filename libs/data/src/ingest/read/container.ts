import fs from 'node:fs';
import { open } from 'node:fs/promises';
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
    return containerOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
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
  if (magic === 0xd0cf11e0) throw new DomainError('import.file_unreadable', { reason: 'old_workbook' });
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
