import { minimizeScalar } from '../training/minimize';
import { writeIntermittent } from './intermittent';
import { localMethod } from './local-method';

/**
 * ADIDA, aggregate and disaggregate (Nikolopoulos, Syntetos, Boylan, Petropoulos & Assimakopoulos 2011): demand summed over blocks as
 * long as the mean interval between sales, smoothed exponentially, and spread evenly over the periods again.
 */
export const adida = localMethod('adida', (y, horizon, _seasonality, out) => {
  const { mean, interval } = forecastAdida(y);
  writeIntermittent(out, horizon, y, 1 / interval, mean * interval);
});

/** Mean demand per period, and mean periods between two sales. */
export function forecastAdida(y: Float64Array): { mean: number; interval: number } {
  const known = y.filter((v) => !Number.isNaN(v));
  const sales = known.reduce((count, v) => count + (v > 0 ? 1 : 0), 0);
  const interval = sales === 0 ? 1 : known.length / sales;
  const length = Math.max(1, Math.round(interval));
  const blocks: number[] = [];
  for (let start = known.length % length; start < known.length; start += length) blocks.push(known.subarray(start, start + length).reduce((sum, v) => sum + v, 0));
  if (blocks.length === 0) return { mean: 0, interval };
  const alpha = minimizeScalar((a) => smooth(blocks, a).sse, 0.05, 0.5, 0.01);
  return { mean: smooth(blocks, alpha).level / length, interval };
}

function smooth(values: readonly number[], alpha: number): { level: number; sse: number } {
  let level = values[0]!;
  let sse = 0;
  for (const value of values) {
    sse += (value - level) ** 2;
    level += alpha * (value - level);
  }
  return { level, sse };
}
