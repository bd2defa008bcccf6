import type * as tfTypes from '@tensorflow/tfjs';
import { portableLstm } from '@almanac/models';
import { describe, expect, it } from 'vitest';
import { loadTensorflow } from './tensorflow';
import { unrolledLstm } from './unrolled-lstm';

const { tf, lstmKernel, backend } = await loadTensorflow();

describe.skipIf(!lstmKernel)(`the LSTMs of ${backend}`, () => {
  const shapes = [
    { time: 6, batch: 4, input: 3, units: 5 },
    { time: 28, batch: 64, input: 8, units: 64 },
  ];

  it.each(shapes)('have the values and gradients of the portable one: %o', ({ time, batch, input, units }) => {
    const x = tf.randomNormal<tfTypes.Rank.R3>([time, batch, input], 0, 1, 'float32', 1);
    const args = [
      tf.randomNormal([input + units, 4 * units], 0, 0.3, 'float32', 2),
      tf.randomNormal([4 * units], 0, 0.3, 'float32', 3),
    ];
    const weight = tf.randomNormal([batch, units], 0, 1, 'float32', 4);
    const [portable, ...others] = [portableLstm(tf), lstmKernel!, unrolledLstm(tf)].map((kernel) =>
      tf.valueAndGrads((...[w, b]: tfTypes.Tensor[]) =>
        kernel(x, w as tfTypes.Tensor2D, b as tfTypes.Tensor1D).mul(weight).mean<tfTypes.Scalar>(),
      )(args),
    );
    for (const other of others) {
      expect(other.value.dataSync()[0]).toBeCloseTo(portable!.value.dataSync()[0]!, 5);
      other.grads.forEach((grad, k) => {
        const difference = grad.sub(portable!.grads[k]!).abs().max().dataSync()[0]!;
        const largest = portable!.grads[k]!.abs().max().dataSync()[0]!;
        expect(difference).toBeLessThan(1e-7 + 2e-5 * largest);
      });
    }
  });

  it.each([lstmKernel!, unrolledLstm(tf)])('leave no tensor behind', (kernel) => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const x = tf.ones<tfTypes.Rank.R3>([3, 2, 1]);
      tf.grad((w) => kernel(x, w as tfTypes.Tensor2D, tf.zeros([8])).sum())(tf.ones([3, 8])).dataSync();
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
