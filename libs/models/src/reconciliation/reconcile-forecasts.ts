import { windowTruth } from '../forecasting/backtest';
import { QUANTILE_COUNT, type ForecastBlock, type SeriesForecast } from '../forecasting/forecast';
import type { Effort } from '../forecasting/method';
import type { BacktestWindow } from '../forecasting/panel-forecast';
import { learnErrorCorrelation } from '../inventory/error-correlation';
import type { Panel } from '../series/panel';
import { aggregatePanel } from './aggregate-panel';
import { forecastAggregates, type AggregateBase } from './base-forecasts';
import { buildLevels, distinctLevels, sumByNode, type Grouping, type Level } from './hierarchy';
import { levelWindow, nodeErrors, pastErrors, type LevelWindow } from './level-errors';
import { levelForecast, sumIntervals, type SumIntervals } from './level-intervals';
import { memberQuantiles } from './member-quantiles';
import { reconcileMinimumTrace } from './minimum-trace';

export type ReconcileOptions = {
  readonly horizon: number;
  readonly effort?: Effort;
  readonly seed?: number;
  /** awaited now and then; may throw to stop */
  readonly pause?: () => Promise<void>;
};

/** The forecasts of one level; keys and sizes as the groupings gave them. */
export type LevelForecast = {
  readonly level: string;
  readonly keys: readonly string[];
  /** [aggregate] number of member series */
  readonly sizes: Int32Array;
  readonly block: ForecastBlock;
  /** of the sums over the horizon, by how far the errors of periods hang together on this level */
  readonly sums: SumIntervals;
};

export type ReconciledForecasts = {
  /** `minimum-trace` where it was nearer to the truth in the backtest, over all levels, than adding up the series */
  readonly approach: 'minimum-trace' | 'bottom-up';
  /** in the order of the panel; every aggregate's mean is the sum of these */
  readonly forecasts: readonly SeriesForecast[];
  readonly levels: readonly LevelForecast[];
  /** what the same approach would have said in the backtest windows */
  readonly windows: readonly BacktestWindow[];
};

/** The reconciled errors must be this much smaller before anything is changed: the backtest has also set the variances. */
const WORTHWHILE = Math.log(0.99);

/**
 * Makes forecasts of series and of all their aggregates agree: forecasts the aggregates themselves, reconciles both by minimum trace
 * where that helped in the backtest, else adds the series up, and gives every level intervals from its own backtest errors. A
 * series that is expected to sell nothing (0) stays at 0.
 * @param forecasts served forecasts, in the order of `panel.series`
 * @param windows the backtest of the same series
 * @throws RangeError when the series do not end at the same period, or a grouping does not name all of them
 */
export async function reconcileForecasts(panel: Panel, groupings: readonly Grouping[], forecasts: readonly SeriesForecast[], windows: readonly BacktestWindow[], options: ReconcileOptions): Promise<ReconciledForecasts> {
  const { horizon, effort = 'quick', seed = 1, pause = () => Promise.resolve() } = options;
  const levels = buildLevels(groupings, panel.series.length);
  const served = Float64Array.from({ length: forecasts.length * horizon }, (_, k) => forecasts[Math.floor(k / horizon)]!.mean[k % horizon]!);
  const past = windows.map(({ holdout, champion }) => ({ mean: champion.mean, truth: windowTruth(panel, horizon, holdout).truth }));
  const used = distinctLevels(levels);
  const bases: AggregateBase[] = [];
  for (const level of past.length > 0 ? used : []) bases.push(await forecastAggregates(aggregatePanel(panel, level), { horizon, holdouts: windows.map(({ holdout }) => holdout), effort, seed, pause }));

  const bottom = seriesLevel(panel);
  const seriesVariance = nodeErrors(past.map(({ mean, truth }) => levelWindow(bottom, mean, truth, horizon)), panel.series.length, horizon).variance;
  const reconcile = async (mean: Float64Array, baseOf: (base: AggregateBase) => Float64Array): Promise<Float64Array> => {
    await pause();
    return reconcileSteps(used, mean, seriesVariance, bases, baseOf, horizon);
  };
  const reconciledPast: typeof past = [];
  if (bases.length > 0) for (const [w, { mean, truth }] of past.entries()) reconciledPast.push({ mean: await reconcile(mean, (base) => base.windows[w]!), truth });
  const isWorthwhile = bases.length > 0 && meanLogRatio([bottom, ...used], reconciledPast, past, horizon) < WORTHWHILE;
  const mean = isWorthwhile ? await reconcile(served, (base) => base.final) : served;
  const chosenPast = isWorthwhile ? reconciledPast : past;
  const reconciled = forecasts.map((forecast, i) => withMean(forecast, mean.subarray(i * horizon, (i + 1) * horizon)));
  return {
    approach: isWorthwhile ? 'minimum-trace' : 'bottom-up',
    forecasts: reconciled,
    levels: levels.map((level) => forecastLevel(panel, level, mean, reconciled, chosenPast.map((window) => levelWindow(level, window.mean, window.truth, horizon)), horizon)),
    windows: isWorthwhile ? windows.map(({ holdout, champion }, w) => ({ holdout, champion: withMeans(champion, reconciledPast[w]!.mean) })) : windows,
  };
}

function reconcileSteps(levels: readonly Level[], mean: Float64Array, variance: Float64Array, bases: readonly AggregateBase[], baseOf: (base: AggregateBase) => Float64Array, horizon: number): Float64Array {
  const out = new Float64Array(mean.length);
  for (let h = 0; h < horizon; h++) {
    const column = (values: Float64Array) => Float64Array.from({ length: values.length / horizon }, (_, i) => values[i * horizon + h]!);
    const series = column(mean);
    const reconciled = reconcileMinimumTrace(levels, {
      series,
      seriesVariance: variance.map((v, i) => (series[i] === 0 ? 0 : v)),
      aggregates: bases.map((base) => column(baseOf(base))),
      aggregateVariances: bases.map((base) => base.variance),
    });
    reconciled.forEach((v, i) => {
      out[i * horizon + h] = v;
    });
  }
  return out;
}

/** Mean over the levels of the logarithm of how the root mean squared errors of `ours` compare with `theirs`. */
function meanLogRatio(levels: readonly Level[], ours: readonly Past[], theirs: readonly Past[], horizon: number): number {
  const squares = (level: Level, windows: readonly Past[]) =>
    windows.reduce((sum, window) => {
      const { forecast, truth } = levelWindow(level, window.mean, window.truth, horizon);
      return forecast.reduce((total, f, k) => total + (truth[k]! - f) ** 2, sum);
    }, 0);
  const ratios = levels.map((level) => Math.log(Math.max(squares(level, ours), 1e-9) / Math.max(squares(level, theirs), 1e-9)) / 2);
  return ratios.reduce((sum, v) => sum + v, 0) / ratios.length;
}

type Past = { readonly mean: Float64Array; readonly truth: Float64Array };

function forecastLevel({ frequency }: Panel, level: Level, mean: Float64Array, forecasts: readonly SeriesForecast[], windows: readonly LevelWindow[], horizon: number): LevelForecast {
  const errors = nodeErrors(windows, level.keys.length, horizon);
  const sums = sumByNode(level, mean, horizon);
  const block = levelForecast(sums, () => memberQuantiles(level, sums, forecasts, horizon), windows, errors, horizon);
  return { level: level.name, keys: level.keys, sizes: level.sizes, block, sums: sumIntervals(block, learnErrorCorrelation(pastErrors(windows, errors, horizon), frequency)) };
}

/** The series as a level of aggregates of one. */
function seriesLevel({ series }: Panel): Level {
  return { name: 'series', keys: series.map(({ id }) => id), nodeOf: Int32Array.from(series, (_, i) => i), sizes: new Int32Array(series.length).fill(1) };
}

function withMeans({ horizon, mean, quantiles }: ForecastBlock, moved: Float64Array): ForecastBlock {
  const scaled = quantiles.map((v, k) => {
    const cell = Math.floor(k / QUANTILE_COUNT);
    return mean[cell]! > 0 ? (v * moved[cell]!) / mean[cell]! : v;
  });
  return { horizon, mean: moved, quantiles: scaled };
}

/** The forecast moved to another mean; its quantiles keep their proportion to it. */
function withMean(forecast: SeriesForecast, mean: Float64Array): SeriesForecast {
  const scale = mean.map((v, h) => (forecast.mean[h]! > 0 ? v / forecast.mean[h]! : 1));
  return { ...forecast, mean: mean.slice(), quantiles: forecast.quantiles.map((values) => values.map((v, h) => v * scale[h]!)) };
}
