import type { Panel } from '../series/panel';
import { seasonalityOf } from '../series/panel';
import { visibleHistory } from '../series/history';
import { quantileOfSorted } from './distribution';
import type { ForecastBlock } from './forecast';
import { scoreForecasts, type ForecastScores } from './metrics';

/** Observed periods a series needs before a cutoff to be forecast by a model and scored. */
export const MIN_OBSERVED = 6;

/** A rolling-origin window with the truth it is scored on. */
export type ScoredWindow = {
  readonly holdout: number;
  /** [series × horizon], `NaN` where unknown or where the series had too little history at the cutoff */
  readonly truth: Float64Array;
};

/** Share of the history that the oldest window still learns from, and what must do where that leaves no room for windows. */
const LEAST_TRAINED = [0.6, 0.5, 0.4];

export type BacktestPlan = { readonly windows: number; readonly step: number };

/**
 * How many windows, how far apart: the oldest training part must keep two seasons if the history has them, else one, and always
 * most of the history; the newest window always ends with the history.
 */
export function planBacktest(panel: Panel, horizon: number, wanted: Partial<BacktestPlan>, mostWindows: number): BacktestPlan {
  const lengths = panel.series.map(({ y }) => y.length).sort((a, b) => a - b);
  const length = lengths.length === 0 ? 0 : quantileOfSorted(lengths, 0.5);
  const seasonality = seasonalityOf(panel);
  const floors = LEAST_TRAINED.flatMap((share) => [2 * seasonality, seasonality + 4, MIN_OBSERVED].map((floor) => Math.max(floor, Math.ceil(share * length))));
  const room = floors.map((floor) => length - floor - horizon).find((r) => r >= Math.min(horizon / 2, 4)) ?? length - MIN_OBSERVED - horizon;
  if (room < 0) return { windows: length - MIN_OBSERVED >= 1 ? 1 : 0, step: 1 };
  const step = wanted.step ?? Math.max(1, Math.min(Math.round(horizon / 2), Math.floor(room / Math.max(1, mostWindows - 1))));
  const windows = wanted.windows ?? Math.min(mostWindows, 1 + Math.floor(room / step));
  return { windows: Math.max(1, Math.min(windows, 1 + Math.floor(room / step))), step };
}

/** Trailing periods hidden in each window, the oldest window first. */
export function holdoutsOf({ windows, step }: BacktestPlan, horizon: number): number[] {
  return Array.from({ length: windows }, (_, k) => horizon + (windows - 1 - k) * step);
}

/** Reads the truth of a window from the panel. */
export function windowTruth(panel: Panel, horizon: number, holdout: number): ScoredWindow {
  const truth = new Float64Array(panel.series.length * horizon).fill(Number.NaN);
  panel.series.forEach((series, i) => {
    const visible = visibleHistory(series, holdout);
    const observed = visible.reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
    if (observed < MIN_OBSERVED) return;
    for (let h = 0; h < horizon && visible.length + h < series.y.length; h++) truth[i * horizon + h] = series.y[visible.length + h]!;
  });
  return { holdout, truth };
}

/** Pooled scores of one model over all windows, for the given series; each window is scaled by the history before its own cutoff. */
export function scoreWindows(
  panel: Panel,
  windows: readonly ScoredWindow[],
  blocks: readonly ForecastBlock[],
  members: readonly number[],
  scaleLag: number,
): ForecastScores | undefined {
  const horizon = blocks[0]?.horizon;
  if (horizon === undefined || members.length === 0) return undefined;
  const rows = windows.length * members.length;
  const pooled = { horizon, mean: new Float64Array(rows * horizon), quantiles: new Float64Array(rows * horizon * 9) };
  const truth = new Float64Array(rows * horizon);
  const history: Float64Array[] = [];
  windows.forEach((window, w) => {
    members.forEach((i, position) => {
      const row = w * members.length + position;
      const block = blocks[w]!;
      pooled.mean.set(block.mean.subarray(i * horizon, (i + 1) * horizon), row * horizon);
      pooled.quantiles.set(block.quantiles.subarray(i * horizon * 9, (i + 1) * horizon * 9), row * horizon * 9);
      truth.set(window.truth.subarray(i * horizon, (i + 1) * horizon), row * horizon);
      history.push(visibleHistory(panel.series[i]!, window.holdout));
    });
  });
  return scoreForecasts(pooled, truth, history, scaleLag);
}
