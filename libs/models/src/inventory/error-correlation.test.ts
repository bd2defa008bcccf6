import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { learnErrorCorrelation, type PastErrors } from './error-correlation';

/** Errors of 100 ± 20 items that share a factor. */
function simulate(count: number, correlation: number): PastErrors[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, () => {
    const common = random.normal();
    const truth = Array.from({ length: 8 }, () => 100 + 20 * (Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * random.normal()));
    const flat = (value: number) => Array<number>(8).fill(value);
    return { truth, mean: flat(100), lower: flat(100 - 25.6), upper: flat(100 + 25.6) };
  });
}

describe('learnErrorCorrelation', () => {
  it.each([0, 0.3, 0.6])('finds %d in many forecasts', (rho) => expect(Math.abs(learnErrorCorrelation(simulate(3000, rho), 'week') - rho)).toBeLessThan(0.04));

  it('stays near the default while there are few', () => {
    expect(learnErrorCorrelation([], 'day')).toBe(0.15);
    expect(learnErrorCorrelation(simulate(3, 0.8), 'week')).toBeLessThan(0.45);
  });

  it('leaves out unknown values and intervals without width', () => {
    const one = simulate(1, 0.5)[0]!;
    expect(learnErrorCorrelation([{ ...one, truth: Array<number>(8).fill(Number.NaN) }, { ...one, upper: one.lower }], 'month')).toBe(0.3);
  });
});
