import { addPeriods, formatIsoDate, parseIsoDate, periodsBetween, type EpochDay, type Frequency, type PanelSeries } from '@almanac/models';
import { clip, createProblemList, streamCsv } from './csv-rows';
import { InputFileError, type InputProblem } from './input-problems';

/** Demand histories of one file, every period between a series' first and last row present. */
export type DemandFile = { readonly series: readonly PanelSeries[]; readonly rows: number };

type Row = { readonly line: number; readonly ds: EpochDay; readonly y: number; readonly known: readonly number[] };
const REQUIRED = ['unique_id', 'ds', 'y'] as const;
/** A series may not have more periods than this between its first and last row: such a date is a mistake, not a gap. */
const MOST_PERIODS = 200_000;

/**
 * Reads a long-format CSV (`unique_id,ds,y` and covariates; gzip when the name ends in .gz). Rows may come in any order;
 * periods without a row are missing demand; other columns are ignored.
 * @throws InputFileError listing every bad cell
 */
export async function readDemandFile(path: string, frequency: Frequency, knownNames: readonly string[]): Promise<DemandFile> {
  const rowsOf = new Map<string, Row[]>();
  const problems = createProblemList(path);
  let line = 1;
  let rows = 0;
  let columns: Map<string, number> | undefined;
  const onRow = (cells: readonly string[]) => {
    line += columns ? 1 : 0;
    if (!columns) {
      columns = readHeader(path, cells, knownNames);
      return;
    }
    if (cells.length === 1 && cells[0]!.trim() === '') return;
    const cell = (name: string) => cells[columns!.get(name)!]?.trim() ?? '';
    const id = cell('unique_id');
    const ds = parseDay(cell('ds'));
    const y = parseNumber(cell('y'));
    const known = knownNames.map((name) => parseNumber(cell(name)));
    if (id === '') problems.add({ line, column: 'unique_id', message: 'is empty; give every row the id of its series' });
    if (ds === undefined) problems.add({ line, column: 'ds', message: `"${clip(cell('ds'))}" is no date; write it as YYYY-MM-DD` });
    if (y === undefined) problems.add({ line, column: 'y', message: `"${clip(cell('y'))}" is no number; leave it empty when demand is unknown` });
    knownNames.forEach((name, k) => {
      if (known[k] === undefined) problems.add({ line, column: name, message: `"${clip(cell(name))}" is no number; write flags as 0 and 1` });
    });
    if (id === '' || ds === undefined || y === undefined || !known.every((v) => v !== undefined)) return;
    rows += 1;
    const list = rowsOf.get(id);
    if (list) list.push({ line, ds, y, known });
    else rowsOf.set(id, [{ line, ds, y, known }]);
  };
  await streamCsv(path, onRow);
  if (!columns) throw new InputFileError(path, [{ line: 1, column: REQUIRED.join(','), message: 'the file is empty; it needs a header row' }]);
  const series = [...rowsOf].map(([id, list]) => toSeries(id, list, frequency, knownNames, problems.add)).filter((s) => s !== undefined);
  problems.throwIfAny();
  if (series.length === 0) throw new InputFileError(path, [{ line: 2, column: 'y', message: 'there are no rows below the header' }]);
  return { series, rows };
}

function readHeader(path: string, cells: readonly string[], knownNames: readonly string[]): Map<string, number> {
  const columns = new Map(cells.map((name, k) => [name.replace(/^\uFEFF/, '').trim(), k]));
  const missing = [...REQUIRED, ...knownNames].filter((name) => !columns.has(name));
  if (missing.length > 0) {
    const found = `the header has ${[...columns.keys()].map((name) => `"${clip(name)}"`).join(', ')}`;
    throw new InputFileError(path, missing.map((column) => ({ line: 1, column, message: `is missing; ${found}` })));
  }
  return columns;
}

function toSeries(id: string, rows: Row[], frequency: Frequency, knownNames: readonly string[], addProblem: (problem: InputProblem) => void): PanelSeries | undefined {
  rows.sort((a, b) => a.ds - b.ds || a.line - b.line);
  const start = rows[0]!.ds;
  const periods = Math.floor(periodsBetween(start, rows[rows.length - 1]!.ds, frequency)) + 1;
  if (periods > MOST_PERIODS) {
    addProblem({ line: rows[0]!.line, column: 'ds', message: `series "${clip(id)}" spans ${periods} periods; check its first and last date` });
    return undefined;
  }
  const y = new Float64Array(periods).fill(Number.NaN);
  const known = knownNames.map(() => new Float64Array(periods).fill(Number.NaN));
  const lines = new Int32Array(periods);
  for (const row of rows) {
    const t = periodsBetween(start, row.ds, frequency);
    if (!Number.isInteger(t)) {
      addProblem({ line: row.line, column: 'ds', message: `${formatIsoDate(row.ds)} is no whole number of ${frequency}s after ${formatIsoDate(start)}, the first date of "${clip(id)}"; date every row by the first day of its ${frequency}` });
      continue;
    }
    if (lines[t] !== 0) {
      addProblem({ line: row.line, column: 'ds', message: `"${clip(id)}" has ${formatIsoDate(addPeriods(start, t, frequency))} on line ${lines[t]} already; keep one row per series and date` });
      continue;
    }
    lines[t] = row.line;
    y[t] = row.y;
    row.known.forEach((value, k) => (known[k]![t] = value));
  }
  return { id, start, y, known };
}

/** `YYYY-MM-DD`, also with slashes or a time of day behind it. */
function parseDay(text: string): EpochDay | undefined {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ][\d:.+Z-]*)?$/.exec(text);
  return match ? parseIsoDate(`${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`) : undefined;
}

/** A number, `NaN` when the cell says it is unknown, `undefined` when it is something else. */
function parseNumber(text: string): number | undefined {
  if (text === '' || /^(nan|na|null|none)$/i.test(text)) return Number.NaN;
  if (/^true$/i.test(text)) return 1;
  if (/^false$/i.test(text)) return 0;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
