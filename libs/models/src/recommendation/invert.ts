import type * as tfTypes from '@tensorflow/tfjs';
import type { TensorRuntime } from '../forecasting/method';
import { invertPositive } from './cholesky';

const BLOCK = 256;

/**
 * Inverse of a symmetric positive definite matrix by Gauss-Jordan elimination in blocks: the blocks on the diagonal in double
 * precision, the rest as products of tensors, which use all cores of whatever backend there is (3,502 items: 2 n³ = 86 GFLOP). Without
 * `tf` all of it in double precision, one element at a time.
 * @param matrix [n × n] row-major; it is not changed  @returns the same layout
 * @throws RangeError when it is not positive definite
 */
export async function invertSymmetric(matrix: Float32Array, n: number, tf: TensorRuntime | undefined, breathe: () => Promise<void>): Promise<Float32Array> {
  if (!tf || n <= BLOCK) {
    const doubles = Float64Array.from(matrix);
    invertPositive(doubles, n);
    return Float32Array.from(doubles);
  }
  let a = tf.tensor2d(matrix, [n, n]);
  for (let begin = 0; begin < n; begin += BLOCK) {
    const next = tf.tidy(() => eliminate(tf, a, begin, Math.min(BLOCK, n - begin)));
    a.dispose();
    a = next;
    await breathe();
  }
  const inverse = await a.data<'float32'>();
  a.dispose();
  return inverse;
}

/** One step: with pivot block P = A_kk⁻¹, rows become P A_k·, columns -A_·k P, and the rest A - A_·k P A_k·. */
function eliminate(tf: TensorRuntime, a: tfTypes.Tensor2D, begin: number, size: number): tfTypes.Tensor2D {
  const n = a.shape[0];
  const after = n - begin - size;
  const pivot = Float64Array.from(a.slice([begin, begin], [size, size]).dataSync<'float32'>());
  invertPositive(pivot, size);
  const p = tf.tensor2d(Float32Array.from(pivot), [size, size]);
  const row: tfTypes.Tensor2D = tf.matMul(p, a.slice([begin, 0], [size, n]));
  const column = a.slice([0, begin], [n, size]);
  const rest: tfTypes.Tensor2D = tf.sub(a, tf.matMul(column, row));
  const columnByPivot: tfTypes.Tensor2D = tf.matMul(column, p);
  const newColumn = tf.neg(columnByPivot);
  const part = (from: number, rows: number) =>
    tf.concat2d([rest.slice([from, 0], [rows, begin]), newColumn.slice([from, 0], [rows, size]), rest.slice([from, begin + size], [rows, after])], 1);
  const middle = tf.concat2d([row.slice([0, 0], [size, begin]), p, row.slice([0, begin + size], [size, after])], 1);
  return tf.concat2d([part(0, begin), middle, part(begin + size, after)], 0);
}
