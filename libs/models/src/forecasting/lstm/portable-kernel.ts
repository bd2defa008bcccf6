import type * as tfTypes from '@tensorflow/tfjs';
import type { LstmKernel, TensorRuntime } from '../method';

/**
 * The LSTM of any backend, one time step after another (Hochreiter & Schmidhuber 1997, forget gate of Gers et al. 2000), from a
 * zero state: i, f, o = σ(·), c' = tanh(·), c_t = f c_{t-1} + i c', h_t = o tanh(c_t). Slow, and the reference of the fused ones.
 */
export function portableLstm(tf: TensorRuntime): LstmKernel {
  return (x, w, b) => {
    const [, batch] = x.shape;
    const units = b.shape[0] / 4;
    let h: tfTypes.Tensor2D = tf.zeros([batch, units]);
    let c: tfTypes.Tensor2D = tf.zeros([batch, units]);
    for (const step of tf.unstack(x)) {
      const z = tf.matMul(tf.concat([step as tfTypes.Tensor2D, h], 1), w).add(b);
      const [i, f, candidate, o] = tf.split(z, 4, 1) as [tfTypes.Tensor2D, tfTypes.Tensor2D, tfTypes.Tensor2D, tfTypes.Tensor2D];
      c = tf.sigmoid(f).mul<tfTypes.Tensor2D>(c).add(tf.sigmoid(i).mul(tf.tanh(candidate)));
      h = tf.sigmoid(o).mul(tf.tanh(c));
    }
    return h;
  };
}
