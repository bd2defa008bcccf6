import { execFile } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { createAdam, portableLstm, type LstmKernel } from '@almanac/models';
import { loadTensorflow, type Tensorflow } from '@almanac/worker/tensorflow';
import type * as tfTypes from '@tensorflow/tfjs';
import { z } from 'zod';

export const name = 'train-step';

type Row = { readonly subject: string; readonly ms?: number; readonly note?: string };
const [TIME, FEATURES, UNITS, BATCH] = [28, 8, 64, 1024];
const STEPS = 12;
const ROUNDS = 4;
const Peer = z.object({ subject: z.string(), version: z.string(), ms: z.number() });

/**
 * Milliseconds of one training step of LSTM(64) + Dense(1), 28 steps of 8 features, batch 1024, Adam, 32-bit floats: the one graph that
 * the product trains with, the same operation by operation, the layers API of TensorFlow.js, and, from the Python that `ALMANAC_BENCH_PYTHON` names, Keras and PyTorch.
 */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const tensorflow = await loadTensorflow();
  const kernel = tensorflow.lstmKernel ?? portableLstm(tensorflow.tf);
  const { backend, compile, device } = tensorflow;
  const ours = { subject: 'Almanac', ms: await stepWithKernel(tensorflow, kernel, true), note: `${device}${compile ? ', one graph' : ''}` };
  log(`ours ${ours.ms.toFixed(1)} ms on ${device}`);
  const eager = { subject: 'Almanac, operation by operation', ms: await stepWithKernel(tensorflow, kernel, false), note: backend };
  log(`ours without the graph ${eager.ms.toFixed(1)} ms`);
  const layers = { subject: 'TensorFlow.js layers', ms: await stepWithLayers(tensorflow), note: tensorflow.backend };
  log(`layers ${layers.ms.toFixed(1)} ms`);
  const peers = await runPeers(['keras', 'torch'], log);
  const rows: Row[] = [ours, eager, layers, ...peers];
  const ratios = Object.fromEntries(rows.slice(1).flatMap(({ subject, ms }) => (ms === undefined ? [] : [[`${subject} / Almanac`, ms / ours.ms]])));
  return { name, rows, ratios };
}

/** The way the forecaster trains: loss and gradients, as one graph when `isCompiled`, then Adam on plain arrays. */
async function stepWithKernel({ tf, compile }: Tensorflow, kernel: LstmKernel, isCompiled: boolean): Promise<number> {
  const shapes = [[FEATURES + UNITS, 4 * UNITS], [4 * UNITS], [UNITS, 1], [1]];
  const weights = shapes.map((shape, k) => tf.tidy(() => tf.randomNormal(shape, 0, 0.1, 'float32', k + 1).dataSync<'float32'>().slice()));
  const x = tf.randomNormal([TIME, BATCH, FEATURES], 0, 1, 'float32', 8);
  const y = tf.randomNormal([BATCH, 1], 0, 1, 'float32', 9);
  const differentiate = ([input, target, ...all]: readonly tfTypes.Tensor[]): tfTypes.Tensor[] => {
    const { value, grads } = tf.valueAndGrads((...[w, b, dense, bias]: tfTypes.Tensor[]) => {
      const last = kernel(input as tfTypes.Tensor3D, w as tfTypes.Tensor2D, b as tfTypes.Tensor1D);
      return tf.matMul(last, dense as tfTypes.Tensor2D).add(bias!).sub(target!).square().mean<tfTypes.Scalar>();
    })(all);
    return [value, ...grads];
  };
  const inputs = () => [x, y, ...weights.map((values, k) => tf.tensor(values, shapes[k]!))];
  const graph = isCompiled ? await compile?.(differentiate, inputs()) : undefined;
  const adam = createAdam(weights.map(({ length }) => length));
  const ms = fastest(() => {
    const results = tf.tidy(() => (graph?.run ?? differentiate)(inputs()));
    const [, ...gradients] = results.map((tensor) => tensor.dataSync<'float32'>());
    tf.dispose(results);
    adam.step(weights, gradients, 1e-3);
  });
  graph?.dispose();
  tf.dispose([x, y]);
  return ms;
}

async function stepWithLayers({ tf }: Tensorflow): Promise<number> {
  const model = tf.sequential({ layers: [tf.layers.lstm({ units: UNITS, inputShape: [TIME, FEATURES], recurrentActivation: 'sigmoid', recurrentInitializer: 'glorotNormal' }), tf.layers.dense({ units: 1 })] });
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'meanSquaredError' });
  const x = tf.randomNormal([BATCH, TIME, FEATURES], 0, 1, 'float32', 1);
  const y = tf.randomNormal([BATCH, 1], 0, 1, 'float32', 2);
  await model.trainOnBatch(x, y);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let step = 0; step < STEPS; step++) await model.trainOnBatch(x, y);
    best = Math.min(best, (performance.now() - start) / STEPS);
  }
  tf.dispose([x, y]);
  model.dispose();
  return best;
}

/** Milliseconds of one step in the fastest of some rounds, after a warm-up: least disturbed by other work on the machine. */
function fastest(step: () => void): number {
  step();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let k = 0; k < STEPS; k++) step();
    best = Math.min(best, (performance.now() - start) / STEPS);
  }
  return best;
}

async function runPeers(names: readonly string[], log: (line: string) => void): Promise<Row[]> {
  const python = process.env['ALMANAC_BENCH_PYTHON'];
  if (!python) {
    log('peers skipped: set ALMANAC_BENCH_PYTHON to a Python with tensorflow and torch');
    return names.map((peer) => ({ subject: peer === 'keras' ? 'Keras' : 'PyTorch', note: 'skipped: ALMANAC_BENCH_PYTHON is not set' }));
  }
  const rows: Row[] = [];
  for (const peer of names) {
    try {
      const { stdout } = await promisify(execFile)(python, [path.join(import.meta.dirname, 'train-step-peers.py'), peer]);
      const { subject, version, ms } = Peer.parse(JSON.parse(stdout.trim().split('\n').pop() ?? ''));
      log(`${subject} ${version} ${ms.toFixed(1)} ms`);
      rows.push({ subject, ms, note: `version ${version}` });
    } catch (error) {
      const reason = error instanceof Error ? error.message.trim().split('\n').pop() : String(error);
      rows.push({ subject: peer === 'keras' ? 'Keras' : 'PyTorch', note: `skipped: ${reason}` });
      log(`${peer} skipped: ${reason}`);
    }
  }
  return rows;
}
