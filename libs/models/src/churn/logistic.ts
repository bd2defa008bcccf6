import type { DesignMatrix } from './design';
import { probabilityOf } from './log-odds';

export type LogisticModel = { readonly intercept: number; readonly weights: Float64Array };

const MOST_STEPS = 30;
const TOLERANCE = 1e-6;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares): the least sum of log-losses plus λ/2 Σ weight², the intercept free.
 * @param labels 0 or 1, length rows
 * @param start where to begin, for instance the fit at another λ
 * @throws RangeError when labels and rows do not belong together, or λ is not above 0
 */
export function fitLogistic(matrix: DesignMatrix, labels: Uint8Array, lambda: number, start?: LogisticModel): LogisticModel {
  if (labels.length !== matrix.rows) throw new RangeError(`${labels.length} labels for ${matrix.rows} rows`);
  if (!(lambda > 0)) throw new RangeError(`lambda must be above 0, got ${lambda}`);
  const size = matrix.width + 1; // the intercept comes last
  let beta = start ? Float64Array.of(...start.weights, start.intercept) : new Float64Array(size);
  if (!start) beta[matrix.width] = priorLogOdds(labels);
  let loss = penalizedLoss(matrix, labels, beta, lambda);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, hessian } = derivatives(matrix, labels, beta, lambda);
    const direction = solve(hessian, gradient);
    let [rate, next, nextLoss] = [1, beta, Number.POSITIVE_INFINITY];
    for (; rate > 1e-4; rate /= 2) {
      next = beta.map((value, k) => value - rate * direction[k]!);
      nextLoss = penalizedLoss(matrix, labels, next, lambda);
      if (nextLoss <= loss) break;
    }
    if (!(nextLoss <= loss)) break;
    const gain = loss - nextLoss;
    [beta, loss] = [next, nextLoss];
    if (gain < TOLERANCE * (1 + Math.abs(loss))) break;
  }
  return { intercept: beta[matrix.width]!, weights: beta.slice(0, matrix.width) };
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

function derivatives(matrix: DesignMatrix, labels: Uint8Array, beta: Float64Array, lambda: number): { gradient: Float64Array; hessian: Float64Array } {
  const { rows, width, start, column, value } = matrix;
  const size = width + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const logOdds = logisticLogOdds(matrix, { intercept: beta[width]!, weights: beta.subarray(0, width) });
  for (let row = 0; row < rows; row++) {
    const probability = probabilityOf(logOdds[row]!);
    const residual = probability - labels[row]!;
    const curvature = Math.max(1e-10, probability * (1 - probability));
    for (let k = start[row]!; k < start[row + 1]!; k++) {
      const weighted = curvature * value[k]!;
      const base = column[k]! * size;
      gradient[column[k]!]! += residual * value[k]!;
      for (let j = start[row]!; j <= k; j++) hessian[base + column[j]!]! += weighted * value[j]!; // columns rise within a row: the lower triangle
      hessian[width * size + column[k]!]! += weighted;
    }
    gradient[width]! += residual;
    hessian[width * size + width]! += curvature;
  }
  for (let k = 0; k < width; k++) {
    gradient[k]! += lambda * beta[k]!;
    hessian[k * size + k]! += lambda;
  }
  return { gradient, hessian };
}

/** Solves a positive definite system of which the lower triangle is given, by Cholesky's decomposition in place. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = right.slice();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!;
      matrix[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j * size + j]!;
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= matrix[i * size + k]! * solution[k]!;
    solution[i]! /= matrix[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= matrix[k * size + i]! * solution[k]!;
    solution[i]! /= matrix[i * size + i]!;
  }
  return solution;
}
