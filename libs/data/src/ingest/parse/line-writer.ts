import { hash } from 'node:crypto';
import type { ColumnMapping, FieldKind, ProblemCode, RowProblem } from '../../contract/ingest';
import { importFields } from '../../contract/ingest';
import type { ImportKind } from '../../contract/terms';
import type { CodeSeal } from '../../privacy/seal';
import { cellReader, dateTimeReader, roundPrice, type CellReader, type CellRules, type Fail } from './cell';
import { isWordCode } from './service-code';

/** Turns a row into the text of one COPY line without its first columns, or `null` when the row has a problem. */
export type LineWriter = (row: readonly string[], line: number) => string | null;

export interface LineWriterOptions {
  readonly kind: ImportKind;
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  readonly rules: CellRules;
  readonly onProblem: (problem: RowProblem) => void;
  /** What customer codes become; without it they stay as they are. */
  readonly seal?: CodeSeal | undefined;
}

const MAX_SHOWN = 200;
const NULL = '\\N';

export function createLineWriter(options: LineWriterOptions): LineWriter {
  return options.kind === 'sales' ? salesWriter(options) : recordWriter(options);
}

interface Cell {
  readonly index: number;
  readonly column: string;
  readonly field: string;
  readonly isRequired: boolean;
  readonly kind: FieldKind;
  readonly read: CellReader;
}

/** Reads mapped cells of the current row and remembers whether one failed. */
class RowReader {
  hasFailed = false;
  private row: readonly string[] = [];
  private line = 0;
  private column = '';
  private text = '';
  /** One function for all cells: a new one for each would be a third of the time. */
  private readonly fail: Fail = (code) => this.problem(this.column, code, this.text);

  constructor(
    private readonly width: number,
    private readonly onProblem: (problem: RowProblem) => void,
  ) {}

  /** @returns false when the row cannot belong to this table */
  open(row: readonly string[], line: number): boolean {
    this.row = row;
    this.line = line;
    this.hasFailed = false;
    if (row.length === this.width) return true;
    const isTooLong = row.length > this.width && row.slice(this.width).some((cell) => cell.trim() !== '');
    const isFragment = row.length === 1 && this.width > 2;
    if (!isTooLong && !isFragment) return true;
    this.problem('', 'row.columns_mismatch', String(row.length));
    return false;
  }

  read(cell: Cell): string | null {
    const text = (this.row[cell.index] ?? '').trim();
    if (text === '' || text === NULL) {
      if (cell.isRequired) this.problem(cell.column, missingCode(cell.kind), '');
      return null;
    }
    this.column = cell.column;
    this.text = text;
    return cell.read(text, this.fail);
  }

  problem(column: string, code: ProblemCode, value: string): void {
    this.hasFailed = true;
    this.onProblem({ line: this.line, column, code, value: value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value });
  }
}

/**
 * Lines of a sales file, with the hash of their content. It is made of codes, not ids, in capitals, and of a blank
 * location as blank, so that the same line is found again whatever was renamed or added between.
 */
function salesWriter({ kind, columns, mapping, rules, onProblem, seal }: LineWriterOptions): LineWriter {
  const cells = new Map(mappedCells(kind, columns, mapping, rules).map((cell) => [cell.field, cell]));
  const reader = new RowReader(columns.length, onProblem);
  const [date, time, orderNo, productCode, productName] = ['date', 'time', 'orderNo', 'productCode', 'productName'].map((field) => cells.get(field));
  const [quantity, unitPrice, amount, customer, country, location] = ['quantity', 'unitPrice', 'amount', 'customerCode', 'country', 'locationCode'].map((field) => cells.get(field));
  const readSoldAt = dateTimeReader(rules);
  const dateCell = date && { ...date, read: readSoldAt };
  const read = (cell: Cell | undefined) => (cell === undefined ? null : reader.read(cell));

  return (row, line) => {
    if (!reader.open(row, line)) return null;
    const soldAt = read(dateCell);
    const clock = read(time) ?? (soldAt !== null && soldAt.length > 10 ? soldAt.slice(11) : null);
    const order = read(orderNo);
    const product = read(productCode);
    const name = read(productName);
    const items = read(quantity);
    let price = read(unitPrice);
    if (price === null && amount !== undefined) price = priceOf(read(amount), items);
    // A negative price on a product is a mistake; on a charge (bad debt, fee) it is how it is booked.
    if (price !== null && price.startsWith('-') && (product === null || !isWordCode(product))) {
      reader.problem((unitPrice ?? amount)?.column ?? '', 'price.negative', price);
    }
    const written = wholeNumber(read(customer));
    const customerCode = written === null || seal === undefined ? written : seal.seal(written);
    // The hash of a pseudonymized line must not tell the code; that of an erased customer's line must stay what it was.
    const hashedCode = seal?.pseudonymizes === true ? customerCode : written;
    const land = read(country);
    const place = read(location);
    if (reader.hasFailed || soldAt === null || product === null || items === null) return null;
    const day = soldAt.slice(0, 10);
    const content = `${day}|${clock ?? ''}|${order ?? ''}|${product.toUpperCase()}|${items}|${price ?? ''}|${hashedCode?.toUpperCase() ?? ''}|${place ?? ''}`;
    return `${day}\t${clock ?? NULL}\t${escape(order)}\t${escape(product)}\t${escape(name)}\t${items}\t${price ?? NULL}\t${escape(customerCode)}\t${escape(land)}\t${escape(place)}\t${hash('md5', content)}`;
  };
}

/** Master data: the fields as one JSON object, blank cells as null. */
function recordWriter({ kind, columns, mapping, rules, onProblem, seal }: LineWriterOptions): LineWriter {
  const cells = mappedCells(kind, columns, mapping, rules);
  const reader = new RowReader(columns.length, onProblem);
  const columnOf = (field: string) => cells.find((cell) => cell.field === field)?.column ?? '';
  return (row, line) => {
    if (!reader.open(row, line)) return null;
    const record: Record<string, string | null> = {};
    const attributes: Record<string, string> = {};
    for (const cell of cells) {
      const value = reader.read(cell);
      if (cell.kind !== 'attribute') record[cell.field] = value;
      else if (value !== null) attributes[cell.column] = value;
    }
    if (kind === 'promotions') {
      const { startsOn, endsOn, productCode, category } = record;
      if (startsOn && endsOn && endsOn < startsOn) reader.problem(columnOf('endsOn'), 'date.order', endsOn);
      if (!productCode && !category) reader.problem(columnOf('productCode'), 'target.missing', '');
    }
    for (const field of ['onOrder', 'packSize', 'minimumOrder', 'receivedQuantity']) {
      if (record[field]?.startsWith('-')) reader.problem(columnOf(field), 'quantity.negative', record[field]);
    }
    if (kind === 'orders') {
      if (record.quantity && Number(record.quantity) <= 0) reader.problem(columnOf('quantity'), 'quantity.zero', record.quantity);
      for (const field of ['expectedOn', 'receivedOn']) {
        const day = record[field];
        if (day && record.orderedOn && day < record.orderedOn) reader.problem(columnOf(field), 'date.order', day);
      }
    }
    if (reader.hasFailed) return null;
    if (kind !== 'customers') return escape(JSON.stringify(record));
    const customer = seal === undefined ? record : sealedCustomer(record, seal);
    return customer === null ? null : escape(JSON.stringify({ ...customer, attributes }));
  };
}

/** A customer without what tells who it is; nothing of one who was erased. */
function sealedCustomer(record: Readonly<Record<string, string | null>>, { pseudonymizes, seal }: CodeSeal): Record<string, string | null> | null {
  const code = record['code'] == null ? null : seal(record['code']);
  if (code === null) return null;
  return { ...record, code, ...(pseudonymizes ? { name: null, email: null } : {}) };
}

function mappedCells(kind: ImportKind, columns: readonly string[], mapping: ColumnMapping, rules: CellRules): Cell[] {
  const fields = new Map(importFields[kind].map((field) => [field.field, field]));
  return columns.flatMap((column, index) => {
    const field = fields.get(mapping[column] ?? '');
    return field === undefined ? [] : [{ index, column, field: field.field, isRequired: field.required, kind: field.kind, read: cellReader(field.kind, rules) }];
  });
}

function missingCode(kind: FieldKind): ProblemCode {
  return kind === 'code' ? 'code.missing' : kind === 'date' ? 'date.missing' : 'value.missing';
}

function priceOf(amount: string | null, items: string | null): string | null {
  if (amount === null || items === null || Number(items) === 0) return amount === null ? null : '0';
  return String(roundPrice(Number(amount) / Number(items)));
}

/** Programs that read a column with gaps as numbers write `17850.0` for customer 17850. */
const wholeNumber = (code: string | null) => (code !== null && /^\d+\.0+$/.test(code) ? code.slice(0, code.indexOf('.')) : code);

/** A value of COPY's text format. */
function escape(text: string | null): string {
  if (text === null) return NULL;
  return /[\\\t\n\r]/.test(text) ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r') : text;
}
