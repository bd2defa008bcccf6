import type { BinnedMatrix } from './binning';

/** Sums of gradients and hessians by feature and bin: at 2 · (offset of the feature + bin) the gradient, next to it the hessian. */
export type Histogram = Float64Array;

/** Where each feature's bins begin in a histogram, and after the last feature the number of all bins. */
export function binOffsets({ binCounts }: BinnedMatrix): Int32Array {
  const offsets = new Int32Array(binCounts.length + 1);
  for (let f = 0; f < binCounts.length; f++) offsets[f + 1] = offsets[f]! + binCounts[f]!;
  return offsets;
}

/** Rows whose derivatives are summed, with these derivatives in the order of the rows, so that they are read one after the other. */
export type NodeRows = { readonly rows: Int32Array; readonly gradient: Float64Array; readonly hessian: Float64Array };

/** Fills the histogram of a node for the given features. */
export function fillHistogram(histogram: Histogram, { columns }: BinnedMatrix, offsets: Int32Array, features: Int32Array, node: NodeRows): void {
  for (const feature of features) {
    const part = histogram.subarray(2 * offsets[feature]!, 2 * offsets[feature + 1]!);
    part.fill(0);
    sumColumn(part, columns[feature]!, node);
  }
}

function sumColumn(part: Float64Array, column: Uint8Array, { rows, gradient, hessian }: NodeRows): void {
  for (let k = 0; k < rows.length; k++) {
    const at = 2 * column[rows[k]!]!;
    part[at]! += gradient[k]!;
    part[at + 1]! += hessian[k]!;
  }
}

/** Takes the child's sums from its parent's, which leaves the sums of the other child, in place. */
export function subtractHistogram(parent: Histogram, child: Histogram): void {
  for (let k = 0; k < parent.length; k++) parent[k]! -= child[k]!;
}
