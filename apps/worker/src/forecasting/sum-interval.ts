import type { ForecastFrequency } from '@almanac/data/contract';
import { learnErrorCorrelation, QUANTILE_LEVELS, type PanelForecast, type PastErrors } from '@almanac/models';

/** Series whose past errors are read: more tell nothing new. */
const MOST_SERIES = 2000;
const LAST = QUANTILE_LEVELS.length - 1;

/** How much the errors of a forecast's periods hang together in a run's backtest, 0 … 0.8. */
export function backtestErrorCorrelation(demand: readonly Float64Array[], { backtest }: Pick<PanelForecast, 'backtest'>, { frequency, horizon, fewestPeriods }: { frequency: ForecastFrequency; horizon: number; fewestPeriods: number }): number {
  const past: PastErrors[] = [];
  const stride = Math.max(1, Math.ceil(demand.length / MOST_SERIES));
  for (const { holdout, champion } of backtest.windows) {
    for (let i = 0; i < demand.length; i += stride) {
      const y = demand[i]!;
      const visible = y.length - holdout;
      if (visible < fewestPeriods) continue;
      const quantile = (q: number) => Float64Array.from({ length: horizon }, (_, h) => champion.quantiles[(i * horizon + h) * QUANTILE_LEVELS.length + q]!);
      const truth = Float64Array.from({ length: horizon }, (_, h) => y[visible + h] ?? Number.NaN);
      past.push({ truth, mean: champion.mean.subarray(i * horizon, (i + 1) * horizon), lower: quantile(0), upper: quantile(LAST) });
    }
  }
  return learnErrorCorrelation(past, frequency);
}

/**
 * The 80 % interval of the sum of a forecast's periods. Adding up the ends of their intervals would suppose that every period is off to
 * the same side: each end is the sum of the means plus √((1 − ρ) Σd² + ρ (Σd)²), with d the distance of a period's end from its mean.
 * @param quantiles q0.1 … q0.9, items per period
 * @param correlation ρ of any two periods' errors
 */
export function sumInterval(mean: Float64Array, quantiles: readonly Float64Array[], correlation: number): { lower: number; upper: number } {
  const total = mean.reduce((sum, value) => sum + value, 0);
  const reach = (end: Float64Array) => {
    let [sum, squares] = [0, 0];
    end.forEach((value, h) => {
      const distance = value - mean[h]!;
      sum += distance;
      squares += distance * distance;
    });
    return Math.sqrt((1 - correlation) * squares + correlation * sum * sum);
  };
  return { lower: Math.max(0, total - reach(quantiles[0]!)), upper: total + reach(quantiles[LAST]!) };
}
