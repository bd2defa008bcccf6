import { createBlock, QUANTILE_COUNT, QUANTILE_LEVELS, type ForecastBlock } from '../forecasting/forecast';
import type { LevelWindow, NodeErrors } from './level-errors';

/** Errors a third of the horizon needs to have widths of its own, and a level to have any. */
const FEWEST_PER_BUCKET = 30;
const FEWEST = 8;

/**
 * Forecasts of a level with intervals from its own backtest errors (split conformal, Lei et al. 2018): around the mean, as wide as
 * the standardized absolute errors of the level's nodes were, in proportion to each node's own spread; never negative. A level is
 * surer than the sum of its members' intervals, as their errors partly cancel. Without enough errors the members' own quantiles must do.
 * @param mean [aggregate × horizon] sums of the members' means
 * @param fromMembers gives [aggregate × horizon × 9] quantiles by those of the members
 */
export function levelForecast(mean: Float64Array, fromMembers: () => Float64Array, windows: readonly LevelWindow[], { relative, levelRatio }: NodeErrors, horizon: number): ForecastBlock {
  const nodes = mean.length / horizon;
  const buckets = bucketsFor(nodes * windows.length * horizon, horizon);
  const errors = standardizedErrors(windows, relative, horizon, buckets);
  const block = createBlock(nodes, horizon);
  block.mean.set(mean);
  if (errors.some(({ length }) => length < FEWEST)) {
    block.quantiles.set(fromMembers());
    return block;
  }
  const widths = errors.map((sorted) => QUANTILE_LEVELS.map((level) => Math.sign(level - 0.5) * upperQuantile(sorted, Math.abs(2 * level - 1))));
  const usual = Math.sqrt(levelRatio);
  for (let k = 0; k < mean.length; k++) {
    const spread = relative[Math.floor(k / horizon)]!;
    const width = widths[bucketOf(k % horizon, horizon, buckets)]!;
    for (let q = 0; q < QUANTILE_COUNT; q++) block.quantiles[k * QUANTILE_COUNT + q] = Math.max(0, mean[k]! * (1 + width[q]! * (Number.isNaN(spread) ? usual : spread)));
  }
  return block;
}

/** 80 % intervals of the sums over the horizon, items, one per aggregate. */
export type SumIntervals = { readonly lower: Float64Array; readonly upper: Float64Array };

/**
 * Intervals of sums of periods. Adding up the ends would suppose that every period is off to the same side: each end is the sum of the means
 * and √((1 − ρ) Σd² + ρ (Σd)²), with d the distance of a period's end from its mean.
 * @param errorCorrelation ρ of any two periods' errors
 */
export function sumIntervals({ horizon, mean, quantiles }: ForecastBlock, errorCorrelation: number): SumIntervals {
  const nodes = mean.length / horizon;
  const reach = (node: number, q: number) => {
    let [sum, squares] = [0, 0];
    for (let k = node * horizon; k < (node + 1) * horizon; k++) {
      const distance = quantiles[k * QUANTILE_COUNT + q]! - mean[k]!;
      sum += distance;
      squares += distance * distance;
    }
    return Math.sqrt((1 - errorCorrelation) * squares + errorCorrelation * sum * sum);
  };
  const totals = Float64Array.from({ length: nodes }, (_, node) => mean.subarray(node * horizon, (node + 1) * horizon).reduce((sum, v) => sum + v, 0));
  return { lower: totals.map((total, node) => Math.max(0, total - reach(node, 0))), upper: totals.map((total, node) => total + reach(node, QUANTILE_COUNT - 1)) };
}

/** Per bucket, ascending: |error| over what the node's spread makes of its forecast. */
function standardizedErrors(windows: readonly LevelWindow[], relative: Float64Array, horizon: number, buckets: number): Float64Array[] {
  const found: number[][] = Array.from({ length: buckets }, () => []);
  for (const { forecast, truth } of windows) {
    for (let k = 0; k < forecast.length; k++) {
      const scale = relative[Math.floor(k / horizon)]! * forecast[k]!;
      if (scale > 0) found[bucketOf(k % horizon, horizon, buckets)]!.push(Math.abs(truth[k]! - forecast[k]!) / scale);
    }
  }
  return found.map((errors) => Float64Array.from(errors).sort());
}

function bucketsFor(errors: number, horizon: number): number {
  const wanted = horizon >= 12 ? 3 : horizon >= 4 ? 2 : 1;
  return errors / wanted >= FEWEST_PER_BUCKET ? wanted : 1;
}

function bucketOf(h: number, horizon: number, buckets: number): number {
  return Math.floor((h * buckets) / horizon);
}

/** The ⌈p(n + 1)⌉-th smallest value, which a further one exceeds with probability of at most 1 - p; 0 for p = 0. */
function upperQuantile(sorted: Float64Array, p: number): number {
  const rank = Math.min(sorted.length, Math.ceil(p * (sorted.length + 1) - 1e-9));
  return rank === 0 ? 0 : sorted[rank - 1]!;
}
