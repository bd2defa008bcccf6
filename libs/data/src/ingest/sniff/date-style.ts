import type { DateOrder } from '../../contract/terms';
import { parseDateTime, readYearLast } from '../parse/date-text';

const ORDERS: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

/** Share of non-empty cells that are a date in some order. */
export function dateShare(cells: readonly string[]): number {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return 0;
  return filled.filter((cell) => ORDERS.some((order) => parseDateTime(cell, order) !== undefined)).length / filled.length;
}

/** Share of non-empty cells that are a number Excel would show as a day between 1990 and 2064. */
export function serialShare(cells: readonly string[]): number {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return 0;
  return filled.filter((cell) => /^\d{5}(?:[.,]\d+)?$/.test(cell) && Number(cell.slice(0, 5)) >= 32_874 && Number(cell.slice(0, 5)) < 60_000).length / filled.length;
}

/**
 * Decides the order of day and month in columns of dates. Any number over 12 decides; points mean day first. Where
 * nothing does, the reading that jumps less from row to row is proposed and marked ambiguous.
 */
export function sniffDateOrder(columns: readonly (readonly string[])[]): { order: DateOrder; isAmbiguous: boolean } {
  let dayFirst = 0;
  let monthFirst = 0;
  let open = 0;
  let yearFirst = 0;
  let jumps = { dmy: 0, mdy: 0 };
  for (const cells of columns) {
    let last: { dmy: number; mdy: number } | undefined;
    for (const cell of cells) {
      const parts = readYearLast(cell);
      if (parts === undefined) {
        if (cell !== '' && parseDateTime(cell, 'ymd') !== undefined) yearFirst++;
        continue;
      }
      const { first, second, separator, year } = parts;
      if (first > 31 || second > 31) continue;
      if (first > 12) dayFirst++;
      else if (second > 12) monthFirst++;
      else if (separator === '.') dayFirst++;
      else if (first !== second) open++;
      const days = { dmy: year * 372 + second * 31 + first, mdy: year * 372 + first * 31 + second };
      if (last !== undefined) jumps = { dmy: jumps.dmy + Math.abs(days.dmy - last.dmy), mdy: jumps.mdy + Math.abs(days.mdy - last.mdy) };
      last = days;
    }
  }
  if (dayFirst + monthFirst + open === 0) return { order: yearFirst > 0 ? 'ymd' : 'dmy', isAmbiguous: false };
  if (dayFirst !== monthFirst) {
    const [more, less] = dayFirst > monthFirst ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
    return { order: dayFirst > monthFirst ? 'dmy' : 'mdy', isAmbiguous: less > more * 0.02 };
  }
  return { order: jumps.mdy < jumps.dmy ? 'mdy' : 'dmy', isAmbiguous: true };
}
