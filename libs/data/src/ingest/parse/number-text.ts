import type { FileFormat } from '../../contract/ingest';

export type DecimalSign = FileFormat['decimal'];

const PLAIN = /^[-+]?\d{1,15}(\.\d{1,10})?$/;
/** Spaces, thin and unbreakable ones too, apostrophes and currency signs carry no value. */
const ORNAMENT = /[\s\u00a0\u2009\u202f'’$£€¥￥元]|^(?:USD|EUR|GBP|CNY|RMB)|(?:USD|EUR|GBP|CNY|RMB)$/gi;
/** Digits on both sides of a space or apostrophe that does not part thousands: two numbers, or a slip. */
const LOOSE = /\d[\s'’](?!\d{3}(?!\d))\d|\d[\s'’]{2,}\d/;
const POINT = /^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$|^[-+]?\.\d+$/;
const COMMA = /^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d*)?$|^[-+]?,\d+$/;
const SCIENTIFIC = /^[-+]?\d(?:[.,]\d+)?e[-+]?\d{1,3}$/i;

/**
 * Reads a number as people and spreadsheets write it: thousands, currency signs, full-width digits, `(5)` and `5-` for -5.
 * @returns `NaN` for anything else; a sign that would be read differently elsewhere (`1,23` with a decimal point) is refused
 */
export function parseNumber(text: string, decimal: DecimalSign): number {
  if (decimal === '.' && PLAIN.test(text)) return Number(text);
  const plain = text.normalize('NFKC').replace('−', '-');
  if (LOOSE.test(plain)) return Number.NaN;
  let rest = plain.replace(ORNAMENT, '');
  if (/^\(.*\)$/.test(rest)) rest = `-${rest.slice(1, -1)}`;
  else if (/^[^-].*-$/.test(rest)) rest = `-${rest.slice(0, -1)}`;
  if (SCIENTIFIC.test(rest)) return Number(rest.replace(',', '.'));
  if (!(decimal === '.' ? POINT : COMMA).test(rest)) return Number.NaN;
  return Number(decimal === '.' ? rest.replaceAll(',', '') : rest.replaceAll('.', '').replace(',', '.'));
}
