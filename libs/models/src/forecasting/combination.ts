import { createBlock, QUANTILE_COUNT, QUANTILE_LEVELS, tidyBlock, type ForecastBlock, type MethodName } from './forecast';
import type { ScoredWindow } from './backtest';

/** Weights of the methods for one class of series, in the order the methods were given; they add to 1. */
export type Weights = Float64Array<ArrayBuffer>;

const STEPS = 120;
const MOST_CELLS = 30_000;
const RATE = 4;
/** Cells from which on the backtest is trusted fully against the prior. */
const TRUSTED_CELLS = 400;
const NEGLIGIBLE = 0.04;

/** What is known before any backtest: models of the whole history are usually better than flat or copied ones. */
const PRIOR: Readonly<Record<MethodName, number>> = { lstm: 3, nhits: 3, ets: 2, theta: 2, 'seasonal-naive': 0.25, 'moving-average': 0.5, empirical: 0.5, tsb: 0.25 };

/** The weights to start from, and to keep when there is no backtest. */
export function priorWeights(methods: readonly MethodName[]): Weights {
  return normalized(Float64Array.from(methods, (name) => PRIOR[name]));
}

/**
 * Weights on the simplex with the least pinball loss of the weighted mean of quantiles over the backtest of a class, by
 * exponentiated gradient (Kivinen & Warmuth 1997) on the logarithm of the loss; few cells move them little from `prior`.
 * @param blocks [method][window]
 * @param members series of the class
 */
export function fitWeights(windows: readonly ScoredWindow[], blocks: readonly (readonly ForecastBlock[])[], members: readonly number[], prior: Weights): Weights {
  const cells = listCells(windows, members, blocks[0]?.[0]?.horizon ?? 0);
  if (cells.length === 0 || blocks.length === 1) return prior;
  const rate = RATE * Math.min(1, cells.length / TRUSTED_CELLS);
  const best = { loss: Number.POSITIVE_INFINITY, weights: prior };
  let weights = prior;
  for (let step = 0; step < STEPS; step++) {
    const { loss, gradient } = lossAndGradient(windows, blocks, cells, weights);
    if (loss < best.loss) Object.assign(best, { loss, weights });
    if (loss <= 0) break;
    const pace = rate / (loss * Math.sqrt(1 + step / 4));
    weights = normalized(weights.map((w, m) => w * Math.exp(Math.max(-2, Math.min(2, -pace * gradient[m]!)))));
  }
  return prune(best.weights);
}

/** The weighted mean of the methods' means and quantiles, each series by the weights of its class. */
export function combine(blocks: readonly ForecastBlock[], weightsOf: (series: number) => Weights): ForecastBlock {
  const horizon = blocks[0]!.horizon;
  const seriesCount = blocks[0]!.mean.length / horizon;
  const combined = createBlock(seriesCount, horizon);
  for (let i = 0; i < seriesCount; i++) {
    const weights = weightsOf(i);
    blocks.forEach((block, m) => {
      const weight = weights[m]!;
      if (weight === 0) return;
      for (let k = i * horizon; k < (i + 1) * horizon; k++) combined.mean[k]! += weight * block.mean[k]!;
      for (let k = i * horizon * QUANTILE_COUNT; k < (i + 1) * horizon * QUANTILE_COUNT; k++) combined.quantiles[k]! += weight * block.quantiles[k]!;
    });
  }
  tidyBlock(combined);
  return combined;
}

type Cell = { readonly window: number; readonly cell: number };

/** Known cells of the members, thinned evenly when there are very many. */
function listCells(windows: readonly ScoredWindow[], members: readonly number[], horizon: number): Cell[] {
  const cells: Cell[] = [];
  windows.forEach(({ truth }, window) => {
    for (const i of members) for (let k = i * horizon; k < (i + 1) * horizon; k++) if (!Number.isNaN(truth[k]!)) cells.push({ window, cell: k });
  });
  const stride = Math.ceil(cells.length / MOST_CELLS);
  return stride <= 1 ? cells : cells.filter((_, k) => k % stride === 0);
}

function lossAndGradient(
  windows: readonly ScoredWindow[],
  blocks: readonly (readonly ForecastBlock[])[],
  cells: readonly Cell[],
  weights: Weights,
): { loss: number; gradient: Float64Array } {
  const gradient = new Float64Array(weights.length);
  let loss = 0;
  for (const { window, cell } of cells) {
    const y = windows[window]!.truth[cell]!;
    for (let q = 0; q < QUANTILE_COUNT; q++) {
      const position = cell * QUANTILE_COUNT + q;
      let f = 0;
      for (let m = 0; m < weights.length; m++) f += weights[m]! * blocks[m]![window]!.quantiles[position]!;
      const slope = y >= f ? -QUANTILE_LEVELS[q]! : 1 - QUANTILE_LEVELS[q]!;
      loss += slope * (f - y);
      for (let m = 0; m < weights.length; m++) gradient[m]! += slope * blocks[m]![window]!.quantiles[position]!;
    }
  }
  return { loss, gradient: centred(gradient, weights) };
}

/** Only differences between methods matter on the simplex. */
function centred(values: Float64Array, weights: Weights): Float64Array {
  const mean = values.reduce((sum, v, m) => sum + weights[m]! * v, 0);
  return values.map((v) => v - mean);
}

function prune(weights: Weights): Weights {
  return normalized(weights.map((w) => (w < NEGLIGIBLE ? 0 : w)));
}

function normalized(weights: Weights): Weights {
  const sum = weights.reduce((total, w) => total + w, 0);
  return weights.map((w) => w / sum);
}
