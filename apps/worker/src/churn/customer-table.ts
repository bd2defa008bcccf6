import { churn, type Tx } from '@almanac/data';
import type { OrgId } from '@almanac/data/contract';
import type { FeatureColumn, FeatureTable } from '@almanac/models';

export interface CustomerTable {
  readonly customerIds: readonly number[];
  readonly table: FeatureTable;
  /** 1 left, 0 stayed, -1 not known */
  readonly labels: Int8Array;
  /** columns that nearly every customer has a value of its own in, such as an address: nothing can be learnt from them */
  readonly skipped: readonly string[];
}

/** From this share of numbers on a column counts as numeric. */
const NUMERIC = 0.95;
/** Texts that differ between so many of the customers tell them apart, but say nothing. */
const OWN_VALUE = 0.5;
const MOST_LEVELS = 200;

/** What the customers file says of each customer: group, country and every column kept as an attribute. */
export async function readCustomerTable(tx: Tx, orgId: OrgId): Promise<CustomerTable> {
  const rows: churn.CustomerRow[] = [];
  for await (const batch of churn.listCustomerRows(tx, orgId)) rows.push(...batch);
  const names = new Set<string>();
  for (const { attributes } of rows) for (const name of Object.keys(attributes)) names.add(name);
  const cells = new Map<string, (number | string | null)[]>([...names].sort().map((name) => [name, rows.map(({ attributes }) => attributes[name] ?? null)]));
  for (const name of ['segment', 'country'] as const) if (rows.some((row) => row[name] !== null)) cells.set(name, rows.map((row) => row[name]));
  const kept: { name: string; column: FeatureColumn }[] = [];
  const skipped: string[] = [];
  for (const [name, values] of cells) {
    const column = columnOf(values);
    if (column === undefined) skipped.push(name);
    else kept.push({ name, column });
  }
  return {
    customerIds: rows.map(({ id }) => id),
    table: { rows: rows.length, names: kept.map(({ name }) => name), columns: kept.map(({ column }) => column) },
    labels: Int8Array.from(rows, ({ hasLeft }) => (hasLeft === null ? -1 : Number(hasLeft))),
    skipped,
  };
}

function columnOf(values: readonly (number | string | null)[]): FeatureColumn | undefined {
  const known = values.filter((value) => value !== null);
  const numbers = known.filter((value) => typeof value === 'number');
  if (known.length > 0 && numbers.length >= NUMERIC * known.length) return { kind: 'numeric', values: Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN)) };
  const levels = [...new Set(known.map(String))].sort();
  if (levels.length > Math.max(2, Math.min(MOST_LEVELS, OWN_VALUE * known.length))) return undefined;
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  return { kind: 'categorical', levels, codes: Int32Array.from(values, (value) => (value === null ? -1 : codeOf.get(String(value))!)) };
}
