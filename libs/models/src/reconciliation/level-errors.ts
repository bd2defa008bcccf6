import type { PastErrors } from '../inventory/error-correlation';
import { sumByNode, type Level } from './hierarchy';

/** What a level's forecasts said in one backtest window and what came, both summed over the cells whose truth is known. */
export type LevelWindow = {
  /** [aggregate × horizon] */
  readonly forecast: Float64Array;
  readonly truth: Float64Array;
};

/**
 * Sums a window to a level. A cell whose truth is unknown (a stock-out, too little history) is left out of both sums, so that the
 * errors are of demand that could be seen.
 * @param mean [series × horizon]  @param truth [series × horizon], `NaN` where unknown
 */
export function levelWindow(level: Level, mean: Float64Array, truth: Float64Array, horizon: number): LevelWindow {
  return {
    forecast: sumByNode(level, mean.map((v, k) => (Number.isNaN(truth[k]!) ? 0 : v)), horizon),
    truth: sumByNode(level, truth.map((v) => (Number.isNaN(v) ? 0 : v)), horizon),
  };
}

/** Cells of prior that pull a node's error towards its level's, relative to its size. */
const PRIOR_CELLS = 8;

/** Mean squared errors of the nodes of a level over all windows, shrunk towards what nodes of their size have on their level. */
export type NodeErrors = {
  /** [aggregate] variance of one period's error */
  readonly variance: Float64Array;
  /** [aggregate] root of the variance over the mean forecast; `NaN` where nothing was forecast */
  readonly relative: Float64Array;
  /** Σ error² / Σ forecast² of the level */
  readonly levelRatio: number;
};

export function nodeErrors(windows: readonly LevelWindow[], nodes: number, horizon: number): NodeErrors {
  const squaredError = new Float64Array(nodes);
  const squaredForecast = new Float64Array(nodes);
  const forecast = new Float64Array(nodes);
  const cells = new Int32Array(nodes);
  for (const window of windows) {
    for (let k = 0; k < nodes * horizon; k++) {
      const node = Math.floor(k / horizon);
      squaredError[node]! += (window.truth[k]! - window.forecast[k]!) ** 2;
      squaredForecast[node]! += window.forecast[k]! ** 2;
      forecast[node]! += window.forecast[k]!;
      if (window.forecast[k]! > 0 || window.truth[k]! > 0) cells[node]! += 1;
    }
  }
  const levelRatio = total(squaredError) / Math.max(total(squaredForecast), 1e-12);
  const variance = squaredError.map((v, node) => (v + (PRIOR_CELLS * levelRatio * squaredForecast[node]!) / Math.max(1, cells[node]!)) / (cells[node]! + PRIOR_CELLS));
  const relative = variance.map((v, node) => (forecast[node]! > 0 ? Math.sqrt(v) / (forecast[node]! / cells[node]!) : Number.NaN));
  return { variance, relative, levelRatio };
}

/** Nodes whose past errors are read: more tell nothing new. */
const MOST_NODES = 2000;
const NORMAL_90 = 1.2815515655;

/** The forecasts of a level in the windows beside what came, with the interval that each node's spread makes. */
export function pastErrors(windows: readonly LevelWindow[], { relative }: NodeErrors, horizon: number): PastErrors[] {
  const stride = Math.max(1, Math.ceil(relative.length / MOST_NODES));
  const nodes = Array.from({ length: Math.ceil(relative.length / stride) }, (_, k) => k * stride);
  return windows.flatMap(({ forecast, truth }) =>
    nodes.map((node) => {
      const row = (values: Float64Array) => values.subarray(node * horizon, (node + 1) * horizon);
      const reach = NORMAL_90 * relative[node]!;
      return { truth: row(truth), mean: row(forecast), lower: row(forecast).map((v) => v * (1 - reach)), upper: row(forecast).map((v) => v * (1 + reach)) };
    }),
  );
}

function total(values: Float64Array): number {
  return values.reduce((sum, v) => sum + v, 0);
}
