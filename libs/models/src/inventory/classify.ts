/** `A` the products that bring the first 80 % of revenue, `B` those up to 95 %, `C` the rest and all without revenue. */
export type AbcClassName = 'A' | 'B' | 'C';
/** How even demand is once its season is taken out: `X` up to 0.5 (coefficient of variation), `Y` up to 1, `Z` above or unknown. */
export type XyzClassName = 'X' | 'Y' | 'Z';

/**
 * Classes by share of revenue: in falling order, those before which less than 80 % (95 %) is reached.
 * @param revenue per series, one unit of money; `NaN` and negative count as nothing
 * Source: Silver, Pyke & Thomas (2017), ABC classification by annual money usage.
 */
export function classifyAbc(revenue: ArrayLike<number>): AbcClassName[] {
  const values = Float64Array.from(revenue, (v) => (v > 0 ? v : 0));
  const total = values.reduce((sum, v) => sum + v, 0);
  const order = Uint32Array.from(values, (_, k) => k).sort((a, b) => values[b]! - values[a]! || a - b);
  const classes = new Array<AbcClassName>(values.length).fill('C');
  let reached = 0;
  for (const k of order) {
    if (values[k] === 0) break;
    classes[k] = reached < 0.8 * total ? 'A' : reached < 0.95 * total ? 'B' : 'C';
    reached += values[k]!;
  }
  return classes;
}

/** @param variation coefficient of variation of a period's demand, {@link variationAfterSeason}; `NaN` when not known */
export function classifyXyz(variation: number): XyzClassName {
  return variation <= 0.5 ? 'X' : variation <= 1 ? 'Y' : 'Z';
}

/**
 * Coefficient of variation of demand after its season: with two whole seasons or more, what is left when each value is compared
 * with the mean of its place in the season (its degrees of freedom taken off); with fewer, of the demand itself.
 * @param y demand per period, items; `NaN` is missing
 * @param seasonality periods in a season
 * @returns a ratio, `NaN` when fewer than two values are known or nothing was sold
 */
export function variationAfterSeason(y: ArrayLike<number>, seasonality: number): number {
  const m = y.length >= 2 * seasonality ? seasonality : 1;
  const sums = new Float64Array(m);
  const counts = new Float64Array(m);
  for (let t = 0; t < y.length; t++) {
    if (Number.isNaN(y[t]!)) continue;
    sums[t % m]! += y[t]!;
    counts[t % m]! += 1;
  }
  const known = counts.reduce((sum, n) => sum + n, 0);
  const mean = sums.reduce((sum, v) => sum + v, 0) / known;
  const places = counts.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0);
  if (!(mean > 0) || known <= places) return Number.NaN;
  let squares = 0;
  for (let t = 0; t < y.length; t++) if (!Number.isNaN(y[t]!)) squares += (y[t]! - sums[t % m]! / counts[t % m]!) ** 2;
  return Math.sqrt(squares / (known - places)) / mean;
}
