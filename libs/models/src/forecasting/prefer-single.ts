import type { ScoredWindow } from './backtest';
import type { Weights } from './combination';
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
  const lossesOf = (mix: readonly Weights[]) => windows.map(({ truth }, w) => lossOf(blocks.map((method) => method[w]!), mix, truth, members, counts));
  const combined = lossesOf(weights);
  const limit = (1 - MARGIN) * total(combined);
  const alone = blocks.map((_, m) => lossesOf([Float64Array.from(blocks, (__, other) => (other === m ? 1 : 0))]));
  let best: number | undefined;
  alone.forEach((losses, m) => {
    if (total(losses) >= limit || losses.some((loss, w) => loss >= combined[w]!)) return;
    if (best === undefined || total(losses) < total(alone[best]!)) best = m;
  });
  return best;
}

/** Pinball loss of the weighted mean of the methods' quantiles in one window. */
function lossOf(blocks: readonly ForecastBlock[], mix: readonly Weights[], truth: Float64Array, members: readonly number[], counts: readonly boolean[]): number {
  const { horizon } = blocks[0]!;
  let loss = 0;
  for (const i of members) {
    for (let h = 0; h < horizon; h++) {
      const cell = i * horizon + h;
      const y = truth[cell]!;
      if (Number.isNaN(y)) continue;
      const weights = mix[bucketOf(h, horizon, mix.length)]!;
      for (let q = 0; q < QUANTILE_COUNT; q++) {
        let f = 0;
        for (let m = 0; m < blocks.length; m++) if (weights[m] !== 0) f += weights[m]! * blocks[m]!.quantiles[cell * QUANTILE_COUNT + q]!;
        loss += pinball(y, counts[i] ? Math.round(f) : f, QUANTILE_LEVELS[q]!);
      }
    }
  }
  return loss;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0);
}
