const LEAST = 1e-7;

export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Log-odds of a probability, which is kept a ten-millionth away from 0 and 1. */
export function logOddsOf(probability: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(p / (1 - p));
}

/** Mean of -log P(label) where P(1) is the logistic function of z, without overflow. */
export function meanLogLoss(labels: Uint8Array, logOdds: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const z = logOdds[row]!;
    sum += Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - labels[row]! * z;
  }
  return sum / labels.length;
}
