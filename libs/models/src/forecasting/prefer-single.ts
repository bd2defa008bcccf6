import type { ScoredWindow } from './backtest';
import { combine, type Weights } from './combination';
import { roundCounts } from './counts';
import { QUANTILE_COUNT, QUANTILE_LEVELS, type ForecastBlock } from './forecast';
import { bucketOf } from './horizon-buckets';
import { pinball } from './metrics';

/** A single method is preferred when its loss is lower by this share over all windows, and lower in every one of them. */
const MARGIN = 0.005;
const FEWEST_WINDOWS = 3;

/**
 * The method that was better alone than the combination in every backtest window, by pinball loss over these series; the best of them
 * when several were, `undefined` when none. The combination keeps half of what its weights start from, which costs where one kind
 * of method does not fit the demand at all.
 * @param blocks [method][window]
 * @param weights of the combination, by part of the horizon
 * @param counts which series have whole quantiles
 */
export function preferSingle(windows: readonly ScoredWindow[], blocks: readonly (readonly ForecastBlock[])[], members: readonly number[], weights: readonly Weights[], counts: readonly boolean[]): number | undefined {
  if (windows.length < FEWEST_WINDOWS || blocks.length < 2) return undefined;
  const lossesOf = (blockAt: (window: number) => ForecastBlock) => windows.map(({ truth }, w) => lossOf(rounded(blockAt(w), counts), truth, members));
  const combined = lossesOf((w) => combine(blocks.map((method) => method[w]!), (_, step) => weights[bucketOf(step, blocks[0]![w]!.horizon, weights.length)]!));
  const limit = (1 - MARGIN) * total(combined);
  const candidates = blocks.map((method, m) => ({ m, losses: lossesOf((w) => method[w]!) })).filter(({ losses }) => total(losses) < limit && losses.every((loss, w) => loss < combined[w]!));
  return candidates.toSorted((a, b) => total(a.losses) - total(b.losses))[0]?.m;
}

function rounded(block: ForecastBlock, counts: readonly boolean[]): ForecastBlock {
  const copy = { ...block, quantiles: block.quantiles.slice() };
  roundCounts(copy, counts);
  return copy;
}

function lossOf({ horizon, quantiles }: ForecastBlock, truth: Float64Array, members: readonly number[]): number {
  let loss = 0;
  for (const i of members) {
    for (let k = i * horizon; k < (i + 1) * horizon; k++) {
      if (Number.isNaN(truth[k]!)) continue;
      for (let q = 0; q < QUANTILE_COUNT; q++) loss += pinball(truth[k]!, quantiles[k * QUANTILE_COUNT + q]!, QUANTILE_LEVELS[q]!);
    }
  }
  return loss;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0);
}
