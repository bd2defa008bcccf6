import type { DateOrder } from '../../contract/terms';

/** A calendar day `YYYY-MM-DD` and, where the text has one, a time of day `HH:MM:SS`. */
export interface DateTime {
  readonly date: string;
  readonly time: string | undefined;
}

const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(.*)$/s;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?$/;
const YEAR_LAST = /^(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)(.*)$/s;
const SHORT_YEAR_FIRST = /^(\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/s;
const DAY_MONTH_NAME = /^(\d{1,2})(?:st|nd|rd|th)?[-\s./]*([a-z]{3,9})\.?[-\s./,]*(\d{4}|\d{2})(?!\d)(.*)$/is;
const MONTH_NAME_DAY = /^([a-z]{3,9})\.?[-\s]*(\d{1,2})(?:st|nd|rd|th)?[-\s,]+(\d{4})(.*)$/is;
const SERIAL = /^\d{1,7}(?:[.,]\d+)?$/;
const TIME = /^(上午|下午|AM|PM)?\s*(\d{1,2})\s*[:时.]\s*(\d{2})(?:\s*[:分.]\s*(\d{2})(?:[.,]\d+)?秒?|分)?\s*(AM|PM|a\.m\.|p\.m\.)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Two digits of a year: 70 to 99 are the last century's. */
const fullYear = (year: number) => (year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year);

/**
 * Reads a date. A year of four digits in front says its own order; elsewhere `order` decides. The day is taken as
 * written: a zone after the time does not move it.
 * @param allowSerial read a plain number as Excel's count of days, as in a workbook's unformatted cells
 */
export function parseDateTime(text: string, order: DateOrder, allowSerial = order === 'serial'): DateTime | undefined {
  let match: RegExpExecArray | null;
  if ((match = YEAR_FIRST.exec(text))) return dateTime(Number(match[1]), Number(match[2]), Number(match[3]), match[4]);
  if (allowSerial && SERIAL.test(text)) return order !== 'serial' && COMPACT.test(text) ? compact(text) : fromSerial(Number(text.replace(',', '.')));
  if (COMPACT.test(text)) return compact(text);
  if ((match = YEAR_LAST.exec(text)) && (order === 'dmy' || order === 'mdy')) {
    const [first, second] = [Number(match[1]), Number(match[3])];
    const [day, month] = order === 'dmy' ? [first, second] : [second, first];
    return dateTime(fullYear(Number(match[4])), month, day, match[5]);
  }
  if ((match = SHORT_YEAR_FIRST.exec(text)) && order === 'ymd') return dateTime(fullYear(Number(match[1])), Number(match[3]), Number(match[4]), match[5]);
  if ((match = DAY_MONTH_NAME.exec(text))) return dateTime(fullYear(Number(match[3])), monthOf(match[2]), Number(match[1]), match[4]);
  if ((match = MONTH_NAME_DAY.exec(text))) return dateTime(Number(match[3]), monthOf(match[1]), Number(match[2]), match[4]);
  return undefined;
}

/** Reads a time of day, also Excel's part of a day, as `HH:MM:SS`. */
export function parseTime(text: string): string | undefined {
  const match = TIME.exec(text.trim());
  if (match === null) return /^0?[.,]\d+$/.test(text) ? clockTime(Math.round(Number(text.replace(',', '.')) * 86_400) % 86_400) : undefined;
  const half = (match[1] ?? match[5] ?? '').toLowerCase();
  let hours = Number(match[2]);
  const [minutes, seconds] = [Number(match[3]), Number(match[4] ?? 0)];
  if (half !== '' && hours > 12) return undefined;
  if (half === '下午' || half.startsWith('p')) hours = (hours % 12) + 12;
  else if (half !== '') hours %= 12;
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return clockTime(hours * 3600 + minutes * 60 + seconds);
}

/** Day, month or both readings of a text like `3/4/2024`, for deciding the order of a column. */
export function readYearLast(text: string): { first: number; second: number; separator: string; year: number } | undefined {
  const match = YEAR_LAST.exec(text);
  return match === null ? undefined : { first: Number(match[1]), second: Number(match[3]), separator: match[2] ?? '', year: fullYear(Number(match[4])) };
}

function compact(text: string): DateTime | undefined {
  const [, year, month, day, hours, minutes, seconds = '00'] = COMPACT.exec(text) ?? [];
  return dateTime(Number(year), Number(month), Number(day), hours === undefined ? '' : `${hours}:${minutes}:${seconds}`);
}

function dateTime(year: number, month: number, day: number, rest = ''): DateTime | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const tail = rest.replace(/^[T,\s]+/, '').trim();
  const time = tail === '' ? undefined : parseTime(tail);
  if (tail !== '' && time === undefined) return undefined;
  return { date: `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`, time };
}

/** Days since 1899-12-30. Excel's 29 February 1900 never was; days before March 1900 are out of any range we accept. */
function fromSerial(serial: number): DateTime | undefined {
  if (serial < 1 || serial > 2_958_465) return undefined;
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
  return { date, time: seconds === 0 || seconds === 86_400 ? undefined : clockTime(seconds) };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const monthOf = (name = '') => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const two = (value: number) => String(value).padStart(2, '0');
const clockTime = (seconds: number) => `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
