/** Weights from items a user has (rows) to items to rank (columns). */
export type ItemMatrix = {
  readonly items: number;
  /** adds `factor` times row `item` to `out` */
  readonly addRow: (item: number, factor: number, out: Float32Array) => void;
  readonly weight: (from: number, to: number) => number;
};

/** @param values [items × items] row-major */
export function denseItemMatrix(items: number, values: Float32Array): ItemMatrix {
  return {
    items,
    addRow: (item, factor, out) => {
      const begin = item * items;
      for (let j = 0; j < items; j++) out[j]! += factor * values[begin + j]!;
    },
    weight: (from, to) => values[from * items + to]!,
  };
}

/** One column of a sparse matrix: the rows with a weight, in any order. */
export type SparseColumn = { readonly rows: Int32Array; readonly weights: Float32Array };

/** Turns columns (for each item to rank, what speaks for it) into rows that can be added up. */
export function sparseItemMatrix(columns: readonly SparseColumn[]): ItemMatrix {
  const items = columns.length;
  const start = new Int32Array(items + 1);
  for (const { rows } of columns) for (const i of rows) start[i + 1]! += 1;
  for (let i = 0; i < items; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const column = new Int32Array(start[items]!);
  const value = new Float32Array(start[items]!);
  columns.forEach(({ rows, weights }, j) => {
    for (let k = 0; k < rows.length; k++) {
      const place = next[rows[k]!]!++;
      column[place] = j;
      value[place] = weights[k]!;
    }
  });
  return {
    items,
    addRow: (item, factor, out) => {
      for (let k = start[item]!; k < start[item + 1]!; k++) out[column[k]!]! += factor * value[k]!;
    },
    weight: (from, to) => {
      for (let k = start[from]!; k < start[from + 1]!; k++) if (column[k] === to) return value[k]!;
      return 0;
    },
  };
}
