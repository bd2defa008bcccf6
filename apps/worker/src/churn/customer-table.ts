import { churn, type Tx } from '@almanac/data';
import type { OrgId } from '@almanac/data/contract';
import { inferTable, type FeatureTable } from '@almanac/models';

export interface CustomerTable {
  readonly customerIds: readonly number[];
  readonly table: FeatureTable;
  /** 1 left, 0 stayed, -1 not known */
  readonly labels: Int8Array;
  /** columns that say nothing: the same for all, or another value for each */
  readonly skipped: readonly string[];
}

/** What the customers file says of each customer: group, country and every column kept as an attribute. */
export async function readCustomerTable(tx: Tx, orgId: OrgId): Promise<CustomerTable> {
  const rows: churn.CustomerRow[] = [];
  for await (const batch of churn.listCustomerRows(tx, orgId)) rows.push(...batch);
  const names = new Set<string>();
  for (const { attributes } of rows) for (const name of Object.keys(attributes)) names.add(name);
  const columns = [...names].sort().map((name) => ({ name, cells: rows.map(({ attributes }) => attributes[name] ?? '') }));
  for (const name of ['segment', 'country'] as const) if (!names.has(name) && rows.some((row) => row[name] !== null)) columns.push({ name, cells: rows.map((row) => row[name] ?? '') });
  const { table, leftOut } = inferTable(columns);
  return {
    customerIds: rows.map(({ id }) => id),
    table: { ...table, rows: rows.length },
    labels: Int8Array.from(rows, ({ hasLeft }) => (hasLeft === null ? -1 : Number(hasLeft))),
    skipped: leftOut.map(({ name }) => name),
  };
}
