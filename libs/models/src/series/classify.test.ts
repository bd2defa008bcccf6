import { describe, expect, it } from 'vitest';
import { classifySeries, demandPattern } from './classify';

const repeat = (pattern: readonly number[], times: number) => Float64Array.from({ length: pattern.length * times }, (_, t) => pattern[t % pattern.length]!);

describe('classifySeries', () => {
  it('tells the four patterns of Syntetos, Boylan & Croston apart', () => {
    expect(classifySeries(repeat([9, 10, 11], 8), 12)).toBe('smooth');
    expect(classifySeries(repeat([1, 1, 1, 12], 8), 12)).toBe('erratic');
    expect(classifySeries(repeat([0, 0, 5, 0], 8), 12)).toBe('intermittent');
    expect(classifySeries(repeat([0, 0, 1, 0, 0, 0, 1, 0, 40], 4), 12)).toBe('lumpy');
  });

  it('calls short what it cannot tell', () => {
    expect(classifySeries(Float64Array.of(1, 2, 3), 12)).toBe('short');
    expect(classifySeries(new Float64Array(40), 12)).toBe('short');
    expect(classifySeries(new Float64Array(0), 12)).toBe('short');
  });

  it('leaves missing periods out', () => {
    expect(demandPattern(Float64Array.of(4, Number.NaN, 0, 4))).toEqual({ observed: 3, adi: 1.5, cv2: 0 });
  });
});
