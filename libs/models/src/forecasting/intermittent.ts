import { weightedQuantiles } from './distribution';
import { QUANTILE_COUNT } from './forecast';
import type { SeriesOutput } from './local-method';

/** Writes "a sale with this probability, else nothing" for every period: the sizes are those seen, scaled to the mean size. */
export function writeIntermittent(out: SeriesOutput, horizon: number, y: Float64Array, probability: number, size: number): void {
  const sizes = Array.from(y).filter((v) => v > 0);
  const mean = sizes.reduce((sum, v) => sum + v, 0) / Math.max(1, sizes.length);
  const scaled = mean > 0 ? sizes.map((v) => (v * size) / mean) : [];
  const zeroWeight = (1 - probability) * scaled.length;
  const quantiles = scaled.length === 0 ? new Float64Array(QUANTILE_COUNT) : weightedQuantiles([0, ...scaled], [zeroWeight, ...scaled.map(() => probability)]);
  for (let h = 0; h < horizon; h++) {
    out.mean[h] = probability * size;
    out.quantiles.set(quantiles, h * QUANTILE_COUNT);
  }
}
