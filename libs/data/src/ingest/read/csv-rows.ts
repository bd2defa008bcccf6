import Papa from 'papaparse';
import { DomainError } from '../../contract/errors';
import type { FileFormat } from '../../contract/ingest';
import type { Container } from './container';
import { MAX_LINE_BYTES } from './encoding';
import { readText } from './text';

/** Some rows of a table as text, with the line of the file on which each starts. */
export interface RowBatch {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  /** Line on which a quotation begins that never ends: what follows it is no table. */
  readonly openQuoteLine?: number;
}

/**
 * The rows of a delimited text file in batches, empty lines left out. Memory is bounded by one chunk and one line.
 * @throws DomainError where the file stops being text or a line has no end
 */
export async function* readCsvRows(path: string, container: Container, format: Pick<FileFormat, 'encoding' | 'delimiter'>): AsyncGenerator<RowBatch> {
  let rest = '';
  let line = 1;
  for await (const text of readText(path, container, format.encoding)) {
    const input = rest + text;
    const { batch, cursor } = parse(input, true);
    rest = input.slice(cursor);
    if (rest.length > MAX_LINE_BYTES) throw new DomainError('import.file_unreadable', { reason: 'line_too_long', line });
    if (batch.rows.length > 0) yield batch;
  }
  const { batch } = parse(rest, false);
  if (batch.rows.length > 0 || batch.openQuoteLine !== undefined) yield batch;

  function parse(input: string, isLastRowOpen: boolean): { batch: RowBatch; cursor: number } {
    const { data, meta, errors } = parseRows(input, format.delimiter, isLastRowOpen);
    const isQuoteOpen = !isLastRowOpen && errors.some(({ code }) => code === 'MissingQuotes');
    if (isQuoteOpen) data.pop();
    const mayHoldLines = input.includes('"');
    const rows: string[][] = [];
    const lines: number[] = [];
    for (const row of data) {
      const isEmpty = row.length === 1 && row[0] === '';
      if (!isEmpty) {
        rows.push(row);
        lines.push(line);
      }
      line += 1 + (mayHoldLines ? lineBreaksWithin(row) : 0);
    }
    return { batch: { rows, lines, ...(isQuoteOpen && { openQuoteLine: line }) }, cursor: meta.cursor };
  }
}

/** Parses whole text at once, for samples. */
export function parseSample(text: string, delimiter: FileFormat['delimiter'], isLastRowOpen: boolean): string[][] {
  return parseRows(text, delimiter, isLastRowOpen).data.filter((row) => row.length > 1 || row[0] !== '');
}

interface ParsedRows {
  readonly data: string[][];
  readonly meta: { readonly cursor: number };
  readonly errors: readonly { readonly code: string }[];
}

function parseRows(text: string, delimiter: FileFormat['delimiter'], isLastRowOpen: boolean): ParsedRows {
  return new Papa.Parser({ delimiter, newline: '\n' }).parse(text, 0, isLastRowOpen) as ParsedRows;
}

function lineBreaksWithin(row: readonly string[]): number {
  let breaks = 0;
  for (const cell of row) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) breaks++;
  }
  return breaks;
}
