import type { DesignMatrix } from './design';
import { fitLogistic } from './logistic';

/** log-odds = intercept + Σ weight · log-odds of each method; with one method this is Platt's (1999) scaling. */
export type Combination = { readonly intercept: number; readonly weights: Float64Array };

const RIDGE = 0.1;

/**
 * Weights of methods that lower the log-loss most, none below 0: while one is, the most negative is set to 0 and the rest are fitted anew.
 * @param logOdds one array per method, out of fold
 */
export function fitCombination(logOdds: readonly Float64Array[], labels: Uint8Array): Combination {
  let kept = logOdds.map((_, m) => m);
  for (;;) {
    const { intercept, weights } = fitLogistic(beside(kept.map((m) => logOdds[m]!), labels.length), labels, RIDGE);
    const worst = weights.indexOf(Math.min(...weights));
    if (kept.length > 1 && weights[worst]! < 0) {
      kept = kept.filter((_, k) => k !== worst);
      continue;
    }
    const all = new Float64Array(logOdds.length);
    kept.forEach((m, k) => (all[m] = Math.max(0, weights[k]!)));
    return { intercept, weights: all };
  }
}

/** The weighted sum, length rows. */
export function combine({ intercept, weights }: Combination, logOdds: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(logOdds[0]?.length ?? 0).fill(intercept);
  logOdds.forEach((values, m) => {
    if (weights[m]! > 0) for (let row = 0; row < sum.length; row++) sum[row]! += weights[m]! * values[row]!;
  });
  return sum;
}

function beside(columns: readonly Float64Array[], rows: number): DesignMatrix {
  const width = columns.length;
  return {
    rows,
    width,
    start: Int32Array.from({ length: rows + 1 }, (_, row) => row * width),
    column: Int32Array.from({ length: rows * width }, (_, k) => k % width),
    value: Float64Array.from({ length: rows * width }, (_, k) => columns[k % width]![Math.floor(k / width)]!),
  };
}
