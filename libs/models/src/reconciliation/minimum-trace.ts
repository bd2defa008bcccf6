import { solveConjugateGradient } from './conjugate-gradient';
import { sumByNode, type Level } from './hierarchy';

/** Base forecasts of one period and the variances of their errors, for the series and for every level of aggregates. */
export type BaseForecasts = {
  /** [series] */
  readonly series: Float64Array;
  readonly seriesVariance: Float64Array;
  /** [level][aggregate]; variances positive */
  readonly aggregates: readonly Float64Array[];
  readonly aggregateVariances: readonly Float64Array[];
};

const MOST_ROUNDS = 8;

/**
 * Reconciles base forecasts of series and of their aggregates by minimum trace with a diagonal error covariance (MinT with
 * variance or structural scaling; Wickramasuriya, Athanasopoulos & Hyndman 2019, eq. 9; Hyndman & Athanasopoulos 2021, section
 * 11.3): b + W_b A' (W_a + A W_b A')⁻¹ (a - A b), with A the summing of series to aggregates. The system is as large as there are
 * aggregates and is only ever multiplied, never written out. Base forecasts that add up are left as they are, so unbiased ones
 * stay unbiased. A series whose forecast would become negative is held at 0 and the rest solved anew (Wickramasuriya, Turlach &
 * Hyndman 2020); a series with variance 0 keeps its forecast.
 * @returns [series] reconciled, not negative; aggregates are its sums
 * @throws RangeError when there are not as many aggregates as the levels have
 */
export function reconcileMinimumTrace(levels: readonly Level[], { series, seriesVariance, aggregates, aggregateVariances }: BaseForecasts): Float64Array {
  levels.forEach(({ name, keys }, l) => {
    if (aggregates[l]?.length !== keys.length) throw new RangeError(`level ${name}: ${aggregates[l]?.length ?? 0} forecasts for ${keys.length} aggregates`);
  });
  const base = series.slice();
  const variance = seriesVariance.slice();
  let reconciled = solve(levels, base, variance, aggregates, aggregateVariances);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let held = 0;
    for (let i = 0; i < base.length; i++) {
      if (reconciled[i]! >= 0) continue;
      base[i] = 0;
      variance[i] = 0;
      held += 1;
    }
    if (held === 0) return reconciled;
    reconciled = solve(levels, base, variance, aggregates, aggregateVariances);
  }
  return reconciled.map((v) => Math.max(0, v));
}

function solve(levels: readonly Level[], series: Float64Array, variance: Float64Array, aggregates: readonly Float64Array[], aggregateVariances: readonly Float64Array[]): Float64Array {
  const incoherence = concat(levels.map((level, l) => subtract(aggregates[l]!, sumByNode(level, series, 1))));
  const ownVariance = concat(aggregateVariances);
  const memberVariance = concat(levels.map((level) => sumByNode(level, variance, 1)));
  const multiply = (x: Float64Array): Float64Array => {
    const shares = spread(levels, x, variance);
    const out = concat(levels.map((level) => sumByNode(level, shares, 1)));
    for (let k = 0; k < out.length; k++) out[k]! += ownVariance[k]! * x[k]!;
    return out;
  };
  const weights = solveConjugateGradient(multiply, ownVariance.map((v, k) => v + memberVariance[k]!), incoherence);
  const correction = spread(levels, weights, variance);
  return series.map((v, i) => v + correction[i]!);
}

/** W_b A' x: what each series takes of its aggregates. */
function spread(levels: readonly Level[], x: Float64Array, variance: Float64Array): Float64Array {
  const out = new Float64Array(variance.length);
  let offset = 0;
  for (const { nodeOf, keys } of levels) {
    for (let i = 0; i < out.length; i++) out[i]! += x[offset + nodeOf[i]!]!;
    offset += keys.length;
  }
  for (let i = 0; i < out.length; i++) out[i]! *= variance[i]!;
  return out;
}

function concat(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, k) => v - b[k]!);
}
