import { describe, expect, it } from 'vitest';
import { meanOfQuantiles, NORMAL_QUANTILES, quantileOfSorted, weightedQuantiles } from './distribution';

describe('distribution', () => {
  it('interpolates order statistics as R type 7 does', () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.25)).toBeCloseTo(1.75); // quantile(1:4, 0.25) in R
    expect(quantileOfSorted([5], 0.9)).toBe(5);
    expect(quantileOfSorted([], 0.5)).toBeNaN();
  });

  it('takes weighted quantiles from the sample itself', () => {
    expect([...weightedQuantiles([0, 10], [3, 1])]).toEqual([0, 0, 0, 0, 0, 0, 0, 10, 10]);
    expect([...weightedQuantiles([1, 2, 3], [1, 1, 1])]).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
  });

  it('finds the mean behind nine quantiles', () => {
    expect(meanOfQuantiles(new Array(9).fill(7))).toBeCloseTo(7);
    expect(meanOfQuantiles(NORMAL_QUANTILES.map((z) => 100 + z))).toBeCloseTo(100, 0);
  });
});
