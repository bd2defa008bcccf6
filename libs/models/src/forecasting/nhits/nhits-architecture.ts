import type * as tfTypes from '@tensorflow/tfjs';
import { QUANTILE_COUNT } from '../forecast';
import type { TensorRuntime } from '../method';
import { glorot, initialOutputBias, initialSkip, type Architecture } from '../networks/architecture';
import { SKIP_SIZE, windowSizes } from '../networks/windows';
import { interpolationMatrix, knotCount } from './interpolation';

/** One stack per entry: how many periods are pooled into one before it reads, and how many one knot of its forecast stands for. */
export type NhitsStack = { readonly pool: number; readonly ratio: number };
export type NhitsSize = { readonly stacks: readonly NhitsStack[]; readonly width: number; readonly hidden: number };

/**
 * N-HiTS (Challu et al. 2023): each stack reads what the ones before could not explain, max-pooled at its own rate, through a
 * two-layer perceptron, and puts out a backcast, taken off the window, and few knots interpolated to the horizon; the coarse
 * stacks come first and the forecasts add up. Here every knot holds nine quantiles, a perceptron per period reads what is known
 * ahead (calendar, covariates, seasonal values) with the stacks' last state, and the sum is a correction on a linear reading of
 * level and seasonal values.
 */
export function nhitsArchitecture(tf: TensorRuntime, { stacks, width, hidden }: NhitsSize): Architecture {
  return {
    initialParameters: (panel, random) => {
      const { statics, future } = windowSizes(panel);
      const { inputSize, horizon } = panel;
      const drawn = (shape: number[], gain = 1) => ({ shape, value: glorot(shape, random, gain) });
      const zeros = (shape: number[]) => ({ shape, value: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
      const ofStack = ({ pool, ratio }: NhitsStack, k: number) => [
        drawn([2 * Math.ceil(inputSize / pool), width]),
        drawn([statics, width]),
        zeros([width]),
        drawn([width, width]),
        zeros([width]),
        drawn([width, knotCount(horizon, ratio) * QUANTILE_COUNT], 0.1),
        ...(k < stacks.length - 1 ? [drawn([width, inputSize], 0.1)] : []), // the last stack's backcast would be read by nobody
      ];
      const weights = [
        ...stacks.flatMap(ofStack),
        drawn([width, hidden]),
        drawn([future, hidden]),
        zeros([horizon, hidden]),
        drawn([hidden, QUANTILE_COUNT], 0.1),
        { shape: [QUANTILE_COUNT], value: initialOutputBias() },
        { shape: [SKIP_SIZE, QUANTILE_COUNT], value: initialSkip(panel) },
      ];
      return { shapes: weights.map(({ shape }) => shape), values: weights.map(({ value }) => value) };
    },
    quantiles: ({ inputSize, horizon }, weights, { encoder, statics, future, skip }) => {
      const batch = encoder.shape[1];
      let position = 0;
      const next = () => weights[position++] as tfTypes.Tensor2D; // in the order of initialParameters
      const columnOf = (k: number) => encoder.slice([0, 0, k], [inputSize, batch, 1]).reshape<tfTypes.Tensor2D>([inputSize, batch]);
      const isKnown = columnOf(1);
      let residual = columnOf(0);
      const parts: tfTypes.Tensor2D[] = [];
      const states: tfTypes.Tensor2D[] = [];
      for (const [k, { pool, ratio }] of stacks.entries()) {
        const read = tf.concat([maxPool(tf, residual, pool), maxPool(tf, isKnown, pool)], 0);
        const first = tf.relu(tf.matMul(read, next(), true).add(tf.matMul(statics, next())).add(next()));
        const second = tf.relu(tf.matMul(first, next()).add<tfTypes.Tensor2D>(next()));
        const knots = knotCount(horizon, ratio);
        const spread = tf.tensor2d(interpolationMatrix(knots, horizon), [knots * QUANTILE_COUNT, horizon * QUANTILE_COUNT]);
        parts.push(tf.matMul(tf.matMul(second, next()), spread));
        states.push(second);
        if (k < stacks.length - 1) residual = residual.sub(tf.matMul(next(), second, true, true)).mul(isKnown);
      }
      const context = tf.matMul(tf.addN(states), next()).reshape([batch, 1, hidden]);
      const perStep = tf.matMul(future, next()).reshape([batch, horizon, hidden]);
      const known = tf.relu(perStep.add(context).add(next())).reshape<tfTypes.Tensor2D>([batch * horizon, hidden]);
      const fromKnown = tf.matMul(known, next()).add(next()).add<tfTypes.Tensor2D>(tf.matMul(skip, next()));
      return tf.addN(parts).reshape<tfTypes.Tensor2D>([batch * horizon, QUANTILE_COUNT]).add(fromKnown);
    },
  };
}

/** Largest value of each `pool` periods, [time, batch] → [⌈time / pool⌉, batch]; the oldest group is filled up with zeros. */
function maxPool(tf: TensorRuntime, x: tfTypes.Tensor2D, pool: number): tfTypes.Tensor2D {
  if (pool === 1) return x;
  const [time, batch] = x.shape;
  const groups = Math.ceil(time / pool);
  const missing = groups * pool - time;
  const padded = missing > 0 ? tf.concat([tf.zeros<tfTypes.Rank.R2>([missing, batch]), x], 0) : x;
  return padded.reshape<tfTypes.Tensor3D>([groups, pool, batch]).max<tfTypes.Tensor2D>(1);
}
