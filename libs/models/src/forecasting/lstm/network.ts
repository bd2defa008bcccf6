import type * as tfTypes from '@tensorflow/tfjs';
import type { Random } from '../../training/random';
import { QUANTILE_COUNT, QUANTILE_LEVELS } from '../forecast';
import type { CompiledGraph, GraphCompiler, LstmKernel, TensorRuntime } from '../method';
import type { NetworkPanel } from './features';
import { SKIP_SIZE, windowSizes, type WindowBatch, type WindowSizes } from './windows';

/** Weights as plain arrays, in a fixed order; the optimizer works on these. */
export type Parameters = { readonly shapes: readonly (readonly number[])[]; readonly values: readonly Float32Array[] };
export type TrainingStep = (parameters: Parameters, batch: WindowBatch) => { loss: number; gradients: Float32Array[] };
export type NetworkSize = { readonly units: number; readonly hidden: number };

/**
 * Encoder LSTM → context; decoder: for each step of the horizon a two-layer perceptron over the context, the step and what is
 * known of that period → nine quantiles, added to a linear reading of level and seasonal values (the residual connection).
 */
export type Network = {
  readonly panel: NetworkPanel;
  readonly sizes: WindowSizes;
  /** a function that gives the pinball loss of a batch and its gradient per parameter; made once per size of batch */
  readonly prepareStep: (parameters: Parameters, batch: WindowBatch) => Promise<TrainingStep>;
  readonly loss: (parameters: Parameters, batch: WindowBatch) => number;
  /** [batch × horizon × 9] scaled quantiles, not yet sorted */
  readonly predict: (parameters: Parameters, batch: WindowBatch) => Float32Array;
  /** releases the compiled steps */
  readonly dispose: () => void;
};

/** Tensors of a batch: encoder, statics, future, skip, target, weight. */
const INPUTS = 6;

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

export function createNetwork(tf: TensorRuntime, kernel: LstmKernel, panel: NetworkPanel, compile?: GraphCompiler): Network {
  const sizes = windowSizes(panel);
  const { inputSize, horizon } = panel;

  const inputsOf = ({ size, encoder, statics, future, skip, target, weight }: WindowBatch): tfTypes.Tensor[] => {
    const cells = size * horizon;
    return [
      tf.tensor3d(encoder, [inputSize, size, sizes.encoder]),
      tf.tensor2d(statics, [size, sizes.statics]),
      tf.tensor2d(future, [cells, sizes.future]),
      tf.tensor2d(skip, [cells, SKIP_SIZE]),
      tf.tensor2d(target, [cells, 1]),
      tf.tensor2d(weight, [cells, 1]),
    ];
  };
  const weightsOf = ({ shapes, values }: Parameters) => values.map((value, k) => tf.tensor(value, [...shapes[k]!]));

  const quantilesOf = (weights: readonly tfTypes.Tensor[], inputs: readonly tfTypes.Tensor[]): tfTypes.Tensor2D => {
    const [lstmKernel, lstmBias, contextKernel, futureKernel, stepBias, hiddenKernel, hiddenBias, outKernel, outBias, skipKernel] = weights as [tfTypes.Tensor2D, tfTypes.Tensor1D, ...tfTypes.Tensor2D[]];
    const [encoder, statics, future, skip] = inputs as [tfTypes.Tensor3D, tfTypes.Tensor2D, tfTypes.Tensor2D, tfTypes.Tensor2D];
    const batch = encoder.shape[1];
    const last = kernel(encoder, lstmKernel, lstmBias).slice([inputSize - 1, 0, 0], [1, batch, -1]).squeeze<tfTypes.Tensor2D>([0]);
    const context = tf.matMul(tf.concat([last, statics], 1), contextKernel!);
    const perStep = tf.matMul(future, futureKernel!).reshape([batch, horizon, -1]);
    const first = tf.relu(perStep.add(context.reshape([batch, 1, -1])).add(stepBias!)).reshape<tfTypes.Tensor2D>([batch * horizon, -1]);
    const second = tf.relu(tf.matMul(first, hiddenKernel!).add(hiddenBias!)).add<tfTypes.Tensor2D>(first);
    return tf.matMul(second, outKernel!).add(outBias!).add(tf.matMul(skip, skipKernel!));
  };
  const pinballOf = (weights: readonly tfTypes.Tensor[], inputs: readonly tfTypes.Tensor[]): tfTypes.Scalar => {
    const [target, weight] = inputs.slice(4) as [tfTypes.Tensor2D, tfTypes.Tensor2D];
    const levels = tf.tensor2d([...QUANTILE_LEVELS], [1, QUANTILE_COUNT]);
    const error = target.sub(quantilesOf(weights, inputs));
    const loss = tf.maximum(error.mul(levels), error.mul(levels.sub(1)));
    return loss.mul(weight).sum().div(weight.sum().mul(QUANTILE_COUNT).add(1e-9));
  };
  const differentiate = (all: readonly tfTypes.Tensor[]): tfTypes.Tensor[] => {
    const inputs = all.slice(0, INPUTS);
    const { value, grads } = tf.valueAndGrads((...weights: tfTypes.Tensor[]) => pinballOf(weights, inputs))(all.slice(INPUTS));
    return [value, ...grads];
  };
  const runStep = (work: CompiledGraph['run'], parameters: Parameters, batch: WindowBatch) => {
    const results = tf.tidy(() => work([...inputsOf(batch), ...weightsOf(parameters)]));
    const [loss, ...gradients] = results.map((tensor) => tensor.dataSync<'float32'>());
    tf.dispose(results);
    return { loss: loss![0]!, gradients };
  };
  const compiled = new Map<number, CompiledGraph | undefined>();
  /** A graph that cannot be made only costs speed. */
  const compileOrNot = async (example: tfTypes.Tensor[]): Promise<CompiledGraph | undefined> => {
    try {
      return await compile?.(differentiate, example);
    } catch {
      return undefined;
    } finally {
      tf.dispose(example);
    }
  };

  return {
    panel,
    sizes,
    prepareStep: async (parameters, batch) => {
      if (!compiled.has(batch.size)) compiled.set(batch.size, await compileOrNot([...inputsOf(batch), ...weightsOf(parameters)]));
      const work = compiled.get(batch.size)?.run ?? differentiate;
      return (p, b) => runStep(work, p, b);
    },
    loss: (parameters, batch) => tf.tidy(() => pinballOf(weightsOf(parameters), inputsOf(batch)).dataSync<'float32'>()[0]!),
    predict: (parameters, batch) => tf.tidy(() => quantilesOf(weightsOf(parameters), inputsOf(batch)).dataSync<'float32'>()),
    dispose: () => {
      compiled.forEach((graph) => graph?.dispose());
      compiled.clear();
    },
  };
}
