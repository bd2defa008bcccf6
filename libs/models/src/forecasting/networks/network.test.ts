import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Panel } from '../../series/panel';
import { seededRandom } from '../../training/random';
import { prepareNetworkPanel } from './network-panel';
import { createNetwork } from './network';
import { lstmArchitecture } from '../lstm/lstm-architecture';
import { portableLstm } from '../lstm/portable-kernel';
import { nhitsArchitecture } from '../nhits/nhits-architecture';
import { trainNetwork } from './train-network';
import { createBatch, fillBatch } from './windows';

const random = seededRandom(5);
const panel: Panel = {
  frequency: 'day',
  knownNames: ['promotion'],
  series: Array.from({ length: 6 }, (_, i) => ({
    id: `s${i}`,
    start: i,
    category: i % 2 === 0 ? 'a' : 'b',
    y: Float64Array.from({ length: 40 }, (_, t) => (t === 7 ? Number.NaN : 10 * (i + 1) + 5 * Math.sin((2 * Math.PI * t) / 7) + random.normal())),
    known: [Float64Array.from({ length: 44 }, (_, t) => (t % 9 === 0 ? 1 : 0))],
  })),
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('portableLstm', () => {
  it('equals the LSTM layer of TensorFlow.js', () => {
    const [time, batch, input, units] = [5, 3, 4, 6];
    const layer = tf.layers.lstm({ units, inputShape: [time, input], recurrentActivation: 'sigmoid' });
    const model = tf.sequential({ layers: [layer] });
    const weights = model.getWeights().map((w, k) => tf.randomNormal(w.shape, 0, 0.4, 'float32', k + 1));
    model.setWeights(weights);
    const x = tf.randomNormal([batch, time, input], 0, 1, 'float32', 9);
    const expected = (model.predict(x) as tf.Tensor).dataSync();
    const last = portableLstm(tf)(x.transpose([1, 0, 2]), tf.concat([weights[0] as tf.Tensor2D, weights[1] as tf.Tensor2D], 0), weights[2] as tf.Tensor1D);
    last.dataSync().forEach((v, k) => expect(v).toBeCloseTo(expected[k]!, 5));
  });
});

const architectures = {
  lstm: lstmArchitecture(tf, portableLstm(tf), { units: 4, hidden: 5 }),
  nhits: nhitsArchitecture(tf, { stacks: [{ pool: 3, ratio: 4 }, { pool: 1, ratio: 1 }], width: 6, hidden: 5 }),
};

describe.each(Object.entries(architectures))('network %s', (_name, architecture) => {
  const prepared = prepareNetworkPanel(panel, 4, 0);
  const network = createNetwork(tf, prepared, architecture);

  it('has the gradient that finite differences give', async () => {
    const parameters = architecture.initialParameters(prepared, seededRandom(2));
    const windows = panel.series.flatMap((_, series) => Array.from({ length: 10 }, (__, k) => ({ series, cutoff: 25 + k }))); // many, as each has kinks
    const batch = createBatch(prepared, windows.length);
    fillBatch(prepared, windows, batch, 0);
    const { gradients } = (await network.prepareStep(parameters, batch))(parameters, batch);
    const probe = seededRandom(4);
    parameters.values.forEach((values, k) => {
      const j = probe.integer(values.length);
      const original = values[j]!;
      const epsilon = 2e-3;
      const lossAt = (v: number) => {
        values[j] = v;
        return network.loss(parameters, batch);
      };
      const slope = (lossAt(original + epsilon) - lossAt(original - epsilon)) / (2 * epsilon);
      values[j] = original;
      expect(Math.abs(gradients[k]![j]! - slope)).toBeLessThan(0.01 + 0.1 * Math.abs(slope));
    });
  });

  it('learns, repeatably, and leaves no tensor behind', async () => {
    const train = async () => {
      const parameters = architecture.initialParameters(prepared, seededRandom(2));
      const losses: number[] = [];
      const before = tf.memory().numTensors;
      await trainNetwork(network, parameters, { steps: 40, batchSize: 16, peakRate: 0.01, epochSteps: 10 }, { holdout: 0, seed: 3, report: async (_, details) => void losses.push(details!.loss!) }, 4);
      expect(tf.memory().numTensors).toBe(before);
      return { parameters, losses };
    };
    const [one, other] = [await train(), await train()];
    expect(one.losses[one.losses.length - 1]).toBeLessThan(one.losses[0]!);
    expect(other.losses).toEqual(one.losses);
    expect(other.parameters.values).toEqual(one.parameters.values);
  });

});

describe('windows', () => {
  const prepared = prepareNetworkPanel(panel, 4, 0);

  it('reads nothing of the hidden periods', () => {
    const changed: Panel = { ...panel, series: panel.series.map((s) => ({ ...s, y: s.y.map((v, t) => (t >= 36 ? 1e6 : v)) })) };
    const batchOf = (source: Panel) => {
      const hidden = prepareNetworkPanel(source, 4, 4);
      const batch = createBatch(hidden, 6);
      fillBatch(hidden, source.series.map((_, series) => ({ series, cutoff: 36 })), batch, 4);
      return batch;
    };
    const { target, weight, ...inputs } = batchOf(panel);
    const { target: otherTarget, weight: otherWeight, ...otherInputs } = batchOf(changed);
    expect(otherInputs).toEqual(inputs);
    expect([...weight, ...otherWeight, ...target, ...otherTarget].every((v) => v === 0)).toBe(true);
  });

  it('gives a missing period no weight and no value', () => {
    const batch = createBatch(prepared, 1);
    fillBatch(prepared, [{ series: 0, cutoff: 6 }], batch, 0);
    expect([...batch.weight].map((w) => w > 0)).toEqual([true, false, true, true]);
  });
});
