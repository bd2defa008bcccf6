/**
 * What a booster minimizes. `raw` is the sum of the trees: the prediction itself for squared and quantile loss, its log odds
 * for logistic, its logarithm for Poisson and Tweedie (1 < power < 2).
 */
export type Loss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'logistic' }
  | { readonly kind: 'poisson' }
  | { readonly kind: 'tweedie'; readonly power: number }
  | { readonly kind: 'quantile'; readonly level: number };

/** Targets with their weights, alike in length. */
export type Targets = { readonly y: Float64Array; readonly weights?: Float64Array };

/** Poisson steps are damped as if the mean were e^0.7 times as large, which keeps the first trees from overshooting (as LightGBM does). */
const POISSON_DAMPING = Math.exp(0.7);
const MOST_LOG = 30;
const LEAST_SHARE = 1e-6;

/** First and second derivative of every row's weighted loss by `raw`. Quantile loss has no second one; 1 stands for it. */
export function differentiate(loss: Loss, { y, weights }: Targets, raw: Float64Array, gradient: Float64Array, hessian: Float64Array): void {
  for (let row = 0; row < y.length; row++) {
    const target = y[row]!;
    const score = raw[row]!;
    let first: number;
    let second = 1;
    switch (loss.kind) {
      case 'squared':
        first = score - target;
        break;
      case 'logistic': {
        const probability = 1 / (1 + Math.exp(-score));
        first = probability - target;
        second = Math.max(1e-9, probability * (1 - probability));
        break;
      }
      case 'poisson': {
        const mean = Math.exp(Math.min(MOST_LOG, score));
        first = mean - target;
        second = mean * POISSON_DAMPING;
        break;
      }
      case 'tweedie': {
        const low = target * Math.exp((1 - loss.power) * Math.max(-MOST_LOG, score));
        const high = Math.exp((2 - loss.power) * Math.min(MOST_LOG, score));
        first = high - low;
        second = (2 - loss.power) * high - (1 - loss.power) * low;
        break;
      }
      case 'quantile':
        first = target > score ? -loss.level : 1 - loss.level;
        break;
    }
    const weight = weights?.[row] ?? 1;
    gradient[row] = weight * first;
    hessian[row] = weight * second;
  }
}

/** Weighted mean loss; squared error is halved, constants of the likelihoods are left out. */
export function meanLoss(loss: Loss, { y, weights }: Targets, raw: Float64Array): number {
  let total = 0;
  let weightSum = 0;
  for (let row = 0; row < y.length; row++) {
    const weight = weights?.[row] ?? 1;
    total += weight * lossOf(loss, y[row]!, raw[row]!);
    weightSum += weight;
  }
  return total / weightSum;
}

function lossOf(loss: Loss, y: number, raw: number): number {
  switch (loss.kind) {
    case 'squared':
      return (raw - y) ** 2 / 2;
    case 'logistic':
      return Math.log1p(Math.exp(-Math.abs(raw))) + Math.max(raw, 0) - y * raw;
    case 'poisson':
      return Math.exp(raw) - y * raw;
    case 'tweedie':
      return Math.exp((2 - loss.power) * raw) / (2 - loss.power) - (y * Math.exp((1 - loss.power) * raw)) / (1 - loss.power);
    case 'quantile':
      return y >= raw ? loss.level * (y - raw) : (loss.level - 1) * (y - raw);
  }
}

/** The constant `raw` with the least loss: where boosting starts. */
export function bestConstant(loss: Loss, { y, weights }: Targets): number {
  if (loss.kind === 'quantile') return weightedQuantile(Float64Array.from(y), Float64Array.from(weights ?? new Float64Array(y.length).fill(1)), loss.level);
  let total = 0;
  let weightSum = 0;
  for (let row = 0; row < y.length; row++) {
    const weight = weights?.[row] ?? 1;
    total += weight * y[row]!;
    weightSum += weight;
  }
  const mean = weightSum > 0 ? total / weightSum : 0;
  switch (loss.kind) {
    case 'squared':
      return mean;
    case 'logistic': {
      const share = Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, mean));
      return Math.log(share / (1 - share));
    }
    case 'poisson':
    case 'tweedie':
      return Math.log(Math.max(LEAST_SHARE, mean));
  }
}

/** The prediction that `raw` stands for: items, or a probability. */
export function response({ kind }: Loss, raw: number): number {
  switch (kind) {
    case 'squared':
    case 'quantile':
      return raw;
    case 'logistic':
      return 1 / (1 + Math.exp(-raw));
    case 'poisson':
    case 'tweedie':
      return Math.exp(Math.min(MOST_LOG, raw));
  }
}

/**
 * Smallest value up to which the weights reach `level` of their sum, in linear time on average (Hoare's selection).
 * Reorders both arrays. 0 when they are empty.
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, level: number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let wanted = level * total;
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = medianOfThree(values[low]!, values[(low + high) >> 1]!, values[high]!);
    let left = low;
    let right = high;
    let leftWeight = 0;
    while (left <= right) {
      while (values[left]! < pivot) leftWeight += weights[left++]!;
      while (values[right]! > pivot) right--;
      if (left > right) break;
      swap(values, left, right);
      swap(weights, left, right);
      leftWeight += weights[left++]!;
      right--;
    }
    // [low, left) holds values up to the pivot, [left, high] from it on
    if (wanted <= leftWeight && left <= high) high = left - 1;
    else if (left <= high) {
      wanted -= leftWeight;
      low = left;
    } else return largestNeeded(values, weights, low, high, wanted);
    if (high - low < 8) return largestNeeded(values, weights, low, high, wanted);
  }
  return values[low] ?? 0;
}

/** The same by sorting, for a short stretch. */
function largestNeeded(values: Float64Array, weights: Float64Array, low: number, high: number, wanted: number): number {
  const order = Array.from({ length: high - low + 1 }, (_, k) => low + k).sort((a, b) => values[a]! - values[b]!);
  let cumulated = 0;
  for (const k of order) {
    cumulated += weights[k]!;
    if (cumulated >= wanted - 1e-12) return values[k]!;
  }
  return values[order[order.length - 1]!]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a]!;
  values[a] = values[b]!;
  values[b] = kept;
}
