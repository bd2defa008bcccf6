import { describe, expect, it } from 'vitest';
import { fillGaps, trimLeadingGap, visibleHistory } from './history';

describe('history', () => {
  it('hides the holdout', () => {
    const series = { id: 'a', start: 0, y: Float64Array.of(1, 2, 3) };
    expect([...visibleHistory(series, 1)]).toEqual([1, 2]);
    expect([...visibleHistory(series, 9)]).toEqual([]);
  });

  it('fills inner gaps by lines and the end by the last value', () => {
    expect([...fillGaps(Float64Array.of(NaN, 1, NaN, NaN, 4, NaN))]).toEqual([1, 2, 3, 4, 4]);
    expect([...trimLeadingGap(Float64Array.of(NaN, NaN))]).toEqual([]);
    expect([...fillGaps(new Float64Array(0))]).toEqual([]);
  });
});
