import { importFields, type ColumnMapping, type FieldKind } from '../../contract/ingest';
import { ATTRIBUTE, type ImportKind } from '../../contract/terms';
import { parseNumber, type DecimalSign } from '../parse/number-text';
import { dateShare, serialShare } from '../sniff/date-style';
import { normalizeName, synonymsOf } from './synonyms';

export interface Guess {
  readonly field: string | null;
  /** 0 to 1. */
  readonly confidence: number;
}

const ACCEPTED = 0.5;
/** Who left is said in two values, or three with one for what is not known. */
const LABEL_VALUES = 3;

/**
 * Proposes a field for each column from its name and from what its cells look like. No field is given twice.
 * @param cells the sample by column
 */
export function guessMapping(kind: ImportKind, names: readonly string[], cells: readonly (readonly string[])[], decimal: DecimalSign): Guess[] {
  const candidates: { column: number; field: string; score: number }[] = [];
  for (const [column, name] of names.entries()) {
    const sample = (cells[column] ?? []).slice(0, 200);
    for (const { field, kind: fieldKind } of importFields[kind]) {
      const score = nameScore(name, synonymsOf(kind).get(field) ?? new Set()) * contentScore(fieldKind, sample, decimal);
      if (score > 0) candidates.push({ column, field, score });
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  const guesses: Guess[] = names.map(() => ({ field: null, confidence: 0 }));
  const used = new Set<string>();
  for (const { column, field, score } of candidates) {
    if (score < ACCEPTED || used.has(field) || guesses[column]?.field !== null) continue;
    guesses[column] = { field, confidence: Math.round(score * 100) / 100 };
    used.add(field);
  }
  guessDateFromContent(kind, guesses, cells, used);
  if (used.has('hasLeft')) keepAttributes(names, guesses, cells);
  return guesses;
}

/** A share of different values from which texts are names, addresses or notes, not groups. */
const OWN_VALUES = 0.5;
const LEAST_CELLS = 20;

/**
 * A file that says who left is there to be learnt from: its other columns are kept, except those that tell customers apart and those that are the label in
 * other words (`Churn Reason` is known of leavers only).
 */
function keepAttributes(names: readonly string[], guesses: Guess[], cells: readonly (readonly string[])[]): void {
  const label = synonymsOf('customers').get('hasLeft') ?? new Set<string>();
  for (const [column, name] of names.entries()) {
    const filled = (cells[column] ?? []).filter((cell) => cell !== '');
    const isNumeric = filled.filter((cell) => /^[-+]?[\d.,]+%?$/.test(cell)).length > 0.9 * filled.length;
    const isOwn = !isNumeric && filled.length >= LEAST_CELLS && new Set(filled).size > OWN_VALUES * filled.length;
    if (guesses[column]?.field !== null || filled.length === 0 || isOwn || nameScore(name, label) > 0) continue;
    guesses[column] = { field: ATTRIBUTE, confidence: 0.7 };
  }
}

/** The value of a label column that means leaving: a word for it, else the rarer one. */
export function guessLeftValue(cells: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const values = [...counts.keys()];
  const word = values.find((value) => /^(1|y|yes|true|t|ja|oui|s[ií]|是|churn(ed)?|left|exited|attrited.*|cancel(l)?ed|terminated|closed|lost|流失|已流失|离网)$/i.test(value));
  return word ?? values.sort((a, b) => counts.get(a)! - counts.get(b)!)[0];
}

/** The mapping of the guesses alone. */
export function mappingOf(names: readonly string[], guesses: readonly Guess[]): ColumnMapping {
  return Object.fromEntries(names.flatMap((name, column) => (guesses[column]?.field ? [[name, guesses[column].field]] : [])));
}

/** How many cells of a row are names of fields of the kind. */
export function countKnownNames(kind: ImportKind, row: readonly string[]): number {
  const names = [...synonymsOf(kind).values()];
  return row.filter((cell) => names.some((synonyms) => synonyms.has(normalizeName(cell)))).length;
}

/** 1 for a known name, less for a name that holds one (`Product SKU (internal)`), 0 otherwise. */
function nameScore(name: string, synonyms: ReadonlySet<string>): number {
  const normalized = normalizeName(name);
  if (synonyms.has(normalized)) return 1;
  let best = 0;
  for (const synonym of synonyms) {
    const isLongEnough = /^[\p{ASCII}]+$/u.test(synonym) ? synonym.length >= 4 : synonym.length >= 2;
    if (!isLongEnough || !normalized.includes(synonym)) continue;
    best = Math.max(best, 0.55 + 0.35 * (synonym.length / normalized.length));
  }
  return best;
}

/** Lowers a guess whose cells cannot be what the name says. */
function contentScore(kind: FieldKind, cells: readonly string[], decimal: DecimalSign): number {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return 0.9;
  if (kind === 'date') return Math.max(dateShare(filled), serialShare(filled)) > 0.5 ? 1 : 0.6;
  if (kind === 'quantity' || kind === 'price' || kind === 'money' || kind === 'count' || kind === 'percent') {
    const numbers = filled.filter((cell) => !Number.isNaN(parseNumber(cell.replace(/[%％]$/, ''), decimal))).length;
    return numbers / filled.length > 0.5 ? 1 : 0.6;
  }
  if (kind === 'label') return new Set(filled).size <= LABEL_VALUES ? 1 : 0.4;
  if (kind === 'code' || kind === 'text') return dateShare(filled) > 0.9 && filled.every((cell) => cell.length > 6 && /\D/.test(cell)) ? 0.6 : 1;
  return 1;
}

/** A date that no name gives away: the only column of dates, for the only date a kind needs or knows. */
function guessDateFromContent(kind: ImportKind, guesses: Guess[], cells: readonly (readonly string[])[], used: ReadonlySet<string>): void {
  const known = importFields[kind].filter((field) => field.kind === 'date');
  const dates = known.filter(({ field, required }) => !used.has(field) && (required || known.length === 1));
  const columns = guesses.flatMap((guess, column) => (guess.field === null && dateShare((cells[column] ?? []).slice(0, 200)) > 0.9 ? [column] : []));
  const [date] = dates;
  const [column] = columns;
  if (date !== undefined && dates.length === 1 && column !== undefined && columns.length === 1) guesses[column] = { field: date.field, confidence: 0.6 };
}
