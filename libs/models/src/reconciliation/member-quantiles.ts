import { NORMAL_QUANTILES } from '../forecasting/distribution';
import { QUANTILE_COUNT, type SeriesForecast } from '../forecasting/forecast';
import type { Level } from './hierarchy';

/**
 * Correlation assumed of two series' errors in one period. Measured as 0.00 (carparts), 0.01 to 0.02 (online-retail) and 0.09 (nn5-daily);
 * the largest is taken, as nothing was learnt where this is needed.
 */
const SERIES_CORRELATION = 0.1;
/** Distance of the quantiles 0.1 and 0.9 of a normal variable. */
const NORMAL_WIDTH = 2.5631;

/**
 * Quantiles of a level's sums from those of its members alone, for a history too short to have a backtest: a normal distribution with the
 * variance of correlated sums, (1 − ρ) Σσ² + ρ (Σσ)². Adding the quantiles up would suppose that all members are off to the same side. A
 * member's σ is read off its 80 % interval, and is that of a Poisson count at least. An aggregate of one has its member's quantiles.
 * @param mean [aggregate × horizon] sums of the members' means
 * @returns [aggregate × horizon × 9], ascending, not negative
 */
export function memberQuantiles({ keys, nodeOf, sizes }: Level, mean: Float64Array, forecasts: readonly SeriesForecast[], horizon: number): Float64Array {
  const deviations = new Float64Array(mean.length);
  const variances = new Float64Array(mean.length);
  const quantiles = new Float64Array(keys.length * horizon * QUANTILE_COUNT);
  forecasts.forEach((forecast, i) => {
    const node = nodeOf[i]!;
    for (let h = 0; h < horizon; h++) {
      const width = forecast.quantiles[QUANTILE_COUNT - 1]![h]! - forecast.quantiles[0]![h]!;
      const variance = Math.max((width / NORMAL_WIDTH) ** 2, forecast.mean[h]!);
      variances[node * horizon + h]! += variance;
      deviations[node * horizon + h]! += Math.sqrt(variance);
      if (sizes[node] === 1) for (let q = 0; q < QUANTILE_COUNT; q++) quantiles[(node * horizon + h) * QUANTILE_COUNT + q] = forecast.quantiles[q]![h]!;
    }
  });
  for (let k = 0; k < mean.length; k++) {
    if (sizes[Math.floor(k / horizon)] === 1) continue;
    const deviation = Math.sqrt((1 - SERIES_CORRELATION) * variances[k]! + SERIES_CORRELATION * deviations[k]! ** 2);
    for (let q = 0; q < QUANTILE_COUNT; q++) quantiles[k * QUANTILE_COUNT + q] = Math.max(0, mean[k]! + NORMAL_QUANTILES[q]! * deviation);
  }
  return quantiles;
}
