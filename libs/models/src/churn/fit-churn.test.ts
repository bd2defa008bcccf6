import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { selectRows, type FeatureTable } from './feature-table';
import { fitChurn } from './fit-churn';

const random = seededRandom(3);
const ROWS = 900;
const age = Float64Array.from({ length: ROWS }, () => 60 * random.next());
const spend = Float64Array.from({ length: ROWS }, () => (random.next() < 0.1 ? Number.NaN : Math.exp(random.normal())));
const plan = Int32Array.from({ length: ROWS }, () => random.integer(3));
const table: FeatureTable = {
  rows: ROWS,
  names: ['age', 'spend', 'plan'],
  columns: [
    { kind: 'numeric', values: age },
    { kind: 'numeric', values: spend },
    { kind: 'categorical', codes: plan, levels: ['monthly', 'yearly', 'trial'] },
  ],
};
const labels = Uint8Array.from({ length: ROWS }, (_, row) => (random.next() < 1 / (1 + Math.exp(1 + age[row]! / 15 - 2 * (plan[row] === 2 ? 1 : 0) - (Number.isNaN(spend[row]) ? 1.5 : 0))) ? 1 : 0));

describe('fitChurn', () => {
  it('finds what drives leaving, and says so in parts that add up', async () => {
    const model = await fitChurn(table, labels, { seed: 1, models: ['logistic'] });
    expect(model.champion).toMatchObject({ name: 'logistic' });
    expect(model.champion.rocAuc).toBeGreaterThan(0.75);
    expect(model.importance[0]!.feature).toBe('plan');
    const probabilities = model.predict(table);
    for (const row of [0, 17, 400]) {
      const parts = model.explain(table, row, Infinity);
      const logOdds = model.baseLogOdds + parts.reduce((sum, { contribution }) => sum + contribution, 0);
      expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(probabilities[row]!, 9);
    }
    expect(model.explain(table, 0, 2)).toHaveLength(2);
    expect(model.outOfFold.reduce((sum, p) => sum + p, 0)).toBeCloseTo(labels.reduce((sum, label) => sum + label, 0), -1);
  });

  it('knows columns and categories by name, and repeats itself', async () => {
    const model = await fitChurn(table, labels, { seed: 1, models: ['logistic'] });
    const again = await fitChurn(table, labels, { seed: 1, models: ['logistic'] });
    expect([...again.predict(table)]).toEqual([...model.predict(table)]);
    const [first] = model.predict(table);
    const turned: FeatureTable = { rows: 1, names: ['plan', 'age', 'spend'], columns: [{ kind: 'categorical', codes: Int32Array.of(1), levels: ['unheard of', ['monthly', 'yearly', 'trial'][plan[0]!]!] }, { kind: 'numeric', values: age.slice(0, 1) }, { kind: 'numeric', values: spend.slice(0, 1) }] };
    expect(model.predict(turned)[0]).toBeCloseTo(first!, 12);
    expect(Number.isFinite(model.predict({ rows: 1, names: [], columns: [] })[0])).toBe(true);
  });

  it('refuses what it cannot learn from', async () => {
    await expect(fitChurn(table, labels.subarray(1), { seed: 1 })).rejects.toThrow(/899 labels for 900 rows/);
    await expect(fitChurn(table, new Uint8Array(ROWS), { seed: 1 })).rejects.toThrow(/0 of 900 left/);
    await expect(fitChurn(selectRows(table, Int32Array.of(0, 1)), Uint8Array.of(0, 1), { seed: 1 })).rejects.toThrow(RangeError);
    await expect(fitChurn(table, labels, { seed: 1 }, { isCancelled: () => true })).rejects.toThrow();
  });
});
