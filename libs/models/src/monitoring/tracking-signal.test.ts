import { describe, expect, it } from 'vitest';
import { trackBias } from './tracking-signal';

describe('trackBias', () => {
  it('raises an alarm when the misses lie to one side', () => {
    expect(trackBias(Float64Array.of(-1, 1, 2, 2, 2, 3, 2, 2, 2, 2, 2, 3))).toEqual({ signal: 22 / 2, periods: 11, isAlarm: true });
    expect(trackBias(Float64Array.from({ length: 12 }, () => -5))).toEqual({ signal: -12, periods: -12, isAlarm: true });
  });

  it('does not when they even out, or have lately', () => {
    expect(trackBias(Float64Array.of(1, -1, 2, -2, 1, -1, 2, -2))).toMatchObject({ signal: 0, isAlarm: false });
    expect(trackBias(Float64Array.of(9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, -1))).toMatchObject({ periods: -1, isAlarm: false });
  });

  it('leaves unknown periods out, and needs eight known ones', () => {
    expect(trackBias(Float64Array.of(1, 1, 1, 1, Number.NaN, 1, 1, 1))).toBeUndefined();
    expect(trackBias(new Float64Array(8))).toEqual({ signal: 0, periods: 0, isAlarm: false });
  });
});
