import { addPeriods, civilDateOf, epochDayOf, PERIODS_PER_YEAR, weekdayOf, type EpochDay, type Frequency } from '../../series/calendar';
import { seasonalityOf, type Panel } from '../../series/panel';
import { fillGaps } from '../../series/history';
import { isSeasonal } from '../seasonal-decomposition';

/** One series as the network reads it: aligned with `y`, covariates reaching `horizon` periods further. */
export type NetworkSeries = {
  readonly y: Float64Array;
  /** `y` without gaps that are `NaN` (0 there) and with extreme peaks cut, for inputs only */
  readonly clipped: Float64Array;
  /** running sum of `clipped`, count of known periods and of periods with a sale before t, length n + 1 */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  readonly sales: Int32Array;
  /** [(n + horizon) × calendar] */
  readonly calendar: Float32Array;
  /** [(n + horizon) × known] */
  readonly known: Float32Array;
  readonly category: number;
};

export type NetworkPanel = {
  readonly series: readonly NetworkSeries[];
  readonly horizon: number;
  readonly seasonality: number;
  readonly inputSize: number;
  readonly calendarSize: number;
  readonly knownSize: number;
  readonly categories: number;
  /** share of series whose season stands out in the part that may be seen, 0 … 1 */
  readonly seasonalShare: number;
  readonly meanLogLevel: number;
};

const INPUT_SIZE: Readonly<Record<Frequency, number>> = { day: 56, week: 26, month: 18 };
const MOST_CATEGORIES = 16;
/** Peaks above this multiple of the 95th percentile of sales are cut in the inputs. */
const PEAK_MULTIPLE = 4;

/** Prepares a panel once per fit. Nothing that decides a number looks at the last `holdout` periods. */
export function prepareNetworkPanel(panel: Panel, horizon: number, holdout: number, inputSizes = INPUT_SIZE): NetworkPanel {
  const lengths = panel.series.map(({ y }) => Math.max(0, y.length - holdout)).sort((a, b) => a - b);
  const longest = lengths[lengths.length - 1] ?? 0;
  const yearly = longest >= 1.5 * PERIODS_PER_YEAR[panel.frequency];
  const inputSize = Math.max(4, Math.min(inputSizes[panel.frequency], Math.ceil(longest / 2)));
  const categories = topCategories(panel);
  const scalers = (panel.knownNames ?? []).map((_, k) => isShare(panel, k));
  const calendars = new Map<string, Float32Array>();
  const seasonality = seasonalityOf(panel);
  const series = panel.series.map((source): NetworkSeries => {
    const { y } = source;
    const periods = y.length + horizon;
    const key = `${source.start}:${periods}`;
    const calendar = calendars.get(key) ?? calendarFeatures(source.start, periods, panel.frequency, yearly);
    calendars.set(key, calendar);
    const cap = peakCap(y.subarray(0, Math.max(0, y.length - holdout)));
    const clipped = y.map((v) => (Number.isNaN(v) ? 0 : Math.min(cap, v)));
    const sums = new Float64Array(y.length + 1);
    const counts = new Int32Array(y.length + 1);
    const sales = new Int32Array(y.length + 1);
    for (let t = 0; t < y.length; t++) {
      sums[t + 1] = sums[t]! + clipped[t]!;
      counts[t + 1] = counts[t]! + (Number.isNaN(y[t]!) ? 0 : 1);
      sales[t + 1] = sales[t]! + (y[t]! > 0 ? 1 : 0);
    }
    const known = knownFeatures(source.known ?? [], scalers, periods, y.length - holdout);
    return { y, clipped, sums, counts, sales, calendar, known, category: source.category === undefined ? -1 : categories.indexOf(source.category) };
  });
  const levels = series.flatMap(({ sums, y }) => (y.length > holdout && sums[y.length - holdout]! > 0 ? [Math.log(sums[y.length - holdout]! / (y.length - holdout))] : []));
  return {
    series,
    horizon,
    seasonality,
    inputSize,
    calendarSize: calendarSizeOf(panel.frequency, yearly),
    knownSize: scalers.length,
    categories: categories.length,
    seasonalShare: seasonalShareOf(series, seasonality, holdout),
    meanLogLevel: levels.reduce((sum, v) => sum + v, 0) / Math.max(1, levels.length),
  };
}

function topCategories(panel: Panel): string[] {
  const counts = new Map<string, number>();
  for (const { category } of panel.series) if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, MOST_CATEGORIES).map(([category]) => category);
}

function isShare(panel: Panel, k: number): boolean {
  return panel.series.every(({ known }) => known?.[k]?.every((v) => (v >= 0 && v <= 1) || Number.isNaN(v)) ?? true);
}

/** Flags and shares (0 … 1) as they are; amounts (price, spend) as the relative difference to the series' own mean, within ±3. */
function knownFeatures(columns: readonly Float64Array[], isShares: readonly boolean[], periods: number, visible: number): Float32Array {
  const size = columns.length;
  const out = new Float32Array(periods * size);
  columns.forEach((values, k) => {
    const seen = values.subarray(0, Math.max(1, visible)).filter((v) => !Number.isNaN(v));
    const mean = seen.reduce((sum, v) => sum + v, 0) / Math.max(1, seen.length);
    const scale = Math.abs(mean) > 1e-9 ? Math.abs(mean) : 1;
    for (let t = 0; t < periods; t++) {
      const value = values[t]!;
      if (Number.isNaN(value)) continue;
      out[t * size + k] = isShares[k] ? value : Math.max(-3, Math.min(3, (value - mean) / scale));
    }
  });
  return out;
}

function peakCap(y: Float64Array): number {
  const sales = y.filter((v) => v > 0).sort();
  return sales.length === 0 ? Number.POSITIVE_INFINITY : PEAK_MULTIPLE * sales[Math.floor((sales.length - 1) * 0.95)]!;
}

function seasonalShareOf(series: readonly NetworkSeries[], seasonality: number, holdout: number): number {
  if (seasonality < 2 || series.length === 0) return 0;
  const stride = Math.ceil(series.length / 300);
  const sample = series.filter((_, i) => i % stride === 0);
  const seasonal = sample.filter(({ y }) => isSeasonal(fillGaps(y.subarray(0, Math.max(0, y.length - holdout))), seasonality));
  return seasonal.length / sample.length;
}

function calendarSizeOf(frequency: Frequency, yearly: boolean): number {
  const within = frequency === 'day' ? 7 : 0;
  return within + (yearly ? 6 : 0);
}

/** Weekday (days only), and, where the history shows more than a year, the first harmonics of the year and the day of the month. */
function calendarFeatures(start: EpochDay, periods: number, frequency: Frequency, yearly: boolean): Float32Array {
  const size = calendarSizeOf(frequency, yearly);
  const out = new Float32Array(periods * size);
  for (let t = 0; t < periods; t++) {
    const day = addPeriods(start, t, frequency);
    let column = t * size;
    if (frequency === 'day') {
      out[column + weekdayOf(day)] = 1;
      column += 7;
    }
    if (!yearly) continue;
    const { year, day: dayOfMonth } = civilDateOf(day);
    const angle = (2 * Math.PI * (day - epochDayOf({ year, month: 1, day: 1 }))) / 365.25;
    const third = frequency === 'month' ? 3 * angle : (2 * Math.PI * dayOfMonth) / 30.44;
    out.set([Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle), Math.sin(third), Math.cos(third)], column);
  }
  return out;
}
