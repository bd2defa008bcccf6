/** Rows of features, flat. `NaN` is missing. */
export type FeatureMatrix = {
  readonly rows: number;
  readonly features: number;
  /** [rows × features] row-major */
  readonly values: Float32Array | Float64Array;
  /** features whose values are codes 0 … 253 of unordered categories; others are missing there */
  readonly categorical?: readonly number[];
};

/** A feature matrix cut into at most 255 bins a feature, which is all that growing a tree reads. Bin 0 holds missing values. */
export type BinnedMatrix = {
  readonly rows: number;
  /** one array of bins per feature, each of length `rows` */
  readonly columns: readonly Uint8Array[];
  /** per feature, ascending: bin b ≥ 1 holds values above `edges[b - 2]` up to `edges[b - 1]`; empty for categories, where bin = code + 1 */
  readonly edges: readonly Float64Array[];
  /** bins of each feature, the one for missing values included */
  readonly binCounts: Int32Array;
  readonly isCategorical: readonly boolean[];
};

const MOST_BINS = 255;
const MOST_CATEGORIES = MOST_BINS - 1;
/** Rows the edges are chosen from. */
const SAMPLE = 30_000;

/**
 * Cuts every feature at quantiles of its values; a feature with fewer distinct values than bins gets one for each.
 * @param maxBins per feature, with the one for missing values, 3 … 255
 * @throws RangeError when the matrix is not rows × features, or `maxBins` out of range
 */
export function binFeatures(matrix: FeatureMatrix, maxBins = MOST_BINS): BinnedMatrix {
  if (maxBins < 3 || maxBins > MOST_BINS) throw new RangeError(`maxBins must be 3 to ${MOST_BINS}, got ${maxBins}`);
  assertShape(matrix);
  const isCategorical = Array.from({ length: matrix.features }, (_, f) => matrix.categorical?.includes(f) ?? false);
  const edges = isCategorical.map((isCategory, f) => (isCategory ? new Float64Array(0) : quantileEdges(sampleOf(matrix, f), maxBins - 1)));
  return fillBins(matrix, edges, isCategorical);
}

/**
 * Cuts other rows of the same features at the same edges.
 * @throws RangeError when the number of features differs
 */
export function binLike({ edges, isCategorical }: BinnedMatrix, matrix: FeatureMatrix): BinnedMatrix {
  assertShape(matrix);
  if (matrix.features !== edges.length) throw new RangeError(`binned for ${edges.length} features, got ${matrix.features}`);
  return fillBins(matrix, edges, isCategorical);
}

function assertShape({ rows, features, values }: FeatureMatrix): void {
  if (values.length !== rows * features) throw new RangeError(`${values.length} values are not ${rows} rows of ${features} features`);
}

function fillBins({ rows, features, values }: FeatureMatrix, edges: readonly Float64Array[], isCategorical: readonly boolean[]): BinnedMatrix {
  const binCounts = Int32Array.from(edges, (cuts) => cuts.length + 2);
  const columns = edges.map((cuts, f) => {
    const bins = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const value = values[row * features + f]!;
      const bin = isCategorical[f] ? categoryBin(value) : numberBin(value, cuts);
      bins[row] = bin;
      if (isCategorical[f] && bin >= binCounts[f]!) binCounts[f] = bin + 1;
    }
    return bins;
  });
  return { rows, columns, edges, binCounts, isCategorical };
}

function categoryBin(code: number): number {
  return code >= 0 && code < MOST_CATEGORIES && Number.isInteger(code) ? code + 1 : 0;
}

/** 0 for missing, else 1 + number of edges below the value. */
function numberBin(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** Known values of one feature, evenly thinned, ascending. */
function sampleOf({ rows, features, values }: FeatureMatrix, feature: number): Float64Array {
  const stride = Math.max(1, Math.ceil(rows / SAMPLE));
  const sample = new Float64Array(Math.ceil(rows / stride));
  let count = 0;
  for (let row = 0; row < rows; row += stride) {
    const value = values[row * features + feature]!;
    if (!Number.isNaN(value)) sample[count++] = value;
  }
  return sample.subarray(0, count).sort();
}

/** Cuts halfway between distinct values, so that each of at most `most` bins holds a like share of what is left for it. */
function quantileEdges(sorted: Float64Array, most: number): Float64Array {
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (value === distinct[distinct.length - 1]) counts[counts.length - 1]! += 1;
    else {
      distinct.push(value);
      counts.push(1);
    }
  }
  const edges: number[] = [];
  let left = sorted.length;
  let inBin = 0;
  for (let k = 0; k + 1 < distinct.length && edges.length < most - 1; k++) {
    inBin += counts[k]!;
    const binsLeft = most - edges.length;
    if (distinct.length > most && inBin * binsLeft < left) continue;
    edges.push(between(distinct[k]!, distinct[k + 1]!));
    left -= inBin;
    inBin = 0;
  }
  return Float64Array.from(edges);
}

/** A number above or at `low` and below `high`, also for infinite ones. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle >= low && middle < high ? middle : low;
}
