import { QUANTILE_COUNT, QUANTILE_LEVELS } from './forecast';

/** Standard normal quantiles at the nine levels. */
export const NORMAL_QUANTILES = [-1.2815515655, -0.8416212336, -0.5244005127, -0.2533471031, 0, 0.2533471031, 0.5244005127, 0.8416212336, 1.2815515655] as const;

/** Quantile of ascending `sorted` at `level`, linear between order statistics (type 7 of Hyndman & Fan 1996). `NaN` when empty. */
export function quantileOfSorted(sorted: ArrayLike<number>, level: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * level;
  const below = Math.floor(position);
  const lower = sorted[below]!;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return lower + (upper - lower) * (position - below);
}

/**
 * Mean of the distribution that nine quantiles describe: linear between them, the outer tenths extended by the slope of the
 * neighbouring ones (up: twice the last step, as demand is skewed to the right).
 */
export function meanOfQuantiles(row: ArrayLike<number>): number {
  const first = row[0]!;
  const last = row[QUANTILE_COUNT - 1]!;
  let inner = 0;
  for (let q = 1; q < QUANTILE_COUNT; q++) inner += (row[q]! + row[q - 1]!) / 2;
  const lowerTail = Math.max(0, first - (row[1]! - first));
  const upperTail = last + 2 * (last - row[QUANTILE_COUNT - 2]!);
  return 0.1 * (inner + (first + lowerTail) / 2 + (last + upperTail) / 2);
}

/**
 * Quantiles of demand that are values of a weighted sample: the smallest value whose cumulated weight reaches the level.
 * @param values with weights alike in length; need not be sorted
 */
export function weightedQuantiles(values: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, k) => k).sort((a, b) => values[a]! - values[b]!);
  const total = order.reduce((sum, k) => sum + weights[k]!, 0);
  const out = new Float64Array(QUANTILE_COUNT);
  let cumulated = 0;
  let position = -1;
  QUANTILE_LEVELS.forEach((level, q) => {
    while (position < order.length - 1 && cumulated < level * total - 1e-12) cumulated += weights[order[++position]!]!;
    out[q] = position < 0 ? Number.NaN : values[order[position]!]!;
  });
  return out;
}
