import { normalQuantile } from '../inventory/normal';
import { studentQuantile } from './student';

/** A difference of two groups with its interval at the asked level. */
export interface Interval {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** Customers of a group, and those who bought. */
export interface Responders {
  readonly size: number;
  readonly count: number;
}

/** Money per customer of a group: size, mean, and variance with divisor size − 1. */
export interface Spending {
  readonly size: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * Share of buyers among those written to less the share among those held back, with an interval that holds also for few buyers and for none.
 * Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: Wilson's score intervals of both shares, combined.
 * @param level of the interval, 0.95 by default
 * @returns shares, −1 … 1
 * @throws RangeError for an empty group or more buyers than customers
 */
export function conversionUplift(contacts: Responders, holdout: Responders, level = 0.95): Interval {
  const z = normalQuantile((1 + level) / 2);
  const [p1, low1, high1] = wilson('contacts', contacts, z);
  const [p2, low2, high2] = wilson('holdout', holdout, z);
  const mean = p1 - p2;
  return { mean, lower: mean - Math.hypot(p1 - low1, high2 - p2), upper: mean + Math.hypot(high1 - p1, p2 - low2) };
}

function wilson(name: string, { size, count }: Responders, z: number): [share: number, lower: number, upper: number] {
  if (!(size > 0) || count < 0 || count > size) throw new RangeError(`conversionUplift: ${name} has ${count} buyers of ${size}`);
  const share = count / size;
  const centre = (count + z ** 2 / 2) / (size + z ** 2);
  const half = (z / (size + z ** 2)) * Math.sqrt(size * share * (1 - share) + z ** 2 / 4);
  return [share, count === 0 ? 0 : centre - half, count === size ? 1 : centre + half];
}

/**
 * Money per customer written to less money per customer held back. Variances may differ, as they do where a message changes who buys.
 * Source: Welch (1947), Biometrika 34, with the Welch-Satterthwaite degrees of freedom.
 * @returns in the unit of the means; an infinite interval where a group has fewer than 10 customers
 */
export function revenueUplift(contacts: Spending, holdout: Spending, level = 0.95): Interval {
  const mean = contacts.mean - holdout.mean;
  if (Math.min(contacts.size, holdout.size) < 10) return { mean, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  const [a, b] = [contacts.variance / contacts.size, holdout.variance / holdout.size];
  if (a + b === 0) return { mean, lower: mean, upper: mean };
  const degrees = (a + b) ** 2 / (a ** 2 / (contacts.size - 1) + b ** 2 / (holdout.size - 1));
  const half = studentQuantile((1 + level) / 2, degrees) * Math.sqrt(a + b);
  return { mean, lower: mean - half, upper: mean + half };
}
