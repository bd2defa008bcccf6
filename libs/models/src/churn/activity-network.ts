import type * as tfTypes from '@tensorflow/tfjs';
import type { CompiledGraph, GraphCompiler, LstmKernel, TensorRuntime } from '../forecasting/method';
import { createAdam, cosineRate } from '../training/adam';
import { seededRandom, type Random } from '../training/random';

/** Rows as the network reads them. */
export type NetworkRows = {
  readonly rows: number;
  /** [rows × statics] standardized features */
  readonly statics: Float32Array;
  readonly staticSize: number;
  /** [rows × weeks × channels] */
  readonly weekly: Float32Array;
  readonly weeks: number;
  readonly channels: number;
};

/** Weights as plain arrays, in a fixed order. */
export type NetworkWeights = { readonly shapes: readonly (readonly number[])[]; readonly values: readonly Float32Array[] };

export type ActivityNetwork = {
  /** trains in place for `epochs` passes; `onEpoch` may end it by returning true */
  readonly train: (rows: NetworkRows, labels: Uint8Array, weights: NetworkWeights, plan: { readonly epochs: number; readonly seed: number }, onEpoch: (epoch: number) => Promise<boolean>) => Promise<void>;
  /** log-odds, length rows */
  readonly predict: (rows: NetworkRows, weights: NetworkWeights) => Float64Array;
  readonly dispose: () => void;
};

const UNITS = 16;
const HIDDEN = 12;
/** Rows of a step: so many steps a pass, within these bounds. */
const STEPS_PER_PASS = 30;
const BATCH = { least: 64, most: 512 };
const PEAK_RATE = 6e-3;
const WEIGHT_DECAY = 3e-3;

/** Weights before training: the linear part at 0, so that training begins at the average. */
export function initialWeights({ channels, staticSize }: NetworkRows, prior: number, seed: number): NetworkWeights {
  const random = seededRandom(seed);
  const shapes = [[channels + UNITS, 4 * UNITS], [4 * UNITS], [UNITS + staticSize, HIDDEN], [HIDDEN], [HIDDEN, 1], [staticSize, 1], [1]];
  const values = shapes.map((shape, k) => (k === 1 || k === 3 || k >= 5 ? new Float32Array(shape.reduce((a, b) => a * b, 1)) : glorot(shape, random)));
  values[1]!.fill(1, UNITS, 2 * UNITS); // what is known is kept unless there is a reason to forget
  values[6]![0] = prior;
  return { shapes, values };
}

function glorot([rows = 1, columns = 1]: readonly number[], random: Random): Float32Array {
  const limit = Math.sqrt(6 / (rows + columns));
  return Float32Array.from({ length: rows * columns }, () => (2 * random.next() - 1) * limit);
}

/**
 * An LSTM over the weeks whose last state joins the features in a small hidden layer, beside a linear part of the features alone (wide and deep, Cheng et al. 2016).
 */
export function createActivityNetwork(tf: TensorRuntime, kernel: LstmKernel, compile?: GraphCompiler): ActivityNetwork {
  const logits = (weights: readonly tfTypes.Tensor[], weekly: tfTypes.Tensor3D, statics: tfTypes.Tensor2D): tfTypes.Tensor2D => {
    const [lstmKernel, lstmBias, hiddenKernel, hiddenBias, outKernel, wideKernel, outBias] = weights as [tfTypes.Tensor2D, tfTypes.Tensor1D, tfTypes.Tensor2D, tfTypes.Tensor1D, tfTypes.Tensor2D, tfTypes.Tensor2D, tfTypes.Tensor1D];
    const last = kernel(weekly, lstmKernel, lstmBias);
    const hidden = tf.relu(tf.matMul(tf.concat([last, statics], 1), hiddenKernel).add(hiddenBias));
    return tf.matMul(hidden as tfTypes.Tensor2D, outKernel).add(tf.matMul(statics, wideKernel)).add(outBias);
  };
  /** Inputs weekly, statics, target, then the weights. */
  const differentiate = (all: readonly tfTypes.Tensor[]): tfTypes.Tensor[] => {
    const [weekly, statics, target] = all as [tfTypes.Tensor3D, tfTypes.Tensor2D, tfTypes.Tensor2D];
    const { value, grads } = tf.valueAndGrads((...weights: tfTypes.Tensor[]) => {
      const z = logits(weights, weekly, statics);
      return tf.relu(z).sub(z.mul(target)).add(tf.log(tf.exp(tf.abs(z).neg()).add(1))).mean();
    })(all.slice(3));
    return [value, ...grads];
  };
  const tensorsOf = ({ shapes, values }: NetworkWeights) => values.map((value, k) => tf.tensor(value, [...shapes[k]!]));
  const inputsOf = (rows: NetworkRows, chosen: Int32Array): [tfTypes.Tensor3D, tfTypes.Tensor2D] => {
    const { weeks, channels, staticSize } = rows;
    const weekly = new Float32Array(weeks * chosen.length * channels);
    const statics = new Float32Array(chosen.length * staticSize);
    chosen.forEach((row, k) => {
      statics.set(rows.statics.subarray(row * staticSize, (row + 1) * staticSize), k * staticSize);
      for (let week = 0; week < weeks; week++) weekly.set(rows.weekly.subarray((row * weeks + week) * channels, (row * weeks + week + 1) * channels), (week * chosen.length + k) * channels);
    });
    return [tf.tensor3d(weekly, [weeks, chosen.length, channels]), tf.tensor2d(statics, [chosen.length, staticSize])];
  };
  const compiled = new Map<string, CompiledGraph | undefined>();
  const prepare = async (rows: NetworkRows, batch: number, weights: NetworkWeights) => {
    const key = `${batch} ${rows.weeks} ${rows.channels} ${rows.staticSize}`;
    if (!compiled.has(key) && compile) {
      const example = [...inputsOf(rows, new Int32Array(batch)), tf.zeros([batch, 1]), ...tensorsOf(weights)];
      try {
        compiled.set(key, await compile(differentiate, example));
      } catch {
        compiled.set(key, undefined); // a graph that cannot be made only costs speed
      } finally {
        tf.dispose(example);
      }
    }
    return compiled.get(key)?.run ?? differentiate;
  };

  return {
    train: async (rows, labels, weights, { epochs, seed }, onEpoch) => {
      const batch = Math.min(rows.rows, Math.max(BATCH.least, Math.min(BATCH.most, Math.round(rows.rows / STEPS_PER_PASS))));
      const work = await prepare(rows, batch, weights);
      const random = seededRandom(seed);
      const adam = createAdam(weights.values.map(({ length }) => length), { weightDecay: WEIGHT_DECAY });
      const order = Int32Array.from({ length: rows.rows }, (_, row) => row);
      const perEpoch = Math.floor(rows.rows / batch);
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (let k = order.length - 1; k > 0; k--) {
          const other = random.integer(k + 1);
          [order[k], order[other]] = [order[other]!, order[k]!];
        }
        for (let step = 0; step < perEpoch; step++) {
          const chosen = order.subarray(step * batch, (step + 1) * batch);
          const results = tf.tidy(() => work([...inputsOf(rows, chosen), tf.tensor2d(Float32Array.from(chosen, (row) => labels[row]!), [batch, 1]), ...tensorsOf(weights)]));
          const [, ...gradients] = results.map((tensor) => tensor.dataSync<'float32'>());
          tf.dispose(results);
          adam.step(weights.values, gradients, cosineRate(PEAK_RATE, epoch * perEpoch + step, epochs * perEpoch));
        }
        if (await onEpoch(epoch)) return;
      }
    },
    predict: (rows, weights) => {
      const out = new Float64Array(rows.rows);
      for (let from = 0; from < rows.rows; from += 1024) {
        const chosen = Int32Array.from({ length: Math.min(1024, rows.rows - from) }, (_, k) => from + k);
        out.set(tf.tidy(() => logits(tensorsOf(weights), ...inputsOf(rows, chosen)).dataSync<'float32'>()), from);
      }
      return out;
    },
    dispose: () => {
      compiled.forEach((graph) => graph?.dispose());
      compiled.clear();
    },
  };
}
