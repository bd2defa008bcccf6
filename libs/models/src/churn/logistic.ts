import type { DesignMatrix } from './design';
import { probabilityOf } from './log-odds';

export type LogisticModel = {
  readonly intercept: number;
  readonly weights: Float64Array;
  /** second derivatives of the loss without the penalty, lower triangle with the intercept last, near the fit: the next fit begins with them */
  readonly curvature?: Float64Array;
};

const MOST_STEPS = 60;
const TOLERANCE = 1e-7;
/** A step that gains more than this share of the one before shows that the second derivatives are out of date. */
const SLOW = 0.15;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares): the least sum of log-losses plus λ/2 Σ weight², the intercept free. Second derivatives,
 * which cost most, are kept from step to step as long as the steps shrink fast.
 * @param labels 0 or 1, length rows
 * @param start where to begin, for instance the fit at another λ
 * @throws RangeError when labels and rows do not belong together, or λ is not above 0
 */
export function fitLogistic(matrix: DesignMatrix, labels: Uint8Array, lambda: number, start?: LogisticModel): LogisticModel {
  if (labels.length !== matrix.rows) throw new RangeError(`${labels.length} labels for ${matrix.rows} rows`);
  if (!(lambda > 0)) throw new RangeError(`lambda must be above 0, got ${lambda}`);
  let beta = start ? Float64Array.of(...start.weights, start.intercept) : new Float64Array(matrix.width + 1); // the intercept comes last
  if (!start) beta[matrix.width] = priorLogOdds(labels);
  let loss = penalizedLoss(matrix, labels, beta, lambda);
  let curvature = start?.curvature ?? curvatureAt(matrix, beta);
  let isFresh = start?.curvature === undefined;
  let factor = decompose(curvature, matrix.width, lambda);
  let gainBefore = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = solve(factor, gradientAt(matrix, labels, beta, lambda));
    let [rate, next, nextLoss] = [1, beta, Number.POSITIVE_INFINITY];
    for (; rate > 1e-3; rate /= 2) {
      next = beta.map((value, k) => value - rate * direction[k]!);
      nextLoss = penalizedLoss(matrix, labels, next, lambda);
      if (nextLoss <= loss) break;
    }
    const gain = Math.max(0, loss - nextLoss);
    if (nextLoss <= loss) [beta, loss] = [next, nextLoss];
    if (gain < TOLERANCE * (1 + Math.abs(loss))) {
      if (isFresh || gain === 0) break;
      if (gain < 1e-3 * TOLERANCE * (1 + Math.abs(loss))) break;
    }
    isFresh = false;
    if (rate < 1 || gain > SLOW * gainBefore) {
      curvature = curvatureAt(matrix, beta);
      factor = decompose(curvature, matrix.width, lambda);
      isFresh = true;
    }
    gainBefore = gain;
  }
  return { intercept: beta[matrix.width]!, weights: beta.slice(0, matrix.width), curvature };
}

/** Log-odds of every row. */
export function logisticLogOdds({ rows, start, column, value }: DesignMatrix, { intercept, weights }: LogisticModel): Float64Array {
  const logOdds = new Float64Array(rows).fill(intercept);
  for (let row = 0; row < rows; row++) for (let k = start[row]!; k < start[row + 1]!; k++) logOdds[row]! += weights[column[k]!]! * value[k]!;
  return logOdds;
}

function priorLogOdds(labels: Uint8Array): number {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return Math.log((positives + 0.5) / (labels.length - positives + 0.5));
}

function penalizedLoss(matrix: DesignMatrix, labels: Uint8Array, beta: Float64Array, lambda: number): number {
  const { width } = matrix;
  const logOdds = logisticLogOdds(matrix, { intercept: beta[width]!, weights: beta.subarray(0, width) });
  let loss = 0;
  for (let row = 0; row < labels.length; row++) {
    const z = logOdds[row]!;
    loss += Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - labels[row]! * z;
  }
  for (let k = 0; k < width; k++) loss += (lambda / 2) * beta[k]! ** 2;
  return loss;
}

function gradientAt(matrix: DesignMatrix, labels: Uint8Array, beta: Float64Array, lambda: number): Float64Array {
  const { rows, width, start, column, value } = matrix;
  const logOdds = logisticLogOdds(matrix, { intercept: beta[width]!, weights: beta.subarray(0, width) });
  const gradient = Float64Array.from(beta, (weight, k) => (k < width ? lambda * weight : 0));
  for (let row = 0; row < rows; row++) {
    const residual = probabilityOf(logOdds[row]!) - labels[row]!;
    for (let k = start[row]!; k < start[row + 1]!; k++) gradient[column[k]!]! += residual * value[k]!;
    gradient[width]! += residual;
  }
  return gradient;
}

/** Σ p(1 - p) x xᵀ with a last 1 for the intercept, lower triangle. */
function curvatureAt(matrix: DesignMatrix, beta: Float64Array): Float64Array {
  const { rows, width, start, column, value } = matrix;
  const size = width + 1;
  const sums = new Float64Array(size * size);
  const logOdds = logisticLogOdds(matrix, { intercept: beta[width]!, weights: beta.subarray(0, width) });
  for (let row = 0; row < rows; row++) {
    const probability = probabilityOf(logOdds[row]!);
    const weight = Math.max(1e-10, probability * (1 - probability));
    const [from, to] = [start[row]!, start[row + 1]!];
    for (let k = from; k < to; k++) {
      const weighted = weight * value[k]!;
      const base = column[k]! * size;
      for (let j = from; j <= k; j++) sums[base + column[j]!]! += weighted * value[j]!; // columns rise within a row
      sums[width * size + column[k]!]! += weighted;
    }
    sums[width * size + width]! += weight;
  }
  return sums;
}

/** Cholesky's factor of the curvature with λ on the diagonal, except for the intercept. */
function decompose(curvature: Float64Array, width: number, lambda: number): Float64Array {
  const size = width + 1;
  const factor = curvature.slice();
  for (let k = 0; k < width; k++) factor[k * size + k]! += lambda;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j * size + j]!;
    }
  }
  return factor;
}

/** Solves with a factor of Cholesky's, forwards and back. */
function solve(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= factor[i * size + k]! * solution[k]!;
    solution[i]! /= factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= factor[k * size + i]! * solution[k]!;
    solution[i]! /= factor[i * size + i]!;
  }
  return solution;
}
