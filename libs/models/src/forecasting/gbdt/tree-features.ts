import type { Frequency } from '../../series/calendar';
import { CALENDAR_SIZE, meanBetween, type TreePanel, type TreeSeries } from './tree-panel';

/** A place to forecast from: `cutoff` periods of the series are history. */
export type Origin = { readonly series: number; readonly cutoff: number };

/** Lengths of the windows over which the recent past is summed up, periods. */
const WINDOWS: Readonly<Record<Frequency, readonly [number, number, number, number]>> = { day: [7, 28, 91, 364], week: [4, 8, 26, 52], month: [3, 6, 12, 24] };
const RECENT_VALUES: Readonly<Record<Frequency, number>> = { day: 7, week: 6, month: 6 };
const SEASONS_AVERAGED = 4;
const LARGEST_RATIO = 12;
const KNOWN_FEATURES = 7;
const SEASONAL_FEATURES = 6;
const YEARLY_FEATURES = 2;
const SALES_KEPT = 9;

/** How the features of one row lie beside each other. */
export type FeatureLayout = { readonly perOrigin: number; readonly size: number; readonly categorical: readonly number[] };

export function featureLayout({ frequency, seasonality, year, knownSize }: TreePanel): FeatureLayout {
  const perOrigin = 4 + 3 * WINDOWS[frequency].length + RECENT_VALUES[frequency] + SALES_KEPT;
  const size = perOrigin + 1 + CALENDAR_SIZE + (seasonality > 1 ? SEASONAL_FEATURES : 0) + (year > 0 ? YEARLY_FEATURES : 0) + knownSize * KNOWN_FEATURES;
  return { perOrigin, size, categorical: [0, perOrigin + 1] };
}

/** Items per scaled unit: the recent mean, but never below a quarter of the mean of all history, nor a fifth of a usual sale. */
export function originScale(panel: TreePanel, { series, cutoff }: Origin): number {
  const { sums, counts, sales } = panel.series[series]!;
  const recent = meanBetween(sums, counts, cutoff - WINDOWS[panel.frequency][2], cutoff);
  const overall = meanBetween(sums, counts, 0, cutoff);
  return Math.max(recent || 0, 0.25 * (overall || 0), (0.2 * sums[cutoff]!) / Math.max(1, sales[cutoff]!), 1e-6);
}

/** What is the same for all periods ahead of one origin: category, level, age, idle time; means, zeros and spread by window; the last values; the last sales. */
export function writeOriginFeatures(panel: TreePanel, { series, cutoff }: Origin, scale: number, out: Float32Array): void {
  const source = panel.series[series]!;
  const { sums, squares, counts, sales, clipped, y, category } = source;
  let column = 0;
  out[column++] = category;
  out[column++] = Math.log(scale) - panel.meanLogLevel;
  out[column++] = counts[cutoff]!;
  out[column++] = idlePeriods(source, cutoff);
  for (const length of WINDOWS[panel.frequency]) {
    const from = Math.max(0, cutoff - length);
    const known = counts[cutoff]! - counts[from]!;
    const mean = (sums[cutoff]! - sums[from]!) / known;
    out[column++] = known === 0 ? Number.NaN : Math.min(LARGEST_RATIO, mean / scale);
    out[column++] = known === 0 ? Number.NaN : 1 - (sales[cutoff]! - sales[from]!) / known;
    out[column++] = known < 2 ? Number.NaN : Math.min(LARGEST_RATIO, Math.sqrt(Math.max(0, (squares[cutoff]! - squares[from]!) / known - mean * mean)) / scale);
  }
  for (let k = 1; k <= RECENT_VALUES[panel.frequency]; k++) out[column++] = scaledAt(source, cutoff - k, scale);
  const recent: number[] = [];
  const earliest = Math.max(0, cutoff - WINDOWS[panel.frequency][2]);
  for (let t = cutoff - 1; t >= earliest; t--) if (!Number.isNaN(y[t]!)) recent.push(clipped[t]! / scale);
  recent.sort((a, b) => a - b);
  for (let q = 1; q <= SALES_KEPT; q++) out[column++] = recent.length === 0 ? Number.NaN : Math.min(LARGEST_RATIO, recent[Math.min(recent.length - 1, Math.floor((recent.length * q) / 10))]!);
}

/** What belongs to the period `step` (from 0) ahead: distance, calendar, the same season before, and what is known in advance. */
export function writeStepFeatures(panel: TreePanel, { series, cutoff }: Origin, scale: number, step: number, out: Float32Array, at: number): void {
  const source = panel.series[series]!;
  const t = cutoff + step;
  let column = at;
  out[column++] = step;
  for (let k = 0; k < CALENDAR_SIZE; k++) out[column++] = source.calendar[t * CALENDAR_SIZE + k]!;
  const { seasonality: m, year } = panel;
  const lag = t - Math.ceil((step + 1) / Math.max(1, m)) * m;
  if (m > 1) {
    const { last, mean, adjusted } = seasonalReading(panel, source, cutoff, t, scale);
    out[column++] = last;
    out[column++] = mean;
    out[column++] = adjusted;
    out[column++] = scaledAt(source, lag - 1, scale);
    out[column++] = scaledBefore(source, lag + 1, cutoff, scale);
    out[column++] = scaledAt(source, lag - m, scale);
  }
  if (year > 0) {
    const now = meanBetween(source.sums, source.counts, cutoff - 28, cutoff);
    const then = t - year * Math.ceil((step + 1) / year);
    const around = then - 3 < 0 ? Number.NaN : meanBetween(source.sums, source.counts, then - 3, Math.min(cutoff, then + 4));
    const before = cutoff - year - 28 < 0 ? Number.NaN : meanBetween(source.sums, source.counts, cutoff - year - 28, cutoff - year);
    out[column++] = scaledAt(source, then, scale);
    out[column++] = before > 0 ? Math.min(LARGEST_RATIO, ((around / before) * now) / scale) : Number.NaN;
  }
  for (const values of source.known) column = writeKnown(panel, source, values, cutoff, t, lag, out, column);
}

/** The last value of the season, the mean of the last four, and the last moved to the level of today; `NaN` where there is none. */
export function seasonalReading({ seasonality: m }: TreePanel, source: TreeSeries, cutoff: number, t: number, scale: number): { last: number; mean: number; adjusted: number } {
  const { y, clipped, sums, counts } = source;
  let sum = 0;
  let count = 0;
  let at = -1;
  for (let k = t - Math.ceil((t - cutoff + 1) / m) * m; k >= 0 && count < SEASONS_AVERAGED; k -= m) {
    if (Number.isNaN(y[k]!)) continue;
    if (at < 0) at = k;
    sum += clipped[k]!;
    count += 1;
  }
  if (at < 0) return { last: Number.NaN, mean: Number.NaN, adjusted: Number.NaN };
  const span = Math.max(8, Math.floor(m / 4));
  const then = cutoff - Math.round((t - at) / m) * m;
  const growth = then >= span / 2 ? meanBetween(sums, counts, cutoff - span, cutoff) / meanBetween(sums, counts, then - span, then) : 1;
  const last = Math.min(LARGEST_RATIO, clipped[at]! / scale);
  return { last, mean: Math.min(LARGEST_RATIO, sum / count / scale), adjusted: growth > 0 ? Math.min(LARGEST_RATIO, last * Math.min(3, Math.max(1 / 3, growth))) : last };
}

/**
 * One covariate: its value in the period, the period before and after, one season before, its difference to the usual value and
 * to the recent mean, and how demand stood to its mean in past periods of a like value.
 */
function writeKnown(panel: TreePanel, source: TreeSeries, values: Float64Array, cutoff: number, t: number, lag: number, out: Float32Array, column: number): number {
  const from = Math.max(0, cutoff - WINDOWS[panel.frequency][3]);
  const value = values[t]!;
  const { usual, recent, effect } = effectOf(source, values, from, cutoff, WINDOWS[panel.frequency][1], value);
  out[column++] = value;
  out[column++] = values[t - 1] ?? Number.NaN;
  out[column++] = t + 1 < cutoff + panel.horizon ? values[t + 1]! : Number.NaN;
  out[column++] = panel.seasonality > 12 ? (values[lag] ?? Number.NaN) : Number.NaN;
  out[column++] = usual !== 0 ? value / usual : value;
  out[column++] = recent;
  out[column++] = effect;
  return column;
}

const EFFECT_PRIOR = 3;

/** Mean of a covariate, its mean of late, and demand at a like value over demand at all, drawn towards 1 when there are few such periods. */
function effectOf({ y, clipped, sums, counts }: TreeSeries, values: Float64Array, from: number, cutoff: number, late: number, value: number): { usual: number; recent: number; effect: number } {
  let total = 0;
  let square = 0;
  let known = 0;
  let recent = 0;
  for (let t = from; t < cutoff; t++) {
    const v = values[t]!;
    if (Number.isNaN(v)) continue;
    total += v;
    square += v * v;
    known += 1;
    if (t >= cutoff - late) recent += v;
  }
  const usual = total / known;
  const near = Math.max(1e-9, 0.25 * Math.sqrt(Math.max(0, square / known - usual * usual)));
  const level = meanBetween(sums, counts, from, cutoff);
  let alike = 0;
  let demand = 0;
  for (let t = from; t < cutoff; t++) {
    if (!(Math.abs(values[t]! - value) <= near) || Number.isNaN(y[t]!)) continue;
    alike += 1;
    demand += clipped[t]!;
  }
  const effect = level > 0 ? (demand / level + EFFECT_PRIOR) / (alike + EFFECT_PRIOR) : Number.NaN;
  return { usual, recent: recent / Math.min(late, Math.max(1, cutoff - from)), effect: Math.min(LARGEST_RATIO, effect) };
}

function idlePeriods({ sales }: TreeSeries, cutoff: number): number {
  let t = cutoff;
  while (t > 0 && sales[t] === sales[t - 1]) t -= 1;
  return cutoff - t;
}

function scaledAt({ y, clipped }: TreeSeries, t: number, scale: number): number {
  return t < 0 || Number.isNaN(y[t]!) ? Number.NaN : Math.min(LARGEST_RATIO, clipped[t]! / scale);
}

function scaledBefore(source: TreeSeries, t: number, cutoff: number, scale: number): number {
  return t >= cutoff ? Number.NaN : scaledAt(source, t, scale);
}
