import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBlock, QUANTILE_LEVELS, tidyBlock } from './forecast';
import { naiveScale, pinball, scoreForecasts } from './metrics';

const perfect = (truth: Float64Array, horizon: number) => {
  const block = createBlock(truth.length / horizon, horizon);
  block.mean.set(truth);
  truth.forEach((y, k) => block.quantiles.fill(y, k * 9, (k + 1) * 9));
  return block;
};

describe('scoreForecasts', () => {
  it('computes every measure of a case done by hand', () => {
    const block = { horizon: 2, mean: Float64Array.of(3, 1), quantiles: new Float64Array(18) };
    QUANTILE_LEVELS.forEach((_, q) => {
      block.quantiles[q] = 3;
      block.quantiles[9 + q] = 1;
    });
    const scores = scoreForecasts(block, Float64Array.of(2, 2), [Float64Array.of(1, 3, 1)], 1);
    expect(scores.wape).toBeCloseTo(0.5);
    expect(scores.mase).toBeCloseTo(0.5);
    expect(scores.rmsse).toBeCloseTo(0.5);
    expect(scores.smape).toBeCloseTo((100 * (2 / 5 + 2 / 3)) / 2);
    expect(scores.wql).toBeCloseTo(0.5); // a point mass: Σ over levels of 2·q·1 and 2·(1-q)·1 averages to the absolute error
    expect(scores.coverage80).toBe(0);
    expect(scores.bias).toBeCloseTo(0);
  });

  it('judges the median by absolute errors and the mean by squared ones', () => {
    const block = { horizon: 1, mean: Float64Array.of(6), quantiles: Float64Array.from(QUANTILE_LEVELS, () => 4) };
    const scores = scoreForecasts(block, Float64Array.of(4), [Float64Array.of(1, 3)], 1);
    expect([scores.wape, scores.mase, scores.smape]).toEqual([0, 0, 0]);
    expect([scores.rmsse, scores.bias]).toEqual([1, 0.5]);
  });

  it('leaves out unknown truth and series without a scale', () => {
    const truth = Float64Array.of(1, Number.NaN, 5, 5);
    const scores = scoreForecasts(perfect(Float64Array.of(1, 7, 4, 4), 2), truth, [Float64Array.of(1, 2), Float64Array.of(3, 3)], 1);
    expect(scores.mase).toBe(0);
    expect(scores.wape).toBeCloseTo(2 / 11);
  });

  it('refuses arrays that do not belong together', () => {
    expect(() => scoreForecasts(createBlock(2, 3), new Float64Array(5), [], 1)).toThrow(RangeError);
    expect(() => scoreForecasts(createBlock(2, 3), new Float64Array(6), [new Float64Array(1)], 1)).toThrow(RangeError);
  });

  it('does not change when demand is counted in another unit', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(values, values, fc.double({ min: 0.1, max: 50, noNaN: true }), (truth, forecast, unit) => {
        const score = (factor: number) => {
          const block = createBlock(3, 4);
          block.mean.set(forecast.map((v) => v * factor));
          for (let k = 0; k < 12; k++) for (let q = 0; q < 9; q++) block.quantiles[k * 9 + q] = forecast[k]! * factor * (0.6 + q / 10);
          tidyBlock(block);
          const scaled = truth.map((v) => v * factor);
          return scoreForecasts(block, Float64Array.from(scaled), [0, 1, 2].map((i) => Float64Array.from(scaled.slice(i * 4, i * 4 + 4))), 1);
        };
        const [one, other] = [score(1), score(unit)];
        for (const name of ['wape', 'mase', 'rmsse', 'smape', 'wql', 'bias'] as const) {
          if (Number.isFinite(one[name]) && Number.isFinite(other[name])) expect(other[name]).toBeCloseTo(one[name], 6);
        }
      }),
    );
  });
});

describe('parts', () => {
  it('pinball is asymmetric: too low costs q, too high 1 - q', () => {
    expect(pinball(10, 8, 0.9)).toBeCloseTo(1.8);
    expect(pinball(8, 10, 0.9)).toBeCloseTo(0.2);
  });

  it('the naive scale skips pairs with a missing value', () => {
    expect(naiveScale(Float64Array.of(1, Number.NaN, 4, 8), 1)).toEqual({ absolute: 4, squared: 16 });
    expect(naiveScale(Float64Array.of(1), 1).absolute).toBeNaN();
  });
});
