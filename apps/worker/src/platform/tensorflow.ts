import { createRequire } from 'node:module';
import util from 'node:util';
import type { GraphCompiler, LstmKernel, TensorRuntime } from '@almanac/models';
import { graphCompiler } from './compiled-graph';
import { lstmKernel } from './lstm-kernel';

export type TensorBackend = 'node-cpu' | 'node-gpu' | 'wasm' | 'cpu';
export type Tensorflow = {
  readonly tf: TensorRuntime;
  readonly backend: TensorBackend;
  /** in words, for logs and the training run */
  readonly device: string;
  /** fast LSTM of this backend; absent on the portable ones */
  readonly lstmKernel?: LstmKernel;
  /** runs a training step as one graph; absent on the portable backends */
  readonly compile?: GraphCompiler;
  /** why a slower backend than the native one is in use */
  readonly warning?: string;
};

let loading: Promise<Tensorflow> | undefined;

/**
 * Loads TensorFlow once a process: the native library (tfjs-node), else WebAssembly, else plain JavaScript, which trains
 * about twenty and a hundred times slower.
 */
export function loadTensorflow(): Promise<Tensorflow> {
  loading ??= loadBest();
  return loading;
}

async function loadBest(): Promise<Tensorflow> {
  try {
    return loadNative();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return loadPortable(`native TensorFlow did not load (${reason}); training will be slow. \`npm run almanac -- doctor\` says how to get it.`);
  }
}

const require = createRequire(import.meta.url);

function loadNative(): Tensorflow {
  restoreNodeUtilities();
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'; // read by the native library itself, before it loads
  const tf = require('@tensorflow/tfjs-node') as TensorRuntime;
  const isGpu = (tf.backend() as unknown as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true; // tfjs types name only what all backends share
  const backend = isGpu ? 'node-gpu' : 'node-cpu';
  const { compile, isRecording } = graphCompiler(tf);
  return { tf, backend, device: isGpu ? 'GPU (TensorFlow, CUDA)' : 'CPU (TensorFlow)', lstmKernel: lstmKernel(tf, isRecording), compile };
}

async function loadPortable(warning: string): Promise<Tensorflow> {
  const tf = require('@tensorflow/tfjs') as TensorRuntime;
  try {
    require('@tensorflow/tfjs-backend-wasm');
    if (await tf.setBackend('wasm')) {
      await tf.ready();
      return { tf, backend: 'wasm', device: 'CPU (WebAssembly)', warning };
    }
  } catch {
    // the plain backend below always works
  }
  await tf.setBackend('cpu');
  await tf.ready();
  return { tf, backend: 'cpu', device: 'CPU (JavaScript)', warning };
}

/** tfjs-node 4 calls two functions that Node 22 warns of and Node 23 removed. */
function restoreNodeUtilities(): void {
  const legacy = util as unknown as Record<string, unknown>; // gone from the types as from Node
  legacy['isNullOrUndefined'] = (value: unknown) => value === null || value === undefined;
  legacy['isArray'] = Array.isArray;
}
