import { ets } from '../forecasting/ets';
import type { Effort, ForecastMethod } from '../forecasting/method';
import { theta } from '../forecasting/theta';
import type { Panel } from '../series/panel';

/** Means forecast for a panel of aggregates, [series × horizon], and the variance of their errors. */
export type AggregateBase = {
  /** from the end of the history */
  readonly final: Float64Array;
  /** one per holdout */
  readonly windows: readonly Float64Array[];
  /** [series] of one period's error in the windows; positive */
  readonly variance: Float64Array;
};

export type BaseOptions = { readonly horizon: number; readonly holdouts: readonly number[]; readonly effort: Effort; readonly seed: number; readonly pause: () => Promise<void> };

const METHODS: readonly ForecastMethod[] = [ets, theta];

/**
 * Forecasts aggregates by exponential smoothing and Theta, weighed over the panel by the inverse of their mean squared errors in
 * the backtest. Sums of many series are smooth, so that these do well there, and they take milliseconds.
 */
export async function forecastAggregates(panel: Panel, { horizon, holdouts, effort, seed, pause }: BaseOptions): Promise<AggregateBase> {
  const candidates: { final: Float64Array; windows: Float64Array[]; error: number }[] = [];
  for (const method of METHODS) {
    const fitted = await method.fit(panel, { horizon, holdout: 0, effort, seed, report: pause });
    const windows: Float64Array[] = [];
    for (const holdout of holdouts) windows.push((await fitted.forecast(holdout)).mean);
    const { mean: final } = await fitted.forecast(0);
    const error = sumOfSquares(squaredErrors(panel, windows, holdouts, horizon));
    candidates.push({ final, windows, error });
  }
  const precision = candidates.map(({ error }) => 1 / Math.max(error, 1e-9));
  const total = precision.reduce((sum, v) => sum + v, 0);
  const weighted = (pick: (of: (typeof candidates)[number]) => Float64Array) => {
    const first = pick(candidates[0]!);
    return first.map((_, k) => candidates.reduce((sum, candidate, m) => sum + (precision[m]! / total) * pick(candidate)[k]!, 0));
  };
  const windows = holdouts.map((_, w) => weighted((candidate) => candidate.windows[w]!));
  const final = weighted((candidate) => candidate.final);
  return { final, windows, variance: variances(squaredErrors(panel, windows, holdouts, horizon), final, horizon) };
}

type SquaredErrors = { readonly sums: Float64Array; readonly counts: Int32Array };

function squaredErrors({ series }: Panel, windows: readonly Float64Array[], holdouts: readonly number[], horizon: number): SquaredErrors {
  const sums = new Float64Array(series.length);
  const counts = new Int32Array(series.length);
  windows.forEach((mean, w) => {
    series.forEach(({ y }, i) => {
      const cutoff = y.length - holdouts[w]!;
      for (let h = 0; cutoff > 0 && h < horizon && cutoff + h < y.length; h++) {
        sums[i]! += (y[cutoff + h]! - mean[i * horizon + h]!) ** 2;
        counts[i]! += 1;
      }
    });
  });
  return { sums, counts };
}

function sumOfSquares({ sums }: SquaredErrors): number {
  return sums.reduce((sum, v) => sum + v, 0);
}

/** An aggregate too young to have been tested is trusted as little as if it were always off by half. */
const UNTESTED_ERROR = 0.5;

function variances({ sums, counts }: SquaredErrors, final: Float64Array, horizon: number): Float64Array {
  return sums.map((sum, i) => {
    const mean = final.subarray(i * horizon, (i + 1) * horizon).reduce((total, v) => total + v, 0) / horizon;
    return Math.max(1e-6, counts[i]! > 0 ? sum / counts[i]! : (UNTESTED_ERROR * mean) ** 2);
  });
}
