import { labelsOf, splitFold } from './folds';
import { probabilityOf } from './log-odds';
import { logLoss } from './metrics';

/** From a score in log-odds to a probability: the logistic function (after Platt's scaling), or a rising line through `points`. */
export type Calibration = { readonly kind: 'platt' } | { readonly kind: 'isotonic'; readonly scores: Float64Array; readonly probabilities: Float64Array };

/** Isotonic calibration must lower the log-loss by this share: it has as many parameters as it likes. */
const WORTH = 0.002;

/** Chooses by the folds between log-odds as they are and isotonic regression. */
export function chooseCalibration(logOdds: Float64Array, labels: Uint8Array, folds: Uint8Array, foldCount: number): Calibration {
  const isotonic = new Float64Array(labels.length);
  for (let fold = 0; fold < foldCount; fold++) {
    const { inside, outside } = splitFold(folds, fold);
    const rule = fitIsotonic(Float64Array.from(outside, (row) => logOdds[row]!), labelsOf(labels, outside));
    calibrate(rule, Float64Array.from(inside, (row) => logOdds[row]!)).forEach((value, k) => (isotonic[inside[k]!] = value));
  }
  const isBetter = logLoss(labels, isotonic) < logLoss(labels, logOdds.map(probabilityOf)) * (1 - WORTH);
  return isBetter ? fitIsotonic(logOdds, labels) : { kind: 'platt' };
}

/** Probabilities of scores. */
export function calibrate(calibration: Calibration, logOdds: Float64Array): Float64Array {
  if (calibration.kind === 'platt') return logOdds.map(probabilityOf);
  const { scores, probabilities } = calibration;
  return logOdds.map((score) => {
    let [low, high] = [0, scores.length - 1];
    if (score <= scores[low]!) return probabilities[low]!;
    if (score >= scores[high]!) return probabilities[high]!;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (scores[middle]! <= score) low = middle;
      else high = middle;
    }
    const share = (score - scores[low]!) / (scores[high]! - scores[low]!);
    return probabilities[low]! + share * (probabilities[high]! - probabilities[low]!);
  });
}

/**
 * Isotonic regression of labels on scores by pooling adjacent violators (Zadrozny & Elkan 2002). Each pool gives one point at its mean score, its rate drawn
 * to one half by one row, so that nothing is certain; between points the line is straight, so that scores keep their order.
 */
export function fitIsotonic(logOdds: Float64Array, labels: Uint8Array): Calibration {
  const order = Int32Array.from(logOdds.keys()).sort((a, b) => logOdds[a]! - logOdds[b]!);
  const pools: { positives: number; count: number; scoreSum: number }[] = [];
  for (const row of order) {
    pools.push({ positives: labels[row]!, count: 1, scoreSum: logOdds[row]! });
    for (let last = pools.length - 1; last > 0; last--) {
      const [below, above] = [pools[last - 1]!, pools[last]!];
      if (below.positives * above.count < above.positives * below.count) break;
      pools.splice(last - 1, 2, { positives: below.positives + above.positives, count: below.count + above.count, scoreSum: below.scoreSum + above.scoreSum });
    }
  }
  const smooth = pools.map(({ positives, count }) => (positives + 0.5) / (count + 1));
  for (let k = 1; k < smooth.length; k++) smooth[k] = Math.max(smooth[k]!, smooth[k - 1]!);
  return { kind: 'isotonic', scores: Float64Array.from(pools, ({ scoreSum, count }) => scoreSum / count), probabilities: Float64Array.from(smooth) };
}
