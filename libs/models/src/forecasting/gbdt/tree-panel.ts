import { addPeriods, civilDateOf, epochDayOf, PERIODS_PER_YEAR, weekdayOf, type EpochDay, type Frequency } from '../../series/calendar';
import { fillGaps } from '../../series/history';
import { seasonalityOf, type Panel } from '../../series/panel';
import { isSeasonal } from '../seasonal-decomposition';

/** One series as the trees' features are read from it. */
export type TreeSeries = {
  readonly y: Float64Array;
  /** `y` with 0 for gaps and with extreme peaks cut */
  readonly clipped: Float64Array;
  /** running sums before t, length n + 1: of `clipped`, of its squares, of known periods, of periods with a sale */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly counts: Int32Array;
  readonly sales: Int32Array;
  /** standard deviation of `clipped` over the part that may be seen */
  readonly deviation: number;
  /** [(n + horizon) × CALENDAR_SIZE] */
  readonly calendar: Float32Array;
  /** one array per covariate, length n + horizon, as given */
  readonly known: readonly Float64Array[];
  /** code of the category, `NaN` when it has none or a rare one */
  readonly category: number;
};

export type TreePanel = {
  readonly series: readonly TreeSeries[];
  readonly horizon: number;
  readonly frequency: Frequency;
  readonly seasonality: number;
  /** periods in a year when the history shows more than one and the season is shorter; 0 otherwise */
  readonly year: number;
  readonly knownSize: number;
  /** share of series whose season stands out, 0 … 1 */
  readonly seasonalShare: number;
  /** mean logarithm of the series' levels */
  readonly meanLogLevel: number;
};

/** Weekday, day of the month, day of the year in weeks, month. */
export const CALENDAR_SIZE = 4;
const MOST_CATEGORIES = 200;
/** Peaks above this multiple of the 95th percentile of sales are cut. */
const PEAK_MULTIPLE = 4;
const YEAR_IN_WHOLE_WEEKS = 364;

/** Prepares a panel once per fit. Nothing that decides a number looks at the last `holdout` periods. */
export function prepareTreePanel(panel: Panel, horizon: number, holdout: number): TreePanel {
  const seasonality = seasonalityOf(panel);
  const categories = categoryCodes(panel);
  const calendars = new Map<string, Float32Array>();
  const series = panel.series.map((source): TreeSeries => {
    const { y, start, known = [], category } = source;
    const periods = y.length + horizon;
    const key = `${start}:${periods}`;
    const calendar = calendars.get(key) ?? calendarFeatures(start, periods, panel.frequency);
    calendars.set(key, calendar);
    const cap = peakCap(y.subarray(0, Math.max(0, y.length - holdout)));
    const clipped = y.map((v) => (Number.isNaN(v) ? 0 : Math.min(cap, v)));
    const running = runningSums(y, clipped);
    const deviation = deviationBefore(running, Math.max(0, y.length - holdout));
    return { y, clipped, ...running, deviation, calendar, known, category: (category === undefined ? undefined : categories.get(category)) ?? Number.NaN };
  });
  const longest = panel.series.reduce((most, { y }) => Math.max(most, y.length - holdout), 0);
  const hasYear = panel.frequency === 'day' && seasonality < 100 && longest >= 1.25 * PERIODS_PER_YEAR.day;
  const levels = series.flatMap(({ sums, counts, y }) => {
    const end = Math.max(0, y.length - holdout);
    return sums[end]! > 0 ? [Math.log(sums[end]! / counts[end]!)] : [];
  });
  return {
    series,
    horizon,
    frequency: panel.frequency,
    seasonality,
    year: hasYear ? YEAR_IN_WHOLE_WEEKS : 0,
    knownSize: panel.knownNames?.length ?? 0,
    seasonalShare: seasonalShareOf(series, seasonality, holdout),
    meanLogLevel: levels.reduce((sum, v) => sum + v, 0) / Math.max(1, levels.length),
  };
}

function categoryCodes(panel: Panel): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { category } of panel.series) if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + 1);
  const frequent = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, MOST_CATEGORIES);
  return new Map(frequent.map(([category], code) => [category, code]));
}

function runningSums(y: Float64Array, clipped: Float64Array): Pick<TreeSeries, 'sums' | 'squares' | 'counts' | 'sales'> {
  const n = y.length;
  const result = { sums: new Float64Array(n + 1), squares: new Float64Array(n + 1), counts: new Int32Array(n + 1), sales: new Int32Array(n + 1) };
  for (let t = 0; t < n; t++) {
    const value = clipped[t]!;
    result.sums[t + 1] = result.sums[t]! + value;
    result.squares[t + 1] = result.squares[t]! + value * value;
    result.counts[t + 1] = result.counts[t]! + (Number.isNaN(y[t]!) ? 0 : 1);
    result.sales[t + 1] = result.sales[t]! + (y[t]! > 0 ? 1 : 0);
  }
  return result;
}

function deviationBefore({ sums, squares, counts }: Pick<TreeSeries, 'sums' | 'squares' | 'counts'>, end: number): number {
  const known = Math.max(1, counts[end]!);
  return Math.sqrt(Math.max(0, squares[end]! / known - (sums[end]! / known) ** 2));
}

function peakCap(y: Float64Array): number {
  const sales = y.filter((v) => v > 0).sort();
  return sales.length === 0 ? Number.POSITIVE_INFINITY : PEAK_MULTIPLE * sales[Math.floor((sales.length - 1) * 0.95)]!;
}

function seasonalShareOf(series: readonly TreeSeries[], seasonality: number, holdout: number): number {
  if (seasonality < 2 || series.length === 0) return 0;
  const stride = Math.ceil(series.length / 300);
  const sample = series.filter((_, i) => i % stride === 0);
  return sample.filter(({ y }) => isSeasonal(fillGaps(y.subarray(0, Math.max(0, y.length - holdout))), seasonality)).length / sample.length;
}

function calendarFeatures(start: EpochDay, periods: number, frequency: Frequency): Float32Array {
  const out = new Float32Array(periods * CALENDAR_SIZE);
  for (let t = 0; t < periods; t++) {
    const day = addPeriods(start, t, frequency);
    const { year, month, day: dayOfMonth } = civilDateOf(day);
    out.set([weekdayOf(day), dayOfMonth, (day - epochDayOf({ year, month: 1, day: 1 })) / 7, month], t * CALENDAR_SIZE);
  }
  return out;
}

/** Mean of the known periods in [from, to); `NaN` when there is none. */
export function meanBetween(sums: Float64Array, counts: Int32Array, from: number, to: number): number {
  const first = Math.max(0, from);
  const end = Math.max(first, to);
  return (sums[end]! - sums[first]!) / (counts[end]! - counts[first]!);
}
