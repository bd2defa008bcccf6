import type { LstmKernel, TensorRuntime } from '@almanac/models';
import { fusedLstm } from './fused-lstm';
import { unrolledLstm } from './unrolled-lstm';

/** From so many windows on the unrolled loop beats the fused operation in a graph; below, it only takes seconds longer to build. */
const LARGE_BATCH = 512;

/** The fastest LSTM of tfjs-node: unrolled where a large batch is being recorded into a graph, else fused. */
export function lstmKernel(tf: TensorRuntime, isRecording: () => boolean): LstmKernel {
  const [fused, unrolled] = [fusedLstm(tf), unrolledLstm(tf)];
  return (x, w, b) => (isRecording() && x.shape[1] >= LARGE_BATCH ? unrolled(x, w, b) : fused(x, w, b));
}
