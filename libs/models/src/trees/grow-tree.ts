import type { BinnedMatrix } from './binning';
import { fillHistogram, subtractHistogram, type Histogram } from './histogram';
import { findSplit, type NodeSums, type Split, type SplitRules } from './split';

/** A tree over bins, as it comes from training. Node 0 is the root. */
export type GrownTree = {
  readonly nodes: readonly GrownNode[];
  /** rows of the leaves, one after the other: leaf node k holds `rows.subarray(start, end)` */
  readonly rows: Int32Array;
};

export type GrownNode = {
  readonly sums: NodeSums;
  readonly start: number;
  readonly end: number;
  /** absent in a leaf */
  readonly split?: Split;
  readonly left: number;
  readonly right: number;
};

export type GrowRules = SplitRules & { readonly leaves: number };

/** Memory reused from tree to tree. */
export type Workspace = {
  readonly offsets: Int32Array;
  /** one histogram per leaf */
  readonly histograms: readonly Histogram[];
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly spare: Int32Array;
};

export function createWorkspace(rows: number, offsets: Int32Array, leaves: number): Workspace {
  const bins = offsets[offsets.length - 1]!;
  return {
    offsets,
    histograms: Array.from({ length: leaves }, () => new Float64Array(2 * bins)),
    gradient: new Float64Array(rows),
    hessian: new Float64Array(rows),
    spare: new Int32Array(rows),
  };
}

type OpenLeaf = { readonly node: number; readonly histogram: Histogram; readonly split: Split };

/**
 * Grows one tree, always splitting the leaf that gains most (leaf-wise, as LightGBM does), until it has all its leaves or
 * nothing gains. Of two children only the smaller one is summed over its rows; the larger one is the difference to its parent.
 * @param rows training rows of this tree, ascending; reordered by leaf in place
 */
export function growTree(binned: BinnedMatrix, rows: Int32Array, features: Int32Array, gradient: Float64Array, hessian: Float64Array, rules: GrowRules, workspace: Workspace): GrownTree {
  const { offsets, histograms } = workspace;
  const nodes: GrownNode[] = [{ sums: sumRows(rows, gradient, hessian), start: 0, end: rows.length, left: -1, right: -1 }];
  const free = [...histograms];
  const open: OpenLeaf[] = [];
  const fill = (histogram: Histogram, { start, end }: GrownNode) => fillHistogram(histogram, binned, offsets, features, gather(rows.subarray(start, end), gradient, hessian, workspace));
  const consider = (node: number, histogram: Histogram) => {
    const { sums, start, end } = nodes[node]!;
    const minChildWeight = Math.max(rules.minChildWeight, (rules.minChildRows * sums.hessian) / Math.max(1, end - start));
    const split = sums.hessian < 2 * minChildWeight ? undefined : findSplit(histogram, binned, offsets, features, sums, { ...rules, minChildWeight });
    if (split) open.push({ node, histogram, split });
    else free.push(histogram);
  };
  const first = free.pop();
  if (rules.leaves > 1 && first) {
    fill(first, nodes[0]!);
    consider(0, first);
  }
  for (let leaves = 1; leaves < rules.leaves && open.length > 0; leaves++) {
    const { node, histogram, split } = takeBest(open);
    const parent = nodes[node]!;
    const middle = partition(rows, parent.start, parent.end, binned.columns[split.feature]!, split.goesLeft, workspace.spare);
    const left = nodes.length;
    const leftSums = sumRows(rows.subarray(parent.start, middle), gradient, hessian);
    const rightSums = { gradient: parent.sums.gradient - leftSums.gradient, hessian: parent.sums.hessian - leftSums.hessian };
    nodes.push({ sums: leftSums, start: parent.start, end: middle, left: -1, right: -1 });
    nodes.push({ sums: rightSums, start: middle, end: parent.end, left: -1, right: -1 });
    nodes[node] = { ...parent, split, left, right: left + 1 };
    const other = free.pop();
    if (leaves + 1 === rules.leaves || !other) {
      free.push(histogram, ...(other ? [other] : []));
      continue; // the tree is full: nobody will look at the children's histograms
    }
    const smaller = middle - parent.start <= parent.end - middle ? left : left + 1;
    fill(other, nodes[smaller]!);
    subtractHistogram(histogram, other);
    consider(smaller, other);
    consider(smaller === left ? left + 1 : left, histogram);
  }
  return { nodes, rows };
}

function takeBest(open: OpenLeaf[]): OpenLeaf {
  let best = 0;
  for (let k = 1; k < open.length; k++) if (open[k]!.split.gain > open[best]!.split.gain) best = k;
  return open.splice(best, 1)[0]!;
}

/** Moves the rows that go left before those that go right, keeping the order within both; returns where the right ones begin. */
function partition(rows: Int32Array, start: number, end: number, column: Uint8Array, goesLeft: Uint8Array, spare: Int32Array): number {
  let left = start;
  let right = 0;
  for (let k = start; k < end; k++) {
    const row = rows[k]!;
    if (goesLeft[column[row]!] === 1) rows[left++] = row;
    else spare[right++] = row;
  }
  rows.set(spare.subarray(0, right), left);
  return left;
}

function gather(rows: Int32Array, gradient: Float64Array, hessian: Float64Array, workspace: Workspace) {
  for (let k = 0; k < rows.length; k++) {
    workspace.gradient[k] = gradient[rows[k]!]!;
    workspace.hessian[k] = hessian[rows[k]!]!;
  }
  return { rows, gradient: workspace.gradient, hessian: workspace.hessian };
}

function sumRows(rows: Int32Array, gradient: Float64Array, hessian: Float64Array): NodeSums {
  const sums = { gradient: 0, hessian: 0 };
  for (const row of rows) {
    sums.gradient += gradient[row]!;
    sums.hessian += hessian[row]!;
  }
  return sums;
}
