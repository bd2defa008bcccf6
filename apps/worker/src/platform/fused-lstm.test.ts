import type * as tfTypes from '@tensorflow/tfjs';
import { portableLstm } from '@almanac/models';
import { describe, expect, it } from 'vitest';
import { loadTensorflow } from './tensorflow';

const { tf, fusedLstm, backend } = await loadTensorflow();

describe.skipIf(!fusedLstm)(`the fused LSTM of ${backend}`, () => {
  const shapes = [
    { time: 6, batch: 4, input: 3, units: 5 },
    { time: 28, batch: 64, input: 8, units: 64 },
  ];

  it.each(shapes)('has the values and gradients of the portable one: %o', ({ time, batch, input, units }) => {
    const args = [
      tf.randomNormal([time, batch, input], 0, 1, 'float32', 1),
      tf.randomNormal([input + units, 4 * units], 0, 0.3, 'float32', 2),
      tf.randomNormal([4 * units], 0, 0.3, 'float32', 3),
    ];
    const weight = tf.randomNormal([time, batch, units], 0, 1, 'float32', 4);
    const [fused, portable] = [fusedLstm!, portableLstm(tf)].map((kernel) =>
      tf.valueAndGrads((...[x, w, b]: tfTypes.Tensor[]) =>
        kernel(x as tfTypes.Tensor3D, w as tfTypes.Tensor2D, b as tfTypes.Tensor1D).mul(weight).mean<tfTypes.Scalar>(),
      )(args),
    );
    expect(fused!.value.dataSync()[0]).toBeCloseTo(portable!.value.dataSync()[0]!, 5);
    fused!.grads.forEach((grad, k) => {
      const difference = grad.sub(portable!.grads[k]!).abs().max().dataSync()[0]!;
      const largest = portable!.grads[k]!.abs().max().dataSync()[0]!;
      expect(difference).toBeLessThan(1e-7 + 1e-5 * largest);
    });
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const x = tf.ones<tfTypes.Rank.R3>([3, 2, 1]);
      tf.grad((w) => fusedLstm!(x, w as tfTypes.Tensor2D, tf.zeros([8])).sum())(tf.ones([3, 8])).dataSync();
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
