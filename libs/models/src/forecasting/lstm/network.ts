import type * as tfTypes from '@tensorflow/tfjs';
import type { Random } from '../../training/random';
import { QUANTILE_COUNT, QUANTILE_LEVELS } from '../forecast';
import type { LstmKernel, TensorRuntime } from '../method';
import type { NetworkPanel } from './features';
import { SKIP_SIZE, windowSizes, type WindowBatch, type WindowSizes } from './windows';

/** Weights as plain arrays, in a fixed order; the optimizer works on these. */
export type Parameters = { readonly shapes: readonly (readonly number[])[]; readonly values: readonly Float32Array[] };
export type NetworkSize = { readonly units: number; readonly hidden: number };

/**
 * Encoder LSTM → context; decoder: for each step of the horizon a two-layer perceptron over the context, the step and what is
 * known of that period → nine quantiles, added to a linear reading of level and seasonal values (the residual connection).
 */
export type Network = {
  readonly panel: NetworkPanel;
  readonly sizes: WindowSizes;
  /** pinball loss of a batch as a scalar, and its gradient per parameter */
  readonly lossAndGradients: (parameters: Parameters, batch: WindowBatch) => { loss: number; gradients: Float32Array[] };
  readonly loss: (parameters: Parameters, batch: WindowBatch) => number;
  /** [batch × horizon × 9] scaled quantiles, not yet sorted */
  readonly predict: (parameters: Parameters, batch: WindowBatch) => Float32Array;
};

export function initialParameters(panel: NetworkPanel, { units, hidden }: NetworkSize, random: Random): Parameters {
  const { encoder, statics, future } = windowSizes(panel);
  const shapes = [[encoder + units, 4 * units], [4 * units], [units + statics, hidden], [future, hidden], [panel.horizon, hidden], [hidden, hidden], [hidden], [hidden, QUANTILE_COUNT], [QUANTILE_COUNT], [SKIP_SIZE, QUANTILE_COUNT]];
  const glorot = ([rows = 1, columns = 1]: readonly number[], gain = 1) => {
    const limit = gain * Math.sqrt(6 / (rows + columns));
    return Float32Array.from({ length: rows * columns }, () => (2 * random.next() - 1) * limit);
  };
  const forgetBias = new Float32Array(4 * units).fill(1, units, 2 * units);
  const values = shapes.map((shape, k) => {
    if (k === 1) return forgetBias;
    if (k === 4 || k === 6) return new Float32Array(shape.reduce((a, b) => a * b, 1));
    if (k === 7) return glorot(shape, 0.1);
    if (k === 8) return Float32Array.from(QUANTILE_LEVELS, (level) => (level - 0.5) * 0.5);
    if (k === 9) return initialSkip(panel);
    return glorot(shape);
  });
  return { shapes, values };
}

/** Starts from the seasonal value as far as the panel is seasonal, from the level as far as it is not. */
function initialSkip({ seasonalShare, seasonality }: NetworkPanel): Float32Array {
  const seasonalColumn = seasonality > 12 ? 3 : 1;
  const byColumn = new Float32Array(SKIP_SIZE);
  byColumn[0] = 1 - seasonalShare;
  byColumn[seasonalColumn]! += seasonalShare;
  return Float32Array.from({ length: SKIP_SIZE * QUANTILE_COUNT }, (_, k) => byColumn[Math.floor(k / QUANTILE_COUNT)]!);
}

export function createNetwork(tf: TensorRuntime, kernel: LstmKernel, panel: NetworkPanel): Network {
  const sizes = windowSizes(panel);
  const { inputSize, horizon } = panel;

  const quantilesOf = (weights: readonly tfTypes.Tensor[], batch: WindowBatch): tfTypes.Tensor2D => {
    const [lstmKernel, lstmBias, contextKernel, futureKernel, stepBias, hiddenKernel, hiddenBias, outKernel, outBias, skipKernel] = weights as [tfTypes.Tensor2D, tfTypes.Tensor1D, ...tfTypes.Tensor2D[]];
    const states = kernel(tf.tensor3d(batch.encoder, [inputSize, batch.size, sizes.encoder]), lstmKernel, lstmBias);
    const last = states.slice([inputSize - 1, 0, 0], [1, batch.size, -1]).squeeze<tfTypes.Tensor2D>([0]);
    const context = tf.matMul(tf.concat([last, tf.tensor2d(batch.statics, [batch.size, sizes.statics])], 1), contextKernel!);
    const future = tf.matMul(tf.tensor2d(batch.future, [batch.size * horizon, sizes.future]), futureKernel!).reshape([batch.size, horizon, -1]);
    const first = tf.relu(future.add(context.expandDims(1)).add(stepBias!)).reshape<tfTypes.Tensor2D>([batch.size * horizon, -1]);
    const second = tf.relu(tf.matMul(first, hiddenKernel!).add(hiddenBias!)).add<tfTypes.Tensor2D>(first);
    const skip = tf.matMul(tf.tensor2d(batch.skip, [batch.size * horizon, SKIP_SIZE]), skipKernel!);
    return tf.matMul(second, outKernel!).add(outBias!).add(skip);
  };
  const pinballOf = (weights: readonly tfTypes.Tensor[], batch: WindowBatch): tfTypes.Scalar => {
    const levels = tf.tensor2d([...QUANTILE_LEVELS], [1, QUANTILE_COUNT]);
    const cells = batch.size * horizon;
    const weight = tf.tensor2d(batch.weight, [cells, 1]);
    const error = tf.tensor2d(batch.target, [cells, 1]).sub(quantilesOf(weights, batch));
    const loss = tf.maximum(error.mul(levels), error.mul(levels.sub(1)));
    return loss.mul(weight).sum().div(weight.sum().mul(QUANTILE_COUNT).add(1e-9));
  };
  const tensorsOf = ({ shapes, values }: Parameters) => values.map((value, k) => tf.tensor(value, [...shapes[k]!]));

  return {
    panel,
    sizes,
    lossAndGradients: (parameters, batch) => {
      const result = tf.tidy(() => {
        const differentiate = tf.valueAndGrads((...weights: tfTypes.Tensor[]) => pinballOf(weights, batch));
        const { value, grads } = differentiate(tensorsOf(parameters));
        return [value, ...grads];
      });
      const [loss, ...gradients] = result.map((tensor) => tensor.dataSync<'float32'>());
      tf.dispose(result);
      return { loss: loss![0]!, gradients };
    },
    loss: (parameters, batch) => tf.tidy(() => pinballOf(tensorsOf(parameters), batch).dataSync<'float32'>()[0]!),
    predict: (parameters, batch) => tf.tidy(() => quantilesOf(tensorsOf(parameters), batch).dataSync<'float32'>()),
  };
}
