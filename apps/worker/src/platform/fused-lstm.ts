import { createRequire } from 'node:module';
import type * as tfTypes from '@tensorflow/tfjs';
import type { LstmKernel, TensorRuntime } from '@almanac/models';

/** What the kernel uses of tfjs-node's backend: TensorFlow operations by name. */
type NodeBackend = {
  readonly binding: Readonly<Record<'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_ATTR_FLOAT' | 'TF_FLOAT', number>>;
  readonly executeMultipleOutputs: (name: string, attributes: readonly object[], inputs: readonly unknown[], outputs: number) => tfTypes.Tensor[];
};

/**
 * The LSTM as two TensorFlow operations, BlockLSTMV2 and BlockLSTMGradV2, over the whole sequence: 116 calls a training step
 * instead of about 2,000. Gate order i, f, c, o; from a zero state; no peepholes, no clipping. Only on the tfjs-node backend.
 */
export function fusedLstm(tf: TensorRuntime): LstmKernel {
  const backend = tf.backend() as unknown as NodeBackend; // tfjs types name only what all backends share
  const { Int64Scalar } = createRequire(import.meta.url)('@tensorflow/tfjs-node/dist/int64_tensors') as { Int64Scalar: new (value: number) => unknown };
  const { binding } = backend;
  const shared = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'use_peephole', type: binding.TF_ATTR_BOOL, value: false },
  ];
  const noClip = { name: 'cell_clip', type: binding.TF_ATTR_FLOAT, value: 0 };
  const inputsOf = (x: tfTypes.Tensor, w: tfTypes.Tensor, b: tfTypes.Tensor) => {
    const [time = 0, batch = 0] = x.shape;
    const units = b.shape[0]! / 4;
    const state = tf.zeros([batch, units]);
    const peephole = tf.zeros([units]);
    return [new Int64Scalar(time), x, state, state, w, peephole, peephole, peephole, b];
  };
  const run = tf.customGrad((...args) => {
    const [x, w, b, save] = args as [tfTypes.Tensor, tfTypes.Tensor, tfTypes.Tensor, (tensors: tfTypes.Tensor[]) => void];
    const gates = backend.executeMultipleOutputs('BlockLSTMV2', [...shared, noClip], inputsOf(x, w, b), 7); // i, cs, f, o, ci, co, h
    save([x, w, b, ...gates]);
    return {
      value: gates[6]!,
      gradFunc: (dh: tfTypes.Tensor, saved: tfTypes.Tensor[]) => {
        const [sx, sw, sb, ...forward] = saved as [tfTypes.Tensor, tfTypes.Tensor, tfTypes.Tensor, ...tfTypes.Tensor[]];
        const inputs = [...inputsOf(sx, sw, sb), ...forward, tf.zerosLike(dh), dh];
        const gradients = backend.executeMultipleOutputs('BlockLSTMGradV2', shared, inputs, 8); // x, cs, h, w, wci, wcf, wco, b
        return [gradients[0]!, gradients[3]!, gradients[7]!];
      },
    };
  });
  return (x, w, b) => {
    const [time, batch] = x.shape;
    return run(x, w, b).slice([time - 1, 0, 0], [1, batch, -1]).reshape([batch, -1]);
  };
}
