import { DomainError } from '../contract/errors';
import { importFields, type ColumnMapping, type FileFormat, type ImportPreview } from '../contract/ingest';
import { ATTRIBUTE, type ImportKind } from '../contract/terms';
import { guessLeftValue, guessMapping, mappingOf } from './mapping/guess';
import { detectContainer, type Container } from './read/container';
import { detectEncoding } from './read/encoding';
import { assertSafeWorkbook, listSheets } from './read/workbook-guard';
import { dateShare, serialShare, sniffDateOrder } from './sniff/date-style';
import { columnNames, findHeader, modalWidth } from './sniff/header';
import { sniffDecimal } from './sniff/number-style';
import { sampleText, sampleWorkbook, type Sample } from './sniff/sample';

export interface InspectOptions {
  readonly kind: ImportKind;
  /** What the user has decided; the rest is guessed. */
  readonly format?: Partial<FileFormat> | undefined;
  readonly mapping?: ColumnMapping | undefined;
  /** Where samples of files that do not change are kept, so that another mapping does not read the file anew. */
  readonly samples?: SampleMemory;
}

/** All that is known of a file before it is read: how to read it, its columns and what they seem to mean. */
export interface FileInspection {
  readonly container: Container;
  readonly format: FileFormat;
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  readonly preview: ImportPreview;
}

const PREVIEW_ROWS = 20;
const SAMPLE_VALUES = 5;
/** A column with more different values says something else than who left. */
const LABEL_VALUES = 20;
/** More is no table that somebody maps by hand. */
const MAX_COLUMNS = 500;

/**
 * Looks at a file and proposes how to read it.
 * @throws DomainError when it is empty, not text, damaged, or has no such sheet
 */
export async function inspectFile(path: string, { kind, format: chosen = {}, mapping: given, samples }: InspectOptions): Promise<FileInspection> {
  const take = () => takeSample(path, chosen);
  const { container, sample, encoding, sheets, sheet } = await (samples === undefined ? take() : samples.recall([path, chosen.encoding, chosen.delimiter, chosen.sheet], take));
  if (sample.head.every((row) => row.every((cell) => cell.trim() === ''))) throw new DomainError('import.file_empty');

  const header = chosen.headerLine === undefined ? findHeader(kind, sample.head) : sample.headLines.indexOf(chosen.headerLine);
  const headerLine = chosen.headerLine ?? (header === -1 ? 0 : (sample.headLines[header] ?? 0));
  const body = sample.head.slice(header + 1);
  const columns = columnNames(sample.head[header], Math.max(modalWidth(body), sample.head[header]?.length ?? 0));
  if (columns.length > MAX_COLUMNS) throw new DomainError('import.file_unreadable', { reason: 'too_many_columns' });
  const spread = sample.spread.slice(header + 1);
  const cells = columns.map((_name, index) => spread.map((row) => (row[index] ?? '').trim()));

  const { decimal, isAmbiguous: isDecimalOpen } = container === 'workbook' ? { decimal: '.' as const, isAmbiguous: false } : sniffDecimal(cells.flat());
  const guesses = guessMapping(kind, columns, cells, chosen.decimal ?? decimal);
  const mapping = given ?? mappingOf(columns, guesses);
  const dates = columns.flatMap((name, index) => (kindOf(kind, mapping[name]) === 'date' ? [cells[index] ?? []] : []));
  const { order, isAmbiguous: isDateOpen } = dateFormatOf(dates, cells);

  const label = columns.findIndex((name) => kindOf(kind, mapping[name]) === 'label');
  const labelValues = [...new Set((cells[label] ?? []).filter((cell) => cell !== ''))].slice(0, LABEL_VALUES);
  const leftValue = label < 0 ? undefined : (chosen.leftValue ?? guessLeftValue(cells[label] ?? []));

  const format: FileFormat = { encoding, delimiter: sample.delimiter, decimal: chosen.decimal ?? decimal, dateFormat: chosen.dateFormat ?? order, headerLine, ...(sheet && { sheet }), ...(leftValue !== undefined && { leftValue }) };
  const ambiguous: ('dateFormat' | 'decimal')[] = [];
  if (isDateOpen && chosen.dateFormat === undefined) ambiguous.push('dateFormat');
  if (isDecimalOpen && chosen.decimal === undefined) ambiguous.push('decimal');
  return {
    container,
    format,
    columns,
    mapping,
    preview: {
      columns: columns.map((name, index) => ({
        name,
        sample: (cells[index] ?? []).filter((cell) => cell !== '').slice(0, SAMPLE_VALUES),
        field: mapping[name] ?? null,
        confidence: given === undefined ? (guesses[index]?.confidence ?? 0) : mapping[name] === undefined ? 0 : 1,
      })),
      fields: importFields[kind],
      format: { ...format, ...(sheets && { sheets }) },
      ambiguous,
      rows: body.slice(0, PREVIEW_ROWS).map((row) => columns.map((_name, index) => row[index] ?? '')),
      labelValues,
    },
  };
}

/**
 * Makes sure that a mapping names columns the file has, no field twice and every field the kind needs.
 * @throws DomainError naming the first that is missing or doubled
 */
export function assertMapping(kind: ImportKind, columns: readonly string[], mapping: ColumnMapping): void {
  const taken = new Map<string, string>();
  for (const [column, field] of Object.entries(mapping)) {
    if (!columns.includes(column)) throw new DomainError('import.column_missing', { column });
    if (!importFields[kind].some((known) => known.field === field)) throw new DomainError('import.column_missing', { field });
    if (taken.has(field) && field !== ATTRIBUTE) throw new DomainError('import.column_twice', { field, column });
    taken.set(field, column);
  }
  for (const { field, required } of importFields[kind]) if (required && !taken.has(field)) throw new DomainError('import.column_missing', { field });
  if (kind === 'promotions' && !taken.has('productCode') && !taken.has('category')) throw new DomainError('import.column_missing', { field: 'productCode' });
}

/** What is read of a file before it is known what its columns mean. */
interface TakenSample {
  readonly container: Container;
  readonly sample: Sample;
  readonly encoding: FileFormat['encoding'];
  readonly sheets: readonly string[] | undefined;
  readonly sheet: string | undefined;
}

async function takeSample(path: string, chosen: Partial<FileFormat>): Promise<TakenSample> {
  const container = await detectContainer(path);
  if (container !== 'workbook') {
    const encoding = chosen.encoding ?? (await detectEncoding(path, container));
    return { container, sample: await sampleText(path, container, encoding, chosen.delimiter), encoding, sheets: undefined, sheet: undefined };
  }
  await assertSafeWorkbook(path);
  const sheets = await listSheets(path);
  if (sheets.length === 0) throw new DomainError('import.file_empty');
  const sheet = chosen.sheet ?? sheets[0];
  return { container, sample: await sampleWorkbook(path, sheet), encoding: 'utf-8', sheets, sheet };
}

/** The samples of the last few files, by file, encoding, separator and sheet. */
export class SampleMemory {
  private readonly known = new Map<string, Promise<TakenSample>>();

  constructor(private readonly limit: number) {}

  /** The sample under this key, taken when it is not at hand; a failure is not remembered. */
  recall(parts: readonly (string | undefined)[], take: () => Promise<TakenSample>): Promise<TakenSample> {
    const key = JSON.stringify(parts);
    const sample = this.known.get(key) ?? take();
    this.known.delete(key);
    this.known.set(key, sample); // as the newest
    sample.catch(() => this.known.delete(key));
    const [oldest] = this.known.keys();
    if (this.known.size > this.limit && oldest !== undefined) this.known.delete(oldest);
    return sample;
  }
}

function dateFormatOf(dates: readonly (readonly string[])[], cells: readonly (readonly string[])[]): ReturnType<typeof sniffDateOrder> {
  const columns = dates.length > 0 ? dates : cells.filter((column) => dateShare(column) > 0.8);
  const isSerial = columns.length > 0 && columns.every((column) => serialShare(column) > 0.8);
  return isSerial ? { order: 'serial', isAmbiguous: false } : sniffDateOrder(columns);
}

const kindOf = (kind: ImportKind, field: string | undefined) => importFields[kind].find((known) => known.field === field)?.kind;
