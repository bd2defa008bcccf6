import type * as tfTypes from '@tensorflow/tfjs';
import { QUANTILE_COUNT } from '../forecast';
import type { LstmKernel, TensorRuntime } from '../method';
import { glorot, initialOutputBias, initialSkip, type Architecture } from '../networks/architecture';
import { SKIP_SIZE, windowSizes } from '../networks/windows';

export type LstmSize = { readonly units: number; readonly hidden: number };

/**
 * Encoder LSTM → context; decoder: for each step of the horizon a two-layer perceptron over the context, the step and what is
 * known of that period → nine quantiles, added to a linear reading of level and seasonal values (the residual connection).
 */
export function lstmArchitecture(tf: TensorRuntime, kernel: LstmKernel, { units, hidden }: LstmSize): Architecture {
  return {
    initialParameters: (panel, random) => {
      const { encoder, statics, future } = windowSizes(panel);
      const shapes = [[encoder + units, 4 * units], [4 * units], [units + statics, hidden], [future, hidden], [panel.horizon, hidden], [hidden, hidden], [hidden], [hidden, QUANTILE_COUNT], [QUANTILE_COUNT], [SKIP_SIZE, QUANTILE_COUNT]];
      const forgetBias = new Float32Array(4 * units).fill(1, units, 2 * units);
      const values = shapes.map((shape, k) => {
        if (k === 1) return forgetBias;
        if (k === 4 || k === 6) return new Float32Array(shape.reduce((a, b) => a * b, 1));
        if (k === 7) return glorot(shape, random, 0.1);
        if (k === 8) return initialOutputBias();
        if (k === 9) return initialSkip(panel);
        return glorot(shape, random);
      });
      return { shapes, values };
    },
    quantiles: ({ horizon }, weights, { encoder, statics, future, skip }) => {
      const [lstmKernel, lstmBias, contextKernel, futureKernel, stepBias, hiddenKernel, hiddenBias, outKernel, outBias, skipKernel] = weights as [tfTypes.Tensor2D, tfTypes.Tensor1D, ...tfTypes.Tensor2D[]];
      const batch = encoder.shape[1];
      const last = kernel(encoder, lstmKernel, lstmBias);
      const context = tf.matMul(tf.concat([last, statics], 1), contextKernel!);
      const perStep = tf.matMul(future, futureKernel!).reshape([batch, horizon, -1]);
      const first = tf.relu(perStep.add(context.reshape([batch, 1, -1])).add(stepBias!)).reshape<tfTypes.Tensor2D>([batch * horizon, -1]);
      const second = tf.relu(tf.matMul(first, hiddenKernel!).add(hiddenBias!)).add<tfTypes.Tensor2D>(first);
      return tf.matMul(second, outKernel!).add(outBias!).add(tf.matMul(skip, skipKernel!));
    },
  };
}
