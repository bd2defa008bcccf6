import { isAscii, isUtf8 } from 'node:buffer';
import { DomainError } from '../../contract/errors';
import type { FileEncoding } from '../../contract/terms';
import { containerOf, isCompoundFile, readBytes, type Container } from './container';

/** Bytes that are searched for the first foreign letter; a file that is plain ASCII so far is taken for UTF-8. */
const SCAN_BYTES = 256 * 1024 ** 2;
const FOREIGN_BYTES = 256 * 1024;
/** Longest line: an unclosed quote or a file without lines must not fill the memory. */
export const MAX_LINE_BYTES = 4 * 1024 ** 2;

/**
 * Finds a text file's encoding: a byte order mark, the pattern of zero bytes of UTF-16, valid UTF-8, letters that make
 * sense as GBK, or else windows-1252, in which any byte is a letter.
 * @throws DomainError when the bytes are no text
 */
export async function detectEncoding(path: string, container: Container): Promise<FileEncoding> {
  let scanned = 0;
  let carry: Buffer = Buffer.alloc(0);
  let isUtf8SoFar = true;
  const foreign: Buffer[] = [];
  let foreignBytes = 0;
  for await (const chunk of readBytes(path, container) as AsyncIterable<Buffer>) {
    if (scanned === 0) {
      const wide = detectWide(chunk);
      if (wide !== undefined) return wide;
    }
    assertText(chunk);
    scanned += chunk.length;
    const block = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    // Only whole lines are judged, since a letter can be split between two chunks.
    const end = Math.max(block.lastIndexOf(0x0a), block.lastIndexOf(0x0d)) + 1;
    if (end === 0 && block.length > MAX_LINE_BYTES) throw new DomainError('import.file_unreadable', { reason: 'line_too_long', line: 1 });
    judge(block.subarray(0, end));
    carry = block.subarray(end);
    if (scanned > SCAN_BYTES || (!isUtf8SoFar && foreignBytes > FOREIGN_BYTES)) break;
  }
  judge(carry);
  if (isUtf8SoFar) return 'utf-8';
  return looksChinese(Buffer.concat(foreign)) ? 'gb18030' : 'windows-1252';

  function judge(lines: Buffer): void {
    if (isAscii(lines)) return;
    isUtf8SoFar &&= isUtf8(lines);
    if (foreignBytes > FOREIGN_BYTES) return;
    foreign.push(Buffer.from(lines));
    foreignBytes += lines.length;
  }
}

/**
 * Looks at the first bytes of a file that is still on its way, so that pictures and noise are not stored first.
 * @throws DomainError when no table can follow
 */
export function assertTableHead(head: Buffer): void {
  if (isCompoundFile(head)) return; // the whole file tells why it cannot be read
  if (containerOf(head) === 'text' && detectWide(head) === undefined) assertText(head);
}

function detectWide(head: Buffer): FileEncoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Digits and separators have a zero high byte, in Chinese text too.
  let evenZeros = 0;
  let oddZeros = 0;
  const length = Math.min(head.length, 4096);
  for (let i = 0; i < length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) evenZeros++;
    else oddZeros++;
  }
  if (oddZeros > length * 0.15 && evenZeros < length * 0.01) return 'utf-16le';
  if (evenZeros > length * 0.15 && oddZeros < length * 0.01) return 'utf-16be';
  return undefined;
}

/** @throws DomainError on a zero byte or more than a few control characters: pictures, programs, archives, noise */
function assertText(bytes: Buffer): void {
  if (bytes.includes(0)) throw new DomainError('import.file_not_text');
  const length = Math.min(bytes.length, 16 * 1024);
  let controls = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!; // below length
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a) controls++;
  }
  if (controls > length * 0.01) throw new DomainError('import.file_not_text');
}

/** Whether most pairs of bytes are the common Chinese characters and marks of GB2312, as they are in real text. */
function looksChinese(bytes: Buffer): boolean {
  let common = 0;
  let foreign = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!; // below length
    if (lead < 0x80) continue;
    foreign++;
    const trail = bytes[i + 1] ?? 0;
    const isCommon = ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7)) && trail >= 0xa1;
    if (isCommon) common++;
    if (trail >= 0x40) i++;
  }
  return foreign > 0 && common > foreign * 0.7;
}
