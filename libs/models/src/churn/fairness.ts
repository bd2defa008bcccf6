import { seededRandom } from '../training/random';
import { rateOf, type Rate } from './curves';
import { brierScore, rocAuc } from './metrics';

/** How the score treats the customers of one group, at one threshold. Rates carry their 95 % intervals. */
export type GroupReport = {
  readonly group: string;
  readonly customers: number;
  /** who left, of all in the group */
  readonly churnRate: Rate;
  /** mean probability; far from `churnRate`, the score is off for this group */
  readonly meanProbability: number;
  /** `NaN` where all left or all stayed */
  readonly rocAuc: number;
  readonly brier: number;
  /** contacted, of all in the group */
  readonly selectionRate: Rate;
  /** contacted, of those who left */
  readonly truePositiveRate: Rate;
  /** contacted, of those who stayed */
  readonly falsePositiveRate: Rate;
};

export type FairnessReport = {
  readonly groups: readonly GroupReport[];
  /** lowest selection rate over highest; below 0.8 is the usual warning (the four-fifths rule). `NaN` without two groups of some size */
  readonly selectionRatio: number;
  /** largest difference of true positive rates between groups */
  readonly truePositiveGap: number;
  readonly falsePositiveGap: number;
  /** largest difference between mean probability and churn rate that chance does not explain: 0 when every interval holds its group's mean */
  readonly calibrationGap: number;
};

/** Smaller groups are reported, and left out of the comparisons between groups. */
const LEAST_CUSTOMERS = 30;

/**
 * Compares groups of customers, a column's categories for instance.
 * @param probabilities of rows the model had not seen when it gave them (`outOfFold`)
 * @param groups name of each row's group, length rows
 * @throws RangeError when the lengths differ
 */
export function reportFairness(labels: Uint8Array, probabilities: Float64Array, groups: readonly string[], threshold: number): FairnessReport {
  if (labels.length !== probabilities.length || labels.length !== groups.length) throw new RangeError(`reportFairness: ${labels.length} labels, ${probabilities.length} probabilities, ${groups.length} groups`);
  const rowsOf = new Map<string, number[]>();
  groups.forEach((group, row) => {
    const rows = rowsOf.get(group);
    if (rows) rows.push(row);
    else rowsOf.set(group, [row]);
  });
  const reports = [...rowsOf].map(([group, rows]) => reportGroup(group, rows, labels, probabilities, threshold)).sort((a, b) => b.customers - a.customers || (a.group < b.group ? -1 : 1));
  const compared = reports.filter(({ customers }) => customers >= LEAST_CUSTOMERS);
  const gap = (rate: (report: GroupReport) => number) => {
    const known = compared.map(rate).filter((value) => !Number.isNaN(value));
    return known.length < 2 ? Number.NaN : Math.max(...known) - Math.min(...known);
  };
  const selected = compared.map(({ selectionRate }) => selectionRate.rate);
  return {
    groups: reports,
    selectionRatio: selected.length < 2 || Math.max(...selected) === 0 ? Number.NaN : Math.min(...selected) / Math.max(...selected),
    truePositiveGap: gap(({ truePositiveRate }) => truePositiveRate.rate),
    falsePositiveGap: gap(({ falsePositiveRate }) => falsePositiveRate.rate),
    calibrationGap: Math.max(0, ...compared.map(({ meanProbability, churnRate }) => (meanProbability < churnRate.low || meanProbability > churnRate.high ? Math.abs(meanProbability - churnRate.rate) : 0))),
  };
}

function reportGroup(group: string, rows: readonly number[], labels: Uint8Array, probabilities: Float64Array, threshold: number): GroupReport {
  const own = Uint8Array.from(rows, (row) => labels[row]!);
  const scores = Float64Array.from(rows, (row) => probabilities[row]!);
  const left = own.reduce((sum, label) => sum + label, 0);
  let [selected, found] = [0, 0];
  scores.forEach((score, k) => {
    if (score < threshold) return;
    selected += 1;
    found += own[k]!;
  });
  return {
    group,
    customers: rows.length,
    churnRate: rateOf(left, rows.length),
    meanProbability: scores.reduce((sum, score) => sum + score, 0) / rows.length,
    rocAuc: rocAuc(own, scores),
    brier: brierScore(own, scores),
    selectionRate: rateOf(selected, rows.length),
    truePositiveRate: rateOf(found, left),
    falsePositiveRate: rateOf(selected - found, rows.length - left),
  };
}

/** A difference with its 95 % interval. */
export type Difference = { readonly difference: number; readonly low: number; readonly high: number };

const RESAMPLES = 200;

/**
 * What one set of probabilities is worth against another on the same customers: `other` less `base`, for instance without some columns less with them. A
 * positive `brier` and a negative `rocAuc` are costs. Intervals by resampling customers (Efron 1979), seeded.
 * @throws RangeError when the lengths differ
 */
export function compareProbabilities(labels: Uint8Array, base: Float64Array, other: Float64Array, seed: number): { readonly rocAuc: Difference; readonly brier: Difference } {
  if (labels.length !== base.length || labels.length !== other.length) throw new RangeError(`compareProbabilities: ${labels.length} labels, ${base.length} and ${other.length} probabilities`);
  const random = seededRandom(seed);
  const measure = (rows: Int32Array) => {
    const own = Uint8Array.from(rows, (row) => labels[row]!);
    const [a, b] = [Float64Array.from(rows, (row) => base[row]!), Float64Array.from(rows, (row) => other[row]!)];
    return { roc: rocAuc(own, b) - rocAuc(own, a), brier: brierScore(own, b) - brierScore(own, a) };
  };
  const all = measure(Int32Array.from(labels.keys()));
  const resampled = Array.from({ length: RESAMPLES }, () => measure(Int32Array.from(labels, () => random.integer(labels.length))));
  const interval = (difference: number, values: number[]): Difference => {
    const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    return { difference, low: sorted[Math.floor(0.025 * sorted.length)] ?? Number.NaN, high: sorted[Math.ceil(0.975 * sorted.length) - 1] ?? Number.NaN };
  };
  return { rocAuc: interval(all.roc, resampled.map(({ roc }) => roc)), brier: interval(all.brier, resampled.map(({ brier }) => brier)) };
}
