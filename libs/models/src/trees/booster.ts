import { seededRandom, type Random } from '../training/random';
import type { BinnedMatrix, FeatureMatrix } from './binning';
import { addForest, addTree, buildForest, type Forest } from './forest';
import { createWorkspace, growTree, type GrownTree } from './grow-tree';
import { binOffsets } from './histogram';
import { bestConstant, differentiate, meanLoss, response, weightedQuantile, type Loss, type Targets } from './losses';

/** How to boost. The defaults suit some ten thousand rows. */
export type BoosterOptions = {
  readonly loss: Loss;
  /** most trees (200) */
  readonly trees?: number;
  /** most leaves a tree (31) */
  readonly leaves?: number;
  /** share of each tree's step that is taken (0.05) */
  readonly learningRate?: number;
  /** least sum of hessians of a leaf: rows, for squared and quantile loss without weights (20) */
  readonly minChildWeight?: number;
  /** least rows of a leaf, estimated from its share of the node's hessians as LightGBM does; matters for logistic loss, whose hessians vanish where it is sure (0) */
  readonly minChildRows?: number;
  /** (1) */
  readonly l2?: number;
  /** features with at most so many categories are split by one category against the rest, others by subsets (0) */
  readonly fewCategories?: number;
  /** share of the rows each tree sees, drawn anew (1) */
  readonly rowShare?: number;
  /** share of the features each tree sees, drawn anew (1) */
  readonly columnShare?: number;
  /** stops when the loss here has not fallen for `patience` trees (20; a function is told the best number of trees so far), and keeps the trees up to the best */
  readonly validation?: Targets & { readonly binned: BinnedMatrix };
  readonly patience?: number | ((best: number) => number);
  /** keep the trees after the best, too, for `rawPrediction` to choose among (false) */
  readonly keepsAll?: boolean;
  readonly seed?: number;
  /** awaited every few trees; may throw to stop */
  readonly report?: (share: number, losses: { readonly validationLoss?: number }) => void | Promise<void>;
};

/** A boosted forest: plain numbers and typed arrays. */
export type Booster = {
  readonly loss: Loss;
  /** raw prediction before the first tree */
  readonly start: number;
  readonly forest: Forest;
  /** by feature: sum of the gains of its splits */
  readonly importance: Float64Array;
  /** loss on the validation part after 1, 2, … trees; empty without one */
  readonly validationLosses: Float64Array;
};

const REPORT_EVERY = 8;

/**
 * Gradient boosting (Friedman 2001) of histogram trees with second-order leaf values (Chen & Guestrin 2016). For the
 * quantile loss, whose second derivative is 0, each leaf takes the quantile of its residuals instead (Friedman 2001, section 4.3).
 * The same rows, options and seed give the same forest.
 * @throws RangeError when targets and rows do not belong together
 */
export async function trainBooster(binned: BinnedMatrix, targets: Targets, options: BoosterOptions): Promise<Booster> {
  const { loss, trees = 200, leaves = 31, learningRate = 0.05, minChildWeight = 20, minChildRows = 0, l2 = 1, fewCategories = 0, rowShare = 1, columnShare = 1, validation, patience = 20, keepsAll = false, seed = 1, report } = options;
  assertTargets(binned, targets);
  if (validation) assertTargets(validation.binned, validation);
  const random = seededRandom(seed);
  const start = bestConstant(loss, targets);
  const raw = new Float64Array(binned.rows).fill(start);
  const validationRaw = new Float64Array(validation?.binned.rows ?? 0).fill(start);
  const gradient = new Float64Array(binned.rows);
  const hessian = new Float64Array(binned.rows);
  const isGrown = new Uint8Array(binned.rows);
  const workspace = createWorkspace(binned.rows, binOffsets(binned), leaves);
  const grown: GrownTree[] = [];
  const values: Float64Array[] = [];
  const validationLosses: number[] = [];
  let best = { trees: 0, loss: validation ? meanLoss(loss, validation, validationRaw) : Number.NaN };
  for (let k = 0; k < trees; k++) {
    differentiate(loss, targets, raw, gradient, hessian);
    const rows = drawRows(binned.rows, rowShare, random);
    const features = drawFeatures(binned.columns.length, columnShare, random);
    const tree = growTree(binned, rows, features, gradient, hessian, { leaves, minChildWeight, minChildRows, l2, fewCategories }, workspace);
    const leafValues = valuesOfLeaves(tree, loss, targets, raw, { learningRate, l2 });
    addLeaves(tree, leafValues, raw);
    if (rows.length < binned.rows) addTree(tree, leafValues, binned, raw, markRows(isGrown, rows));
    grown.push({ nodes: tree.nodes, rows: tree.rows.subarray(0, 0) });
    values.push(leafValues);
    if (validation) {
      addTree(tree, leafValues, validation.binned, validationRaw);
      const validationLoss = meanLoss(loss, validation, validationRaw);
      validationLosses.push(validationLoss);
      if (validationLoss < best.loss) best = { trees: k + 1, loss: validationLoss };
      else if (k + 1 - best.trees >= (typeof patience === 'number' ? patience : patience(best.trees))) break;
    }
    if (k % REPORT_EVERY === REPORT_EVERY - 1) await report?.((k + 1) / trees, validation ? { validationLoss: best.loss } : {});
  }
  const kept = validation && !keepsAll ? best.trees : grown.length;
  return { loss, start, forest: buildForest(grown.slice(0, kept), values.slice(0, kept), binned), importance: gains(grown.slice(0, kept), binned.columns.length), validationLosses: Float64Array.from(validationLosses) };
}

/**
 * Predicts rows: means (squared, Poisson, Tweedie), probabilities (logistic) or quantiles.
 * @param matrix the features of training, in their order
 * @returns length rows
 */
export function predictBooster(booster: Booster, matrix: FeatureMatrix): Float64Array {
  const { loss } = booster;
  const raw = rawPrediction(booster, matrix);
  return loss.kind === 'squared' || loss.kind === 'quantile' ? raw : raw.map((score) => response(loss, score));
}

/** Raw predictions of rows by the first `trees` trees, before the link: log-odds, for logistic loss. */
export function rawPrediction({ start, forest }: Booster, matrix: FeatureMatrix, trees = forest.roots.length): Float64Array {
  const raw = new Float64Array(matrix.rows).fill(start);
  addForest(forest, matrix, raw, 0, trees);
  return raw;
}

/** Raw predictions after each of some rising numbers of trees. */
export function stagedPredictions({ start, forest }: Booster, matrix: FeatureMatrix, stages: readonly number[]): Float64Array[] {
  const raw = new Float64Array(matrix.rows).fill(start);
  return stages.map((trees, k) => {
    addForest(forest, matrix, raw, stages[k - 1] ?? 0, trees);
    return raw.slice();
  });
}

function assertTargets({ rows }: BinnedMatrix, { y, weights }: Targets): void {
  if (y.length !== rows) throw new RangeError(`${y.length} targets for ${rows} rows`);
  if (weights && weights.length !== rows) throw new RangeError(`${weights.length} weights for ${rows} rows`);
}

/** Row numbers, ascending; at least one. */
function drawRows(count: number, share: number, random: Random): Int32Array {
  const rows = new Int32Array(count);
  if (share >= 1) return rows.map((_, row) => row);
  let drawn = 0;
  for (let row = 0; row < count; row++) if (random.next() < share) rows[drawn++] = row;
  return rows.subarray(0, Math.max(Math.min(1, count), drawn));
}

function markRows(marks: Uint8Array, rows: Int32Array): Uint8Array {
  marks.fill(0);
  for (const row of rows) marks[row] = 1;
  return marks;
}

/** Features, ascending; at least one. */
function drawFeatures(count: number, share: number, random: Random): Int32Array {
  const features = Array.from({ length: count }, (_, f) => f);
  const wanted = Math.max(Math.min(1, count), Math.round(share * count));
  for (let k = 0; k < wanted && wanted < count; k++) {
    const other = k + random.integer(count - k);
    [features[k], features[other]] = [features[other]!, features[k]!];
  }
  return Int32Array.from(features.slice(0, wanted)).sort();
}

/** By node; 0 in inner nodes. */
function valuesOfLeaves({ nodes, rows }: GrownTree, loss: Loss, { y, weights }: Targets, raw: Float64Array, { learningRate, l2 }: { learningRate: number; l2: number }): Float64Array {
  return Float64Array.from(nodes, ({ split, start, end, sums }) => {
    if (split) return 0;
    if (loss.kind !== 'quantile') return (-learningRate * sums.gradient) / (sums.hessian + l2);
    const residuals = new Float64Array(end - start);
    const residualWeights = new Float64Array(end - start).fill(1);
    for (let k = start; k < end; k++) {
      const row = rows[k]!;
      residuals[k - start] = y[row]! - raw[row]!;
      if (weights) residualWeights[k - start] = weights[row]!;
    }
    return learningRate * weightedQuantile(residuals, residualWeights, loss.level);
  });
}

/** Adds the leaf values to the rows that grew the tree. */
function addLeaves({ nodes, rows }: GrownTree, leafValues: Float64Array, raw: Float64Array): void {
  nodes.forEach(({ split, start, end }, node) => {
    if (!split) for (let k = start; k < end; k++) raw[rows[k]!]! += leafValues[node]!;
  });
}

function gains(trees: readonly GrownTree[], features: number): Float64Array {
  const importance = new Float64Array(features);
  for (const { nodes } of trees) for (const { split } of nodes) if (split) importance[split.feature]! += split.gain;
  return importance;
}
