import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { calibrate, chooseCalibration, fitIsotonic } from './calibration';
import { combine, fitCombination } from './combination';
import { calibrationBins, confusionAt, rateOf, thresholdCurve } from './curves';
import { compareProbabilities, reportFairness } from './fairness';
import { stratifiedFolds } from './folds';
import { inferTable } from './infer-table';
import { rocAuc } from './metrics';
import { segmentByRfm } from './rfm';
import { featureDrift, populationStability } from '../monitoring/stability';

const random = seededRandom(12);
const ROWS = 2000;
const logOdds = Float64Array.from({ length: ROWS }, () => 1.5 * random.normal());
const truth = logOdds.map((z) => 1 / (1 + Math.exp(-z)));
const labels = Uint8Array.from(truth, (p) => (random.next() < p ? 1 : 0));

describe('inferTable', () => {
  it('tells numbers, dates and categories, and leaves out what is no feature', () => {
    const cells = (make: (row: number) => string) => Array.from({ length: 100 }, (_, row) => make(row));
    const { table, leftOut } = inferTable([
      { name: 'charges', cells: cells((row) => (row === 3 ? ' ' : `$1,${100 + row}.50`)) },
      { name: 'share', cells: cells((row) => `${row % 7},5`) },
      { name: 'since', cells: cells((row) => `2024-01-${String(1 + (row % 28)).padStart(2, '0')}`) },
      { name: 'plan', cells: cells((row) => ['Basic', 'NA', 'None'][row % 3]!) },
      { name: 'country', cells: cells(() => 'IE') },
      { name: 'RowNumber', cells: cells((row) => String(row + 1)) },
      { name: 'surname', cells: cells((row) => `name ${row}`) },
      { name: 'notes', cells: cells(() => '') },
      { name: 'balance', cells: cells((row) => String(row * 37)) },
    ]);
    expect(table.names).toEqual(['charges', 'share', 'since', 'plan', 'balance']);
    expect(leftOut).toEqual([{ name: 'country', reason: 'constant' }, { name: 'RowNumber', reason: 'identifier' }, { name: 'surname', reason: 'identifier' }, { name: 'notes', reason: 'empty' }]);
    const [charges, share, since, plan] = table.columns;
    expect(charges?.kind === 'numeric' && [...charges.values.slice(2, 5)]).toEqual([1102.5, Number.NaN, 1104.5]);
    expect(share?.kind === 'numeric' && share.values[3]).toBe(3.5);
    expect(since?.kind === 'numeric' && since.values[1]).toBe(19_724);
    expect(plan?.kind === 'categorical' && [plan.levels, ...plan.codes.slice(0, 3)]).toEqual([['Basic', 'None'], 0, -1, 1]);
  });
});

describe('calibration', () => {
  const folds = stratifiedFolds(labels, 5, seededRandom(1));
  it('keeps good log-odds, and bends those that are not', () => {
    expect(chooseCalibration(logOdds, labels, folds, 5).kind).toBe('platt');
    const bent = logOdds.map((z) => Math.sign(z) * Math.abs(z) ** 3 + 3);
    const rule = chooseCalibration(bent, labels, folds, 5);
    expect(rule.kind).toBe('isotonic');
    const probabilities = calibrate(rule, bent);
    expect(rocAuc(labels, probabilities)).toBeCloseTo(rocAuc(labels, bent), 2);
    const off = calibrationBins(labels, probabilities).map(({ meanProbability, observed }) => Math.abs(meanProbability - observed.rate));
    expect(Math.max(...off)).toBeLessThan(0.08);
  });

  it('pools by hand as the algorithm does', () => {
    const rule = fitIsotonic(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 1, 0, 1));
    expect(rule).toEqual({ kind: 'isotonic', scores: Float64Array.of(1, 2.5, 4), probabilities: Float64Array.of(0.25, 0.5, 0.75) });
    expect([...calibrate(rule, Float64Array.of(-9, 1.75, 9))]).toEqual([0.25, 0.375, 0.75]);
  });

  it('gives no weight below 0 to a method that misleads', () => {
    const { weights, intercept } = fitCombination([logOdds, logOdds.map((z) => -z + 0.3 * random.normal()), logOdds.map(() => random.normal())], labels);
    expect(weights[0]!).toBeCloseTo(1, 0);
    expect(weights[1]).toBe(0);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    expect(combine({ weights: Float64Array.of(2, 0), intercept }, [Float64Array.of(1), Float64Array.of(Number.NaN)])[0]).toBeCloseTo(2 + intercept, 12);
  });
});

describe('curves', () => {
  it('count and price what a threshold means', () => {
    const small = Uint8Array.of(1, 0, 1, 0, 0);
    const scores = Float64Array.of(0.9, 0.8, 0.5, 0.5, 0.1);
    const curve = thresholdCurve(small, scores, { money: { values: new Float64Array(5).fill(100), costPerContact: 10, keptShare: 0.5 } });
    expect(curve.map(({ contacts, recall, precision, gain }) => [contacts, recall, precision, gain])).toEqual([[1, 0.5, 1, 40], [2, 0.5, 0.5, 30], [4, 1, 0.5, 60], [5, 1, 0.4, 50]]);
    expect(confusionAt(small, scores, 0.5)).toEqual({ truePositives: 2, falsePositives: 2, falseNegatives: 0, trueNegatives: 1 });
    const long = thresholdCurve(labels, truth, { most: 50 });
    expect(long.length).toBeLessThanOrEqual(51);
    expect(long[long.length - 1]).toMatchObject({ contacts: ROWS, recall: 1, lift: 1, falsePositiveRate: 1 });
  });

  it('carry Wilson intervals', () => {
    const { rate, low, high } = rateOf(8, 10); // Wilson's example as R's binom.confint gives it
    expect([rate, Number(low.toFixed(4)), Number(high.toFixed(4))]).toEqual([0.8, 0.4902, 0.9433]);
    expect(rateOf(0, 0).rate).toBeNaN();
  });
});

describe('reportFairness', () => {
  it('shows the group that the score treats otherwise', () => {
    const groups = Array.from(labels, (_, row) => (row % 2 === 0 ? 'a' : 'b'));
    const fair = reportFairness(labels, truth, groups, 0.5);
    expect(fair.groups.map(({ group, customers }) => [group, customers])).toEqual([['a', 1000], ['b', 1000]]);
    expect(fair.selectionRatio).toBeGreaterThan(0.85);
    expect(fair.calibrationGap).toBe(0);
    const unfair = reportFairness(labels, truth.map((p, row) => (row % 2 === 0 ? p : p / 2)), groups, 0.5);
    expect(unfair.selectionRatio).toBeLessThan(0.1);
    expect(unfair.truePositiveGap).toBeGreaterThan(0.5);
    expect(unfair.calibrationGap).toBeGreaterThan(0.2);
    expect(reportFairness(labels, truth, groups.map(() => 'all'), 0.5).selectionRatio).toBeNaN();
  });

  it('prices what leaving columns out costs', () => {
    const worse = truth.map((p) => 0.5 * p + 0.25 * random.next());
    const { rocAuc: roc, brier } = compareProbabilities(labels, truth, worse, 3);
    expect(roc.high).toBeLessThan(0);
    expect(brier.low).toBeGreaterThan(0);
    expect(compareProbabilities(labels, truth, truth, 3).brier).toEqual({ difference: 0, low: 0, high: 0 });
  });
});

describe('segments and drift', () => {
  it('name the best and the lost', () => {
    const n = 100;
    const range = (make: (k: number) => number) => Float64Array.from({ length: n }, (_, k) => make(k));
    const { segments, recency } = segmentByRfm(range((k) => k), range((k) => n - k), range((k) => 10 * (n - k)));
    expect([segments[0], segments[99], recency[0], recency[99]]).toEqual(['champions', 'lost', 5, 1]);
    expect(segmentByRfm(range((k) => k), range((k) => k + 1), range((k) => k)).segments[99]).toBe('cannotLose');
    expect(segmentByRfm(range((k) => k), range(() => 1), range((k) => k)).segments[0]).toBe('new');
    expect(() => segmentByRfm(range(() => 1), new Float64Array(2), range(() => 1))).toThrow(RangeError);
  });

  it('measure how far a feature moved', () => {
    const column = (shift: number) => ({ kind: 'numeric' as const, values: Float64Array.from({ length: 3000 }, () => random.normal() + shift) });
    const before = column(0);
    expect(populationStability(before, before)).toBe(0);
    expect(populationStability(before, column(0))).toBeLessThan(0.03);
    expect(populationStability(before, column(1))).toBeGreaterThan(0.5);
    const plans = (codes: number[]) => ({ kind: 'categorical' as const, codes: Int32Array.from(codes), levels: ['x', 'y'] });
    const index = 0.3 * Math.log(0.8 / 0.5) - 0.3 * Math.log(0.2 / 0.5);
    expect(populationStability(plans([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]), plans([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]))).toBeCloseTo(index, 12);
    const table = (shift: number) => ({ rows: 3000, names: ['still', 'moved'], columns: [before, column(shift)] });
    expect(featureDrift(table(0), table(2))[0]).toMatchObject({ feature: 'moved', level: 'shifted' });
  });
});
