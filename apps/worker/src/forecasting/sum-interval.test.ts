import { QUANTILE_LEVELS } from '@almanac/models';
import { describe, expect, it } from 'vitest';
import { sumInterval } from './sum-interval';

const mean = Float64Array.of(10, 10, 10, 10);
const quantiles = QUANTILE_LEVELS.map((_, q) => mean.map((value) => value + q - 4));

describe('sumInterval', () => {
  it('lets errors cancel out as far as they are independent', () => {
    expect(sumInterval(mean, quantiles, 0)).toEqual({ lower: 32, upper: 48 });
    expect(sumInterval(mean, quantiles, 1)).toEqual({ lower: 24, upper: 56 });
    expect(sumInterval(mean, quantiles, 0.5).upper).toBeCloseTo(40 + Math.sqrt(0.5 * 64 + 0.5 * 256));
  });

  it('does not go below nothing', () => {
    expect(sumInterval(Float64Array.of(1), QUANTILE_LEVELS.map(() => Float64Array.of(0)), 0).lower).toBe(0);
  });
});
