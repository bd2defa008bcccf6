import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Cell, CellKind, Table } from './table';

/** Without it Excel reads UTF-8 as the machine's own encoding. */
const BYTE_ORDER_MARK = true;

/** Writes a table as CSV (RFC 4180), row by row; it holds the header and the rows, nothing else. */
export async function writeCsv<Row>({ columns, rows }: Table<Row>, output: Writable): Promise<void> {
  const lines = async function* () {
    yield columns.map(({ header }) => header);
    for await (const row of rows) yield columns.map(({ kind, value }) => plainCell(kind, value(row)));
  };
  await pipeline(Readable.from(lines()), stringify({ bom: BYTE_ORDER_MARK, record_delimiter: 'windows' }), output);
}

/** A number in full, a text that cannot be taken for a formula. */
function plainCell(kind: CellKind, value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'string') return kind === 'text' ? guardFormula(value) : value;
  return kind === 'integer' ? String(Math.round(value)) : String(Number(value.toPrecision(10)));
}

/** A spreadsheet runs text that begins like a formula; an apostrophe makes it text again. */
function guardFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
