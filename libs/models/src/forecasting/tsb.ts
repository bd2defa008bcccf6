import { minimizeScalar } from '../training/minimize';
import { weightedQuantiles } from './distribution';
import { QUANTILE_COUNT, QUANTILE_LEVELS } from './forecast';
import { localMethod } from './local-method';

/**
 * Teunter, Syntetos & Babai (2011): the probability that a period sells, smoothed every period, times the smoothed size of a
 * sale. Quantiles: zero with the probability of no sale, otherwise the sizes seen, scaled to the smoothed one.
 */
export const tsb = localMethod('tsb', (y, horizon, _seasonality, out) => {
  const alpha = minimizeScalar((a) => smoothTsb(y, a).sse, 0.02, 0.5, 0.01);
  const { probability, size } = smoothTsb(y, alpha);
  const quantiles = mixtureQuantiles(probability, sizesScaledTo(y, size));
  for (let h = 0; h < horizon; h++) {
    out.mean[h] = probability * size;
    out.quantiles.set(quantiles, h * QUANTILE_COUNT);
  }
});

const SIZE_SMOOTHING = 0.1;

function smoothTsb(y: Float64Array, alpha: number): { probability: number; size: number; sse: number } {
  let observed = 0;
  let sold = 0;
  let total = 0;
  for (const value of y) {
    if (Number.isNaN(value)) continue;
    observed += 1;
    if (value > 0) sold += 1;
    total += Math.max(0, value);
  }
  let probability = sold / Math.max(1, observed);
  let size = sold > 0 ? total / sold : 0;
  let sse = 0;
  for (const value of y) {
    if (Number.isNaN(value)) continue;
    sse += (value - probability * size) ** 2;
    probability += alpha * ((value > 0 ? 1 : 0) - probability);
    if (value > 0) size += SIZE_SMOOTHING * (value - size);
  }
  return { probability, size, sse };
}

function sizesScaledTo(y: Float64Array, size: number): number[] {
  const sizes = Array.from(y).filter((v) => v > 0);
  const mean = sizes.reduce((sum, v) => sum + v, 0) / Math.max(1, sizes.length);
  return mean > 0 ? sizes.map((v) => (v * size) / mean) : [];
}

/** Quantiles of "0 with probability 1 - p, else one of `sizes`". */
function mixtureQuantiles(probability: number, sizes: readonly number[]): Float64Array {
  if (sizes.length === 0) return new Float64Array(QUANTILE_LEVELS.length);
  const zeroWeight = (1 - probability) * sizes.length;
  return weightedQuantiles([0, ...sizes], [zeroWeight, ...sizes.map(() => probability)]);
}
