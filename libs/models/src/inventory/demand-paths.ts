import { addPeriods, startOfPeriod, type EpochDay } from '../series/calendar';
import { DEFAULT_ERROR_CORRELATION } from './error-correlation';
import type { DemandForecast } from './item';
import { fillPeriodDemand } from './period-demand';
import { PARTS, PATHS, rankPaths, splitOffset, splitsOf } from './scenarios';

/** PATHS equally likely courses of demand from one day on; times are days after it, whole or not. */
export type DemandPaths = {
  /** days the paths reach; later demand is not counted */
  readonly reach: number;
  /** expected demand of the first `days`, by the forecast's mean */
  readonly meanUntil: (days: number) => number;
  /** demand of a path in the first `days`; never falls as days grow */
  readonly demandUntil: (path: number, days: number) => number;
  /** days until the demand of a path exceeds `quantity`; `Infinity` when it does not within reach */
  readonly daysUntil: (path: number, quantity: number) => number;
};

/** Whether a forecast can be planned with: at least one period and no unknown number. */
export function isUsable(forecast: DemandForecast | null): forecast is DemandForecast {
  if (!forecast || forecast.mean.length === 0 || forecast.quantiles.length !== 9) return false;
  for (const values of [forecast.mean, ...forecast.quantiles]) {
    if (values.length !== forecast.mean.length) return false;
    for (let h = 0; h < values.length; h++) if (!Number.isFinite(values[h]!)) return false;
  }
  return true;
}

/**
 * Draws the courses of demand. Each period has exactly the forecast's distribution; the errors of any two periods are joined by a
 * Gaussian copula of the forecast's `errorCorrelation`; within a period the days are independent.
 * @param from first day
 * @param reach days after it that are drawn
 * @throws RangeError when the forecast is not usable
 */
export function drawDemandPaths(forecast: DemandForecast, from: EpochDay, reach: number): DemandPaths {
  if (!isUsable(forecast)) throw new RangeError('the forecast is empty or has unknown values');
  const grid = periodGrid(forecast, from, reach);
  const periods = grid.starts.length - 1;
  const ranks = rankPaths(forecast.errorCorrelation ?? DEFAULT_ERROR_CORRELATION[forecast.frequency], periods);
  const cumulated = new Float64Array((periods + 1) * PATHS);
  const splits: Float32Array[] = [];
  const means = new Float64Array(periods + 1);
  const table = new Float64Array(PATHS);
  const row = new Float64Array(9);
  for (let p = 0; p < periods; p++) {
    const h = grid.steps[p]!;
    const mean = Math.max(0, forecast.mean[h]!);
    means[p + 1] = means[p]! + mean;
    if (p === 0 || !areAlike(forecast, h, grid.steps[p - 1]!)) {
      for (let q = 0; q < 9; q++) row[q] = Math.max(q === 0 ? 0 : row[q - 1]!, forecast.quantiles[q]![h]!);
      fillPeriodDemand(row, mean, forecast.demandSize ?? Number.NaN, forecast.isCounted ?? true, table);
      splits[p] = splitsOf(forecast.frequency === 'day' ? Infinity : shapeOf(table));
    } else splits[p] = splits[p - 1]!;
    const offset = p * PATHS;
    for (let n = 0; n < PATHS; n++) cumulated[offset + PATHS + n] = cumulated[offset + n]! + table[ranks[offset + n]!]!;
  }
  return pathsOf(grid, cumulated, means, splits, reach);
}

function areAlike({ mean, quantiles }: DemandForecast, h: number, other: number): boolean {
  return h === other || (mean[h] === mean[other] && quantiles.every((values) => values[h] === values[other]));
}

/** `starts[p]` is the beginning of period p in days after `from` (the first one at or before 0), `steps[p]` its step of the forecast. */
type Grid = { readonly starts: Float64Array; readonly steps: Int32Array };

function periodGrid({ start, frequency, mean }: DemandForecast, from: EpochDay, reach: number): Grid {
  const shift = frequency === 'month' ? 0 : (((start - startOfPeriod(start, frequency)) % 7) + 7) % 7; // weeks need not begin on Monday
  const first = frequency === 'month' ? startOfPeriod(from, 'month') : startOfPeriod(from - shift, frequency) + shift;
  const starts = [first - from];
  const steps: number[] = [];
  let day = first;
  let step = Math.round(stepsBetween(start, first, frequency));
  while (day - from < reach || steps.length === 0) {
    day = addPeriods(day, 1, frequency);
    starts.push(day - from);
    steps.push(Math.min(mean.length - 1, Math.max(0, step++)));
  }
  return { starts: Float64Array.from(starts), steps: Int32Array.from(steps) };
}

function stepsBetween(start: EpochDay, day: EpochDay, frequency: DemandForecast['frequency']): number {
  return (day - start) / { day: 1, week: 7, month: 30.436875 }[frequency];
}

function pathsOf({ starts }: Grid, cumulated: Float64Array, means: Float64Array, splits: readonly Float32Array[], reach: number): DemandPaths {
  const periods = starts.length - 1;
  const end = starts[periods]!;
  const regular = periods === 1 || starts[1]! - starts[0]! === starts[periods]! - starts[periods - 1]! ? starts[1]! - starts[0]! : 0;
  const isRegular = regular > 0 && regular < 8;
  const periodAt = (days: number): number => {
    if (isRegular) return Math.min(periods - 1, Math.floor((days - starts[0]!) / regular));
    let p = 0;
    while (p < periods - 1 && starts[p + 1]! <= days) p += 1;
    return p;
  };
  /** Demand of a path from the beginning of the first period. */
  const level = (path: number, days: number): number => {
    const p = periodAt(days);
    const below = cumulated[p * PATHS + path]!;
    const within = cumulated[(p + 1) * PATHS + path]! - below;
    if (within === 0) return below;
    const position = ((days - starts[p]!) / (starts[p + 1]! - starts[p]!)) * PARTS;
    if (position >= PARTS) return below + within;
    const part = Math.floor(position);
    const k = splitOffset(p, path) + part;
    const shares = splits[p]!;
    return below + within * (shares[k]! + (shares[k + 1]! - shares[k]!) * (position - part));
  };
  const bases = Float64Array.from({ length: PATHS }, (_, n) => level(n, 0));
  const meanLevel = (days: number): number => {
    const p = periodAt(days);
    return means[p]! + ((means[p + 1]! - means[p]!) * (days - starts[p]!)) / (starts[p + 1]! - starts[p]!);
  };
  return {
    reach,
    meanUntil: (days) => meanLevel(Math.min(end, Math.max(0, days))) - meanLevel(0),
    demandUntil: (path, days) => (days <= 0 ? 0 : level(path, Math.min(days, end)) - bases[path]!),
    daysUntil: (path, quantity) => {
      const target = quantity + bases[path]! + 1e-6;
      if (cumulated[periods * PATHS + path]! <= target) return Infinity;
      let [p, beyond] = [0, periods - 1];
      while (p < beyond) {
        const middle = (p + beyond) >> 1;
        if (cumulated[(middle + 1) * PATHS + path]! <= target) p = middle + 1;
        else beyond = middle;
      }
      const below = cumulated[p * PATHS + path]!;
      const share = (target - below) / (cumulated[(p + 1) * PATHS + path]! - below);
      const shares = splits[p]!;
      const offset = splitOffset(p, path);
      let part = 0;
      while (part < PARTS - 1 && shares[offset + part + 1]! <= share) part += 1;
      const width = shares[offset + part + 1]! - shares[offset + part]!;
      const position = part + (width > 0 ? Math.max(0, share - shares[offset + part]!) / width : 0);
      return Math.max(0, starts[p]! + (position / PARTS) * (starts[p + 1]! - starts[p]!));
    },
  };
}

/** mean² / variance of ascending values; large when they do not vary. */
function shapeOf(values: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const v of values) {
    sum += v;
    squares += v * v;
  }
  const variance = squares / PATHS - (sum / PATHS) ** 2;
  return variance > 0 ? (sum / PATHS) ** 2 / variance : Infinity;
}
