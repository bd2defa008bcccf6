import { describe, expect, it } from 'vitest';
import { averagePrecision, f1At, liftAt, logLoss, rocAuc, scoreChurn } from './metrics';

describe('churn measures', () => {
  it('give the values of scikit-learn on its own examples', () => {
    const labels = Uint8Array.of(0, 0, 1, 1);
    const scores = Float64Array.of(0.1, 0.4, 0.35, 0.8);
    expect(rocAuc(labels, scores)).toBe(0.75);
    expect(averagePrecision(labels, scores)).toBeCloseTo(0.8333, 4);
    expect(logLoss(Uint8Array.of(1, 0, 0, 1), Float64Array.of(0.9, 0.1, 0.2, 0.65))).toBeCloseTo(0.21616, 5);
  });

  it('count ties half, and say NaN where a class is absent', () => {
    expect(rocAuc(Uint8Array.of(0, 1, 0, 1), new Float64Array(4))).toBe(0.5);
    expect(rocAuc(Uint8Array.of(1, 1), Float64Array.of(0, 1))).toBeNaN();
    expect(averagePrecision(Uint8Array.of(0, 0), Float64Array.of(0, 1))).toBeNaN();
    expect(f1At(Uint8Array.of(0, 1), Float64Array.of(0.2, 0.3), 0.5)).toBe(0);
  });

  it('find the lift of the top tenth', () => {
    const labels = Uint8Array.from({ length: 100 }, (_, row) => (row < 20 ? 1 : 0));
    const scores = Float64Array.from({ length: 100 }, (_, row) => -row);
    expect(liftAt(labels, scores, 0.1)).toBe(5);
    expect(() => scoreChurn(labels, scores.subarray(1))).toThrow(RangeError);
  });
});
