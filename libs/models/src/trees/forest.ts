import type { BinnedMatrix, FeatureMatrix } from './binning';
import type { GrownTree } from './grow-tree';

/**
 * Trees as flat arrays over all their nodes: nothing but numbers, so that it can be stored, sent, and explained (the cover of
 * every node is there, which path-dependent SHAP values need).
 */
export type Forest = {
  /** node at which each tree begins */
  readonly roots: Int32Array;
  /** feature asked at the node; -1 in a leaf */
  readonly feature: Int32Array;
  /** a value up to this goes left */
  readonly threshold: Float64Array;
  /** where the node's eight words of category bits begin in `categories` (a set bit goes left); -1 when the feature is ordered */
  readonly categoryAt: Int32Array;
  /** 1 where a missing value goes left */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** what a leaf adds to the raw prediction; in an inner node the mean of what its leaves add, by cover */
  readonly value: Float64Array;
  /** sum of the hessians of the training rows at the node */
  readonly cover: Float64Array;
  readonly categories: Uint32Array;
};

const WORDS = 8;

/** @param leafValues per tree, by node; only those of leaves are read */
export function buildForest(trees: readonly GrownTree[], leafValues: readonly Float64Array[], { edges }: BinnedMatrix): Forest {
  const size = trees.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const forest = {
    roots: new Int32Array(trees.length),
    feature: new Int32Array(size).fill(-1),
    threshold: new Float64Array(size),
    categoryAt: new Int32Array(size).fill(-1),
    missingLeft: new Uint8Array(size),
    left: new Int32Array(size).fill(-1),
    right: new Int32Array(size).fill(-1),
    value: new Float64Array(size),
    cover: new Float64Array(size),
  };
  const categories: number[] = [];
  let base = 0;
  trees.forEach(({ nodes }, tree) => {
    forest.roots[tree] = base;
    for (let k = nodes.length - 1; k >= 0; k--) {
      const { split, left, right, sums } = nodes[k]!;
      const at = base + k;
      forest.cover[at] = sums.hessian;
      if (!split) {
        forest.value[at] = leafValues[tree]![k]!;
        continue;
      }
      forest.feature[at] = split.feature;
      forest.left[at] = base + left;
      forest.right[at] = base + right;
      forest.missingLeft[at] = split.goesLeft[0]!;
      if (split.lastBin < 0) {
        forest.categoryAt[at] = categories.length;
        categories.push(...categoryWords(split.goesLeft));
      } else forest.threshold[at] = edges[split.feature]![split.lastBin - 1] ?? Number.POSITIVE_INFINITY;
      const [leftCover, rightCover] = [forest.cover[base + left]!, forest.cover[base + right]!];
      forest.value[at] = (leftCover * forest.value[base + left]! + rightCover * forest.value[base + right]!) / Math.max(leftCover + rightCover, 1e-300);
    }
    base += nodes.length;
  });
  return { ...forest, categories: Uint32Array.from(categories) };
}

/** Bits of the category codes (bin - 1) that go left. */
function categoryWords(goesLeft: Uint8Array): Uint32Array {
  const words = new Uint32Array(WORDS);
  for (let bin = 1; bin < 256; bin++) if (goesLeft[bin] === 1) words[(bin - 1) >> 5]! |= 1 << ((bin - 1) & 31);
  return words;
}

/** Adds what the trees from number `first` to before `last` say about each row to `raw`, length rows. */
export function addForest(forest: Forest, { rows, features, values }: FeatureMatrix, raw: Float64Array, first = 0, last = forest.roots.length): void {
  const { roots, feature, left, right, value } = forest;
  for (let row = 0; row < rows; row++) {
    const base = row * features;
    let sum = 0;
    for (let tree = first; tree < Math.min(last, roots.length); tree++) {
      let node = roots[tree]!;
      for (let f = feature[node]!; f >= 0; f = feature[node]!) node = isLeftAt(forest, node, values[base + f]!) ? left[node]! : right[node]!;
      sum += value[node]!;
    }
    raw[row]! += sum;
  }
}

/** Whether a value of the feature that an inner node asks for goes left. */
export function isLeftAt({ threshold, categoryAt, missingLeft, categories }: Forest, node: number, value: number): boolean {
  const at = categoryAt[node]!;
  if (at < 0) return Number.isNaN(value) ? missingLeft[node] === 1 : value <= threshold[node]!;
  if (!(value >= 0 && value < 254 && Number.isInteger(value))) return missingLeft[node] === 1;
  return ((categories[at + (value >> 5)]! >>> (value & 31)) & 1) === 1;
}

/** Adds one tree's leaf values to the raw prediction of binned rows, except those marked 1 in `isDone`. */
export function addTree({ nodes }: GrownTree, leafValues: Float64Array, { rows, columns }: BinnedMatrix, raw: Float64Array, isDone?: Uint8Array): void {
  for (let row = 0; row < rows; row++) {
    if (isDone?.[row] === 1) continue;
    let at = 0;
    for (let split = nodes[at]!.split; split; split = nodes[at]!.split) at = split.goesLeft[columns[split.feature]![row]!] === 1 ? nodes[at]!.left : nodes[at]!.right;
    raw[row]! += leafValues[at]!;
  }
}
