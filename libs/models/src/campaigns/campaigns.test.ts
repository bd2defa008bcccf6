import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { assignHoldout, sizeWithHoldout } from './assign-holdout';
import { expectedResponses, expectedRevenue } from './expected-responses';
import { powerToSee, requiredCustomers, smallestVisibleRate } from './power';
import { studentQuantile } from './student';
import { conversionUplift, revenueUplift } from './uplift';

describe('assignHoldout', () => {
  it('holds back the asked share, spread evenly over the scores', () => {
    const flags = assignHoldout(1000, 0.1, 3);
    expect(flags.reduce((sum, flag) => sum + flag, 0)).toBe(100);
    for (let first = 0; first < 1000; first += 10) expect(flags.subarray(first, first + 10).reduce((sum, flag) => sum + flag, 0)).toBe(1);
  });

  it('draws the same again from the same seed, and another from another', () => {
    expect(assignHoldout(200, 0.2, 5)).toEqual(assignHoldout(200, 0.2, 5));
    expect(assignHoldout(200, 0.2, 5)).not.toEqual(assignHoldout(200, 0.2, 6));
  });

  it('gives everyone the same chance', () => {
    const counts = new Float64Array(30);
    for (let seed = 0; seed < 3000; seed++) assignHoldout(30, 0.2, seed).forEach((flag, k) => (counts[k]! += flag));
    for (const count of counts) expect(Math.abs(count / 3000 - 0.2)).toBeLessThan(0.04);
  });

  it('knows the edges', () => {
    expect(assignHoldout(0, 0.5, 1)).toHaveLength(0);
    expect([...assignHoldout(3, 0, 1)]).toEqual([0, 0, 0]);
    expect(() => assignHoldout(10, 0.6, 1)).toThrow('share is 0.6');
  });

  it('chooses as many as leave the budget to write to', () => {
    for (const share of [0, 0.1, 0.15, 0.25, 0.5]) {
      for (const contacts of [1, 7, 100, 333]) {
        const size = sizeWithHoldout(contacts, share);
        expect(size - Math.round(size * share)).toBe(contacts);
      }
    }
  });
});

describe('conversionUplift', () => {
  // Newcombe (1998), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i of %i against %i of %i lies within %f and %f', (a, m, b, n, lower, upper) => {
    const uplift = conversionUplift({ size: m, count: a }, { size: n, count: b });
    expect(uplift.lower).toBeCloseTo(lower, 4);
    expect(uplift.upper).toBeCloseTo(upper, 4);
    expect(uplift.mean).toBeCloseTo(a / m - b / n);
  });

  it('refuses an empty group', () => {
    expect(() => conversionUplift({ size: 0, count: 0 }, { size: 5, count: 1 })).toThrow('contacts has 0 buyers of 0');
  });
});

describe('studentQuantile', () => {
  it.each([
    [10, 2.2281],
    [20, 2.086],
    [30, 2.0423],
    [120, 1.9799],
  ])('at %i degrees of freedom is as in the tables', (degrees, t) => expect(studentQuantile(0.975, degrees)).toBeCloseTo(t, 3));
});

describe('revenueUplift', () => {
  it("gives Welch's interval", () => {
    // R: t.test(extra ~ group, data = sleep), the two drugs of Student (1908).
    const drug2 = { size: 10, mean: 2.33, variance: 4.009 };
    const drug1 = { size: 10, mean: 0.75, variance: 3.200556 };
    const { mean, lower, upper } = revenueUplift(drug1, drug2);
    expect([mean, lower, upper].map((value) => Number(value.toFixed(3)))).toEqual([-1.58, -3.365, 0.205]);
  });

  it('covers the true difference of what shops see: most spend nothing, a few a lot', () => {
    const random = seededRandom(11);
    const spend = (chance: number) => (random.next() < chance ? Math.exp(3 + 0.8 * random.normal()) : 0);
    const meanSpend = Math.exp(3 + 0.32);
    const measure = (size: number, chance: number) => {
      const values = Array.from({ length: size }, () => spend(chance));
      const mean = values.reduce((sum, value) => sum + value, 0) / size;
      return { size, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (size - 1) };
    };
    let covered = 0;
    for (let trial = 0; trial < 600; trial++) {
      const { lower, upper } = revenueUplift(measure(900, 0.1), measure(300, 0.06));
      if (lower <= 0.04 * meanSpend && upper >= 0.04 * meanSpend) covered += 1;
    }
    expect(covered / 600).toBeGreaterThan(0.92);
    expect(covered / 600).toBeLessThan(0.98);
  });

  it('says nothing of fewer than ten customers, and is sure where everyone spends the same', () => {
    expect(revenueUplift({ size: 9, mean: 1, variance: 1 }, { size: 50, mean: 0, variance: 1 }).upper).toBe(Number.POSITIVE_INFINITY);
    expect(revenueUplift({ size: 20, mean: 0, variance: 0 }, { size: 20, mean: 0, variance: 0 })).toEqual({ mean: 0, lower: 0, upper: 0 });
  });
});

describe('power', () => {
  it('is that of the textbook', () => {
    // R: power.prop.test(n = 50, p1 = .50, p2 = .75) gives 0.740; power.prop.test(p1 = .50, p2 = .75, power = .90) gives n = 76.7.
    expect(powerToSee([0.5, 0.75], [50, 50])).toBeCloseTo(0.74, 3);
    expect(requiredCustomers(0.5, 0.75, 0.5, { power: 0.9 })).toBe(154);
  });

  it('finds the smallest rate that is seen in four of five campaigns', () => {
    const rate = smallestVisibleRate(0.05, 900, 300);
    expect(powerToSee([rate, 0.05], [900, 300])).toBeCloseTo(0.8, 4);
    expect(rate).toBeGreaterThan(0.09);
    expect(rate).toBeLessThan(0.11);
    expect(smallestVisibleRate(0.05, 9000, 3000)).toBeLessThan(rate);
    expect(smallestVisibleRate(0.9, 3, 1)).toBeNaN();
    expect(requiredCustomers(0.05, rate, 0.25)).toBeLessThanOrEqual(1201);
  });
});

describe('expectedResponses', () => {
  it('is the binomial distribution where all chances are the same', () => {
    // R: qbinom(c(.025, .975), 100, .1) gives 5 and 16.
    expect(expectedResponses(new Float64Array(100).fill(0.1))).toEqual({ mean: expect.closeTo(10) as number, lower: 5, upper: 16 });
    expect(expectedResponses([1, 1, 0])).toEqual({ mean: 2, lower: 2, upper: 2 });
    expect(expectedResponses([])).toEqual({ mean: 0, lower: 0, upper: 0 });
  });

  it('comes close to its limit for many people', () => {
    const chances = Float64Array.from({ length: 3000 }, (_, k) => 0.02 + 0.0001 * (k % 300));
    const exact = expectedResponses(chances);
    const limit = expectedResponses(Float64Array.from([...chances, 0]));
    expect(Math.abs(exact.lower - limit.lower)).toBeLessThan(1);
    expect(Math.abs(exact.upper - limit.upper)).toBeLessThan(1);
  });

  it('adds money up', () => {
    expect(expectedRevenue([0.5, 0.25], [100, 400]).mean).toBe(150);
    expect(expectedRevenue([1, 1], [3, 4])).toEqual({ mean: 7, lower: 7, upper: 7 });
  });
});
