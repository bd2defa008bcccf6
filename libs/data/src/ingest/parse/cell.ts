import type { FieldKind, FileFormat, ProblemCode } from '../../contract/ingest';
import { parseDateTime, parseTime } from './date-text';
import { parseNumber } from './number-text';

/** What the cells of one file are read by. */
export interface CellRules {
  readonly format: FileFormat;
  readonly isWorkbook: boolean;
  /** First and last day that is believed, `YYYY-MM-DD`. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Digits behind the decimal sign of the company's currency. */
  readonly currencyDigits: number;
}

export type Fail = (code: ProblemCode) => void;
/** Reads a trimmed, non-empty cell into its canonical text; on a problem calls `fail` and returns `null`. */
export type CellReader = (text: string, fail: Fail) => string | null;

const MAX_CODE = 100;
const MAX_TEXT = 500;
const MAX_QUANTITY = 1e9;
/** What numeric(14, 4) holds. */
const MAX_PRICE = 9_999_999_999;
const MAX_CACHED = 20_000;

export function cellReader(kind: FieldKind, rules: CellRules): CellReader {
  const { decimal } = rules.format;
  switch (kind) {
    case 'code':
      return (text, fail) => {
        if (text.length > MAX_CODE) return refuse(fail, 'value.too_long');
        return oneLine(visible(text)) || refuse(fail, 'code.missing'); // nothing but what cannot be seen
      };
    case 'text':
      return (text, fail) => (text.length > MAX_TEXT ? refuse(fail, 'value.too_long') : oneLine(text));
    case 'quantity':
      return (text, fail) => numeric(parseNumber(text, decimal), fail, 'quantity', MAX_QUANTITY);
    case 'price':
      return (text, fail) => numeric(roundPrice(parseNumber(text, decimal)), fail, 'price', MAX_PRICE);
    case 'money':
      return money(rules);
    case 'count':
      return (text, fail) => {
        const count = parseNumber(text, decimal);
        return Number.isInteger(count) && count >= 0 && count <= 10_000 ? String(count) : refuse(fail, 'count.invalid');
      };
    case 'percent':
      return (text, fail) => {
        const percent = parseNumber(text.replace(/[%％]$/, ''), decimal);
        return percent >= 0 && percent <= 100 ? String(percent) : refuse(fail, 'percent.invalid');
      };
    case 'date':
      return dateReader(rules);
    case 'time':
      return (text, fail) => parseTime(text) ?? refuse(fail, 'time.invalid');
    case 'flag':
      return (text, fail) => flag(text) ?? refuse(fail, 'flag.invalid');
    case 'label': {
      const left = rules.format.leftValue?.trim().toLowerCase();
      return (text) => String(text.toLowerCase() === left);
    }
    case 'attribute':
      return (text, fail) => (text.length > MAX_TEXT ? refuse(fail, 'value.too_long') : oneLine(text));
  }
}

/**
 * Reads the date of a cell that may also hold a time: `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`. Days repeat and times of day
 * repeat, their pairs seldom do, so the two are kept apart.
 */
export function dateTimeReader({ format, isWorkbook, firstDay, lastDay }: CellRules): CellReader {
  const read = (text: string): string | ProblemCode => {
    const found = parseDateTime(text, format.dateFormat, isWorkbook || format.dateFormat === 'serial');
    if (found === undefined) return 'date.invalid';
    if (found.date < firstDay || found.date > lastDay) return 'date.out_of_range';
    return found.time === undefined ? found.date : `${found.date} ${found.time}`;
  };
  const readDay = remember(read);
  const readTime = remember(parseTime);
  return (text, fail) => {
    const gap = text.length > 10 ? text.indexOf(text[10] === 'T' ? 'T' : ' ') : -1;
    const time = gap > 5 ? readTime(text.slice(gap + 1)) : undefined;
    const day = time === undefined ? readDay(text) : readDay(text.slice(0, gap));
    if (day.startsWith('date.')) {
      const whole = time === undefined || day !== 'date.invalid' ? day : read(text); // "Dec 1, 2010" has spaces of its own
      return whole === 'date.invalid' || whole === 'date.out_of_range' ? refuse(fail, whole) : whole;
    }
    return time === undefined || day.length > 10 ? day : `${day} ${time}`;
  };
}

function remember<Result>(read: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = read(text);
    if (known.size >= MAX_CACHED) known.clear();
    known.set(text, result);
    return result;
  };
}

function dateReader(rules: CellRules): CellReader {
  const read = dateTimeReader(rules);
  return (text, fail) => read(text, fail)?.slice(0, 10) ?? null;
}

function money({ format, currencyDigits }: CellRules): CellReader {
  const minorUnits = 10 ** currencyDigits;
  return (text, fail) => {
    const price = parseNumber(text, format.decimal);
    if (price < 0) return refuse(fail, 'price.negative');
    return numeric(Math.round(price * minorUnits), fail, 'price', MAX_PRICE * minorUnits);
  };
}

/** Unit prices keep four decimals. */
export const roundPrice = (price: number) => (Number.isInteger(price * 100) ? price : Math.round(price * 10_000) / 10_000);

function numeric(value: number, fail: Fail, name: 'quantity' | 'price', limit: number): string | null {
  if (Number.isNaN(value)) return refuse(fail, `${name}.invalid`);
  if (value > limit || value < -limit) return refuse(fail, `${name}.out_of_range`);
  return String(value);
}

function flag(text: string): string | undefined {
  if (/^(1|y|yes|true|t|x|ja|oui|sí|si|是|对|有|√|✓)$/i.test(text)) return 'true';
  if (/^(0|n|no|false|f|nein|non|否|不|无|×|✗|-)$/i.test(text)) return 'false';
  return undefined;
}

function refuse(fail: Fail, code: ProblemCode): null {
  fail(code);
  return null;
}

/** Codes that look the same are the same: without marks of no width, and accents as one letter. */
const visible = (text: string) => (/[^\x20-\x7e]/.test(text) ? text.replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '').normalize('NFC') : text);
const oneLine = (text: string) => (/[\n\t]/.test(text) ? text.replace(/\s*[\n\t]\s*/g, ' ') : text);
