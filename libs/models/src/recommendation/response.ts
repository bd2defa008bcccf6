import { rateOf } from '../churn/curves';
import { fitLogistic } from '../churn/logistic';
import { probabilityOf } from '../churn/log-odds';
import type { ResponseBin } from './response-interval';

/** What a chance of response is read from: rows of as many numbers each, row-major; no `NaN`. */
export type ResponseFeatures = { readonly rows: number; readonly width: number; readonly values: Float64Array };

export type ResponseModel = {
  /** chance of a response for one row of features, 0 … 1 */
  readonly predict: (features: ArrayLike<number>) => number;
  /** prediction of each row by a fit that had not seen its person */
  readonly outOfFold: Float64Array;
};

const LAMBDA = 1;
const FEWEST_RESPONSES = 30;
const BINS = 10;

/**
 * Logistic regression of responses on standardized features (Platt scaling when the only feature is a score). What it is judged by comes from
 * two more fits, each on half of the people and read on the other half.
 * @param personOf one per row: rows of one person are never split
 * @param labels 1 for a response, one per row
 * @returns `undefined` when there are fewer than thirty responses
 */
export function fitResponse(features: ResponseFeatures, labels: Uint8Array, personOf: Int32Array): ResponseModel | undefined {
  if (countOnes(labels) < FEWEST_RESPONSES) return undefined;
  const all = Int32Array.from(labels, (_, row) => row);
  const halves = [0, 1].map((half) => all.filter((row) => personOf[row]! % 2 === half));
  const predictions = new Float64Array(features.rows);
  for (const [half, rows] of halves.entries()) {
    const other = halves[1 - half]!;
    if (rows.length === 0 || other.length === 0) return undefined;
    const fit = fitOn(features, labels, other);
    for (const row of rows) predictions[row] = fit(features.values.subarray(row * features.width, (row + 1) * features.width));
  }
  return { predict: fitOn(features, labels, all), outOfFold: predictions };
}

function fitOn({ width, values }: ResponseFeatures, labels: Uint8Array, rows: Int32Array): ResponseModel['predict'] {
  const mean = new Float64Array(width);
  const spread = new Float64Array(width);
  for (const row of rows) for (let k = 0; k < width; k++) mean[k]! += values[row * width + k]! / rows.length;
  for (const row of rows) for (let k = 0; k < width; k++) spread[k]! += (values[row * width + k]! - mean[k]!) ** 2 / rows.length;
  const scaled = (value: number, k: number) => (spread[k]! > 0 ? (value - mean[k]!) / Math.sqrt(spread[k]!) : 0);
  const matrix = {
    rows: rows.length,
    width,
    start: Int32Array.from({ length: rows.length + 1 }, (_, row) => row * width),
    column: Int32Array.from({ length: rows.length * width }, (_, k) => k % width),
    value: Float64Array.from({ length: rows.length * width }, (_, k) => scaled(values[rows[Math.floor(k / width)]! * width + (k % width)]!, k % width)),
  };
  const { intercept, weights } = fitLogistic(matrix, Uint8Array.from(rows, (row) => labels[row]!), LAMBDA);
  return (features) => {
    let logOdds = intercept;
    for (let k = 0; k < width; k++) logOdds += weights[k]! * scaled(features[k]!, k);
    return probabilityOf(logOdds);
  };
}

/**
 * Bins of equal expected responses rather than of equal size: where responses are rare most cases would otherwise lie in bins that tell nothing.
 * @param predictions one per label, 0 … 1
 */
export function binResponses(predictions: Float64Array, labels: Uint8Array): ResponseBin[] {
  const order = Int32Array.from(predictions, (_, k) => k).sort((a, b) => predictions[b]! - predictions[a]! || a - b);
  const total = predictions.reduce((sum, value) => sum + value, 0);
  const bins: ResponseBin[] = [];
  let [count, sum, responses, before] = [0, 0, 0, 0];
  order.forEach((k, place) => {
    count += 1;
    sum += predictions[k]!;
    responses += labels[k]!;
    if (before + sum < ((bins.length + 1) * total) / BINS && place < order.length - 1) return;
    const { rate, low, high } = rateOf(responses, count);
    bins.push({ count, predicted: sum / count, observed: rate, lower: low, upper: high });
    before += sum;
    [count, sum, responses] = [0, 0, 0];
  });
  return bins;
}

const countOnes = (labels: Uint8Array) => labels.reduce((sum, label) => sum + label, 0);
