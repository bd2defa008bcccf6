import { describe, expect, it } from 'vitest';
import { QUANTILE_COUNT } from '../forecast';
import { interpolationMatrix, knotCount } from './interpolation';

/** The horizon's values of one quantile for given knots of that quantile. */
function interpolate(knots: readonly number[], horizon: number, q: number): number[] {
  const matrix = interpolationMatrix(knots.length, horizon);
  const columns = horizon * QUANTILE_COUNT;
  return Array.from({ length: horizon }, (_, h) => knots.reduce((sum, knot, k) => sum + knot * matrix[(k * QUANTILE_COUNT + q) * columns + h * QUANTILE_COUNT + q]!, 0));
}

describe('interpolationMatrix', () => {
  it('is the identity when every period has a knot, and flat with one knot', () => {
    expect(interpolate([3, 1, 2], 3, 0)).toEqual([3, 1, 2]);
    expect(interpolate([5], 4, 8)).toEqual([5, 5, 5, 5]);
  });

  it('is linear between knots in the middle of their stretches', () => {
    expect(interpolate([0, 4], 8, 4)).toEqual([0, 0, 0.5, 1.5, 2.5, 3.5, 4, 4]);
  });

  it('mixes no quantiles, and the weights of every period add to 1', () => {
    const [knots, horizon] = [3, 7];
    const columns = horizon * QUANTILE_COUNT;
    const matrix = interpolationMatrix(knots, horizon);
    for (let column = 0; column < columns; column++) {
      let total = 0;
      for (let row = 0; row < knots * QUANTILE_COUNT; row++) {
        const value = matrix[row * columns + column]!;
        if (row % QUANTILE_COUNT !== column % QUANTILE_COUNT) expect(value).toBe(0);
        total += value;
      }
      expect(total).toBeCloseTo(1, 6);
    }
  });

  it('takes at least one knot', () => {
    expect([knotCount(13, 8), knotCount(13, 3), knotCount(2, 8)]).toEqual([2, 4, 1]);
  });
});
