import type { FileFormat } from '../../contract/ingest';
import type { FileEncoding } from '../../contract/terms';
import type { Container } from '../read/container';
import { parseSample } from '../read/csv-rows';
import { readText } from '../read/text';
import { readWorkbookRows } from '../read/workbook-rows';
import { sniffDelimiter } from './delimiter';

/** Rows of the beginning, and rows from all over the file: a file sorted by date shows its months only as a whole. */
export interface Sample {
  readonly delimiter: FileFormat['delimiter'];
  readonly head: readonly (readonly string[])[];
  readonly headLines: readonly number[];
  readonly spread: readonly (readonly string[])[];
}

const HEAD_CHARS = 256 * 1024;
const HEAD_ROWS = 400;
const READ_CHARS = 64 * 1024 ** 2;
const PIECE_EVERY = 2 * 1024 ** 2;
const PIECE_CHARS = 16 * 1024;
const SPREAD_ROWS = 4_000;

export async function sampleText(path: string, container: Container, encoding: FileEncoding, chosen: FileFormat['delimiter'] | undefined): Promise<Sample> {
  let head = '';
  let isCut = false;
  let read = 0;
  let nextPiece = HEAD_CHARS;
  const pieces: string[] = [];
  for await (const text of readText(path, container, encoding)) {
    if (head.length < HEAD_CHARS) head += text;
    read += text.length;
    if (read >= nextPiece && head.length >= HEAD_CHARS) {
      const from = text.indexOf('\n') + 1;
      const piece = text.slice(from, from + PIECE_CHARS);
      pieces.push(piece.slice(0, piece.lastIndexOf('\n') + 1));
      nextPiece = read + PIECE_EVERY;
    }
    if (read > READ_CHARS) {
      isCut = true;
      break;
    }
  }
  if (head.length > HEAD_CHARS) {
    head = head.slice(0, HEAD_CHARS);
    isCut = true;
  }
  const delimiter = chosen ?? sniffDelimiter(head, isCut);
  const rows = parseSample(head, delimiter, isCut);
  const spread = [...rows, ...pieces.flatMap((piece) => parseSample(piece, delimiter, false))];
  const stride = Math.max(1, Math.floor(spread.length / SPREAD_ROWS));
  const first = rows.slice(0, HEAD_ROWS);
  return { delimiter, head: first, headLines: lineNumbers(head, first.length), spread: spread.filter((_row, index) => index % stride === 0) };
}

export async function sampleWorkbook(path: string, sheet: string | undefined): Promise<Sample> {
  const head: (readonly string[])[] = [];
  const headLines: number[] = [];
  const spread: (readonly string[])[] = [];
  for await (const { rows, lines } of readWorkbookRows(path, { sheet })) {
    for (const [index, row] of rows.entries()) {
      if (head.length < HEAD_ROWS) {
        head.push(row);
        headLines.push(lines[index] ?? 0);
      }
      if (spread.length < SPREAD_ROWS) spread.push(row);
    }
    if (spread.length >= SPREAD_ROWS) break;
  }
  return { delimiter: ',', head, headLines, spread };
}

/** Lines on which the first rows start; they differ from row numbers by empty lines and line breaks in quotes. */
function lineNumbers(text: string, count: number): number[] {
  const numbers: number[] = [];
  let line = 1;
  let at = 0;
  while (numbers.length < count && at < text.length) {
    const end = text.indexOf('\n', at);
    const stop = end === -1 ? text.length : end;
    if (stop > at) numbers.push(line);
    line++;
    at = stop + 1;
    if (numbers.length > 100) break; // a header is looked for in the first rows only
  }
  return numbers;
}
