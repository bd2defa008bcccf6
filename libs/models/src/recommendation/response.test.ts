import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { orderByValue } from './business-order';
import { binResponses, fitResponse } from './response';
import { responseInterval, sumResponses } from './response-interval';

describe('fitResponse', () => {
  /** Chances that fall with the rank and rise with how active a person is. */
  function simulate(people: number, seed: number) {
    const random = seededRandom(seed);
    const rows = Array.from({ length: people * 20 }, (_, k) => {
      const rank = k % 20;
      const active = Math.floor(k / 20) % 5;
      const chance = 1 / (1 + Math.exp(3 + 0.9 * Math.log1p(rank) - 0.5 * active));
      return { person: Math.floor(k / 20), features: [Math.log1p(rank), active, 7], chance, label: random.next() < chance ? 1 : 0 };
    });
    return { rows, features: { rows: rows.length, width: 3, values: Float64Array.from(rows.flatMap(({ features }) => features)) }, labels: Uint8Array.from(rows, ({ label }) => label), people: Int32Array.from(rows, ({ person }) => person) };
  }

  it('finds the chances that made the responses, in sample and out of it', () => {
    const { rows, features, labels, people } = simulate(2000, 1);
    const model = fitResponse(features, labels, people)!;
    for (const { features: row, chance } of rows.slice(0, 100)) expect(Math.abs(model.predict(row) / chance - 1)).toBeLessThan(0.15);
    const bins = binResponses(model.outOfFold, labels);
    expect(bins).toHaveLength(10);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    const inside = bins.filter(({ predicted, lower, upper }) => predicted >= lower && predicted <= upper);
    expect(inside.length).toBeGreaterThanOrEqual(8);
  });

  it('says nothing of fewer than thirty responses', () => {
    const { features, people } = simulate(50, 2);
    expect(fitResponse(features, new Uint8Array(features.rows), people)).toBeUndefined();
  });
});

describe('expected values', () => {
  const bins = [
    { count: 100, predicted: 0.4, observed: 0.42, lower: 0.36, upper: 0.48 },
    { count: 4000, predicted: 0.01, observed: 0.009, lower: 0.007, upper: 0.012 },
  ];

  it('take the interval of the nearest bin, in proportion', () => {
    expect(responseInterval(0.02, bins)).toEqual({ mean: 0.02, lower: expect.closeTo(0.014, 6) as number, upper: expect.closeTo(0.024, 6) as number });
    expect(responseInterval(0.9, bins).upper).toBe(1);
    expect(responseInterval(0.02, [])).toEqual({ mean: 0.02, lower: 0, upper: 1 });
  });

  it('hold the sum that comes, in 95 of 100 draws', () => {
    const random = seededRandom(4);
    const probabilities = Float64Array.from({ length: 500 }, (_, k) => (k % 2 === 0 ? 0.4 : 0.01));
    const worth = probabilities.map((_, k) => 10 + (k % 7));
    const sure = [{ count: 1e6, predicted: 0.4, observed: 0.4, lower: 0.4, upper: 0.4 }, { count: 1e6, predicted: 0.01, observed: 0.01, lower: 0.01, upper: 0.01 }];
    const { mean, lower, upper } = sumResponses(probabilities, worth, sure);
    expect(mean).toBeCloseTo(probabilities.reduce((sum, p, k) => sum + p * worth[k]!, 0));
    let inside = 0;
    for (let draw = 0; draw < 1000; draw++) {
      const came = probabilities.reduce((sum, p, k) => sum + (random.next() < p ? worth[k]! : 0), 0);
      if (came >= lower && came <= upper) inside += 1;
    }
    expect(inside / 1000).toBeGreaterThan(0.93);
    expect(inside / 1000).toBeLessThan(0.97);
    const unsure = sumResponses(probabilities, worth, bins);
    expect(unsure.upper - unsure.lower).toBeGreaterThan(upper - lower);
  });
});

describe('orderByValue', () => {
  const offer = (probability: number, worth: number, group = -1) => ({ probability, worth, group });
  const order = (offers: Parameters<typeof orderByValue>[0], marginWeight: number, diversity: number, k = offers.length) => [...orderByValue(offers, { marginWeight, diversity }, k)];

  it('goes from the likeliest purchase to the highest expected margin', () => {
    const offers = [offer(0.3, 100), offer(0.2, 400), offer(0.05, 300)];
    expect(order(offers, 0, 0)).toEqual([0, 1, 2]);
    expect(order(offers, 1, 0)).toEqual([1, 0, 2]);
    expect(order(offers, 1, 0, 1)).toEqual([1]);
  });

  it('takes an unknown worth for the median, and what earns nothing last', () => {
    expect(order([offer(0.2, Number.NaN), offer(0.19, 100), offer(0.5, -20)], 1, 0)).toEqual([0, 1, 2]);
  });

  it('spreads over groups as far as diversity says', () => {
    const offers = [offer(0.5, 1, 0), offer(0.45, 1, 0), offer(0.3, 1, 1), offer(0.1, 1, -1)];
    expect(order(offers, 0, 0)).toEqual([0, 1, 2, 3]);
    expect(order(offers, 0, 0.5)).toEqual([0, 2, 1, 3]);
    expect(order(offers, 0, 1)).toEqual([0, 2, 3, 1]);
    expect(() => order(offers, 2, 0)).toThrow(RangeError);
  });
});
