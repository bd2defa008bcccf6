import type { FeatureMatrix } from '../trees/binning';
import { alignTable, type FeatureColumn, type FeatureTable } from './feature-table';

/** How a table becomes what trees read: numbers as they are, two categories as one number, few as one column each, many as codes that trees split by subsets. */
export type TreeEncoding = {
  readonly names: readonly string[];
  readonly like: readonly FeatureColumn[];
  readonly parts: readonly Part[];
  readonly categorical: readonly number[];
};
/** One column of the matrix: of which column of the table, and for which of its categories. */
type Part = { readonly column: number; readonly level?: number };

/** Up to here each category gets a column of its own: a split of one against the rest needs no smoothing against chance. */
const FEW_LEVELS = 5;
const MOST_CODES = 254;

export function fitTreeEncoding({ names, columns }: FeatureTable): TreeEncoding {
  const parts: Part[] = [];
  const categorical: number[] = [];
  columns.forEach((column, c) => {
    if (column.kind === 'categorical' && column.levels.length > 2 && column.levels.length <= FEW_LEVELS) column.levels.forEach((_, level) => parts.push({ column: c, level }));
    else {
      if (column.kind === 'categorical' && column.levels.length > FEW_LEVELS) categorical.push(parts.length);
      parts.push({ column: c });
    }
  });
  return { names, like: columns, parts, categorical };
}

/** Categories beyond 254, in the order of their first customers, count as missing. */
export function encodeForTrees({ names, like, parts, categorical }: TreeEncoding, table: FeatureTable): FeatureMatrix {
  const columns = alignTable(table, names, like);
  const values = new Float64Array(table.rows * parts.length);
  parts.forEach(({ column: c, level }, p) => {
    const column = columns[c]!;
    for (let row = 0; row < table.rows; row++) {
      let value: number;
      if (column.kind === 'numeric') value = column.values[row]!;
      else {
        const code = column.codes[row]!;
        value = code < 0 || code >= MOST_CODES ? Number.NaN : level === undefined ? code : code === level ? 1 : 0;
      }
      values[row * parts.length + p] = value;
    }
  });
  return { rows: table.rows, features: parts.length, values, categorical };
}

/** Some rows of a matrix, in the order given. */
export function selectMatrixRows({ features, values, categorical }: FeatureMatrix, rows: Int32Array): FeatureMatrix {
  const selected = new Float64Array(rows.length * features);
  rows.forEach((row, k) => selected.set(values.subarray(row * features, (row + 1) * features), k * features));
  return { rows: rows.length, features, values: selected, ...(categorical && { categorical }) };
}
