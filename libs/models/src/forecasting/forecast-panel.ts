import { classifySeries, SERIES_CLASSES, type SeriesClass } from '../series/classify';
import { visibleHistory } from '../series/history';
import { assertPanel, seasonalityOf, type Panel } from '../series/panel';
import { holdoutsOf, planBacktest, scoreWindows, windowTruth, type ScoredWindow } from './backtest';
import { empirical, movingAverage, seasonalNaive } from './baselines';
import { calibrate, fitCalibration, type Calibration } from './calibration';
import { combine, fitWeights, priorWeights, type Weights } from './combination';
import { ets } from './ets';
import { fallbackReason, writeFallbacks } from './fallback';
import { METHOD_NAMES, quantilesOfSeries, type ForecastBlock, type MethodName, type ModelName, type SeriesForecast } from './forecast';
import { lstm } from './lstm/lstm-method';
import { nhits } from './nhits/nhits-method';
import { ForecastCancelled, type FittedMethod, type ForecastMethod, type ForecastProgress, type ForecastRuntime } from './method';
import type { ForecastPanelOptions, MethodTiming, PanelForecast } from './panel-forecast';
import { theta } from './theta';
import { tsb } from './tsb';

const MOST_WINDOWS = { quick: 3, standard: 4 } as const;
const SHORT_PERIODS = 12;
/** Share of the history that may come in between two windows before a global method is fitted further. */
const REFIT_AFTER = 0.08;
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

type Run = { readonly panel: Panel; readonly options: ForecastPanelOptions; readonly runtime: ForecastRuntime; readonly holdouts: readonly number[]; readonly startedAt: number };
type MethodResult = { readonly name: MethodName; readonly backtest: readonly ForecastBlock[]; readonly final: ForecastBlock; readonly timing: MethodTiming };
type Share = { readonly from: number; readonly to: number };

const ALL_METHODS: readonly ForecastMethod[] = [seasonalNaive, movingAverage, ets, theta, empirical, tsb];

function chooseMethods(names: readonly MethodName[], { tf, kernel, compile }: ForecastRuntime): ForecastMethod[] {
  const available = tf ? [...ALL_METHODS, lstm(tf, kernel, compile), nhits(tf, compile)] : ALL_METHODS;
  const chosen = available.filter(({ name }) => names.includes(name));
  if (chosen.length === 0) throw new RangeError(`no method to run among ${names.join(', ') || 'none'}${tf ? '' : ' (networks need a tensor runtime)'}`);
  return chosen;
}

/** The network takes nearly all the time; the others share the rest. */
function shareOfWork(methods: readonly ForecastMethod[]): (name: MethodName) => Share {
  const cost = (name: MethodName) => (name === 'lstm' ? 20 : name === 'nhits' ? 10 : name === 'ets' ? 2 : 1);
  const total = methods.reduce((sum, { name }) => sum + cost(name), 0);
  return (wanted) => {
    const index = methods.findIndex(({ name }) => name === wanted);
    const before = methods.slice(0, index).reduce((sum, { name }) => sum + cost(name), 0);
    return { from: before / total, to: (before + cost(wanted)) / total };
  };
}

function longestHistory({ series }: Panel): number {
  return series.reduce((longest, { y }) => Math.max(longest, y.length), 0);
}

/**
 * Fits before the oldest cutoff, forecasts every window from there (fitted further where a later one has much more history),
 * then takes in the hidden periods and forecasts the future.
 */
async function runMethod(method: ForecastMethod, run: Run, { from, to }: Share): Promise<MethodResult> {
  const { panel, options, runtime, holdouts } = run;
  const clock = runtime.clock ?? (() => Number.NaN);
  const timing = { fitSeconds: 0, predictSeconds: 0 };
  const timed = async <T>(what: keyof MethodTiming, work: () => Promise<T>): Promise<T> => {
    const before = clock();
    const result = await work();
    timing[what] += (clock() - before) / 1000;
    return result;
  };
  const contextOf = (stage: ForecastProgress['stage'], holdout: number) => ({
    horizon: options.horizon,
    holdout,
    effort: options.effort ?? 'standard',
    seed: options.seed ?? 1,
    report: async (share: number, details: object = {}) => {
      if (runtime.isCancelled?.()) throw new ForecastCancelled('the forecast was cancelled');
      const fraction = from + (to - from) * (holdouts.length === 0 ? share : (stage === 'final' ? 0.5 : 0) + share / 2);
      const etaMs = fraction > 0 ? ((clock() - run.startedAt) / fraction) * (1 - fraction) : Number.NaN;
      await runtime.onProgress?.({ stage, method: method.name, fraction, etaMs, ...details });
    },
  });
  const forecastAt = async (fitted: FittedMethod, holdout: number): Promise<ForecastBlock> => {
    const block = await timed('predictSeconds', () => fitted.forecast(holdout));
    writeFallbacks(panel, block, holdout, panel.series.map((series) => fallbackReason(visibleHistory(series, holdout))));
    return block;
  };
  const backtest: ForecastBlock[] = [];
  let fitted: FittedMethod | undefined;
  if (holdouts.length > 0) {
    const context = contextOf('backtest', holdouts[0]!);
    await context.report(0);
    let past = await timed('fitSeconds', () => method.fit(panel, context));
    let fittedHoldout = holdouts[0]!;
    for (const holdout of holdouts) {
      const { refit } = past;
      if (refit && fittedHoldout - holdout > REFIT_AFTER * longestHistory(panel)) {
        past = await timed('fitSeconds', () => refit(contextOf('backtest', holdout)));
        fittedHoldout = holdout;
      }
      backtest.push(await forecastAt(past, holdout));
    }
    fitted = past;
  }
  const context = contextOf('final', 0);
  await context.report(0);
  const current = await timed('fitSeconds', () => (fitted?.refit ? fitted.refit(context) : method.fit(panel, context)));
  const final = await forecastAt(current, 0);
  current.dispose?.();
  await context.report(1);
  return { name: method.name, backtest, final, timing };
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
