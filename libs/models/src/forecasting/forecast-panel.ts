import { classifySeries, SERIES_CLASSES, type SeriesClass } from '../series/classify';
import { assertPanel, seasonalityOf, type Panel } from '../series/panel';
import { holdoutsOf, planBacktest, scoreWindows, windowTruth, type ScoredWindow } from './backtest';
import { chooseMethods, shareOfWork } from './choose-methods';
import { calibrate, fitCalibration, type Calibration } from './calibration';
import { combine, fitWeights, priorWeights, type Weights } from './combination';
import { fallbackReason, writeFallbacks } from './fallback';
import { METHOD_NAMES, quantilesOfSeries, type ForecastBlock, type ModelName, type SeriesForecast } from './forecast';
import type { ForecastRuntime } from './method';
import type { ForecastPanelOptions, PanelForecast } from './panel-forecast';
import { runMethod, type MethodResult } from './run-method';

const MOST_WINDOWS = { quick: 3, standard: 4 } as const;
const SHORT_PERIODS = 12;
/** Classes with fewer series than this borrow the weights of the whole panel. */
const FEWEST_SERIES = 8;

/**
 * Forecasts a panel of demand histories: fits every method, scores them from rolling cutoffs they could not see past,
 * weighs them per class of series by that backtest, calibrates the intervals on its residuals, and forecasts `horizon`
 * periods after the last one of every series. The same panel, options and backend give the same numbers.
 * @throws RangeError when covariates do not reach over the horizon
 * @throws ForecastCancelled when the runtime asks for it
 */
export async function forecastPanel(panel: Panel, options: ForecastPanelOptions, runtime: ForecastRuntime = {}): Promise<PanelForecast> {
  const { horizon, effort = 'standard' } = options;
  assertPanel(panel, horizon);
  const methods = chooseMethods(options.models ?? METHOD_NAMES, runtime);
  const plan = planBacktest(panel, horizon, options.backtest ?? {}, MOST_WINDOWS[effort]);
  const holdouts = holdoutsOf(plan, horizon);
  const windows = holdouts.map((holdout) => windowTruth(panel, horizon, holdout));
  const classes = panel.series.map(({ y }) => classifySeries(y, SHORT_PERIODS));
  const run = { panel, options, runtime, holdouts, startedAt: runtime.clock?.() ?? Number.NaN };

  const results: MethodResult[] = [];
  const share = shareOfWork(methods);
  for (const method of methods) results.push(await runMethod(method, run, share(method.name)));

  const selection = selectChampion(windows, results, classes);
  const combineAt = (pick: (result: MethodResult) => ForecastBlock) => combine(results.map(pick), selection.weightsOf);
  const uncalibrated = windows.map((_, w) => combineAt((result) => result.backtest[w]!));
  const calibrationOf = calibrateByClass(windows, uncalibrated, classes);
  const champions = uncalibrated.map((block) => calibrate(block, calibrationOf));
  const champion = calibrate(combineAt((result) => result.final), calibrationOf);
  const reasons = panel.series.map(({ y }) => fallbackReason(y));
  writeFallbacks(panel, champion, 0, reasons);

  const blocksOf: [ModelName, readonly ForecastBlock[]][] = [...results.map(({ name, backtest }): [ModelName, readonly ForecastBlock[]] => [name, backtest]), ['combination', champions]];
  const everyone = panel.series.map((_, i) => i);
  const scoresFor = (members: readonly number[]) => scoreModels(panel, windows, blocksOf, members);
  return {
    forecasts: panel.series.map(({ id }, i): SeriesForecast => {
      const reason = reasons[i];
      const view = { id, mean: champion.mean.slice(i * horizon, (i + 1) * horizon), quantiles: quantilesOfSeries(champion, i), seriesClass: classes[i]! };
      return reason ? { ...view, model: 'fallback', reason } : { ...view, model: servedModel(results, selection.weightsOf(i)) };
    }),
    byModel: Object.fromEntries(results.map(({ name, final }) => [name, final])),
    champion,
    classes,
    weights: Object.fromEntries([...selection.byClass].map(([seriesClass, weights]) => [seriesClass, Object.fromEntries(results.map(({ name }, m) => [name, weights[m]!]).filter(([, w]) => w !== 0))])),
    backtest: {
      windows: windows.map(({ holdout }, w) => ({ holdout, champion: champions[w]! })),
      scores: scoresFor(everyone),
      byClass: [...selection.members].map(([seriesClass, members]) => ({ seriesClass, seriesCount: members.length, scores: scoresFor(members) })),
    },
    timings: Object.fromEntries(results.map(({ name, timing }) => [name, timing])),
  };
}

type Selection = { readonly members: Map<SeriesClass, number[]>; readonly byClass: Map<SeriesClass, Weights>; readonly weightsOf: (series: number) => Weights };

function selectChampion(windows: readonly ScoredWindow[], results: readonly MethodResult[], classes: readonly SeriesClass[]): Selection {
  const blocks = results.map(({ backtest }) => backtest);
  const members = membersByClass(classes);
  const everyone = classes.map((_, i) => i);
  const general = fitWeights(windows, blocks, everyone, priorWeights(results.map(({ name }) => name)));
  const byClass = new Map([...members].map(([seriesClass, list]) => [seriesClass, list.length < FEWEST_SERIES || seriesClass === 'short' ? general : fitWeights(windows, blocks, list, general)]));
  return { members, byClass, weightsOf: (series) => byClass.get(classes[series]!) ?? general };
}

function membersByClass(classes: readonly SeriesClass[]): Map<SeriesClass, number[]> {
  return new Map(
    SERIES_CLASSES.map((seriesClass): [SeriesClass, number[]] => [seriesClass, classes.flatMap((c, i) => (c === seriesClass ? [i] : []))]).filter(([, list]) => list.length > 0),
  );
}

function calibrateByClass(windows: readonly ScoredWindow[], blocks: readonly ForecastBlock[], classes: readonly SeriesClass[]): (series: number) => Calibration {
  const isMostlyZero = (seriesClass: SeriesClass) => seriesClass === 'intermittent' || seriesClass === 'lumpy';
  const mostlyZeroShare = classes.filter(isMostlyZero).length / Math.max(1, classes.length);
  const general = fitCalibration(windows, blocks, classes.map((_, i) => i), mostlyZeroShare > 0.5);
  const byClass = new Map([...membersByClass(classes)].map(([seriesClass, list]) => [seriesClass, list.length < FEWEST_SERIES ? general : fitCalibration(windows, blocks, list, isMostlyZero(seriesClass))]));
  return (series) => byClass.get(classes[series]!) ?? general;
}

function scoreModels(panel: Panel, windows: readonly ScoredWindow[], blocksOf: readonly [ModelName, readonly ForecastBlock[]][], members: readonly number[]) {
  const scaleLag = seasonalityOf(panel);
  return Object.fromEntries(blocksOf.flatMap(([name, blocks]) => {
    const scores = scoreWindows(panel, windows, blocks, members, scaleLag);
    return scores ? [[name, scores]] : [];
  }));
}

function servedModel(results: readonly MethodResult[], weights: Weights): ModelName {
  const only = weights.findIndex((w) => w > 0.999);
  return only >= 0 ? results[only]!.name : 'combination';
}
