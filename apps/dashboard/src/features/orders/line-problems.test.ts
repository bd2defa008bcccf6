import { describe, expect, it } from 'vitest';
import { lineProblems } from './line-problems';

describe('lineProblems', () => {
  it('rounds up to whole packs and to the minimum quantity', () => {
    expect(lineProblems({ quantity: 13, packSize: 12, minimumOrder: null })).toEqual({ isBroken: true, isBelow: false, rounded: 24 });
    expect(lineProblems({ quantity: 12, packSize: 12, minimumOrder: 30 })).toEqual({ isBroken: false, isBelow: true, rounded: 36 });
    expect(lineProblems({ quantity: 0.3, packSize: 0.1, minimumOrder: 0 })).toEqual({ isBroken: false, isBelow: false, rounded: 0.3 });
  });

  it('has nothing to object to where neither is known', () => {
    expect(lineProblems({ quantity: 7, packSize: null, minimumOrder: null })).toEqual({ isBroken: false, isBelow: false, rounded: 7 });
  });
});
