import fc from 'fast-check';
import { expect, it } from 'vitest';
import { positionsOfLargest, ranksOf, topItems } from './ranking';

it('takes the highest scores, equal ones by rank, as sorting everything does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 40 }), fc.nat(12), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (values, k, flags) => {
      const scores = Float32Array.from(values);
      const tieRank = ranksOf(Float64Array.from(values, (_, i) => (i * 7919) % 13));
      const isExcluded = Uint8Array.from(flags, Number);
      const sorted = values.map((_, i) => i).filter((i) => !flags[i]).sort((a, b) => values[b]! - values[a]! || tieRank[a]! - tieRank[b]!);
      expect([...topItems(scores, k, tieRank, isExcluded).items]).toEqual(sorted.slice(0, k));
    }),
    { seed: 6 },
  );
});

it('never takes what has no score', () => {
  expect([...topItems(Float32Array.of(Number.NaN, 1, Number.NEGATIVE_INFINITY), 3, Int32Array.of(0, 1, 2)).items]).toEqual([1]);
});

it('finds the largest values as sorting does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 30 }), fc.nat(12), (values, most) => {
      const sorted = values.map((_, k) => k).sort((a, b) => values[b]! - values[a]! || a - b).slice(0, most);
      expect([...positionsOfLargest(Float32Array.from(values), most)]).toEqual(sorted.sort((a, b) => a - b));
    }),
    { seed: 6 },
  );
});
