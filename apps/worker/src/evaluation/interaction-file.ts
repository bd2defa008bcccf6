import { clip, createProblemList, streamCsv } from './csv-rows';
import { EvaluationError, InputFileError } from './input-problems';

export type InteractionColumns = { readonly user: string; readonly item: string; readonly weight?: string; readonly time?: string; readonly split?: string };

/** Interactions as the files have them; `part` says whether a row may be learnt from. */
export type InteractionRow = { readonly user: string; readonly item: string; readonly weight: number; readonly time: number; readonly isTest: boolean };

const TRAINING_NAMES = new Set(['train', 'training', 'valid', 'validation', 'val', 'dev']);

/**
 * Reads a CSV (gzip when the name ends in .gz) of who had what. An empty weight is 1; time is a date, a date with time of day, or any number.
 * @param isTest what all rows are when there is no split column
 * @throws InputFileError listing every bad cell
 */
export async function readInteractionFile(path: string, columns: InteractionColumns, isTest = false): Promise<InteractionRow[]> {
  const problems = createProblemList(path);
  const rows: InteractionRow[] = [];
  let places: Map<string, number> | undefined;
  let line = 1;
  await streamCsv(path, (cells) => {
    if (!places) {
      places = readHeader(path, cells, columns);
      return;
    }
    line += 1;
    if (cells.length === 1 && cells[0]!.trim() === '') return;
    const cell = (column: string) => cells[places!.get(column)!]?.trim() ?? '';
    const [user, item] = [cell(columns.user), cell(columns.item)];
    const weight = columns.weight === undefined || cell(columns.weight) === '' ? 1 : Number(cell(columns.weight));
    const time = columns.time === undefined ? Number.NaN : parseTime(cell(columns.time));
    const split = columns.split === undefined ? undefined : cell(columns.split).toLowerCase();
    if (user === '') problems.add({ line, column: columns.user, message: 'is empty; give every row its customer' });
    if (item === '') problems.add({ line, column: columns.item, message: 'is empty; give every row its product' });
    if (!Number.isFinite(weight)) problems.add({ line, column: columns.weight!, message: `"${clip(cell(columns.weight!))}" is no number; leave it empty when it is unknown` });
    if (columns.time !== undefined && Number.isNaN(time)) problems.add({ line, column: columns.time, message: `"${clip(cell(columns.time))}" is neither a number nor a date; write dates as YYYY-MM-DD` });
    if (split !== undefined && split !== 'test' && !TRAINING_NAMES.has(split)) problems.add({ line, column: columns.split!, message: `"${clip(split)}" is unknown; write train or test` });
    rows.push({ user, item, weight, time, isTest: split === undefined ? isTest : split === 'test' });
  });
  if (!places) throw new InputFileError(path, [{ line: 1, column: columns.user, message: 'the file is empty; it needs a header row' }]);
  problems.throwIfAny();
  if (rows.length === 0) throw new InputFileError(path, [{ line: 2, column: columns.user, message: 'there are no rows below the header' }]);
  return rows;
}

function readHeader(path: string, cells: readonly string[], columns: InteractionColumns): Map<string, number> {
  const places = new Map(cells.map((name, k) => [name.replace(/^\uFEFF/, '').trim(), k]));
  const missing = Object.entries(columns).filter(([, column]) => column !== undefined && !places.has(column));
  if (missing.length > 0) {
    const found = [...places.keys()].map((name) => `"${clip(name)}"`).join(', ');
    throw new InputFileError(path, missing.map(([option, column]) => ({ line: 1, column, message: `is missing, which --${option} names; the header has ${found}` })));
  }
  return places;
}

/** Seconds for dates, the number itself for numbers; `NaN` for anything else. */
function parseTime(text: string): number {
  if (text === '') return Number.NaN;
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (!match) return Number.NaN;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  return month < 1 || month > 12 || day < 1 || day > 31 ? Number.NaN : Date.UTC(year, month - 1, day, hour, minute) / 1000 + second;
}

/**
 * Turns each user's last row, by time and then by place in the file, into the test; users with one row only stay in training.
 * @throws EvaluationError when no user has two rows
 */
export function leaveLastOut(rows: readonly InteractionRow[]): InteractionRow[] {
  const last = new Map<string, number>();
  const count = new Map<string, number>();
  rows.forEach(({ user, time }, r) => {
    const before = last.get(user);
    if (before === undefined || time >= rows[before]!.time) last.set(user, r);
    count.set(user, (count.get(user) ?? 0) + 1);
  });
  const hidden = new Set([...last].filter(([user]) => count.get(user)! > 1).map(([, r]) => r));
  if (hidden.size === 0) throw new EvaluationError('no customer has two rows, so there is nothing to hide: give a file with more history, or --train and --test');
  return rows.map((row, r) => ({ ...row, isTest: hidden.has(r) }));
}
