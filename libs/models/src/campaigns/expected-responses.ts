import { normalQuantile } from '../inventory/normal';
import type { Interval } from './uplift';

/** Up to so many people the distribution is worked out exactly: a table of counts grows with their square. */
const MOST_EXACT = 3000;

/**
 * How many of several people respond when each has a chance of its own: the Poisson-binomial distribution, exact up to 3,000 people by convolution,
 * above that by its normal limit. The interval holds the count that comes, as far as the chances themselves are right.
 * Source: Hong (2013), Computational Statistics & Data Analysis 59.
 * @param probabilities of the people, each 0 … 1
 * @returns expected count and the quantiles around it; whole numbers where exact
 */
export function expectedResponses(probabilities: ArrayLike<number>, level = 0.95): Interval {
  let [mean, variance] = [0, 0];
  for (let k = 0; k < probabilities.length; k++) {
    const p = probabilities[k]!;
    if (!(p >= 0 && p <= 1)) throw new RangeError(`expectedResponses: probabilities[${k}] is ${p}`);
    mean += p;
    variance += p * (1 - p);
  }
  if (probabilities.length > MOST_EXACT) {
    const half = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
    return { mean, lower: Math.max(0, mean - half), upper: Math.min(probabilities.length, mean + half) };
  }
  const mass = countDistribution(probabilities);
  return { mean, lower: quantile(mass, (1 - level) / 2), upper: quantile(mass, (1 + level) / 2) };
}

function countDistribution(probabilities: ArrayLike<number>): Float64Array {
  const mass = new Float64Array(probabilities.length + 1);
  mass[0] = 1;
  for (let k = 0; k < probabilities.length; k++) {
    const p = probabilities[k]!;
    for (let count = k + 1; count > 0; count--) mass[count] = mass[count]! * (1 - p) + mass[count - 1]! * p;
    mass[0]! *= 1 - p;
  }
  return mass;
}

function quantile(mass: Float64Array, q: number): number {
  let sum = 0;
  for (let count = 0; count < mass.length; count++) {
    sum += mass[count]!;
    if (sum >= q - 1e-12) return count;
  }
  return mass.length - 1;
}

/**
 * Money of these responses: Σ probability × worth, with the interval of the sum that comes (normal limit, independent responses).
 * @param worth of one response of each person, any unit
 */
export function expectedRevenue(probabilities: ArrayLike<number>, worth: ArrayLike<number>, level = 0.95): Interval {
  if (probabilities.length !== worth.length) throw new RangeError(`expectedRevenue: ${probabilities.length} probabilities, ${worth.length} worths`);
  let [mean, variance] = [0, 0];
  for (let k = 0; k < probabilities.length; k++) {
    const p = probabilities[k]!;
    mean += p * worth[k]!;
    variance += p * (1 - p) * worth[k]! ** 2;
  }
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  return { mean, lower: Math.max(0, mean - half), upper: mean + half };
}
