/** How well scores tell those who left (label 1) from the others. */
export type ChurnScores = {
  readonly rocAuc: number;
  /** average precision */
  readonly prAuc: number;
  /** mean squared error of the probabilities */
  readonly brier: number;
  /** mean negative log-likelihood, nats */
  readonly logLoss: number;
  /** at probability 0.5 */
  readonly f1: number;
  /** churn among the tenth with the highest scores over churn of all */
  readonly lift10: number;
};

/** All measures of calibrated probabilities. @throws RangeError when the lengths differ */
export function scoreChurn(labels: Uint8Array, probabilities: Float64Array): ChurnScores {
  return {
    rocAuc: rocAuc(labels, probabilities),
    prAuc: averagePrecision(labels, probabilities),
    brier: brierScore(labels, probabilities),
    logLoss: logLoss(labels, probabilities),
    f1: f1At(labels, probabilities, 0.5),
    lift10: liftAt(labels, probabilities, 0.1),
  };
}

/** Rows by falling score; equal scores in the order of the rows. */
export function byFallingScore(scores: Float64Array): Int32Array {
  return Int32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** Chance that a random positive scores above a random negative, ties count half. `NaN` when one class is absent. */
export function rocAuc(labels: Uint8Array, scores: Float64Array): number {
  assertSame(labels, scores);
  const order = byFallingScore(scores);
  let [positives, negatives, area] = [0, 0, 0];
  for (let from = 0; from < order.length; ) {
    let [p, n] = [0, 0];
    let to = from;
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++) {
      if (labels[order[to]!] === 1) p += 1;
      else n += 1;
    }
    area += n * (positives + p / 2);
    positives += p;
    negatives += n;
    from = to;
  }
  return positives === 0 || negatives === 0 ? Number.NaN : area / (positives * negatives);
}

/** Average precision: mean over positives of the precision where they are found; equal scores are found together. `NaN` without positives. */
export function averagePrecision(labels: Uint8Array, scores: Float64Array): number {
  assertSame(labels, scores);
  const order = byFallingScore(scores);
  let [found, sum] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let [to, here] = [from, 0];
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++) here += labels[order[to]!]!;
    found += here;
    sum += here * (found / to);
    from = to;
  }
  return found === 0 ? Number.NaN : sum / found;
}

/** Mean squared error of probabilities (Brier 1950). `NaN` without rows. */
export function brierScore(labels: Uint8Array, probabilities: Float64Array): number {
  assertSame(labels, probabilities);
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += (probabilities[row]! - labels[row]!) ** 2;
  return sum / labels.length;
}

/** Mean negative log-likelihood in nats, probabilities kept 1e-9 away from 0 and 1. `NaN` without rows. */
export function logLoss(labels: Uint8Array, probabilities: Float64Array): number {
  assertSame(labels, probabilities);
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const p = Math.min(1 - 1e-9, Math.max(1e-9, probabilities[row]!));
    sum -= Math.log(labels[row] === 1 ? p : 1 - p);
  }
  return sum / labels.length;
}

/** Harmonic mean of precision and recall of those at or above `threshold`; 0 when nobody is found. */
export function f1At(labels: Uint8Array, probabilities: Float64Array, threshold: number): number {
  assertSame(labels, probabilities);
  let [found, chosen, positives] = [0, 0, 0];
  for (let row = 0; row < labels.length; row++) {
    positives += labels[row]!;
    if (probabilities[row]! < threshold) continue;
    chosen += 1;
    found += labels[row]!;
  }
  return found === 0 ? 0 : (2 * found) / (chosen + positives);
}

/** Rate of positives among the `share` of rows with the highest scores, over the rate of all. `NaN` without positives. */
export function liftAt(labels: Uint8Array, scores: Float64Array, share: number): number {
  assertSame(labels, scores);
  const most = Math.max(1, Math.round(share * labels.length));
  const order = byFallingScore(scores).subarray(0, most);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return order.reduce((sum, row) => sum + labels[row]!, 0) / most / (positives / labels.length);
}

function assertSame(labels: Uint8Array, scores: Float64Array): void {
  if (labels.length !== scores.length) throw new RangeError(`${labels.length} labels for ${scores.length} scores`);
}
