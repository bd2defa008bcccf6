import { fillGaps } from '../series/history';
import { minimizeScalar } from '../training/minimize';
import { writeNormal } from './baselines';
import { localMethod } from './local-method';
import { isSeasonal, seasonalPattern, withoutSeason, withSeason } from './seasonal-decomposition';

/**
 * The Theta method (Assimakopoulos & Nikolopoulos 2000) in its form as simple exponential smoothing with half the linear
 * trend as drift (Hyndman & Billah 2003), on the series without its season when the season stands out.
 */
export const theta = localMethod('theta', (y, horizon, seasonality, out) => {
  const { mean, deviation } = forecastTheta(fillGaps(y), horizon, seasonality);
  for (let h = 0; h < horizon; h++) writeNormal(out, h, mean[h]!, deviation[h]!);
});

/** @param y without gaps, at least two periods */
export function forecastTheta(y: Float64Array, horizon: number, seasonality: number): { mean: Float64Array; deviation: Float64Array; alpha: number } {
  const isPositive = y.every((v) => v > 0);
  const pattern = isSeasonal(y, seasonality) ? seasonalPattern(y, seasonality, isPositive ? 'multiplicative' : 'additive') : undefined;
  const adjusted = pattern ? withoutSeason(y, pattern) : y;
  const n = adjusted.length;
  const alpha = minimizeScalar((a) => smooth(adjusted, a).sse, 0.02, 0.99);
  const { level, sse } = smooth(adjusted, alpha);
  const drift = n > 4 ? slopeOf(adjusted) / 2 : 0;
  const sigma = Math.sqrt(sse / Math.max(1, n - 2));
  const mean = new Float64Array(horizon);
  const deviation = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const base = level + drift * (h + (1 - (1 - alpha) ** n) / alpha);
    const spread = sigma * Math.sqrt(1 + h * alpha * alpha);
    mean[h] = pattern ? withSeason(base, n + h, pattern) : base;
    deviation[h] = pattern?.kind === 'multiplicative' ? spread * pattern.indices[(n + h) % pattern.indices.length]! : spread;
  }
  return { mean, deviation, alpha };
}

/** Simple exponential smoothing from the mean of the first periods: last level, squared error one step ahead. */
function smooth(y: Float64Array, alpha: number): { level: number; sse: number } {
  const span = Math.min(4, y.length);
  let level = y.subarray(0, span).reduce((sum, v) => sum + v, 0) / span;
  let sse = 0;
  for (const value of y) {
    const error = value - level;
    sse += error * error;
    level += alpha * error;
  }
  return { level, sse };
}

/** Least-squares slope over time. */
function slopeOf(y: Float64Array): number {
  const centre = (y.length - 1) / 2;
  let numerator = 0;
  let denominator = 0;
  for (let t = 0; t < y.length; t++) {
    numerator += (t - centre) * y[t]!;
    denominator += (t - centre) ** 2;
  }
  return numerator / denominator;
}
