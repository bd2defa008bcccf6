import type { Panel } from '../../series/panel';
import { seededRandom } from '../../training/random';
import { binFeatures, type FeatureMatrix } from '../../trees/binning';
import { predictBooster, trainBooster, type Booster } from '../../trees/booster';
import { createBlock, QUANTILE_COUNT, QUANTILE_LEVELS, tidyBlock, type ForecastBlock } from '../forecast';
import type { Effort, FitContext, FittedMethod, ForecastMethod } from '../method';
import { fitLinearBase, linearReading, type LinearBase } from './linear-base';
import { drawRows } from './training-rows';
import { featureLayout, originScale, writeOriginFeatures, writeStepFeatures } from './tree-features';
import { prepareTreePanel, type TreePanel } from './tree-panel';

type TreesPlan = { readonly rows: number; readonly trees: number; readonly leaves: number; readonly learningRate: number };

const PLANS: Readonly<Record<Effort, TreesPlan>> = {
  quick: { rows: 20_000, trees: 50, leaves: 16, learningRate: 0.12 },
  standard: { rows: 60_000, trees: 90, leaves: 20, learningRate: 0.08 },
};
/** Positions of the quantile levels with a booster of their own; those between are interpolated. */
const LEARNT = [0, 2, 4, 6, 8] as const;
const MOST_BINS = 64;
/** A leaf holds at least this share of the rows. */
const LEAST_LEAF = 1 / 500;

/**
 * Gradient-boosted trees over the whole panel: every (series, cutoff, period ahead) is a row of lags, rolling figures, calendar,
 * seasonal values and what is known in advance, so that one fit forecasts any period of the horizon directly. A booster with
 * squared error gives the mean, five with pinball loss the quantiles; all learn the difference to a linear reading of level and season.
 */
export const gbdt: ForecastMethod = { name: 'gbdt', fit: fitTrees };

type FittedTrees = { readonly base: LinearBase; readonly mean: Booster; readonly quantiles: readonly Booster[] };

async function fitTrees(panel: Panel, { horizon, holdout, effort, seed, report }: FitContext): Promise<FittedMethod> {
  const prepared = prepareTreePanel(panel, horizon, holdout);
  const { rows: mostRows, trees, leaves, learningRate } = PLANS[effort];
  const base = fitLinearBase(prepared, holdout, seededRandom(seed));
  const { matrix, target, cappedTarget, weights, meanWeights } = drawRows(prepared, mostRows, holdout, seededRandom(seed + 1), base);
  const binned = binFeatures(matrix, MOST_BINS);
  const boosters = 1 + LEARNT.length;
  const train = (k: number, y: Float64Array, w: Float64Array, loss: { kind: 'squared' } | { kind: 'quantile'; level: number }) =>
    trainBooster(binned, { y, weights: w }, {
      loss, trees, leaves, learningRate, minChildWeight: Math.max(5, matrix.rows * LEAST_LEAF) * meanOf(w), l2: 5, rowShare: 0.7, columnShare: 0.6, seed: seed * 100 + k,
      report: (share) => report((k + share) / boosters),
    });
  const mean = await train(0, cappedTarget, meanWeights, { kind: 'squared' });
  const quantiles: Booster[] = [];
  for (const [k, q] of LEARNT.entries()) quantiles.push(await train(k + 1, target, weights, { kind: 'quantile', level: QUANTILE_LEVELS[q] }));
  return { forecast: async (at) => forecastTrees(prepared, { base, mean, quantiles }, at) };
}

/** Series whose features are held at a time. */
const SERIES_AT_ONCE = 500;

function forecastTrees(panel: TreePanel, fitted: FittedTrees, holdout: number): ForecastBlock {
  const { series, horizon } = panel;
  const block = createBlock(series.length, horizon);
  const layout = featureLayout(panel);
  const values = new Float32Array(Math.min(SERIES_AT_ONCE, series.length) * horizon * layout.size);
  for (let first = 0; first < series.length; first += SERIES_AT_ONCE) {
    const count = Math.min(SERIES_AT_ONCE, series.length - first);
    const scales = new Float64Array(count * horizon);
    const readings = new Float64Array(count * horizon);
    for (let k = 0; k < count; k++) {
      const origin = { series: first + k, cutoff: Math.max(0, series[first + k]!.y.length - holdout) };
      const scale = originScale(panel, origin);
      const head = values.subarray(k * horizon * layout.size, k * horizon * layout.size + layout.perOrigin);
      writeOriginFeatures(panel, origin, scale, head);
      for (let step = 0; step < horizon; step++) {
        const row = k * horizon + step;
        if (step > 0) values.set(head, row * layout.size);
        writeStepFeatures(panel, origin, scale, step, values, row * layout.size + layout.perOrigin);
        scales[row] = scale;
        readings[row] = linearReading(panel, fitted.base, origin, scale, step);
      }
    }
    const matrix: FeatureMatrix = { rows: count * horizon, features: layout.size, values: values.subarray(0, count * horizon * layout.size), categorical: layout.categorical };
    const write = (booster: Booster, out: Float64Array, stride: number, offset: number) =>
      predictBooster(booster, matrix).forEach((v, row) => (out[(first * horizon + row) * stride + offset] = (v + readings[row]!) * scales[row]!));
    write(fitted.mean, block.mean, 1, 0);
    LEARNT.forEach((q, k) => write(fitted.quantiles[k]!, block.quantiles, QUANTILE_COUNT, q));
  }
  interpolate(block);
  tidyBlock(block);
  return block;
}

/** Fills the levels between two learnt ones with their mean. */
function interpolate({ quantiles }: ForecastBlock): void {
  for (let at = 0; at < quantiles.length; at += QUANTILE_COUNT) {
    for (let q = 1; q < QUANTILE_COUNT; q += 2) quantiles[at + q] = (quantiles[at + q - 1]! + quantiles[at + q + 1]!) / 2;
  }
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 1 : values.reduce((sum, v) => sum + v, 0) / values.length;
}
