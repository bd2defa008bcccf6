import type { ChurnCalibrationBin, ChurnCurvePoint, ChurnFairness, ChurnOutcome, ChurnSettings } from '@almanac/data/contract';
import { brierScore, calibrationBins, confusionAt, rocAuc, thresholdCurve, type FeatureTable } from '@almanac/models';

const CURVE_POINTS = 60;
/** Groups smaller than this say nothing about fairness. */
const LEAST_OF_GROUP = 30;
const MOST_GROUPS = 12;

/** Thresholds on customers not seen; money in minor units. */
export function describeCurve(labels: Uint8Array, probabilities: Float64Array, valuesMinor: Float64Array): ChurnCurvePoint[] {
  return thresholdCurve(labels, probabilities, { money: { values: valuesMinor, costPerContact: 0, keptShare: 1 }, most: CURVE_POINTS }).map(({ gain = 0, ...point }) => ({ ...point, valueFound: gain }));
}

/** The point where writing brings most; where it never pays, the one that finds leavers best (F1). */
export function bestPoint(curve: readonly ChurnCurvePoint[], { saveRate, contactCostMinor, offerCostMinor }: Pick<ChurnSettings, 'saveRate' | 'contactCostMinor' | 'offerCostMinor'>): number {
  const gains = curve.map(({ contacts, valueFound }) => valueFound * saveRate - contacts * (contactCostMinor + offerCostMinor));
  const scores = Math.max(...gains) > 0 ? gains : curve.map(({ precision, recall }) => (precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0));
  return scores.indexOf(Math.max(...scores));
}

export function describeCalibration(labels: Uint8Array, probabilities: Float64Array): ChurnCalibrationBin[] {
  return calibrationBins(labels, probabilities).map(({ count, meanProbability, observed }) => ({ count, predicted: meanProbability, observed: observed.rate, lower: observed.low, upper: observed.high }));
}

/** Share that left, share predicted and errors at the threshold, by the groups of each column. */
export function compareGroups({ table, labels, probabilities, threshold }: { table: FeatureTable; labels: Uint8Array; probabilities: Float64Array; threshold: number }, wanted: readonly string[], used: readonly string[]): ChurnFairness[] {
  return wanted.flatMap((column): ChurnFairness[] => {
    const values = table.columns[table.names.indexOf(column)];
    if (values?.kind !== 'categorical') return [];
    const rowsOf = values.levels.map((_, code) => Array.from(values.codes.keys()).filter((row) => values.codes[row] === code));
    const groups = values.levels
      .map((group, code) => ({ group, rows: rowsOf[code]! }))
      .filter(({ rows }) => rows.length >= LEAST_OF_GROUP)
      .sort((a, b) => b.rows.length - a.rows.length)
      .slice(0, MOST_GROUPS)
      .map(({ group, rows }) => {
        const y = Uint8Array.from(rows, (row) => labels[row]!);
        const p = Float64Array.from(rows, (row) => probabilities[row]!);
        const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusionAt(y, p, threshold);
        const rate = (part: number, whole: number) => (whole < LEAST_OF_GROUP / 3 ? null : part / whole);
        return {
          ...{ group, customers: rows.length, observed: mean(y), predicted: mean(p), contacted: (truePositives + falsePositives) / rows.length },
          falsePositiveRate: rate(falsePositives, falsePositives + trueNegatives),
          falseNegativeRate: rate(falseNegatives, falseNegatives + truePositives),
          rocAuc: finite(rocAuc(y, p)),
        };
      });
    return groups.length < 2 ? [] : [{ column, isUsed: used.includes(column), groups }];
  });
}

/** How scores fared once it was known who left; `null` without any. */
export function judgeScores(scores: readonly { readonly probability: number; readonly hasLeft: boolean }[], threshold: number): ChurnOutcome | null {
  if (scores.length === 0) return null;
  const labels = Uint8Array.from(scores, ({ hasLeft }) => Number(hasLeft));
  const probabilities = Float64Array.from(scores, ({ probability }) => probability);
  const { truePositives, falsePositives, falseNegatives } = confusionAt(labels, probabilities, threshold);
  const left = truePositives + falseNegatives;
  return {
    customers: scores.length,
    left,
    predicted: probabilities.reduce((sum, p) => sum + p, 0),
    rocAuc: finite(rocAuc(labels, probabilities)),
    brier: brierScore(labels, probabilities),
    precision: truePositives + falsePositives === 0 ? null : truePositives / (truePositives + falsePositives),
    recall: left === 0 ? null : truePositives / left,
  };
}

const mean = (values: Uint8Array | Float64Array) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
export const finite = (value: number) => (Number.isFinite(value) ? value : null);
