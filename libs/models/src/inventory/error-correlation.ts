import type { Frequency } from '../series/calendar';

/**
 * Correlation of errors assumed where none was learned. Measured with simple methods: 0.3 to 0.4 between any two weeks or months of one
 * forecast, 0.1 to 0.2 between days; see docs/methods/inventory.md.
 */
export const DEFAULT_ERROR_CORRELATION: Readonly<Record<Frequency, number>> = { day: 0.15, week: 0.3, month: 0.3 };

/** One past forecast of a series beside what came; all of one length, items per period, `NaN` where not known. */
export type PastErrors = {
  readonly truth: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  /** quantiles 0.1 and 0.9 */
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
};

/** Past forecasts that weigh as much as the default. */
const PRIOR_FORECASTS = 30;
/** Distance of the quantiles 0.1 and 0.9 of a normal variable. */
const NORMAL_WIDTH = 2.5631;
const MOST = 0.8;

/**
 * How much the errors of one forecast hang together: the mean correlation of any two of its periods, from backtests, each error divided by
 * the width of its interval and cut at three standard deviations; shrunk to the default while there are few.
 * Demand of several periods is as uncertain as this makes it: with 0 errors cancel out, with 1 they add up.
 * @returns in [0, 0.8]
 */
export function learnErrorCorrelation(forecasts: readonly PastErrors[], frequency: Frequency): number {
  const prior = DEFAULT_ERROR_CORRELATION[frequency];
  const scored = forecasts.map(scoresOf).filter((scores) => scores.length >= 2);
  const all = scored.flat();
  if (all.length === 0) return prior;
  const mean = all.reduce((sum, z) => sum + z, 0) / all.length;
  const variance = all.reduce((sum, z) => sum + (z - mean) ** 2, 0) / all.length;
  if (!(variance > 0)) return prior;
  const products = scored.map((scores) => {
    const sum = scores.reduce((total, z) => total + z - mean, 0);
    const squares = scores.reduce((total, z) => total + (z - mean) ** 2, 0);
    return (sum * sum - squares) / (scores.length * (scores.length - 1));
  });
  const correlation = products.reduce((sum, p) => sum + p, 0) / products.length / variance;
  const learned = (correlation * scored.length + prior * PRIOR_FORECASTS) / (scored.length + PRIOR_FORECASTS);
  return Math.min(MOST, Math.max(0, learned));
}

function scoresOf({ truth, mean, lower, upper }: PastErrors): number[] {
  const scores: number[] = [];
  for (let h = 0; h < truth.length; h++) {
    const sd = (upper[h]! - lower[h]!) / NORMAL_WIDTH;
    const score = (truth[h]! - mean[h]!) / sd;
    if (sd > 0 && Number.isFinite(score)) scores.push(Math.min(3, Math.max(-3, score)));
  }
  return scores;
}
