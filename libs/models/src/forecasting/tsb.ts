import { minimizeScalar } from '../training/minimize';
import { writeIntermittent } from './intermittent';
import { localMethod } from './local-method';

/**
 * Teunter, Syntetos & Babai (2011): the probability that a period sells, smoothed every period, times the smoothed size of a
 * sale. Quantiles: zero with the probability of no sale, otherwise the sizes seen, scaled to the smoothed one.
 */
export const tsb = localMethod('tsb', (y, horizon, _seasonality, out) => {
  const alpha = minimizeScalar((a) => smoothTsb(y, a).sse, 0.02, 0.5, 0.01);
  const { probability, size } = smoothTsb(y, alpha);
  writeIntermittent(out, horizon, y, probability, size);
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
