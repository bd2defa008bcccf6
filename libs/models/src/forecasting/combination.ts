import { createBlock, QUANTILE_COUNT, QUANTILE_LEVELS, tidyBlock, type ForecastBlock, type MethodName } from './forecast';
import { bucketOf } from './horizon-buckets';
import type { ScoredWindow } from './backtest';

/** Weights of the methods, in the order the methods were given; they add to 1. */
export type Weights = Float64Array<ArrayBuffer>;

/** What a combination is weighed for: its quantiles by pinball loss, its mean by squared error, as RMSSE counts it. */
export type Aspect = 'quantiles' | 'mean';

/** The part of the backtest that one set of weights is fitted to. */
export type Cells = {
  readonly members: readonly number[];
  /** of how many equal parts of the horizon, which one; all of it when absent */
  readonly bucket?: { readonly index: number; readonly of: number };
  /** usual size of a series' errors, items: squared errors are divided by its square, so that no series drowns the others */
  readonly scaleOf: (series: number) => number;
};

/** Few steps: stopping early keeps the weights near the prior where the backtest does not speak clearly. */
const STEPS = 12;
const MOST_CELLS = 12_000;
const RATE = 2;
/** Forecast series (a series in a window) that weigh as much as what the weights start from. */
const PRIOR_ROWS = 60;
/** However many series spoke, they spoke of a few windows of one past: so much of the weights at most. */
const MOST_TRUST = 0.5;
const NEGLIGIBLE = 0.02;
/** In units of the usual error of a series. */
const LEAST_ERROR = 0.1;

/**
 * What is known before any backtest: models that learn from all series are usually better than those of one, and these than flat or
 * copied values. Of the models only the trees learn a mean; the networks' is read off their quantiles.
 */
const PRIOR: Readonly<Record<MethodName, { readonly [of in Aspect]: number }>> = {
  gbdt: { quantiles: 4, mean: 5 },
  lstm: { quantiles: 3, mean: 1.5 },
  nhits: { quantiles: 3, mean: 2 },
  ets: { quantiles: 0.5, mean: 0.5 },
  theta: { quantiles: 0.5, mean: 0.5 },
  mstl: { quantiles: 0.25, mean: 0.25 },
  adida: { quantiles: 0.25, mean: 1 },
  'moving-average': { quantiles: 0.1, mean: 0.1 },
  empirical: { quantiles: 0.1, mean: 0.1 },
  'seasonal-naive': { quantiles: 0.1, mean: 0.1 },
  tsb: { quantiles: 0.1, mean: 0.1 },
  sba: { quantiles: 0.1, mean: 0.1 },
  croston: { quantiles: 0.1, mean: 0.1 },
};

/** The weights to start from, and to keep when there is no backtest. */
export function priorWeights(methods: readonly MethodName[], aspect: Aspect): Weights {
  return normalized(Float64Array.from(methods, (name) => PRIOR[name][aspect]));
}

/** A method's means may add up to this many times what the usual method says, or to one over it. */
const LARGEST_RATIO = 1.5;

/**
 * The weights without methods whose means add up to something quite else than the usual method's. Squared errors do not see it: where
 * demand is rare they favour 0, which would plan for a business that sells nothing.
 * @param blocks [method][window]
 */
export function withoutOutliers(weights: Weights, blocks: readonly (readonly ForecastBlock[])[], members: readonly number[]): Weights {
  const sums = blocks.map((windows) => windows.reduce((total, block) => total + sumOfMeans(block, members), 0));
  const usual = [...sums].sort((a, b) => a - b)[Math.floor(sums.length / 2)] ?? 0;
  const kept = weights.map((w, m) => (sums[m]! <= LARGEST_RATIO * usual && sums[m]! >= usual / LARGEST_RATIO ? w : 0));
  return kept.some((w) => w > 0) ? normalized(kept) : weights;
}

function sumOfMeans({ horizon, mean }: ForecastBlock, members: readonly number[]): number {
  let total = 0;
  for (const i of members) for (let k = i * horizon; k < (i + 1) * horizon; k++) total += mean[k]!;
  return total;
}

/**
 * Weights on the simplex with the least loss of the weighted mean of the methods over these cells of the backtest, by
 * exponentiated gradient (Kivinen & Warmuth 1997) on the logarithm of the loss, stopped early, then drawn back towards `prior`
 * the more, the fewer series spoke. Equal weights are hard to beat when the backtest is short (Claeskens et al. 2016).
 * @param blocks [method][window]
 */
export function fitWeights(windows: readonly ScoredWindow[], blocks: readonly (readonly ForecastBlock[])[], aspect: Aspect, cells: Cells, prior: Weights): Weights {
  const sample = blocks.length > 1 ? collectSample(windows, blocks, aspect, cells) : undefined;
  if (!sample) return prior;
  if (aspect === 'mean') tameExtremes(sample, prior);
  const best = { loss: Number.POSITIVE_INFINITY, weights: prior };
  let weights = prior;
  for (let step = 0; step < STEPS; step++) {
    const { loss, gradient } = aspect === 'quantiles' ? pinballOf(sample, weights) : squaredErrorOf(sample, weights);
    if (loss < best.loss) Object.assign(best, { loss, weights });
    if (loss <= 0) break;
    const pace = RATE / (loss * Math.sqrt(1 + step / 4));
    weights = normalized(weights.map((w, m) => w * Math.exp(Math.max(-2, Math.min(2, -pace * gradient[m]!)))));
  }
  const trust = (MOST_TRUST * sample.rows) / (sample.rows + PRIOR_ROWS);
  return prune(best.weights.map((w, m) => trust * w + (1 - trust) * prior[m]!));
}

export type CombinationWeights = {
  /** weights of the quantiles, and of the mean, for a period ahead of a series */
  readonly weightsOf: (series: number, step: number, aspect: Aspect) => Weights;
};

/** The weighted mean of the methods' means and quantiles. */
export function combine(blocks: readonly ForecastBlock[], weightsOf: CombinationWeights['weightsOf']): ForecastBlock {
  const horizon = blocks[0]!.horizon;
  const seriesCount = blocks[0]!.mean.length / horizon;
  const combined = createBlock(seriesCount, horizon);
  for (let k = 0; k < combined.mean.length; k++) {
    const series = Math.floor(k / horizon);
    const forQuantiles = weightsOf(series, k % horizon, 'quantiles');
    const forMean = weightsOf(series, k % horizon, 'mean');
    for (let m = 0; m < blocks.length; m++) {
      combined.mean[k]! += forMean[m]! * blocks[m]!.mean[k]!;
      const weight = forQuantiles[m]!;
      if (weight === 0) continue;
      for (let q = k * QUANTILE_COUNT; q < (k + 1) * QUANTILE_COUNT; q++) combined.quantiles[q]! += weight * blocks[m]!.quantiles[q]!;
    }
  }
  tidyBlock(combined);
  return combined;
}

type Sample = {
  /** series in windows that the cells come from */
  readonly rows: number;
  /** which of the rows each cell belongs to */
  readonly rowOf: Int32Array;
  readonly methods: number;
  readonly truth: Float64Array;
  /** 1 / scale² for squared errors */
  readonly importance: Float64Array;
  /** [cell × level × method], one level for the mean */
  readonly forecasts: Float64Array;
};

/** Known cells of the members, thinned evenly when there are very many; `undefined` when there is none. */
function collectSample(windows: readonly ScoredWindow[], blocks: readonly (readonly ForecastBlock[])[], aspect: Aspect, { members, bucket, scaleOf }: Cells): Sample | undefined {
  const horizon = blocks[0]?.[0]?.horizon ?? 0;
  const found: { window: number; cell: number; series: number; row: number }[] = [];
  let rows = 0;
  windows.forEach(({ truth }, window) => {
    for (const series of members) {
      const before = found.length;
      for (let h = 0; h < horizon; h++) {
        const cell = series * horizon + h;
        if (!Number.isNaN(truth[cell]!) && (!bucket || bucketOf(h, horizon, bucket.of) === bucket.index)) found.push({ window, cell, series, row: rows });
      }
      if (found.length > before) rows += 1;
    }
  });
  if (found.length === 0) return undefined;
  const stride = Math.ceil(found.length / MOST_CELLS);
  const kept = stride > 1 ? found.filter((_, k) => k % stride === 0) : found;
  const levels = aspect === 'quantiles' ? QUANTILE_COUNT : 1;
  const forecasts = new Float64Array(kept.length * levels * blocks.length);
  kept.forEach(({ window, cell }, k) => {
    blocks.forEach((method, m) => {
      const { mean, quantiles } = method[window]!;
      for (let q = 0; q < levels; q++) forecasts[(k * levels + q) * blocks.length + m] = aspect === 'quantiles' ? quantiles[cell * QUANTILE_COUNT + q]! : mean[cell]!;
    });
  });
  return {
    rows,
    rowOf: Int32Array.from(kept, ({ row }) => row),
    methods: blocks.length,
    truth: Float64Array.from(kept, ({ window, cell }) => windows[window]!.truth[cell]!),
    importance: Float64Array.from(kept, ({ series }) => 1 / Math.max(1e-12, scaleOf(series)) ** 2),
    forecasts,
  };
}

type LossAndGradient = { readonly loss: number; readonly gradient: Float64Array };

function pinballOf({ methods, truth, forecasts }: Sample, weights: Weights): LossAndGradient {
  const gradient = new Float64Array(methods);
  let loss = 0;
  for (let k = 0; k < truth.length; k++) {
    const y = truth[k]!;
    for (let q = 0; q < QUANTILE_COUNT; q++) {
      const at = (k * QUANTILE_COUNT + q) * methods;
      let f = 0;
      for (let m = 0; m < methods; m++) f += weights[m]! * forecasts[at + m]!;
      const slope = y >= f ? -QUANTILE_LEVELS[q]! : 1 - QUANTILE_LEVELS[q]!;
      loss += slope * (f - y);
      for (let m = 0; m < methods; m++) gradient[m]! += slope * forecasts[at + m]!;
    }
  }
  return { loss, gradient: centred(gradient, weights) };
}

function squaredErrorOf({ methods, truth, importance, forecasts }: Sample, weights: Weights): LossAndGradient {
  const gradient = new Float64Array(methods);
  let loss = 0;
  for (let k = 0; k < truth.length; k++) {
    let error = -truth[k]!;
    for (let m = 0; m < methods; m++) error += weights[m]! * forecasts[k * methods + m]!;
    loss += importance[k]! * error * error;
    for (let m = 0; m < methods; m++) gradient[m]! += 2 * importance[k]! * error * forecasts[k * methods + m]!;
  }
  return { loss, gradient: centred(gradient, weights) };
}

/**
 * Divides the importance of a series in a window by the root of its squared error under `weights`: the sum of squares then
 * behaves like the sum of roots that RMSSE is, and single outbreaks of demand do not decide.
 */
function tameExtremes({ methods, truth, importance, forecasts, rowOf, rows }: Sample, weights: Weights): void {
  const sums = new Float64Array(rows);
  const counts = new Float64Array(rows);
  for (let k = 0; k < truth.length; k++) {
    let error = -truth[k]!;
    for (let m = 0; m < methods; m++) error += weights[m]! * forecasts[k * methods + m]!;
    sums[rowOf[k]!]! += importance[k]! * error * error;
    counts[rowOf[k]!]! += 1;
  }
  for (let k = 0; k < truth.length; k++) importance[k]! /= Math.max(LEAST_ERROR, Math.sqrt(sums[rowOf[k]!]! / counts[rowOf[k]!]!));
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
