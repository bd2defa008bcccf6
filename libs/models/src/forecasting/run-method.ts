import { visibleHistory } from '../series/history';
import type { Panel } from '../series/panel';
import { fallbackReason, writeFallbacks } from './fallback';
import type { ForecastBlock, MethodName } from './forecast';
import { ForecastCancelled, type FittedMethod, type ForecastMethod, type ForecastProgress, type ForecastRuntime } from './method';
import type { ForecastPanelOptions, MethodTiming } from './panel-forecast';

/** Share of the history that may come in between two windows before a global method is fitted further. */
const REFIT_AFTER = 0.08;

/** What all methods of one run share. */
export type Run = { readonly panel: Panel; readonly options: ForecastPanelOptions; readonly runtime: ForecastRuntime; readonly holdouts: readonly number[]; readonly startedAt: number };
/** One method's forecasts from every backtest cutoff, in the order of `Run.holdouts`, and from the end of the history. */
export type MethodResult = { readonly name: MethodName; readonly backtest: readonly ForecastBlock[]; readonly final: ForecastBlock; readonly timing: MethodTiming };
/** The part of the whole run's progress that a method's work makes up. */
export type Share = { readonly from: number; readonly to: number };

/**
 * Fits before the oldest cutoff, forecasts every window from there (fitted further where a later one has much more history),
 * then takes in the hidden periods and forecasts the future.
 */
export async function runMethod(method: ForecastMethod, run: Run, { from, to }: Share): Promise<MethodResult> {
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

function longestHistory({ series }: Panel): number {
  return series.reduce((longest, { y }) => Math.max(longest, y.length), 0);
}
