import { describe, expect, it } from 'vitest';
import { roundToSum } from './round-to-sum';

describe('roundToSum', () => {
  it('makes thirds add up to the whole', () => {
    expect(roundToSum([33.3, 33.3, 33.4], 100, 0)).toEqual([33, 33, 34]);
    expect(roundToSum([1 / 3, 1 / 3, 1 / 3], 1, 1)).toEqual([0.4, 0.3, 0.3]);
  });

  it('keeps whole numbers, and has nothing to share without parts', () => {
    expect(roundToSum([5, 7], 12, 0)).toEqual([5, 7]);
    expect(roundToSum([], 0, 0)).toEqual([]);
  });
});
