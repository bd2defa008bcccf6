import { loess } from './loess';

/** A series taken apart; the parts add up to it. */
export type Decomposition = { readonly seasonal: readonly Float64Array[]; readonly trend: Float64Array; readonly remainder: Float64Array };

const INNER_ROUNDS = 2;
const SEASONAL_ROUNDS = 2;

/**
 * Seasonal-trend decomposition by LOESS, without the robust outer loop (Cleveland, Cleveland, McRae & Terpenning 1990).
 * @param y without gaps, at least two periods long
 * @param seasonalSpan values of the same season smoothed together, odd
 */
export function stl(y: Float64Array, period: number, seasonalSpan: number): { seasonal: Float64Array; trend: Float64Array } {
  const n = y.length;
  if (n < 2 * period) throw new RangeError(`stl: ${n} periods are fewer than two seasons of ${period}`);
  const trendSpan = oddFrom(Math.ceil((1.5 * period) / (1 - 1.5 / seasonalSpan)));
  const lowPassSpan = oddFrom(period + 1);
  let trend: Float64Array = new Float64Array(n);
  let seasonal: Float64Array = new Float64Array(n);
  for (let round = 0; round < INNER_ROUNDS; round++) {
    const cycles = smoothCycles(y.map((v, t) => v - trend[t]!), period, seasonalSpan);
    const drift = loess(average(average(average(cycles, period), period), 3), lowPassSpan, 0, n - 1, jumpOf(lowPassSpan));
    seasonal = cycles.slice(period, period + n).map((v, t) => v - drift[t]!);
    trend = loess(y.map((v, t) => v - seasonal[t]!), trendSpan, 0, n - 1, jumpOf(trendSpan));
  }
  return { seasonal, trend };
}

/**
 * Several seasons at once: each is taken by STL from the series without the others, shortest first, in rounds (MSTL;
 * Bandara, Hyndman & Bergmeir 2021).
 * @param periods ascending
 */
export function mstlDecompose(y: Float64Array, periods: readonly number[]): Decomposition {
  const seasonal = periods.map(() => new Float64Array(y.length));
  let trend = y;
  const rest = Float64Array.from(y);
  for (let round = 0; round < (periods.length > 1 ? SEASONAL_ROUNDS : 1); round++) {
    periods.forEach((period, k) => {
      for (let t = 0; t < y.length; t++) rest[t]! += seasonal[k]![t]!;
      const parts = stl(rest, period, 11 + 4 * k);
      seasonal[k]!.set(parts.seasonal);
      trend = parts.trend;
      for (let t = 0; t < y.length; t++) rest[t]! -= seasonal[k]![t]!;
    });
  }
  return { seasonal, trend, remainder: rest.map((v, t) => v - trend[t]!) };
}

/** Smooths the values of each season over the years, one period beyond both ends. @returns length n + 2 · period */
function smoothCycles(y: Float64Array, period: number, span: number): Float64Array {
  const out = new Float64Array(y.length + 2 * period);
  for (let season = 0; season < period; season++) {
    const values = y.filter((_, t) => t % period === season);
    loess(values, span, -1, values.length).forEach((v, k) => {
      const at = season + k * period;
      if (at < out.length) out[at] = v;
    });
  }
  return out;
}

/** Moving average over `length`, shorter by length - 1. */
function average(y: Float64Array, length: number): Float64Array {
  const out = new Float64Array(y.length - length + 1);
  let sum = 0;
  for (let t = 0; t < y.length; t++) {
    sum += y[t]! - (t >= length ? y[t - length]! : 0);
    if (t >= length - 1) out[t - length + 1] = sum / length;
  }
  return out;
}

function oddFrom(n: number): number {
  return n % 2 === 1 ? n : n + 1;
}

/** Long spans are smooth: a line between every few points is as good (the original takes a tenth of the span). */
function jumpOf(span: number): number {
  return span > 20 ? Math.ceil(span / 10) : 1;
}
