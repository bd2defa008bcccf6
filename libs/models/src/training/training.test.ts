import { describe, expect, it } from 'vitest';
import { cosineRate, createAdam } from './adam';
import { createEarlyStopping } from './early-stopping';
import { minimizeInBox, minimizeScalar } from './minimize';
import { seededRandom } from './random';

describe('seededRandom', () => {
  it('repeats itself, and differs by seed', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).next);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('is uniform and normal to the eye of the first moments', () => {
    const random = seededRandom(1);
    const uniform = Array.from({ length: 20_000 }, random.next);
    const normal = Array.from({ length: 20_000 }, random.normal);
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(mean(uniform.map((v) => v * v))).toBeCloseTo(1 / 3, 1);
    expect(Math.abs(mean(normal))).toBeLessThan(0.03);
    expect(mean(normal.map((v) => v * v))).toBeCloseTo(1, 1);
    expect(uniform.every((v) => v >= 0 && v < 1)).toBe(true);
  });
});

describe('minimizers', () => {
  it('find the bottom of known bowls', () => {
    expect(minimizeScalar((x) => (x - 0.3) ** 2, 0, 1)).toBeCloseTo(0.3, 2);
    const { x } = minimizeInBox(([a, b]) => (a! - 0.7) ** 2 + 3 * (b! - 0.2) ** 2, [0.5, 0.5], 200);
    expect(x[0]).toBeCloseTo(0.7, 2);
    expect(x[1]).toBeCloseTo(0.2, 2);
  });

  it('stay inside the box', () => {
    const { x } = minimizeInBox(([a]) => -a!, [0.5], 100);
    expect(x[0]).toBeLessThanOrEqual(1);
    expect(x[0]).toBeGreaterThan(0.99);
  });
});

describe('createAdam', () => {
  it('moves the first step by the learning rate against the sign of the gradient', () => {
    const parameter = Float32Array.of(1, 1);
    createAdam([2], { clipNorm: 1e9 }).step([parameter], [Float32Array.of(5, -0.1)], 0.01);
    expect(parameter[0]).toBeCloseTo(0.99, 5);
    expect(parameter[1]).toBeCloseTo(1.01, 5);
  });

  it('ignores a gradient that is no number', () => {
    const parameter = Float32Array.of(1);
    createAdam([1]).step([parameter], [Float32Array.of(Number.NaN)], 0.01);
    expect(parameter[0]).toBe(1);
  });
});

describe('schedules', () => {
  it('warm up, peak and fade', () => {
    expect(cosineRate(1, 0, 100)).toBeCloseTo(0.1);
    expect(cosineRate(1, 10, 100)).toBeCloseTo(1);
    expect(cosineRate(1, 100, 100)).toBeCloseTo(0.01);
  });

  it('stop after no better loss for the patience', () => {
    const stopping = createEarlyStopping(2);
    expect([3, 2, 2.5, 2.1].map(stopping.record)).toEqual([true, true, false, false]);
    expect(stopping.shouldStop()).toBe(true);
  });
});
