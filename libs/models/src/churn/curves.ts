import { byFallingScore } from './metrics';

/** Rate and its 95 % interval (Wilson 1927). */
export type Rate = { readonly rate: number; readonly low: number; readonly high: number };

const Z = 1.959964;

/** `NaN` without cases. */
export function rateOf(positives: number, cases: number): Rate {
  if (cases === 0) return { rate: Number.NaN, low: Number.NaN, high: Number.NaN };
  const rate = positives / cases;
  const centre = (rate + (Z * Z) / (2 * cases)) / (1 + (Z * Z) / cases);
  const half = (Z / (1 + (Z * Z) / cases)) * Math.sqrt((rate * (1 - rate)) / cases + (Z * Z) / (4 * cases * cases));
  return { rate, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

export type CalibrationBin = { readonly count: number; readonly from: number; readonly to: number; readonly meanProbability: number; readonly observed: Rate };

/** Rows in groups of equal size by probability: what was said beside what came. At most `bins` groups (10). */
export function calibrationBins(labels: Uint8Array, probabilities: Float64Array, bins = 10): CalibrationBin[] {
  const order = byFallingScore(probabilities).reverse();
  const used = Math.min(bins, order.length);
  return Array.from({ length: used }, (_, bin) => {
    const rows = order.subarray(Math.round((bin * order.length) / used), Math.round(((bin + 1) * order.length) / used));
    const positives = rows.reduce((sum, row) => sum + labels[row]!, 0);
    return { count: rows.length, from: probabilities[rows[0]!]!, to: probabilities[rows[rows.length - 1]!]!, meanProbability: rows.reduce((sum, row) => sum + probabilities[row]!, 0) / rows.length, observed: rateOf(positives, rows.length) };
  });
}

/** The four counts when everyone at or above the threshold is taken for leaving. */
export type Confusion = { readonly truePositives: number; readonly falsePositives: number; readonly falseNegatives: number; readonly trueNegatives: number };

export function confusionAt(labels: Uint8Array, probabilities: Float64Array, threshold: number): Confusion {
  let [truePositives, falsePositives, falseNegatives, trueNegatives] = [0, 0, 0, 0];
  for (let row = 0; row < labels.length; row++) {
    if (probabilities[row]! >= threshold) {
      if (labels[row] === 1) truePositives += 1;
      else falsePositives += 1;
    } else if (labels[row] === 1) falseNegatives += 1;
    else trueNegatives += 1;
  }
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

/** What contacting everyone from `threshold` on means, on rows whose fate is known. */
export type ThresholdPoint = {
  readonly threshold: number;
  readonly contacts: number;
  /** share of all rows that is contacted, and of those who left that is found */
  readonly contactShare: number;
  readonly recall: number;
  readonly precision: number;
  /** share of those who stayed that is contacted in vain */
  readonly falsePositiveRate: number;
  readonly lift: number;
  /** value kept less the cost of all contacts; absent without money */
  readonly gain?: number;
};

export type Money = {
  /** what keeping each row is worth */
  readonly values: Float64Array;
  readonly costPerContact: number;
  /** share of those about to leave whom a contact keeps */
  readonly keptShare: number;
};

/**
 * The whole curve in one: ROC is recall over falsePositiveRate, precision-recall, gain and lift over contactShare. Equal probabilities are contacted together. The
 * points are at most `most` (100), evenly spread over the contacts, the one that contacts everybody last.
 */
export function thresholdCurve(labels: Uint8Array, probabilities: Float64Array, { money, most = 100 }: { readonly money?: Money; readonly most?: number } = {}): ThresholdPoint[] {
  const order = byFallingScore(probabilities);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const points: ThresholdPoint[] = [];
  let [found, gain, due] = [0, 0, 1];
  order.forEach((row, k) => {
    found += labels[row]!;
    if (money) gain += labels[row]! * money.values[row]! * money.keptShare - money.costPerContact;
    const contacts = k + 1;
    const next = order[contacts];
    if (next !== undefined && (probabilities[next] === probabilities[row] || contacts < due)) return;
    due = contacts + order.length / most;
    points.push({
      threshold: probabilities[row]!,
      contacts,
      contactShare: contacts / order.length,
      recall: found / positives,
      precision: found / contacts,
      falsePositiveRate: (contacts - found) / (order.length - positives),
      lift: found / contacts / (positives / order.length),
      ...(money && { gain }),
    });
  });
  return points;
}
