import { DomainError } from '../../contract/errors';
import type { FileEncoding } from '../../contract/terms';
import { readBytes, type Container } from './container';

/**
 * The text of a file in pieces, every line end as `\n`, the byte order mark gone.
 * @throws DomainError at the first bytes that are not text in this encoding
 */
export async function* readText(path: string, container: Container, encoding: FileEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let heldReturn = false;
  for await (const chunk of readBytes(path, container) as AsyncIterable<Buffer>) {
    let text = decode(() => decoder.decode(chunk, { stream: true }));
    if (heldReturn) text = `\r${text}`;
    heldReturn = text.endsWith('\r');
    if (heldReturn) text = text.slice(0, -1);
    if (text.includes('\0')) throw new DomainError('import.file_not_text');
    if (text.length > 0) yield withUnixLines(text);
  }
  const rest = decode(() => decoder.decode());
  yield withUnixLines(heldReturn ? `\r${rest}` : rest);

  function decode(work: () => string): string {
    try {
      return work();
    } catch (error) {
      throw new DomainError('import.encoding_unknown', { encoding }, { cause: error });
    }
  }
}

function withUnixLines(text: string): string {
  if (!text.includes('\r')) return text;
  const unix = text.replaceAll('\r\n', '\n');
  return unix.includes('\r') ? unix.replaceAll('\r', '\n') : unix;
}
