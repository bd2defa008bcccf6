import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { calibrate, fitCalibration } from './calibration';
import { isCount, roundCounts } from './counts';
import { combine, fitWeights, withoutOutliers, type Cells } from './combination';
import { NORMAL_QUANTILES } from './distribution';
import { createBlock, type ForecastBlock } from './forecast';
import { preferSingle } from './prefer-single';

const SERIES = 300;
const HORIZON = 4;
const members = Array.from({ length: SERIES }, (_, i) => i);

/** Normal forecasts of standard normal noise around 100. */
function normalBlock(centre: number, deviation: number): ForecastBlock {
  const block = createBlock(SERIES, HORIZON);
  block.mean.fill(centre);
  for (let k = 0; k < SERIES * HORIZON; k++) NORMAL_QUANTILES.forEach((z, q) => (block.quantiles[k * 9 + q] = centre + z * deviation));
  return block;
}
const noise = seededRandom(3);
const window = { holdout: HORIZON, truth: Float64Array.from({ length: SERIES * HORIZON }, () => 100 + noise.normal()) };

const cells: Cells = { members, scaleOf: () => 1 };
const equal = (n: number) => new Float64Array(n).fill(1 / n);

describe('fitWeights', () => {
  it.each(['quantiles', 'mean'] as const)('gives a forecaster with right %s nearly everything and a wrong one little', (aspect) => {
    const weights = fitWeights([window], [[normalBlock(100, 1)], [normalBlock(130, 1)], [normalBlock(60, 1)]], aspect, cells, equal(3));
    expect(weights[0]).toBeGreaterThan(0.6);
    expect(weights[1]! + weights[2]!).toBeLessThan(0.4); // half of the prior stays
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1);
  });

  it('mixes two that err to opposite sides', () => {
    const weights = fitWeights([window], [[normalBlock(98, 1)], [normalBlock(102, 1)]], 'quantiles', cells, equal(2));
    expect(weights[0]).toBeGreaterThan(0.35);
    expect(weights[0]).toBeLessThan(0.65);
  });

  it('moves the less from its prior, the fewer series speak', () => {
    const of = (count: number) => fitWeights([window], [[normalBlock(100, 1)], [normalBlock(130, 1)]], 'quantiles', { ...cells, members: members.slice(0, count) }, equal(2))[0]!;
    expect(of(3)).toBeLessThan(0.55);
    expect(of(30)).toBeGreaterThan(of(3));
    expect(of(300)).toBeGreaterThan(of(30));
  });

  it('looks at its part of the horizon only', () => {
    const late = normalBlock(100, 1);
    late.quantiles.forEach((_, k) => (late.quantiles[k]! += Math.floor(k / 9) % HORIZON < 2 ? 30 : 0));
    const early = normalBlock(100, 1);
    early.quantiles.forEach((_, k) => (early.quantiles[k]! += Math.floor(k / 9) % HORIZON < 2 ? 0 : 30));
    const of = (index: number) => fitWeights([window], [[early], [late]], 'quantiles', { ...cells, bucket: { index, of: 2 } }, equal(2))[0]!;
    expect(of(0)).toBeGreaterThan(0.65);
    expect(of(1)).toBeLessThan(0.35);
  });

  it('stays at its prior without any truth', () => {
    const blind = { ...window, truth: window.truth.map(() => Number.NaN) };
    expect([...fitWeights([blind], [[normalBlock(98, 1)], [normalBlock(102, 1)]], 'quantiles', cells, equal(2))]).toEqual([0.5, 0.5]);
  });
});

describe('combine', () => {
  it('averages quantile by quantile', () => {
    const mixed = combine([normalBlock(10, 1), normalBlock(20, 3)], () => Float64Array.of(0.5, 0.5));
    expect(mixed.mean[5]).toBeCloseTo(15);
    expect(mixed.quantiles[8]).toBeCloseTo(15 + 2 * NORMAL_QUANTILES[8]);
  });
});

describe('fitCalibration', () => {
  it.each([0.4, 1, 2.2])('brings intervals %s times too wide to cover four fifths', (width) => {
    const block = normalBlock(100, width);
    const calibration = fitCalibration([window], [block], members, false);
    const { quantiles } = calibrate(block, () => calibration);
    const covered = window.truth.reduce((count, y, k) => count + (quantiles[k * 9]! <= y && y <= quantiles[k * 9 + 8]! ? 1 : 0), 0);
    expect(covered / window.truth.length).toBeGreaterThan(0.76);
    expect(covered / window.truth.length).toBeLessThan(0.84);
  });

  it('leaves the block given to it alone', () => {
    const block = normalBlock(100, 2);
    const before = [...block.quantiles];
    calibrate(block, () => ({ buckets: 1, factors: new Float64Array(9).fill(0.5) }));
    expect([...block.quantiles]).toEqual(before);
  });
});

describe('counts', () => {
  it('are series of whole numbers, whatever is missing', () => {
    expect(isCount(Float64Array.of(0, 3, Number.NaN))).toBe(true);
    expect(isCount(Float64Array.of(0, 2.5))).toBe(false);
  });

  it('have quantiles that are whole numbers; others keep theirs', () => {
    const block = createBlock(2, 1);
    block.quantiles.fill(0.6);
    block.mean.fill(0.6);
    roundCounts(block, [true, false]);
    expect([block.quantiles[0], block.quantiles[9], block.mean[0]]).toEqual([1, 0.6, 0.6]);
  });
});

describe('withoutOutliers', () => {
  it('takes the weight of methods whose means add up to something else than the usual method says', () => {
    const weights = withoutOutliers(Float64Array.of(0.5, 0.3, 0.2), [[normalBlock(2, 1)], [normalBlock(100, 1)], [normalBlock(110, 1)]], members);
    expect([...weights].map((w) => Number(w.toFixed(3)))).toEqual([0, 0.6, 0.4]);
  });

  it('keeps all of them when nothing else would be left', () => {
    expect([...withoutOutliers(Float64Array.of(1, 0), [[normalBlock(2, 1)], [normalBlock(100, 1)]], members)]).toEqual([1, 0]);
  });
});

describe('preferSingle', () => {
  const windows = [window, window, window];
  const repeated = (block: ForecastBlock) => windows.map(() => block);
  const half = [Float64Array.of(0.5, 0.5)];
  const counts = members.map(() => false);

  it('finds the method that the combination is behind in every window', () => {
    expect(preferSingle(windows, [repeated(normalBlock(100, 1)), repeated(normalBlock(104, 1))], members, half, counts)).toBe(0);
  });

  it('stays with the combination where it is as good, or where one window speaks against the method', () => {
    expect(preferSingle(windows, [repeated(normalBlock(98, 1)), repeated(normalBlock(102, 1))], members, half, counts)).toBeUndefined();
    const mostly = [normalBlock(100, 1), normalBlock(100, 1), normalBlock(150, 1)];
    expect(preferSingle(windows, [mostly, repeated(normalBlock(104, 1))], members, half, counts)).toBeUndefined();
  });
});
