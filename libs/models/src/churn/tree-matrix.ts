import type { FeatureMatrix } from '../trees/binning';
import { alignTable, type FeatureColumn, type FeatureTable } from './feature-table';

/** How a table becomes what trees read: numbers and pairs of categories as numbers, more categories as codes that trees split by. */
export type TreeEncoding = { readonly names: readonly string[]; readonly like: readonly FeatureColumn[]; readonly categorical: readonly number[] };

const MOST_CODES = 254;

export function fitTreeEncoding({ names, columns }: FeatureTable): TreeEncoding {
  return { names, like: columns, categorical: columns.flatMap((column, c) => (column.kind === 'categorical' && column.levels.length > 2 ? [c] : [])) };
}

/** Categories beyond 254, in the order of their first customers, count as missing. */
export function encodeForTrees({ names, like, categorical }: TreeEncoding, table: FeatureTable): FeatureMatrix {
  const features = names.length;
  const values = new Float64Array(table.rows * features);
  alignTable(table, names, like).forEach((column, c) => {
    for (let row = 0; row < table.rows; row++) {
      const code = column.kind === 'numeric' ? 0 : column.codes[row]!;
      values[row * features + c] = column.kind === 'numeric' ? column.values[row]! : code < 0 || code >= MOST_CODES ? Number.NaN : code;
    }
  });
  return { rows: table.rows, features, values, categorical };
}

/** Some rows of a matrix, in the order given. */
export function selectMatrixRows({ features, values, categorical }: FeatureMatrix, rows: Int32Array): FeatureMatrix {
  const selected = new Float64Array(rows.length * features);
  rows.forEach((row, k) => selected.set(values.subarray(row * features, (row + 1) * features), k * features));
  return { rows: rows.length, features, values: selected, ...(categorical && { categorical }) };
}
