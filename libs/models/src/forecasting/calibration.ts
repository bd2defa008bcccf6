import { MEDIAN, QUANTILE_COUNT, QUANTILE_LEVELS, tidyBlock, type ForecastBlock } from './forecast';
import { bucketOf, bucketsOf } from './horizon-buckets';
import type { ScoredWindow } from './backtest';

/** Factors on the distance of each quantile from the median, per horizon bucket: [bucket × 9]. */
export type Calibration = { readonly buckets: number; readonly factors: Float64Array };

/** Leaves a block as it is. */
export const UNCHANGED: Calibration = { buckets: 1, factors: new Float64Array(QUANTILE_COUNT).fill(1) };

const SHRINKAGE = 60;
/** Between the right coverage (0) and the least pinball loss (1). */
const CONTINUOUS_WEIGHT = 0.5;
/** Counts that are mostly zero cannot cover four fifths exactly: there only the loss can be right. */
const COUNT_WEIGHT = 1;

/**
 * Scaled conformal calibration: the factor of level q is the one at which the weighted share of backtest truths at or below
 * median + factor · (F_q - median) is q. Weights |F_q - median|^w: with w = 0 the share of cells is right (coverage), with w = 1
 * the pinball loss is least; one half serves both, 1 is right for demand that is mostly zero. Shrunk towards 1 when there are few cells, as residuals of one window hang
 * together. Cells where the quantile equals the median, or a lower one is 0 already, say nothing and are left out.
 */
export function fitCalibration(
  windows: readonly ScoredWindow[],
  blocks: readonly ForecastBlock[],
  members: readonly number[],
  isMostlyZero: boolean,
): Calibration {
  const weightPower = isMostlyZero ? COUNT_WEIGHT : CONTINUOUS_WEIGHT;
  const horizon = blocks[0]?.horizon ?? 1;
  const buckets = bucketsOf(horizon);
  const factors = new Float64Array(buckets * QUANTILE_COUNT).fill(1);
  for (let bucket = 0; bucket < buckets; bucket++) {
    for (let q = 0; q < QUANTILE_COUNT; q++) {
      if (q === MEDIAN) continue;
      const { ratios, weights } = collectRatios(windows, blocks, members, { horizon, buckets, bucket, q, weightPower });
      if (ratios.length === 0) continue;
      const level = Math.max(QUANTILE_LEVELS[q]!, 1 - QUANTILE_LEVELS[q]!);
      const factor = Math.min(3, Math.max(0.3, weightedQuantile(ratios, weights, level)));
      factors[bucket * QUANTILE_COUNT + q] = Math.exp((Math.log(factor) * ratios.length) / (ratios.length + SHRINKAGE));
    }
  }
  return { buckets, factors };
}

/** Applies each series' calibration. Returns a new block. */
export function calibrate({ horizon, mean, quantiles }: ForecastBlock, calibrationOf: (series: number) => Calibration): ForecastBlock {
  const block = { horizon, mean: Float64Array.from(mean), quantiles: Float64Array.from(quantiles) };
  for (let i = 0; i < mean.length / horizon; i++) {
    const { buckets, factors } = calibrationOf(i);
    for (let h = 0; h < horizon; h++) {
      const row = (i * horizon + h) * QUANTILE_COUNT;
      const bucket = bucketOf(h, horizon, buckets);
      const median = quantiles[row + MEDIAN]!;
      for (let q = 0; q < QUANTILE_COUNT; q++)
        block.quantiles[row + q] = median + factors[bucket * QUANTILE_COUNT + q]! * (quantiles[row + q]! - median);
    }
  }
  tidyBlock(block);
  return block;
}

type Slot = { readonly horizon: number; readonly buckets: number; readonly bucket: number; readonly q: number; readonly weightPower: number };

function collectRatios(windows: readonly ScoredWindow[], blocks: readonly ForecastBlock[], members: readonly number[], slot: Slot) {
  const ratios: number[] = [];
  const weights: number[] = [];
  windows.forEach(({ truth }, w) => {
    const { quantiles } = blocks[w]!;
    for (const i of members) {
      for (let h = 0; h < slot.horizon; h++) {
        const k = i * slot.horizon + h;
        if (bucketOf(h, slot.horizon, slot.buckets) !== slot.bucket || Number.isNaN(truth[k]!)) continue;
        const median = quantiles[k * QUANTILE_COUNT + MEDIAN]!;
        const quantile = quantiles[k * QUANTILE_COUNT + slot.q]!;
        if (Math.abs(quantile - median) < 1e-9 || (slot.q < MEDIAN && quantile <= 0)) continue;
        ratios.push((truth[k]! - median) / (quantile - median));
        weights.push(Math.abs(quantile - median) ** slot.weightPower);
      }
    }
  });
  return { ratios, weights };
}

/** Smallest value at which the cumulated weight reaches `level` of all. */
function weightedQuantile(values: readonly number[], weights: readonly number[], level: number): number {
  const order = Uint32Array.from(values, (_, k) => k).sort((a, b) => values[a]! - values[b]!);
  const target = level * weights.reduce((sum, w) => sum + w, 0);
  let cumulated = 0;
  for (const k of order) {
    cumulated += weights[k]!;
    if (cumulated >= target) return values[k]!;
  }
  return values[order[order.length - 1]!]!;
}
