import { QUANTILE_COUNT, type ForecastBlock } from './forecast';

/** Whether every known value is a whole number: demand in pieces, not in money or kilograms. */
export function isCount(y: Float64Array): boolean {
  return y.every((value) => Number.isNaN(value) || Number.isInteger(value));
}

/**
 * Rounds the quantiles of series that count pieces to the nearest whole number, in place. A quantile of a count is one; the
 * weighted mean of several methods' is not, which costs most where demand is 0 or 1. Means stay as they are.
 */
export function roundCounts({ horizon, quantiles }: ForecastBlock, counts: readonly boolean[]): void {
  counts.forEach((isCounted, series) => {
    if (!isCounted) return;
    for (let k = series * horizon * QUANTILE_COUNT; k < (series + 1) * horizon * QUANTILE_COUNT; k++) quantiles[k] = Math.round(quantiles[k]!);
  });
}
