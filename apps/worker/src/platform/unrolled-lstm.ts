import type * as tfTypes from '@tensorflow/tfjs';
import type { LstmKernel, TensorRuntime } from '@almanac/models';

type T2 = tfTypes.Tensor2D;
/** What the kernel uses of tfjs-node's backend: TensorFlow operations by name. */
type NodeBackend = {
  readonly binding: Readonly<Record<'TF_ATTR_TYPE' | 'TF_FLOAT', number>>;
  readonly executeSingleOutput: (name: string, attributes: readonly object[], inputs: readonly tfTypes.Tensor[]) => T2;
};

/** Tensors of each step that its gradient needs. */
const PER_STEP = 8;

/**
 * The LSTM written out step by step with as few operations as it takes, to be recorded into a graph: there TensorFlow runs independent
 * ones side by side, which BlockLSTMV2 does not. Gates as in {@link LstmKernel}, from a zero state.
 * - The bias is a row of the weights, read by a column of ones: no addition forward, no sum backward.
 * - tanh z = 2 σ(2z) - 1, so that one operation takes all four gates, and one (SigmoidGrad) takes them back.
 * Not differentiable in `x`, which nobody trains.
 */
export function unrolledLstm(tf: TensorRuntime): LstmKernel {
  const backend = tf.backend() as unknown as NodeBackend; // tfjs types name only what all backends share
  const type = { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT };
  const sigmoidGradient = (y: T2, dy: T2): T2 => backend.executeSingleOutput('SigmoidGrad', [type], [y, dy]);

  return (x, w, b) => {
    const [time, batch, input] = x.shape;
    const units = b.shape[0] / 4;
    /** A factor for the columns of the candidate gate, the third of four. */
    const scaleCandidate = (factor: number) => tf.tensor2d(Array.from({ length: 4 * units }, (_, k) => (k >= 2 * units && k < 3 * units ? factor : 1)), [1, 4 * units]);
    const rows = tf.unstack(tf.concat([x, tf.ones<tfTypes.Rank.R3>([time, batch, 1])], 2)) as T2[];
    const run = tf.customGrad((...args) => {
      const [weights, bias, save] = args as unknown as [T2, tfTypes.Tensor1D, (tensors: tfTypes.Tensor[]) => void];
      const all = tf.concat([weights.slice([0, 0], [input, -1]), bias.reshape<T2>([1, -1]), weights.slice([input, 0], [units, -1])], 0);
      const doubled = all.mul<T2>(scaleCandidate(2));
      let h: T2 = tf.zeros([batch, units]);
      let c: T2 = tf.zeros([batch, units]);
      const steps = rows.map((row) => {
        const read = tf.concat([row, h], 1);
        const gates = tf.sigmoid(tf.matMul(read, doubled));
        const [i, f, s, o] = tf.split(gates, 4, 1) as [T2, T2, T2, T2];
        const candidate = s.add<T2>(s).sub<T2>(1);
        const before = c;
        c = f.mul<T2>(before).add<T2>(i.mul(candidate));
        const bounded = tf.tanh(c);
        h = o.mul<T2>(bounded);
        return [read, gates, i, f, o, candidate, before, bounded] as const;
      });
      save([all, ...steps.flat()]);
      const gradFunc = (dy: tfTypes.Tensor, saved: tfTypes.Tensor[]): tfTypes.Tensor[] => {
        const [kept, ...kinds] = saved as [T2, ...T2[]];
        const back = kept.mul<T2>(scaleCandidate(4)).slice<T2>([input + 1, 0], [units, -1]);
        let dh = dy as T2;
        let dc: T2 | undefined;
        const parts: T2[] = [];
        for (let t = time - 1; t >= 0; t--) {
          const [read, gates, i, f, o, candidate, before, bounded] = kinds.slice(t * PER_STEP, (t + 1) * PER_STEP) as [T2, T2, T2, T2, T2, T2, T2, T2];
          const square = bounded.mul<T2>(bounded);
          const throughCell = dh.mul<T2>(o).mul<T2>(tf.sub(1, square));
          const cell: T2 = dc ? dc.add(throughCell) : throughCell;
          const gate = tf.concat([cell.mul<T2>(candidate), cell.mul<T2>(before), cell.mul<T2>(i), dh.mul<T2>(bounded)], 1);
          const dz = sigmoidGradient(gates, gate);
          parts.push(tf.matMul(read, dz, true));
          dh = tf.matMul(dz, back, false, true);
          dc = cell.mul<T2>(f);
        }
        const dAll = tf.addN(parts).mul<T2>(scaleCandidate(4));
        const dWeights = tf.concat([dAll.slice<T2>([0, 0], [input, -1]), dAll.slice<T2>([input + 1, 0], [units, -1])], 0);
        return [dWeights, dAll.slice<T2>([input, 0], [1, -1]).reshape([-1])];
      };
      return { value: h, gradFunc };
    });
    return run(w, b) as T2;
  };
}
