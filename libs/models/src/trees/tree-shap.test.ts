import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { binFeatures, type FeatureMatrix } from './binning';
import { rawPrediction, trainBooster, type Booster } from './booster';
import { isLeftAt } from './forest';
import { treeShap } from './tree-shap';

const random = seededRandom(6);
const ROWS = 500;
const FEATURES = 4;
const values = Float64Array.from({ length: ROWS * FEATURES }, (_, k) => (k % FEATURES === 3 ? random.integer(9) : random.next() < 0.1 ? Number.NaN : random.normal()));
const matrix: FeatureMatrix = { rows: ROWS, features: FEATURES, values, categorical: [3] };
const at = (row: number, f: number) => values[row * FEATURES + f]!;
const y = Float64Array.from({ length: ROWS }, (_, row) => {
  const z = (Number.isNaN(at(row, 0)) ? 1 : at(row, 0)) * (at(row, 1) > 0 ? 2 : -1) + (at(row, 3) % 3) - 1;
  return random.next() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
});
const fit = () => trainBooster(binFeatures(matrix), { y }, { loss: { kind: 'logistic' }, trees: 12, leaves: 7, learningRate: 0.3, minChildWeight: 0.01, minChildRows: 8 });

/** The mean raw prediction when only the features of `known` are known: both ways by cover where another is asked. */
function expectation({ start, forest }: Booster, row: number, known: ReadonlySet<number>): number {
  const visit = (node: number): number => {
    const asked = forest.feature[node]!;
    if (asked < 0) return forest.value[node]!;
    const [left, right] = [forest.left[node]!, forest.right[node]!];
    if (known.has(asked)) return visit(isLeftAt(forest, node, at(row, asked)) ? left : right);
    return (forest.cover[left]! * visit(left) + forest.cover[right]! * visit(right)) / (forest.cover[left]! + forest.cover[right]!);
  };
  return start + forest.roots.reduce((sum, root) => sum + visit(root), 0);
}

describe('treeShap', () => {
  it('is the Shapley value over all subsets of features', async () => {
    const booster = await fit();
    for (const row of [0, 3, 99]) {
      const { base, values: found } = treeShap(booster, matrix, row);
      expect(base).toBeCloseTo(expectation(booster, row, new Set()), 9);
      for (let f = 0; f < FEATURES; f++) {
        let shapley = 0;
        for (let bits = 0; bits < 2 ** FEATURES; bits++) {
          if ((bits >> f) & 1) continue;
          const subset = Array.from({ length: FEATURES }, (_, k) => k).filter((k) => (bits >> k) & 1);
          const weight = [6, 2, 2, 6][subset.length]! / 24; // |S|! (4 - |S| - 1)! / 4!
          shapley += weight * (expectation(booster, row, new Set([...subset, f])) - expectation(booster, row, new Set(subset)));
        }
        expect(found[f]).toBeCloseTo(shapley, 9);
      }
    }
  });

  it('adds up to the prediction for every row, missing values and deep trees too', async () => {
    const deep = await trainBooster(binFeatures(matrix), { y }, { loss: { kind: 'logistic' }, trees: 60, leaves: 31, learningRate: 0.1, minChildWeight: 1e-3, minChildRows: 2, rowShare: 0.7, columnShare: 0.75 });
    const raw = rawPrediction(deep, matrix);
    for (let row = 0; row < ROWS; row += 7) {
      const { base, values: found } = treeShap(deep, matrix, row);
      expect(base + found.reduce((sum, v) => sum + v, 0)).toBeCloseTo(raw[row]!, 8);
    }
    expect(treeShap(await trainBooster(binFeatures(matrix), { y }, { loss: { kind: 'logistic' }, trees: 0 }), matrix, 0).values.every((v) => v === 0)).toBe(true);
  });
});
