import { describe, expect, it } from 'vitest';
import { normalCdf, normalDensity, normalLossFunction, normalQuantile } from './normal';

describe('normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.96, 0.024997895148220435],
    [-3, 0.0013498980316300933],
    [-6, 9.865876450376946e-10],
    [-10, 7.619853024160527e-24],
  ])('P(Z ≤ %d) is that of the tables', (z, p) => expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-10));

  it('gives the quantiles of the tables, and undoes the distribution function', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.99)).toBeCloseTo(2.3263478740408408, 12);
    for (const p of [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.9999]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(1.2)]).toEqual([-Infinity, Infinity, Number.NaN]);
  });

  it('loses what the integral of (z − k) φ(z) above k says', () => {
    for (const k of [-4, -1, 0, 0.58, 1.75, 3, 5.5, 9]) {
      let sum = 0;
      const step = 0.001;
      for (let z = k + step / 2; z < k + 12; z += step) sum += (z - k) * normalDensity(z) * step;
      expect(normalLossFunction(k) / sum).toBeCloseTo(1, 4);
    }
    expect(normalLossFunction(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 12);
  });
});
