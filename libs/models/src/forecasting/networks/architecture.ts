import type * as tfTypes from '@tensorflow/tfjs';
import type { Random } from '../../training/random';
import { QUANTILE_COUNT, QUANTILE_LEVELS } from '../forecast';
import type { NetworkPanel } from './network-panel';
import { SKIP_SIZE } from './windows';

/** Weights as plain arrays, in a fixed order; the optimizer works on these. */
export type Parameters = { readonly shapes: readonly (readonly number[])[]; readonly values: readonly Float32Array[] };

/** What a network reads for a batch, see `WindowBatch`. */
export type NetworkInputs = {
  /** [inputSize, batch, encoder] */
  readonly encoder: tfTypes.Tensor3D;
  /** [batch, statics] */
  readonly statics: tfTypes.Tensor2D;
  /** [batch × horizon, future] */
  readonly future: tfTypes.Tensor2D;
  /** [batch × horizon, SKIP_SIZE] */
  readonly skip: tfTypes.Tensor2D;
};

/** One kind of network: how it begins, and what it makes of a batch. */
export type Architecture = {
  readonly initialParameters: (panel: NetworkPanel, random: Random) => Parameters;
  /** differentiable in the weights; @returns [batch × horizon, 9] scaled quantiles, not yet sorted */
  readonly quantiles: (panel: NetworkPanel, weights: readonly tfTypes.Tensor[], inputs: NetworkInputs) => tfTypes.Tensor2D;
};

/** Uniform weights of the variance of Glorot & Bengio (2010) times gain². */
export function glorot([rows = 1, columns = 1]: readonly number[], random: Random, gain = 1): Float32Array {
  const limit = gain * Math.sqrt(6 / (rows + columns));
  return Float32Array.from({ length: rows * columns }, () => (2 * random.next() - 1) * limit);
}

/** Biases of the nine outputs: the quantiles begin apart and in order. */
export function initialOutputBias(): Float32Array {
  return Float32Array.from(QUANTILE_LEVELS, (level) => (level - 0.5) * 0.5);
}

/** [SKIP_SIZE × 9]: starts from the seasonal value as far as the panel is seasonal, from the level as far as it is not. */
export function initialSkip({ seasonalShare, seasonality }: NetworkPanel): Float32Array {
  const seasonalColumn = seasonality > 12 ? 3 : 1;
  const byColumn = new Float32Array(SKIP_SIZE);
  byColumn[0] = 1 - seasonalShare;
  byColumn[seasonalColumn]! += seasonalShare;
  return Float32Array.from({ length: SKIP_SIZE * QUANTILE_COUNT }, (_, k) => byColumn[Math.floor(k / QUANTILE_COUNT)]!);
}
