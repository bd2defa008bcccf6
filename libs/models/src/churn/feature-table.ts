/** One column of a table of customers. */
export type FeatureColumn =
  /** `NaN` is missing */
  | { readonly kind: 'numeric'; readonly values: Float64Array }
  /** `codes` number the `levels`; -1 is missing */
  | { readonly kind: 'categorical'; readonly codes: Int32Array; readonly levels: readonly string[] };

/** What the buying of each row tells a model of purchases and of leaving: see `fitBgNbd`. */
export type PurchaseSummary = {
  /** orders after the first, on days of their own */
  readonly repeats: Float64Array;
  /** days from the first order to the last */
  readonly lastAge: Float64Array;
  /** days from the first order to the cutoff */
  readonly age: Float64Array;
};

/** Customers × features, known at one moment. */
export type FeatureTable = {
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly FeatureColumn[];
  /** there when the features come from purchases */
  readonly purchases?: PurchaseSummary;
};

/** Some rows of a table, in the order given. */
export function selectRows({ names, columns, purchases }: FeatureTable, rows: Int32Array): FeatureTable {
  const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  return {
    rows: rows.length,
    names,
    columns: columns.map((column) => (column.kind === 'numeric' ? { kind: 'numeric', values: take(column.values) } : { ...column, codes: rows.map((row) => column.codes[row]!) })),
    ...(purchases && { purchases: { repeats: take(purchases.repeats), lastAge: take(purchases.lastAge), age: take(purchases.age) } }),
  };
}

/** The table without the columns of these names; names it does not have are passed over. */
export function leaveOut(table: FeatureTable, excluded: readonly string[]): FeatureTable {
  const kept = table.names.flatMap((name, c) => (excluded.includes(name) ? [] : [c]));
  return { ...table, names: kept.map((c) => table.names[c]!), columns: kept.map((c) => table.columns[c]!) };
}

/** Two tables side by side: the same customers in the same order. @throws RangeError when the rows differ in number */
export function joinTables(left: FeatureTable, right: FeatureTable): FeatureTable {
  if (left.rows !== right.rows) throw new RangeError(`joinTables: ${left.rows} rows beside ${right.rows}`);
  const purchases = left.purchases ?? right.purchases;
  return { rows: left.rows, names: [...left.names, ...right.names], columns: [...left.columns, ...right.columns], ...(purchases && { purchases }) };
}

/**
 * The columns of `table` as a model learnt them: found by name, categories renumbered by their names. A column that is absent and a
 * category that was not seen count as missing.
 */
export function alignTable(table: FeatureTable, names: readonly string[], like: readonly FeatureColumn[]): FeatureColumn[] {
  return names.map((name, c) => {
    const column = table.columns[table.names.indexOf(name)];
    const known = like[c]!;
    if (known.kind === 'numeric') return column?.kind === 'numeric' ? column : { kind: 'numeric', values: new Float64Array(table.rows).fill(Number.NaN) };
    if (column?.kind !== 'categorical') return { ...known, codes: new Int32Array(table.rows).fill(-1) };
    if (column.levels === known.levels) return column;
    const places = new Map(known.levels.map((level, code) => [level, code]));
    const renumbered = column.levels.map((level) => places.get(level) ?? -1);
    return { ...known, codes: column.codes.map((code) => renumbered[code] ?? -1) };
  });
}

/** What a cell holds, for people: a number, the name of a category, or nothing when it is missing. */
export function valueAt(column: FeatureColumn | undefined, row: number): number | string | undefined {
  if (!column) return undefined;
  if (column.kind === 'categorical') return column.levels[column.codes[row]!];
  const value = column.values[row]!;
  return Number.isNaN(value) ? undefined : value;
}
