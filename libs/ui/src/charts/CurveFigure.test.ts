import { describe, expect, it } from 'vitest';
import { ticks } from './CurveFigure';

describe('ticks', () => {
  it('are round and inside the range', () => {
    expect(ticks(0.86, 0.995)).toEqual([0.9, 0.95]);
    expect(ticks(0, 100)).toEqual([0, 25, 50, 75, 100]);
    expect(ticks(12_300, 48_900)).toEqual([20_000, 30_000, 40_000]);
  });

  it('of a range without width are its one value', () => {
    expect(ticks(5, 5)).toEqual([5]);
  });
});
