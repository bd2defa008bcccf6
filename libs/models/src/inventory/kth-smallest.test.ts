import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kthSmallest } from './kth-smallest';

it('finds what sorting would', () => {
  const values = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.nat(), (list, n) => {
      const k = n % list.length;
      const sorted = Float64Array.from(list).sort();
      return kthSmallest(Float64Array.from(list), k) === sorted[k]! || (sorted[k] === 0); // -0 and 0 are equal
    }),
  );
  expect(kthSmallest(Float64Array.of(3, Infinity, 1, 2), 2)).toBe(3);
});
