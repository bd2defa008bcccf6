import { classifySeries } from '../series/classify';
import { assertPanel, seasonalityOf, type Panel } from '../series/panel';
import { holdoutsOf, planBacktest, scoreWindows, windowTruth, type ScoredWindow } from './backtest';
import { chooseMethods, shareOfWork } from './choose-methods';
import { chooseChampion } from './champion';
import type { Weights } from './combination';
import { fallbackReason, writeFallbacks } from './fallback';
import { DEFAULT_METHODS, quantilesOfSeries, type ForecastBlock, type ModelName, type SeriesForecast } from './forecast';
import type { ForecastRuntime } from './method';
import type { ForecastPanelOptions, PanelForecast } from './panel-forecast';
import { runMethod, type MethodResult } from './run-method';

const MOST_WINDOWS = { quick: 3, standard: 4 } as const;
const SHORT_PERIODS = 12;

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
  const methods = chooseMethods(options.models ?? DEFAULT_METHODS, runtime);
  const plan = planBacktest(panel, horizon, options.backtest ?? {}, MOST_WINDOWS[effort]);
  const holdouts = holdoutsOf(plan, horizon);
  const windows = holdouts.map((holdout) => windowTruth(panel, horizon, holdout));
  const classes = panel.series.map(({ y }) => classifySeries(y, SHORT_PERIODS));
  const run = { panel, options, runtime, holdouts, startedAt: runtime.clock?.() ?? Number.NaN };

  const results: MethodResult[] = [];
  const share = shareOfWork(methods);
  for (const method of methods) results.push(await runMethod(method, run, share(method.name)));

  const champion = chooseChampion(panel, windows, results, classes);
  const reasons = writeFallbacks(panel, champion.final, 0, panel.series.map(({ y }) => fallbackReason(y)));

  const blocksOf: [ModelName, readonly ForecastBlock[]][] = [...results.map(({ name, backtest }): [ModelName, readonly ForecastBlock[]] => [name, backtest]), ['combination', champion.backtest]];
  const everyone = panel.series.map((_, i) => i);
  const scoresFor = (members: readonly number[]) => scoreModels(panel, windows, blocksOf, members);
  return {
    forecasts: panel.series.map(({ id }, i): SeriesForecast => {
      const reason = reasons[i];
      const view = { id, mean: champion.final.mean.slice(i * horizon, (i + 1) * horizon), quantiles: quantilesOfSeries(champion.final, i), seriesClass: classes[i]! };
      return reason ? { ...view, model: 'fallback', reason } : { ...view, model: servedModel(results, champion.weightsByClass.get(classes[i]!)!) };
    }),
    byModel: Object.fromEntries(results.map(({ name, final }) => [name, final])),
    champion: champion.final,
    classes,
    weights: Object.fromEntries([...champion.weightsByClass].map(([seriesClass, weights]) => [seriesClass, Object.fromEntries(results.map(({ name }, m) => [name, weights[m]!]).filter(([, w]) => w !== 0))])),
    backtest: {
      windows: windows.map(({ holdout }, w) => ({ holdout, champion: champion.backtest[w]! })),
      scores: scoresFor(everyone),
      byClass: [...champion.members].map(([seriesClass, members]) => ({ seriesClass, seriesCount: members.length, scores: scoresFor(members) })),
    },
    timings: Object.fromEntries(results.map(({ name, timing }) => [name, timing])),
  };
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
