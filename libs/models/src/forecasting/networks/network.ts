import type * as tfTypes from '@tensorflow/tfjs';
import { QUANTILE_COUNT, QUANTILE_LEVELS } from '../forecast';
import type { CompiledGraph, GraphCompiler, TensorRuntime } from '../method';
import type { Architecture, Parameters } from './architecture';
import type { NetworkPanel } from './network-panel';
import { SKIP_SIZE, windowSizes, type WindowBatch } from './windows';

export type TrainingStep = (parameters: Parameters, batch: WindowBatch) => { loss: number; gradients: Float32Array[] };

/** An architecture at work on a panel: losses, gradients and forecasts of batches. */
export type Network = {
  readonly panel: NetworkPanel;
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

export function createNetwork(tf: TensorRuntime, panel: NetworkPanel, { quantiles }: Architecture, compile?: GraphCompiler): Network {
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
    const [encoder, statics, future, skip] = inputs as [tfTypes.Tensor3D, tfTypes.Tensor2D, tfTypes.Tensor2D, tfTypes.Tensor2D];
    return quantiles(panel, weights, { encoder, statics, future, skip });
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
