import type { FeatureMatrix } from './binning';
import type { Booster } from './booster';
import { isLeftAt, type Forest } from './forest';

/** The features on the way to a node, each once: shares of paths that go on when it is unknown and when it is known, and the weights of subsets by size. */
type Path = { readonly feature: Int32Array; readonly zero: Float64Array; readonly one: Float64Array; readonly weight: Float64Array };

/**
 * Exact Shapley values of one row's raw prediction (log-odds, for logistic loss): what each feature adds, where an unknown feature is averaged over the training rows
 * of the node by cover. `base` is the mean raw prediction; base and all values add up to the row's.
 * @returns values, length features
 * Source: Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees, algorithm 2 (path-dependent).
 */
export function treeShap({ start, forest }: Booster, matrix: FeatureMatrix, row: number): { readonly base: number; readonly values: Float64Array } {
  const values = new Float64Array(matrix.features);
  let base = start;
  const paths: Path[] = [];
  for (const root of forest.roots) {
    base += forest.value[root]!;
    if (forest.feature[root]! >= 0) descend(forest, matrix, row, values, paths, root, 0, 1, 1, -1, 0);
  }
  return { base, values };
}

function descend(forest: Forest, matrix: FeatureMatrix, row: number, values: Float64Array, paths: Path[], node: number, before: number, zeroShare: number, oneShare: number, from: number, depth: number): void {
  const path = pathAt(paths, depth);
  if (depth > 0) copy(paths[depth - 1]!, path, before);
  let length = extend(path, before, zeroShare, oneShare, from);
  const asked = forest.feature[node]!;
  if (asked < 0) {
    for (let k = 1; k < length; k++) values[path.feature[k]!]! += unwoundSum(path, length, k) * (path.one[k]! - path.zero[k]!) * forest.value[node]!;
    return;
  }
  const [left, right] = [forest.left[node]!, forest.right[node]!];
  const isLeft = isLeftAt(forest, node, matrix.values[row * matrix.features + asked]!);
  const [hot, cold] = isLeft ? [left, right] : [right, left];
  let [zero, one] = [1, 1];
  for (let k = 1; k < length; k++) {
    if (path.feature[k] !== asked) continue;
    [zero, one] = [path.zero[k]!, path.one[k]!];
    unwind(path, length, k);
    length -= 1;
    break;
  }
  const cover = forest.cover[left]! + forest.cover[right]!;
  const share = (child: number) => (cover > 0 ? forest.cover[child]! / cover : 0.5);
  descend(forest, matrix, row, values, paths, hot, length, zero * share(hot), one, asked, depth + 1);
  descend(forest, matrix, row, values, paths, cold, length, zero * share(cold), 0, asked, depth + 1);
}

function pathAt(paths: Path[], depth: number): Path {
  const size = depth + 2;
  return (paths[depth] ??= { feature: new Int32Array(size), zero: new Float64Array(size), one: new Float64Array(size), weight: new Float64Array(size) });
}

function copy(from: Path, to: Path, length: number): void {
  for (let k = 0; k < length; k++) {
    to.feature[k] = from.feature[k]!;
    to.zero[k] = from.zero[k]!;
    to.one[k] = from.one[k]!;
    to.weight[k] = from.weight[k]!;
  }
}

/** Adds a feature to the path of `length`; returns the new length. */
function extend({ feature, zero, one, weight }: Path, length: number, zeroShare: number, oneShare: number, from: number): number {
  feature[length] = from;
  zero[length] = zeroShare;
  one[length] = oneShare;
  weight[length] = length === 0 ? 1 : 0;
  for (let k = length - 1; k >= 0; k--) {
    weight[k + 1]! += (oneShare * weight[k]! * (k + 1)) / (length + 1);
    weight[k] = (zeroShare * weight[k]! * (length - k)) / (length + 1);
  }
  return length + 1;
}

/** Takes the feature at `at` out of the path of `length`. */
function unwind({ feature, zero, one, weight }: Path, length: number, at: number): void {
  const last = length - 1;
  const [zeroShare, oneShare] = [zero[at]!, one[at]!];
  let next = weight[last]!;
  for (let k = last - 1; k >= 0; k--) {
    if (oneShare !== 0) {
      const kept = weight[k]!;
      weight[k] = (next * length) / ((k + 1) * oneShare);
      next = kept - (weight[k]! * zeroShare * (last - k)) / length;
    } else weight[k] = (weight[k]! * length) / (zeroShare * (last - k));
  }
  for (let k = at; k < last; k++) {
    feature[k] = feature[k + 1]!;
    zero[k] = zero[k + 1]!;
    one[k] = one[k + 1]!;
  }
}

/** The sum of the weights after taking the feature at `at` out, without doing so. */
function unwoundSum({ zero, one, weight }: Path, length: number, at: number): number {
  const last = length - 1;
  const [zeroShare, oneShare] = [zero[at]!, one[at]!];
  let next = weight[last]!;
  let total = 0;
  for (let k = last - 1; k >= 0; k--) {
    if (oneShare !== 0) {
      const unwound = (next * length) / ((k + 1) * oneShare);
      total += unwound;
      next = weight[k]! - (unwound * zeroShare * (last - k)) / length;
    } else if (zeroShare !== 0) total += (weight[k]! * length) / (zeroShare * (last - k));
  }
  return total;
}
