import { QUANTILE_LEVELS, type PanelForecast } from '@almanac/models';

const LAST = QUANTILE_LEVELS.length - 1;
const COVERAGE = 0.8;
/** Past forecasts of a class before it has a figure of its own. */
const FEWEST_FORECASTS = 50;
const ALL = 'all';

/** How wide the interval of a sum is, as a share of the periods' intervals added up; by class of series, with one of `all`. */
export type SumWidths = ReadonlyMap<string, number>;

interface Ends {
  readonly mean: ArrayLike<number>;
  /** q0.1 and q0.9 per period */
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/**
 * Learns from a run's backtest how much of the added-up intervals the sum of a forecast needs: each past sum of demand lies some share of
 * the way from the mean to the added-up end on its side, and 80 of 100 lie within the width (split conformal: Lei et al. 2018). Errors
 * of different periods cancel out in part, so this is less than 1. A past forecast with a period of unknown demand is left out.
 */
export function learnSumWidths(demand: readonly Float64Array[], { backtest, forecasts }: Pick<PanelForecast, 'backtest' | 'forecasts'>, { horizon, fewestPeriods }: { horizon: number; fewestPeriods: number }): SumWidths {
  const shares = new Map<string, number[]>([[ALL, []]]);
  for (const { holdout, champion } of backtest.windows) {
    for (const [i, y] of demand.entries()) {
      const visible = y.length - holdout;
      if (visible < fewestPeriods || holdout < horizon) continue;
      const total = sum(y.subarray(visible, visible + horizon));
      if (Number.isNaN(total)) continue;
      const quantile = (q: number) => Float64Array.from({ length: horizon }, (_, h) => champion.quantiles[(i * horizon + h) * QUANTILE_LEVELS.length + q]!);
      const share = shareOf(total, { mean: champion.mean.subarray(i * horizon, (i + 1) * horizon), lower: quantile(0), upper: quantile(LAST) });
      const { seriesClass } = forecasts[i]!;
      if (!shares.has(seriesClass)) shares.set(seriesClass, []);
      shares.get(seriesClass)!.push(share);
      shares.get(ALL)!.push(share);
    }
  }
  return new Map([...shares].filter(([, known]) => known.length >= FEWEST_FORECASTS).map(([name, known]) => [name, Math.min(1, upperQuantile(known))]));
}

/** The 80 % interval of the sum of a forecast's periods; as wide as theirs together where nothing was learnt. */
export function sumInterval(ends: Ends, seriesClass: string, widths: SumWidths): { lower: number; upper: number } {
  const width = widths.get(seriesClass) ?? widths.get(ALL) ?? 1;
  const total = sum(ends.mean);
  return { lower: Math.max(0, total - width * (total - sum(ends.lower))), upper: total + width * (sum(ends.upper) - total) };
}

/** How far `total` lies from the mean, as a share of the distance of the added-up end on its side. */
function shareOf(total: number, { mean, lower, upper }: Ends): number {
  const miss = total - sum(mean);
  if (miss === 0) return 0;
  const reach = miss > 0 ? sum(upper) - sum(mean) : sum(mean) - sum(lower);
  return reach > 0 ? Math.abs(miss) / reach : Number.POSITIVE_INFINITY;
}

/** The ⌈q(n + 1)⌉-th smallest value, which a further one exceeds with probability of at most 1 - q. */
function upperQuantile(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length, Math.ceil(COVERAGE * (sorted.length + 1))) - 1]!;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k]!;
  return total;
}
