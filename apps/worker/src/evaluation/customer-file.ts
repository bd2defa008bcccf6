import { clip, createProblemList, streamCsv } from './csv-rows';
import { InputFileError } from './input-problems';

/** The rows of a file that were asked for, by column. */
export type Columns = { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[]; /** of each row in the file */ readonly lines: readonly number[] };

/**
 * Reads a CSV (gzip when the name ends in .gz) whole.
 * @param wanted the option that names a column, and the column; all must be there
 * @param isOnly whether to keep the wanted columns only
 * @throws InputFileError when the file is empty, columns are missing or doubled, or a row has more or fewer cells than the header
 */
export async function readColumns(path: string, wanted: Readonly<Record<string, string | undefined>>, isOnly = false): Promise<Columns> {
  const problems = createProblemList(path);
  const rows: string[][] = [];
  const lines: number[] = [];
  let header: string[] | undefined;
  let kept: number[] = [];
  let line = 0;
  await streamCsv(path, (cells) => {
    line += 1;
    if (!header) {
      header = cells.map((name) => name.replace(/^\uFEFF/, '').trim());
      checkHeader(path, header, wanted);
      const names = Object.values(wanted);
      kept = header.flatMap((name, c) => (!isOnly || names.includes(name) ? [c] : []));
      return;
    }
    if (cells.length === 1 && cells[0]!.trim() === '') return;
    if (cells.length !== header.length) problems.add({ line, column: header[Math.min(cells.length, header.length) - 1] ?? '', message: `the row has ${cells.length} cells, the header ${header.length}` });
    rows.push(kept.map((c) => cells[c]?.trim() ?? ''));
    lines.push(line);
  });
  if (!header) throw new InputFileError(path, [{ line: 1, column: '', message: 'the file is empty; it needs a header row' }]);
  problems.throwIfAny();
  if (rows.length === 0) throw new InputFileError(path, [{ line: 2, column: header[0] ?? '', message: 'there are no rows below the header' }]);
  return { names: kept.map((c) => header![c]!), rows, lines };
}

function checkHeader(path: string, header: readonly string[], wanted: Readonly<Record<string, string | undefined>>): void {
  const found = header.map((name) => `"${clip(name)}"`).join(', ');
  const missing = Object.entries(wanted).flatMap(([option, column]) => (column === undefined || header.includes(column) ? [] : [{ line: 1, column, message: `is missing, which ${option} names; the header has ${found}` }]));
  const doubled = header.filter((name, c) => name !== '' && header.indexOf(name) !== c).map((name) => ({ line: 1, column: name, message: 'is there twice; name every column differently' }));
  if (missing.length + doubled.length > 0) throw new InputFileError(path, [...missing, ...doubled]);
}

/** Identifiers as people compare them: a number that a spreadsheet gave decimals is the number. */
export function plainId(text: string): string {
  return text.trim().replace(/^(\d+)\.0+$/, '$1');
}
