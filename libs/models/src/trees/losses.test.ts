import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestConstant, differentiate, meanLoss, weightedQuantile, type Loss } from './losses';

const LOSSES: readonly Loss[] = [{ kind: 'squared' }, { kind: 'logistic' }, { kind: 'poisson' }, { kind: 'tweedie', power: 1.3 }, { kind: 'quantile', level: 0.8 }];

describe.each(LOSSES.map((loss) => [loss.kind, loss] as const))('%s loss', (kind, loss) => {
  const y = kind === 'logistic' ? Float64Array.of(0, 1, 1) : Float64Array.of(0, 2, 5);

  it('has the gradient that a small step shows', () => {
    const raw = Float64Array.of(0.3, -0.4, 0.9);
    const [gradient, hessian] = [new Float64Array(3), new Float64Array(3)];
    differentiate(loss, { y }, raw, gradient, hessian);
    raw.forEach((score, row) => {
      const at = (value: number) => meanLoss(loss, { y: y.subarray(row, row + 1) }, Float64Array.of(value));
      expect(gradient[row]).toBeCloseTo((at(score + 1e-5) - at(score - 1e-5)) / 2e-5, 4);
      expect(hessian[row]).toBeGreaterThan(0);
    });
  });

  it('starts from the constant with the least loss', () => {
    const best = bestConstant(loss, { y });
    const at = (value: number) => meanLoss(loss, { y }, new Float64Array(3).fill(value));
    for (const step of [-0.2, 0.2]) expect(at(best)).toBeLessThanOrEqual(at(best + step));
  });
});

describe('weightedQuantile', () => {
  it('equals the one found by sorting', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(pairs, fc.constantFrom(0.1, 0.3, 0.5, 0.9), (list, level) => {
        const total = list.reduce((sum, [, weight]) => sum + weight, 0);
        let cumulated = 0;
        const slow = [...list].sort(([a], [b]) => a - b).find(([, weight]) => (cumulated += weight) >= level * total - 1e-12)![0];
        expect(weightedQuantile(Float64Array.from(list, ([v]) => v), Float64Array.from(list, ([, w]) => w), level)).toBe(slow);
      }),
      { numRuns: 500 },
    );
  });
});
