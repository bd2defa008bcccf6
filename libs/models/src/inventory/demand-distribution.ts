import type { EpochDay } from '../series/calendar';
import { drawDemandPaths } from './demand-paths';
import type { DemandForecast } from './item';
import { PATHS } from './scenarios';

/** Demand over an interval, items. */
export type DemandDistribution = {
  /** the forecast's own mean */
  readonly mean: number;
  /** least demand that is not exceeded with probability `q`; @throws RangeError unless 0 ≤ q ≤ 1 */
  readonly quantile: (q: number) => number;
  /** P(demand ≤ x) */
  readonly cdf: (x: number) => number;
  /** E[(demand − level)⁺], the expected shortage of a stock of `level` */
  readonly expectedShortage: (level: number) => number;
  /** E[((demand − level)⁺)²], twice the integral of the expected shortage from `level` upwards */
  readonly squaredShortage: (level: number) => number;
};

/**
 * Distribution of the demand from one day to another, from the forecast's quantiles per period.
 * @param from first day, counted from its beginning
 * @param to day at whose beginning the interval ends; may be fractional
 * @throws RangeError when `to` lies before `from` or the forecast is not usable
 */
export function demandOver(forecast: DemandForecast, from: EpochDay, to: number): DemandDistribution {
  const days = to - from;
  if (!(days >= 0)) throw new RangeError(`the interval ends ${-days} days before it begins`);
  const paths = drawDemandPaths(forecast, from, days);
  return distributionOf(
    Float64Array.from({ length: PATHS }, (_, n) => paths.demandUntil(n, days)),
    paths.meanUntil(days),
  );
}

/** Distribution of equally likely values, which are sorted in place. */
export function distributionOf(values: Float64Array, mean: number): DemandDistribution {
  const sorted = values.sort();
  const count = sorted.length;
  let sums: UpperSums | undefined;
  const above = () => (sums ??= upperSums(sorted));
  return {
    mean,
    quantile: (q) => {
      if (!(q >= 0 && q <= 1)) throw new RangeError(`quantile level ${q}`);
      return sorted[Math.min(count - 1, Math.max(0, Math.ceil(q * count - 1e-9) - 1))] ?? Number.NaN;
    },
    cdf: (x) => countUpTo(sorted, x) / count,
    expectedShortage: (level) => {
      const k = countUpTo(sorted, level);
      return Math.max(0, above().values[k]! - (count - k) * level) / count;
    },
    squaredShortage: (level) => {
      const k = countUpTo(sorted, level);
      return Math.max(0, above().squares[k]! - 2 * level * above().values[k]! + (count - k) * level * level) / count;
    },
  };
}

/** Sums of the values from the k-th on, and of their squares. */
type UpperSums = { readonly values: Float64Array; readonly squares: Float64Array };

function upperSums(sorted: Float64Array): UpperSums {
  const values = new Float64Array(sorted.length + 1);
  const squares = new Float64Array(sorted.length + 1);
  for (let k = sorted.length - 1; k >= 0; k--) {
    values[k] = values[k + 1]! + sorted[k]!;
    squares[k] = squares[k + 1]! + sorted[k]! ** 2;
  }
  return { values, squares };
}

/** How many ascending values are `x` or less. */
function countUpTo(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
