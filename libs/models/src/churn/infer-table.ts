import { parseIsoDate } from '../series/calendar';
import type { FeatureColumn, FeatureTable } from './feature-table';

/** A column as a file has it, one cell a customer. */
export type TextColumn = { readonly name: string; readonly cells: readonly string[] };

/** Why a column is no feature: the same everywhere, another value for every customer, nothing in it. */
export type LeftOutColumn = { readonly name: string; readonly reason: 'constant' | 'identifier' | 'empty' };

const BLANK = new Set(['', 'na', 'n/a', '#n/a', 'null', 'nan', 'nil', '?', '-']);
/** So many of the known cells must read as numbers; those that do not are missing then. */
const NUMERIC_SHARE = 0.98;
/** A category for more than this share of the customers tells them apart, not what they are like. */
const IDENTIFIER_SHARE = 0.5;
const LEAST_IDENTIFIER_LEVELS = 30;
const IDENTIFIER_NAME = /(^|[^a-z])(id|uuid|nr|no|number|num|code|phone|email|e-mail|surname|name|rownumber|index|unnamed)([^a-z]|$)|(?:[a-z])(Id|ID|Number|Num|Nr)$|编号|账号|手机|电话|姓名|客户号/;

/**
 * Makes features of the columns of any file of customers: numbers (with currency signs, percent, separators of thousands, decimal commas), dates as
 * day numbers, everything else as categories. What cannot be a feature is left out and named.
 * @throws RangeError when the columns differ in length
 */
export function inferTable(columns: readonly TextColumn[]): { readonly table: FeatureTable; readonly leftOut: readonly LeftOutColumn[] } {
  const rows = columns[0]?.cells.length ?? 0;
  const names: string[] = [];
  const kept: FeatureColumn[] = [];
  const leftOut: LeftOutColumn[] = [];
  for (const { name, cells } of columns) {
    if (cells.length !== rows) throw new RangeError(`inferTable: column ${name} has ${cells.length} cells, not ${rows}`);
    const column = inferColumn(cells);
    const reason = whyNot(name, column, rows);
    if (reason) leftOut.push({ name, reason });
    else {
      names.push(name);
      kept.push(column);
    }
  }
  return { table: { rows, names, columns: kept }, leftOut };
}

function inferColumn(cells: readonly string[]): FeatureColumn {
  const texts = cells.map((cell) => cell.trim());
  const known = texts.filter((text) => !BLANK.has(text.toLowerCase()));
  const hasDecimalComma = known.some((text) => /^-?\d+,\d+$/.test(text) && !/^-?\d{1,3}(,\d{3})+$/.test(text)) && !known.some((text) => text.includes('.'));
  for (const parse of [(text: string) => parseNumber(text, hasDecimalComma), (text: string) => parseIsoDate(text.slice(0, 10)) ?? Number.NaN]) {
    const values = Float64Array.from(texts, (text) => (BLANK.has(text.toLowerCase()) ? Number.NaN : parse(text)));
    const read = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
    if (known.length > 0 && read >= NUMERIC_SHARE * known.length) return { kind: 'numeric', values };
  }
  const codes = new Map<string, number>();
  const coded = Int32Array.from(texts, (text) => {
    if (BLANK.has(text.toLowerCase())) return -1;
    const code = codes.get(text) ?? codes.size;
    codes.set(text, code);
    return code;
  });
  return { kind: 'categorical', codes: coded, levels: [...codes.keys()] };
}

/** `NaN` when the text is no number. */
function parseNumber(text: string, hasDecimalComma: boolean): number {
  const bare = text.replace(/^[$€£¥]|[$€£¥%]$/g, '').trim();
  const plain = hasDecimalComma ? bare.replace(/\./g, '').replace(',', '.') : /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replace(/,/g, '') : bare;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}

function whyNot(name: string, column: FeatureColumn, rows: number): LeftOutColumn['reason'] | undefined {
  if (column.kind === 'categorical') {
    const levels = column.levels.length;
    if (levels === 0) return 'empty';
    if (levels === 1 && !column.codes.includes(-1)) return 'constant';
    return levels >= LEAST_IDENTIFIER_LEVELS && levels > IDENTIFIER_SHARE * rows ? 'identifier' : undefined;
  }
  const distinct = new Set(column.values.filter((value) => !Number.isNaN(value)));
  const hasMissing = column.values.some(Number.isNaN);
  if (distinct.size === 0) return 'empty';
  if (distinct.size === 1 && !hasMissing) return 'constant';
  if (distinct.size < rows || rows < LEAST_IDENTIFIER_LEVELS) return undefined;
  const values = [...distinct];
  if (!values.every(Number.isInteger)) return undefined;
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a!, value), Math.max(b!, value)], [values[0]!, values[0]!]);
  return most! - least! === rows - 1 || IDENTIFIER_NAME.test(name) || IDENTIFIER_NAME.test(name.toLowerCase()) ? 'identifier' : undefined;
}
