import { normalCdf, normalQuantile } from '../inventory/normal';

/** Chance of a false alarm that is accepted, and chance of seeing an effect that is there. */
export interface TestTerms {
  readonly significance?: number;
  readonly power?: number;
}
const USUAL = { significance: 0.05, power: 0.8 };

/**
 * Chance that a two-sided test of two shares sees a true difference.
 * Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, section 4.3, without continuity correction, unequal groups.
 * @param rates true shares of both groups, 0 … 1
 * @param sizes customers of both groups
 */
export function powerToSee(rates: readonly [number, number], sizes: readonly [number, number], significance = USUAL.significance): number {
  const [p1, p2] = rates;
  const [n1, n2] = sizes;
  const pooled = (n1 * p1 + n2 * p2) / (n1 + n2);
  const ifSame = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  const ifDifferent = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  if (ifDifferent === 0) return p1 === p2 ? significance : 1;
  return normalCdf((Math.abs(p1 - p2) - normalQuantile(1 - significance / 2) * ifSame) / ifDifferent);
}

/**
 * The smallest share among those written to that would be told from the holdout's in four of five campaigns (`power`).
 * @param baseRate share that buys without the message, 0 … 1
 * @returns a share above `baseRate`; `NaN` where not even everyone's buying would be seen
 * @throws RangeError when a group is empty or the rate is not a share
 */
export function smallestVisibleRate(baseRate: number, contacts: number, holdout: number, terms: TestTerms = {}): number {
  if (!(baseRate >= 0 && baseRate <= 1)) throw new RangeError(`smallestVisibleRate: baseRate is ${baseRate}`);
  if (!(contacts > 0 && holdout > 0)) throw new RangeError(`smallestVisibleRate: groups of ${contacts} and ${holdout}`);
  const { significance, power } = { ...USUAL, ...terms };
  const isSeen = (rate: number) => powerToSee([rate, baseRate], [contacts, holdout], significance) >= power;
  if (!isSeen(1)) return Number.NaN;
  let [low, high] = [baseRate, 1];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (isSeen(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Customers that contacts and holdout need together for a difference to be seen.
 * @param share of them held back, above 0
 * @returns a whole number of customers; infinite when both rates are the same
 */
export function requiredCustomers(baseRate: number, rate: number, share: number, terms: TestTerms = {}): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`requiredCustomers: share is ${share}`);
  if (baseRate === rate) return Number.POSITIVE_INFINITY;
  const { significance, power } = { ...USUAL, ...terms };
  const isSeen = (size: number) => powerToSee([rate, baseRate], [size * (1 - share), size * share], significance) >= power;
  let high = 2;
  while (!isSeen(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isSeen(middle)) high = middle;
    else low = middle;
  }
  return high;
}
