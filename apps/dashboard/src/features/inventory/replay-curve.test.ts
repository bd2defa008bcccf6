import type { ReplayOutcome } from '@almanac/data/contract';
import { describe, expect, it } from 'vitest';
import { almanacCurve, nearestTarget } from './replay-curve';

const outcome = (policy: ReplayOutcome['policy'], target: number | null): ReplayOutcome => ({ policy, target, fillRate: 0.9, stockOutDays: 3, averageStockMinor: 100, orders: 2 });
const outcomes = [outcome('actual', null), outcome('almanac', 0.99), outcome('min_max', null), outcome('almanac', 0.9)];

describe('the curve of replays', () => {
  it('has our own policy alone, by rising target', () => {
    expect(almanacCurve(outcomes).map(({ target }) => target)).toEqual([0.9, 0.99]);
  });

  it('finds the replay nearest to what is set', () => {
    expect(nearestTarget(outcomes, 0.96)?.target).toBe(0.99);
    expect(nearestTarget(outcomes, null)).toBeUndefined();
    expect(nearestTarget([], 0.96)).toBeUndefined();
  });
});
