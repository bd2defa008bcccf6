import { parseIsoDate, purchaseHistories, type PurchaseHistories, type TextColumn } from '@almanac/models';
import { clip, createProblemList } from './csv-rows';
import { plainId, readColumns } from './customer-file';
import { EvaluationError, InputFileError } from './input-problems';

/** Customers with what became of them, and the fold that each belongs to. */
export type LabelledCustomers = { readonly ids: readonly string[]; readonly labels: Uint8Array; readonly folds: readonly string[] };

/** Reads a file of customers, one row each. @throws InputFileError naming every bad cell, EvaluationError when a class is absent */
export async function readCustomerFile(path: string, { id, label, positive, ignore }: { readonly id: string; readonly label: string; readonly positive: string; readonly ignore: readonly string[] }): Promise<{ readonly ids: string[]; readonly labels: Uint8Array; readonly columns: TextColumn[] }> {
  const { names, rows, lines } = await readColumns(path, { '--id': id, '--label': label, ...Object.fromEntries(ignore.map((name, k) => [`--ignore (${k + 1})`, name])) });
  const problems = createProblemList(path);
  const [idAt, labelAt] = [names.indexOf(id), names.indexOf(label)];
  const ids = uniqueIds(rows.map((row) => row[idAt]!), lines, id, problems);
  rows.forEach((row, r) => {
    if (row[labelAt] === '') problems.add({ line: lines[r]!, column: label, message: 'is empty; leave out customers whose fate is not known' });
  });
  problems.throwIfAny();
  const labels = Uint8Array.from(rows, (row) => (row[labelAt] === positive ? 1 : 0));
  if (!labels.includes(1)) {
    const found = [...new Set(rows.map((row) => row[labelAt]!))].slice(0, 10).map((value) => `"${clip(value)}"`).join(', ');
    throw new EvaluationError(`${path}: no row has "${positive}" in column ${label}, which --positive names; it holds ${found}`);
  }
  if (!labels.includes(0)) throw new EvaluationError(`${path}: every row has "${positive}" in column ${label}; some customers must have stayed`);
  const columns = names.flatMap((name, c) => (c === idAt || c === labelAt || ignore.includes(name) ? [] : [{ name, cells: rows.map((row) => row[c]!) }]));
  return { ids, labels, columns };
}

/**
 * Reads the fold of every customer.
 * @throws InputFileError when a customer is there twice, or some of `ids` lack a fold
 */
export async function readFolds(path: string, id: string, ids: readonly string[]): Promise<string[]> {
  const { rows, lines, at } = await readById(path, id, ['fold']);
  const problems = createProblemList(path);
  const found = new Map(uniqueIds(rows.map((row) => row[at.id]!), lines, id, problems).map((key, r) => [key, rows[r]![at['fold']!]!]));
  ids.forEach((key) => {
    const fold = found.get(key);
    if (fold === undefined || fold === '') problems.add({ line: 1, column: 'fold', message: `customer "${clip(key)}" has none` });
  });
  problems.throwIfAny();
  return ids.map((key) => found.get(key)!); // checked above
}

/** Reads `id, churned, fold`; the id column has the name given, or is the one that is left. @throws InputFileError naming every bad cell */
export async function readLabels(path: string, id: string): Promise<LabelledCustomers> {
  const { rows, lines, at } = await readById(path, id, ['churned', 'fold']);
  const problems = createProblemList(path);
  const ids = uniqueIds(rows.map((row) => row[at.id]!), lines, id, problems);
  rows.forEach((row, r) => {
    if (!['0', '1'].includes(row[at['churned']!]!)) problems.add({ line: lines[r]!, column: 'churned', message: `"${clip(row[at['churned']!]!)}" is neither 1 (left) nor 0 (stayed)` });
    if (row[at['fold']!] === '') problems.add({ line: lines[r]!, column: 'fold', message: 'is empty' });
  });
  problems.throwIfAny();
  return { ids, labels: Uint8Array.from(rows, (row) => Number(row[at['churned']!])), folds: rows.map((row) => row[at['fold']!]!) };
}

async function readById(path: string, id: string, others: readonly string[]) {
  const { names, rows, lines } = await readColumns(path, Object.fromEntries(others.map((name) => ['the command', name])));
  const missing = others.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new InputFileError(path, missing.map((column) => ({ line: 1, column, message: `is missing; the header has ${names.join(', ')}` })));
  const place = names.includes(id) ? names.indexOf(id) : names.findIndex((name) => !others.includes(name));
  if (place < 0) throw new InputFileError(path, [{ line: 1, column: id, message: 'is missing, which --id names' }]);
  return { rows, lines, at: { id: place, ...Object.fromEntries(others.map((name) => [name, names.indexOf(name)])) } as Readonly<Record<string, number>> & { readonly id: number } };
}

function uniqueIds(cells: readonly string[], lines: readonly number[], column: string, problems: ReturnType<typeof createProblemList>): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, r) => {
    const key = plainId(cell);
    const before = seen.get(key);
    if (key === '') problems.add({ line: lines[r]!, column, message: 'is empty; give every row its customer' });
    else if (before !== undefined) problems.add({ line: lines[r]!, column, message: `"${clip(key)}" is in line ${before} already; give every customer one row` });
    seen.set(key, lines[r]!);
    return key;
  });
}

export type TransactionColumns = { readonly id: string; readonly date: string; readonly amount?: string; readonly quantity?: string; readonly price?: string; readonly order?: string };

/**
 * Reads sales up to the day before the cutoff for the given customers. Lines without a customer are passed over; with quantity and price, so are those with a price
 * or quantity of 0 and below, unless they give something back (quantity below 0).
 * @throws InputFileError naming every bad cell before the cutoff
 */
export async function readTransactions(path: string, columns: TransactionColumns, cutoffDay: number, ids: readonly string[]): Promise<{ readonly histories: PurchaseHistories; readonly lines: number }> {
  const options = Object.fromEntries(Object.entries(columns).map(([option, column]) => [`--${option}`, column]));
  const { names, rows, lines } = await readColumns(path, options, true);
  const at = (column: string | undefined) => (column === undefined ? -1 : names.indexOf(column));
  const [idAt, dateAt, amountAt, quantityAt, priceAt, orderAt] = [at(columns.id), at(columns.date), at(columns.amount), at(columns.quantity), at(columns.price), at(columns.order)];
  const numbers = new Map(ids.map((id, k) => [id, k]));
  const orders = new Map<string, number>();
  const problems = createProblemList(path);
  const [customer, day, amount, units, order]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
  rows.forEach((row, r) => {
    const who = numbers.get(plainId(row[idAt]!));
    if (who === undefined) return;
    const when = parseDay(row[dateAt]!);
    if (when === undefined) return problems.add({ line: lines[r]!, column: columns.date, message: `"${clip(row[dateAt]!)}" is no date; write YYYY-MM-DD` });
    if (when >= cutoffDay) return;
    const number = (place: number, column: string) => {
      const value = Number(row[place]);
      if (row[place] !== '' && Number.isFinite(value)) return value;
      problems.add({ line: lines[r]!, column, message: `"${clip(row[place]!)}" is no number` });
      return Number.NaN;
    };
    const quantity = quantityAt < 0 ? 1 : number(quantityAt, columns.quantity!);
    const price = priceAt < 0 ? 1 : number(priceAt, columns.price!);
    if (priceAt >= 0 && (price <= 0 || quantity === 0)) return;
    customer.push(who);
    day.push(when);
    amount.push(amountAt < 0 ? quantity * price : number(amountAt, columns.amount!));
    units.push(Math.abs(quantity));
    const code = orderAt < 0 ? '' : row[orderAt]!;
    if (!orders.has(code)) orders.set(code, orders.size);
    order.push(orders.get(code)!);
  });
  problems.throwIfAny();
  if (customer.length === 0) throw new EvaluationError(`${path}: none of the ${ids.length} customers has a sale before the cutoff; compare the ids and the dates`);
  const histories = purchaseHistories({ customers: ids.length, customer: Int32Array.from(customer), day: Int32Array.from(day), amount: Float64Array.from(amount), units: Float64Array.from(units), ...(orderAt >= 0 && { order: Int32Array.from(order) }) });
  return { histories, lines: customer.length };
}

/** The day of `YYYY-MM-DD`, `YYYY/MM/DD` or `YYYYMMDD`, with or without a time of day. */
function parseDay(text: string): number | undefined {
  const match = /^(\d{4})[-/]?(\d{1,2})[-/]?(\d{1,2})(?:[T ].*)?$/.exec(text);
  return match ? parseIsoDate(`${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`) : undefined;
}
