import { describe, expect, it } from 'vitest';
import { collectInteractions, entriesByItem, historyOf } from './interactions';

const log = {
  users: 2,
  items: 3,
  user: Int32Array.of(0, 1, 0, 0, 0, 1),
  item: Int32Array.of(2, 0, 1, 2, 0, 1),
  weight: Float32Array.of(1, 1, 2, 3, 0, Number.NaN),
  time: Float64Array.of(5, 1, 3, 9, 1, 1),
};

describe('collectInteractions', () => {
  it('sums repeats, leaves out what has no weight, and puts the first acquaintance first', () => {
    const data = collectInteractions(log);
    expect([...data.start]).toEqual([0, 2, 3]);
    expect([...data.item]).toEqual([1, 2, 0]);
    expect([...data.weight]).toEqual([2, 4, 1]);
    expect([...data.last]).toEqual([3, 9, 1]);
    expect(data.isOrdered).toBe(true);
    expect([...entriesByItem(data).user]).toEqual([1, 0, 0]);
  });

  it('tells how many later times there were, and forgets what was not known yet', () => {
    const data = collectInteractions(log);
    expect([...historyOf(data, 0).ages]).toEqual([1, 0]);
    expect([...historyOf(data, 0, 1).items]).toEqual([1]);
    expect(historyOf(data, 1).items).toHaveLength(1);
  });

  it('refuses numbers out of range and columns of other lengths', () => {
    expect(() => collectInteractions({ ...log, items: 2 })).toThrow(/item 2 of 2/);
    expect(() => collectInteractions({ ...log, time: new Float64Array(1) })).toThrow(/time has 1/);
  });
});
