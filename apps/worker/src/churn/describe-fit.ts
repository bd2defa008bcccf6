import type { ChurnCalibrationBin, ChurnCurvePoint, ChurnFairness, ChurnOutcome } from '@almanac/data/contract';
import { brierScore, calibrationBins, confusionAt, reportFairness, rocAuc, thresholdCurve, type FeatureTable, type Rate } from '@almanac/models';

const CURVE_POINTS = 60;
/** A column with more categories is no grouping anybody compares. */
const MOST_GROUPS = 60;

/** Thresholds on customers not seen; money in minor units. */
export function describeCurve(labels: Uint8Array, probabilities: Float64Array, valuesMinor: Float64Array): ChurnCurvePoint[] {
  return thresholdCurve(labels, probabilities, { money: { values: valuesMinor, costPerContact: 0, keptShare: 1 }, most: CURVE_POINTS }).map(({ gain = 0, ...point }) => ({ ...point, valueFound: gain }));
}

/** The point that parts leavers from the others best: the highest F1. */
export function sharpestPoint(curve: readonly ChurnCurvePoint[]): number {
  return highest(curve.map(({ precision, recall }) => (precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0)));
}

/** The point where writing brings most: `kept` of the value found, less `cost` a contact. */
export function payingPoint(curve: readonly ChurnCurvePoint[], { kept, cost }: { kept: number; cost: number }): number {
  return highest(curve.map(({ contacts, valueFound }) => valueFound * kept - contacts * cost));
}

const highest = (values: readonly number[]) => values.indexOf(Math.max(...values));

export function describeCalibration(labels: Uint8Array, probabilities: Float64Array): ChurnCalibrationBin[] {
  return calibrationBins(labels, probabilities).map(({ count, meanProbability, observed }) => ({ count, predicted: meanProbability, observed: observed.rate, lower: observed.low, upper: observed.high }));
}

/** How the scores treat the groups of each column, at the threshold. */
export function compareGroups({ table, labels, probabilities, threshold }: { table: FeatureTable; labels: Uint8Array; probabilities: Float64Array; threshold: number }, wanted: readonly string[], used: readonly string[]): ChurnFairness[] {
  return wanted.flatMap((column): ChurnFairness[] => {
    const values = table.columns[table.names.indexOf(column)];
    if (values?.kind !== 'categorical' || values.levels.length > MOST_GROUPS) return [];
    const known = Array.from(values.codes.keys()).filter((row) => values.codes[row]! >= 0);
    const { groups, selectionRatio, truePositiveGap, falsePositiveGap, calibrationGap } = reportFairness(
      Uint8Array.from(known, (row) => labels[row]!),
      Float64Array.from(known, (row) => probabilities[row]!),
      known.map((row) => values.levels[values.codes[row]!]!),
      threshold,
    );
    const rate = (of: Rate) => ({ rate: finite(of.rate), low: finite(of.low), high: finite(of.high) });
    return [
      {
        ...{ column, isUsed: used.includes(column), selectionRatio: finite(selectionRatio), truePositiveGap: finite(truePositiveGap), falsePositiveGap: finite(falsePositiveGap), calibrationGap: finite(calibrationGap) },
        groups: groups.map((one) => ({ ...one, rocAuc: finite(one.rocAuc), churnRate: rate(one.churnRate), selectionRate: rate(one.selectionRate), truePositiveRate: rate(one.truePositiveRate), falsePositiveRate: rate(one.falsePositiveRate) })),
      },
    ];
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

export const finite = (value: number) => (Number.isFinite(value) ? value : null);
