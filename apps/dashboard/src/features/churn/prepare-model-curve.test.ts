import type { ChurnThresholdPoint } from '@almanac/data/contract';
import { describe, expect, it } from 'vitest';
import { prepareModelCurve } from './prepare-model-curve';

const points = Array.from({ length: 60 }, (_, k) => ({ threshold: 1 - k / 60, recall: (k + 1) / 60, precision: 1 - k / 120, falsePositiveRate: (k / 60) ** 2, contactShare: (k + 1) / 60, lift: 3 - k / 30 }) as ChurnThresholdPoint);

describe('prepareModelCurve', () => {
  it('thins the curve, but keeps its ends and the line in force', () => {
    const { curve, chosen } = prepareModelCurve(points, 31, 'roc');
    expect(curve.length).toBeLessThanOrEqual(26);
    expect(curve[chosen]!.threshold).toBe(points[31]!.threshold);
    expect(curve.at(-1)).toEqual({ x: points[59]!.falsePositiveRate, y: 1, threshold: points[59]!.threshold });
  });

  it('draws what each curve is about', () => {
    expect(prepareModelCurve(points, 0, 'pr').curve[0]).toMatchObject({ x: points[0]!.recall, y: points[0]!.precision });
    expect(prepareModelCurve(points, 0, 'lift').curve[0]).toMatchObject({ x: points[0]!.contactShare, y: 3 });
    expect(prepareModelCurve(points.slice(0, 2), 1, 'gain')).toMatchObject({ chosen: 1 });
  });
});
