import type { ForecastFrequency, ModelScores } from '@almanac/data/contract';
import { DEFAULT_SEASONALITY } from '@almanac/models';

/** One backtest window of a series: forecasts of the periods from index `first` on, and what was sold in them. */
interface Window {
  readonly first: number;
  readonly y: readonly (number | null)[];
  readonly mean: readonly number[];
  readonly median: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * How the served forecast of one series did in its backtest, beside repeating the last season (or, before there is one, the last
 * known value). WAPE and MASE judge the median, bias the mean, as in the scores of a run. MASE is scaled by the error of the lag-m naive
 * forecast before the first window. Empty without a window.
 */
export function scoreBacktest({ y }: { readonly y: Float64Array }, windows: readonly Window[], frequency: ForecastFrequency): ModelScores[] {
  if (windows.length === 0) return [];
  const m = DEFAULT_SEASONALITY[frequency];
  const scale = naiveScale(y.subarray(0, Math.max(0, Math.min(...windows.map(({ first }) => first)))), m);
  const served = windows.map((window) => ({ ...window, isCovered: (h: number, actual: number) => window.lower[h]! <= actual && actual <= window.upper[h]! }));
  const naive = windows.map((window) => {
    const repeated = window.mean.map((_, h) => repeatSeason(y, window.first, h, m));
    return { ...window, mean: repeated, median: repeated, isCovered: undefined };
  });
  return [summarize('combination', served, scale, true), summarize('seasonal-naive', naive, scale, false)];
}

interface Scored extends Pick<Window, 'y' | 'mean' | 'median'> {
  readonly isCovered: ((h: number, actual: number) => boolean) | undefined;
}

function summarize(model: string, windows: readonly Scored[], scale: number, isChampion: boolean): ModelScores {
  let error = 0;
  let signed = 0;
  let demand = 0;
  let covered = 0;
  let steps = 0;
  for (const { y, mean, median, isCovered } of windows) {
    y.forEach((actual, h) => {
      const yHat = mean[h]!;
      if (actual === null || Number.isNaN(yHat)) return;
      error += Math.abs(actual - median[h]!);
      signed += yHat - actual;
      demand += Math.abs(actual);
      covered += isCovered?.(h, actual) ? 1 : 0;
      steps += 1;
    });
  }
  const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const isIntervalKnown = windows.some(({ isCovered }) => isCovered !== undefined);
  return { model, wape: ratio(error, demand), mase: ratio(error / steps, scale), wql: null, coverage80: isIntervalKnown ? ratio(covered, steps) : null, bias: ratio(signed, demand), isChampion };
}

/** The value of the same period a season ago, going back further over gaps; else the last known value; else `NaN`. */
function repeatSeason(y: Float64Array, first: number, h: number, m: number): number {
  for (let t = first + (h % m) - m; t >= 0; t -= m) if (!Number.isNaN(y[t]!)) return y[t]!;
  for (let t = first - 1; t >= 0; t--) if (!Number.isNaN(y[t]!)) return y[t]!;
  return Number.NaN;
}

function naiveScale(y: Float64Array, m: number): number {
  const lag = y.length > m ? m : 1;
  let error = 0;
  let count = 0;
  for (let t = lag; t < y.length; t++) {
    const difference = Math.abs(y[t]! - y[t - lag]!);
    if (Number.isNaN(difference)) continue;
    error += difference;
    count += 1;
  }
  return count === 0 ? Number.NaN : error / count;
}
