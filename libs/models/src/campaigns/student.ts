import { normalQuantile } from '../inventory/normal';

/**
 * Quantile of Student's t by the Cornish-Fisher expansion: within 0.0002 of the tables from 10 degrees of freedom on, for 0.005 ≤ p ≤ 0.995.
 * Source: Abramowitz & Stegun (1964), 26.7.5.
 * @throws RangeError below 5 degrees of freedom, where the expansion is too far off
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(degrees >= 5)) throw new RangeError(`studentQuantile: degrees is ${degrees}, not at least 5`);
  const x = normalQuantile(p);
  const [x3, x5, x7, x9] = [x ** 3, x ** 5, x ** 7, x ** 9];
  return (
    x +
    (x3 + x) / (4 * degrees) +
    (5 * x5 + 16 * x3 + 3 * x) / (96 * degrees ** 2) +
    (3 * x7 + 19 * x5 + 17 * x3 - 15 * x) / (384 * degrees ** 3) +
    (79 * x9 + 776 * x7 + 1482 * x5 - 1920 * x3 - 945 * x) / (92_160 * degrees ** 4)
  );
}
