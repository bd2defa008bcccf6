import type { ImportKind } from '../../contract/terms';
import { countKnownNames } from '../mapping/guess';
import { dateShare } from './date-style';

const SEARCHED_ROWS = 20;

/**
 * Finds the row of column names: the first with two known names, else the first wide row without a number or a date.
 * @returns its index in `rows`, or -1 when the table starts with data
 */
export function findHeader(kind: ImportKind, rows: readonly (readonly string[])[]): number {
  const searched = rows.slice(0, SEARCHED_ROWS);
  const width = modalWidth(rows);
  const known = searched.findIndex((row) => countKnownNames(kind, row) >= Math.min(2, width));
  if (known !== -1) return known;
  const first = searched.findIndex((row) => row.length >= Math.min(width, 2) && row.filter((cell) => cell.trim() !== '').length > width / 2);
  return first !== -1 && looksLikeNames(rows[first] ?? []) ? first : -1;
}

/** Column names without gaps or doubles, so that a mapping can name each. */
export function columnNames(header: readonly string[] | undefined, width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: Math.max(width, header?.length ?? 0) }, (_, index) => {
    const name = (header?.[index] ?? '').trim().replace(/\s+/g, ' ').slice(0, 120) || `Column ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

export function modalWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows.slice(0, 200)) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

function looksLikeNames(row: readonly string[]): boolean {
  const filled = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const isData = filled.some((cell) => /^[-+]?[\d.,\s]+$/.test(cell)) || dateShare(filled) > 0;
  return !isData && new Set(filled).size === filled.length && filled.every((cell) => cell.length <= 80);
}
