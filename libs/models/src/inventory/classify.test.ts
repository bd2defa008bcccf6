import { expect, it } from 'vitest';
import { classifyAbc, classifyXyz, variationAfterSeason } from './classify';

it('cuts cumulated revenue at 80 and 95 %', () => {
  expect(classifyAbc([50, 5, 30, 10, 3, 2])).toEqual(['A', 'B', 'A', 'B', 'C', 'C']);
  expect(classifyAbc([90, 10])).toEqual(['A', 'B']);
  expect(classifyAbc([0, Number.NaN, -5, 1])).toEqual(['C', 'C', 'C', 'A']);
  expect(classifyAbc([])).toEqual([]);
});

it('names evenness of demand', () => expect([0.2, 0.5, 0.8, 1.4, Number.NaN].map(classifyXyz)).toEqual(['X', 'X', 'Y', 'Z', 'Z']));

it('does not blame a product for its season', () => {
  const seasonal = Array.from({ length: 36 }, (_, t) => (t % 12 === 11 ? 100 : 10));
  expect(variationAfterSeason(seasonal, 12)).toBe(0);
  expect(variationAfterSeason(seasonal.slice(0, 20), 12)).toBeGreaterThan(1); // not two seasons: no telling
  const noisy = Array.from({ length: 400 }, (_, t) => 10 + 2 * Math.sin(t * 12.9898 * t));
  expect(variationAfterSeason(noisy, 4)).toBeCloseTo(variationAfterSeason(noisy, 1), 2);
});

it('knows nothing of what was hardly seen or never sold', () => {
  for (const y of [[], [5], [0, 0, 0], [Number.NaN, Number.NaN]]) expect(variationAfterSeason(y, 1)).toBeNaN();
});
