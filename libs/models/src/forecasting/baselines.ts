import { naiveScale } from './metrics';
import { NORMAL_QUANTILES, weightedQuantiles } from './distribution';
import { QUANTILE_COUNT } from './forecast';
import { localMethod, type SeriesOutput } from './local-method';

/** The value one season ago, normal intervals from its own in-sample errors; the floor no other method may fall below. */
export const seasonalNaive = localMethod('seasonal-naive', (y, horizon, seasonality, out) => {
  const lag = y.length > seasonality ? seasonality : 1;
  const squared = naiveScale(y, lag).squared;
  const deviation = Math.sqrt(Number.isNaN(squared) ? 0 : squared);
  for (let h = 0; h < horizon; h++) {
    const seasons = Math.ceil((h + 1) / lag);
    writeNormal(out, h, lastKnown(y, y.length + h - seasons * lag, lag), deviation * Math.sqrt(seasons));
  }
});

/** Mean of the last periods, with the window of 4, 8, 13 or 26 that predicted one step ahead best; a flat forecast. */
export const movingAverage = localMethod('moving-average', (y, horizon, _seasonality, out) => {
  let best = { window: 4, squared: Number.POSITIVE_INFINITY };
  for (const window of [4, 8, 13, 26]) {
    if (window > 4 && window * 2 > y.length) break;
    const squared = windowError(y, window);
    if (squared < best.squared) best = { window, squared };
  }
  const level = meanOfLast(y, y.length, best.window);
  const deviation = Number.isFinite(best.squared) ? Math.sqrt(best.squared) : level;
  for (let h = 0; h < horizon; h++) writeNormal(out, h, level, deviation * Math.sqrt(1 + h / best.window ** 2));
});

/** The distribution of the last periods itself, recent ones weighing more: right for demand that is mostly zero. */
export const empirical = localMethod('empirical', (y, horizon, _seasonality, out) => {
  const values: number[] = [];
  const weights: number[] = [];
  for (let t = y.length - 1; t >= 0 && values.length < EMPIRICAL_WINDOW; t--) {
    if (Number.isNaN(y[t]!)) continue;
    values.push(y[t]!);
    weights.push(EMPIRICAL_DECAY ** (values.length - 1));
  }
  const quantiles = weightedQuantiles(values, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = values.reduce((sum, value, k) => sum + value * weights[k]!, 0) / total;
  for (let h = 0; h < horizon; h++) {
    out.mean[h] = mean;
    out.quantiles.set(quantiles, h * QUANTILE_COUNT);
  }
});

const EMPIRICAL_WINDOW = 52;
const EMPIRICAL_DECAY = 0.97;

/** Writes a normal distribution around `mean` for step `h`. */
export function writeNormal(out: SeriesOutput, h: number, mean: number, deviation: number): void {
  out.mean[h] = mean;
  for (let q = 0; q < QUANTILE_COUNT; q++) out.quantiles[h * QUANTILE_COUNT + q] = mean + NORMAL_QUANTILES[q]! * deviation;
}

/** The value at `t`, or the nearest known one whole seasons before, or the last known one at all. */
function lastKnown(y: Float64Array, t: number, lag: number): number {
  for (let k = t; k >= 0; k -= lag) if (!Number.isNaN(y[k]!)) return y[k]!;
  for (let k = y.length - 1; k >= 0; k--) if (!Number.isNaN(y[k]!)) return y[k]!;
  return 0;
}

function meanOfLast(y: Float64Array, end: number, window: number): number {
  let sum = 0;
  let count = 0;
  for (let t = end - 1; t >= 0 && count < window; t--) {
    if (Number.isNaN(y[t]!)) continue;
    sum += y[t]!;
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Mean squared error one step ahead of the mean of `window` periods. */
function windowError(y: Float64Array, window: number): number {
  let squared = 0;
  let count = 0;
  for (let t = Math.min(window, y.length - 1); t < y.length; t++) {
    const error = y[t]! - meanOfLast(y, t, window);
    if (Number.isNaN(error)) continue;
    squared += error * error;
    count += 1;
  }
  return count === 0 ? Number.POSITIVE_INFINITY : squared / count;
}
