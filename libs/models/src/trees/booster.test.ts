import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { binFeatures, binLike, type FeatureMatrix } from './binning';
import { predictBooster, trainBooster, type BoosterOptions } from './booster';
import { meanLoss } from './losses';

const matrixOf = (rows: readonly (readonly number[])[], categorical?: readonly number[]): FeatureMatrix => ({ rows: rows.length, features: rows[0]?.length ?? 0, values: Float64Array.from(rows.flat()), categorical });
const fit = (matrix: FeatureMatrix, y: Float64Array, options: Partial<BoosterOptions> = {}) => trainBooster(binFeatures(matrix), { y }, { loss: { kind: 'squared' }, ...options });
const stump: Partial<BoosterOptions> = { trees: 1, leaves: 2, learningRate: 1, minChildWeight: 1, l2: 0 };
const random = seededRandom(5);
const noisy = matrixOf(Array.from({ length: 600 }, () => [random.normal(), random.normal(), random.next() < 0.1 ? Number.NaN : random.normal()]));
const signal = Float64Array.from({ length: 600 }, (_, row) => (noisy.values[3 * row]! > 0.3 ? 4 : 0) + noisy.values[3 * row + 1]! + (Number.isNaN(noisy.values[3 * row + 2]!) ? 3 : 0) + 0.2 * random.normal());

describe('trainBooster', () => {
  it('finds the split of a case done by hand', async () => {
    const { forest, importance } = await fit(matrixOf([[1], [2], [3], [10]]), Float64Array.of(1, 1, 1, 9), stump);
    expect([...forest.feature]).toEqual([0, -1, -1]);
    expect(forest.threshold[0]).toBe(6.5);
    expect([...forest.value.subarray(1)]).toEqual([-2, 6]); // means 1 and 9, less the start of 3
    expect([...forest.cover]).toEqual([4, 3, 1]);
    expect(importance[0]).toBeCloseTo(6 ** 2 / 3 + 6 ** 2); // G²/H of both sides, 0 before
  });

  it('takes the same first splits as an exhaustive search over all cuts', async () => {
    const { forest } = await fit(noisy, signal, { ...stump, minChildWeight: 20 });
    const start = signal.reduce((a, b) => a + b, 0) / 600;
    let best = { gain: 0, feature: -1, left: 0 };
    for (const feature of [0, 1]) {
      const order = Array.from({ length: 600 }, (_, row) => row).sort((a, b) => noisy.values[3 * a + feature]! - noisy.values[3 * b + feature]!);
      let sum = 0;
      order.forEach((row, k) => {
        sum += signal[row]! - start;
        const gain = k + 1 >= 20 && k + 1 <= 580 ? sum ** 2 / (k + 1) + sum ** 2 / (599 - k) : 0;
        if (gain > best.gain) best = { gain, feature, left: k + 1 };
      });
    }
    expect(forest.feature[0]).toBe(best.feature);
    expect(Math.abs(forest.cover[1]! - best.left)).toBeLessThanOrEqual(3); // 600 values in 254 bins
  });

  it('lowers the loss with every tree, and learns which way missing values go', async () => {
    const losses: number[] = [];
    for (const trees of [1, 5, 20, 80]) {
      const prediction = predictBooster(await fit(noisy, signal, { trees, learningRate: 0.1 }), noisy);
      losses.push(meanLoss({ kind: 'squared' }, { y: signal }, prediction));
    }
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(losses[3]).toBeLessThan(0.15);
    const booster = await fit(noisy, signal, { trees: 80, learningRate: 0.1 });
    const [missing, known] = predictBooster(booster, matrixOf([[0, 0, Number.NaN], [0, 0, 0]]));
    expect(missing! - known!).toBeGreaterThan(2);
  });

  it('splits categories by subset, and takes an unknown one as missing', async () => {
    const codes = Array.from({ length: 400 }, (_, row) => [row % 8]);
    const y = Float64Array.from(codes, ([code]) => ([1, 4, 6].includes(code!) ? 10 : 0));
    const booster = await fit(matrixOf(codes, [0]), y, { ...stump, l2: 0 });
    const prediction = predictBooster(booster, matrixOf([[0], [1], [4], [5], [6], [200]], [0]));
    expect([...prediction].map((v) => Math.round(v))).toEqual([0, 10, 10, 0, 10, 0]);
  });

  it('splits few categories by one against the rest where told to', async () => {
    const codes = Array.from({ length: 400 }, (_, row) => [row % 4]);
    const y = Float64Array.from(codes, ([code]) => (code === 1 || code === 3 ? 10 : code === 2 ? 1 : 0));
    const { forest } = await fit(matrixOf(codes, [0]), y, { ...stump, fewCategories: 4 });
    expect(forest.categories[forest.categoryAt[0]!]).toBe(1); // category 0 alone goes left
    const { forest: subsets } = await fit(matrixOf(codes, [0]), y, stump);
    expect([0b0101, 0b1010]).toContain(subsets.categories[subsets.categoryAt[0]!]);
  });

  it('leaves constant features and constant targets alone', async () => {
    const constant = matrixOf(Array.from({ length: 60 }, () => [3, Number.NaN]));
    const booster = await fit(constant, Float64Array.from({ length: 60 }, (_, row) => row), { minChildWeight: 1 });
    expect(predictBooster(booster, constant)[0]).toBeCloseTo(29.5);
    expect([...(await fit(noisy, new Float64Array(600).fill(7))).importance]).toEqual([0, 0, 0]);
    expect((await fit(matrixOf([]), new Float64Array(0))).forest.roots.length).toBeGreaterThan(0);
  });

  it.each([0.1, 0.5, 0.9])('covers the share %s of new rows with that quantile', async (level) => {
    const draw = (rows: number) => {
      const x = Array.from({ length: rows }, () => [random.next()]);
      return { matrix: matrixOf(x), y: Float64Array.from(x, ([v]) => v! * 10 + (1 + 4 * v!) * random.normal()) };
    };
    const [seen, unseen] = [draw(4000), draw(4000)];
    const booster = await fit(seen.matrix, seen.y, { loss: { kind: 'quantile', level }, leaves: 8, trees: 100, minChildWeight: 50 });
    const prediction = predictBooster(booster, unseen.matrix);
    const share = (keep: (row: number) => boolean) => {
      const rows = Array.from(unseen.y.keys()).filter(keep);
      return rows.filter((row) => unseen.y[row]! <= prediction[row]!).length / rows.length;
    };
    expect(Math.abs(share(() => true) - level)).toBeLessThan(0.03);
    expect(Math.abs(share((row) => unseen.matrix.values[row]! > 0.8) - level)).toBeLessThan(0.06);
  });

  it('learns rates and probabilities in their own link', async () => {
    const x = Array.from({ length: 4000 }, () => [random.next() < 0.5 ? 0 : 1]);
    const counts = Float64Array.from(x, ([v]) => Math.max(0, Math.round((v === 1 ? 3 : 0.5) + 0.6 * random.normal())));
    for (const loss of [{ kind: 'poisson' }, { kind: 'tweedie', power: 1.5 }] as const) {
      const [low, high] = predictBooster(await fit(matrixOf(x), counts, { loss, learningRate: 0.2 }), matrixOf([[0], [1]]));
      const meanWhere = (wanted: number) => counts.filter((_, row) => x[row]![0] === wanted).reduce((a, b, _k, { length }) => a + b / length, 0);
      expect(low).toBeCloseTo(meanWhere(0), 1);
      expect(high).toBeCloseTo(meanWhere(1), 1);
    }
    const labels = Float64Array.from(x, ([v]) => (random.next() < (v === 1 ? 0.8 : 0.1) ? 1 : 0));
    const [rare, usual] = predictBooster(await fit(matrixOf(x), labels, { loss: { kind: 'logistic' } }), matrixOf([[0], [1]]));
    expect(rare).toBeCloseTo(0.1, 1);
    expect(usual).toBeCloseTo(0.8, 1);
  });

  it('stops when the validation part no longer gains', async () => {
    const part = (from: number, to: number) => ({ rows: to - from, features: 3, values: noisy.values.slice(3 * from, 3 * to) });
    const binned = binFeatures(part(0, 400));
    const options: BoosterOptions = { loss: { kind: 'squared' }, trees: 2000, learningRate: 0.3, minChildWeight: 2, validation: { binned: binLike(binned, part(400, 600)), y: signal.subarray(400) }, patience: 10 };
    const { forest } = await trainBooster(binned, { y: signal.subarray(0, 400) }, options);
    expect(forest.roots.length).toBeGreaterThan(2);
    expect(forest.roots.length).toBeLessThan(300);
  });

  it('repeats itself for a seed, and survives being stored', async () => {
    const options = { rowShare: 0.6, columnShare: 0.7, seed: 9, trees: 30 };
    const [one, same, other] = [await fit(noisy, signal, options), await fit(noisy, signal, options), await fit(noisy, signal, { ...options, seed: 10 })];
    expect(same).toEqual(one);
    expect([...other.forest.value]).not.toEqual([...one.forest.value]);
    expect([...predictBooster(structuredClone(one), noisy)]).toEqual([...predictBooster(one, noisy)]);
  });

  it('refuses what does not belong together', async () => {
    await expect(fit(noisy, new Float64Array(5))).rejects.toThrow(/5 targets for 600 rows/);
    expect(() => binFeatures({ rows: 2, features: 2, values: new Float64Array(3) })).toThrow(RangeError);
    expect(() => binLike(binFeatures(noisy), matrixOf([[1]]))).toThrow(/3 features, got 1/);
  });
});
