import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { activitySequences, selectSequences } from './activity-sequences';
import type { ChurnModel } from './churn-model';
import { leaveOut, selectRows } from './feature-table';
import { fitChurn } from './fit-churn';
import { rocAuc } from './metrics';
import { purchaseFeatures } from './purchase-features';
import { activeCustomers, labelChurn, purchaseHistories } from './purchase-histories';

const CUTOFF = 400;
const WINDOW = 60;

/** Customers who order at their own pace until they leave, at random, after an order. */
function simulate(customers: number) {
  const random = seededRandom(9);
  const lines: [number, number, number][] = [];
  for (let customer = 0; customer < customers; customer++) {
    const pause = 10 + 40 * random.next();
    for (let day = random.integer(200); day < CUTOFF + WINDOW; day += 1 + Math.round(pause * (0.7 + 0.6 * random.next()))) {
      lines.push([customer, day, Math.round(20 + 30 * random.next())]);
      if (random.next() < 0.08) break;
    }
  }
  return purchaseHistories({ customers, customer: Int32Array.from(lines, ([c]) => c), day: Int32Array.from(lines, ([, day]) => day), amount: Float64Array.from(lines, ([, , amount]) => amount) });
}

describe('fitChurn on purchases', () => {
  const histories = simulate(500);
  const of = activeCustomers(histories, CUTOFF, 200);
  const table = purchaseFeatures(histories, CUTOFF, of);
  const labels = labelChurn(histories, of, CUTOFF, WINDOW);
  let model: ChurnModel;
  const seen: string[] = [];

  beforeAll(async () => {
    model = await fitChurn(table, labels, { seed: 1, windowDays: WINDOW }, { clock: () => 0, onProgress: ({ method }) => void seen.push(method) });
  }, 60_000);

  it('tells those who left, in calibrated probabilities', () => {
    expect(model.methods.map(({ name }) => name)).toEqual(['logistic', 'gbdt', 'bg-nbd']);
    expect(model.champion.rocAuc).toBeGreaterThan(0.85);
    expect(rocAuc(labels, model.outOfFold)).toBe(model.champion.rocAuc);
    for (const { brier, weight } of model.methods) {
      expect(model.champion.brier).toBeLessThanOrEqual(brier + 0.003);
      expect(weight).toBeGreaterThanOrEqual(0);
    }
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
    expect(Math.abs(mean(model.outOfFold) - mean(labels))).toBeLessThan(0.02);
    expect(new Set(seen)).toEqual(new Set(['logistic', 'gbdt', 'bg-nbd', 'combination']));
  });

  it('explains each probability in parts that add up, over all methods', () => {
    const probabilities = model.predict(table);
    for (const row of [0, 10, 77]) {
      const parts = model.explain(table, row, Infinity);
      const logOdds = model.baseLogOdds + parts.reduce((sum, { contribution }) => sum + contribution, 0);
      if (model.calibration === 'platt') expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(probabilities[row]!, 9);
      expect(model.predict(selectRows(table, Int32Array.of(row)))[0]).toBeCloseTo(probabilities[row]!, 9);
    }
    expect(model.importance.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(model.importance.slice(0, 5).map(({ feature }) => feature)).toEqual(expect.arrayContaining([expect.stringMatching(/recency/)]));
  });

  it('does without columns that may not be used', async () => {
    const without = leaveOut(table, ['amount', 'not there']);
    const other = await fitChurn(without, labels, { seed: 1, models: ['logistic'] });
    expect(other.explain(without, 0, Infinity).map(({ feature }) => feature)).not.toContain('amount');
    expect(() => other.predictBy('gbdt', without)).toThrow(/gbdt was not fitted/);
  });

  it('reads weeks of activity, explains what they say, and lets the network go', async () => {
    await tf.setBackend('cpu');
    const few = Int32Array.from({ length: 90 }, (_, row) => row);
    const small = leaveOut(selectRows(table, few), table.names.slice(3));
    const sequences = selectSequences(activitySequences(histories, CUTOFF, of, 5), few);
    const network = await fitChurn(small, labels.subarray(0, 90), { seed: 1, models: ['lstm'], sequences }, { tf });
    const probabilities = network.predict(small, sequences);
    const parts = network.explain(small, 4, Infinity, sequences);
    expect(parts.map(({ feature }) => feature).sort()).toEqual(['orders', 'recency', 'tenure', 'weeklyActivity']);
    const logOdds = network.baseLogOdds + parts.reduce((sum, { contribution }) => sum + contribution, 0);
    if (network.calibration === 'platt') expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(probabilities[4]!, 4);
    const before = tf.memory().numTensors;
    network.predict(small, sequences);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }, 60_000);
});
