import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Panel } from '../series/panel';
import { empirical, movingAverage, seasonalNaive } from './baselines';
import { ets, forecastEts } from './ets';
import type { ForecastMethod } from './method';
import { isSeasonal, seasonalPattern, withoutSeason, withSeason } from './seasonal-decomposition';
import { forecastTheta, theta } from './theta';
import { tsb } from './tsb';

const METHODS = [seasonalNaive, movingAverage, empirical, tsb, ets, theta];
const forecastOf = async (method: ForecastMethod, y: readonly number[], { horizon = 6, seasonality = 4, holdout = 0 } = {}) => {
  const panel: Panel = { frequency: 'month', seasonality, series: [{ id: 'a', start: 0, y: Float64Array.from(y) }] };
  const fitted = await method.fit(panel, { horizon, holdout, effort: 'quick', seed: 1, report: async () => undefined });
  return fitted.forecast(holdout);
};
const wave = (n: number) => Array.from({ length: n }, (_, t) => 100 + t + [30, -10, -30, 10][t % 4]!);

describe.each(METHODS.map((method) => [method.name, method] as const))('%s', (_name, method) => {
  const demand = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e4, noNaN: true }), fc.constant(Number.NaN)), { minLength: 0, maxLength: 60 });

  it('gives ascending, non-negative, finite quantiles for any history', async () => {
    await fc.assert(
      fc.asyncProperty(demand, async (y) => {
        const { mean, quantiles } = await forecastOf(method, y);
        for (let k = 0; k < mean.length; k++) {
          const row = [...quantiles.subarray(k * 9, k * 9 + 9)];
          expect(row.every((v, q) => Number.isFinite(v) && v >= 0 && (q === 0 || v >= row[q - 1]!))).toBe(true);
          expect(Number.isFinite(mean[k]) && mean[k]! >= 0).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('scales with the unit of demand', async () => {
    const [one, thousand] = [await forecastOf(method, wave(40)), await forecastOf(method, wave(40).map((v) => v * 1000))];
    one.mean.forEach((v, k) => expect(thousand.mean[k]! / 1000).toBeCloseTo(v, 3));
    one.quantiles.forEach((v, k) => expect(thousand.quantiles[k]! / 1000).toBeCloseTo(v, 2));
  });

  it('repeats a constant', async () => {
    const { mean, quantiles } = await forecastOf(method, new Array(30).fill(12));
    mean.forEach((v) => expect(v).toBeCloseTo(12, 3));
    quantiles.forEach((v) => expect(v).toBeCloseTo(12, 3));
  });

  it('does not look past the cutoff', async () => {
    const hidden = await forecastOf(method, [...wave(40), 9e5, 9e5, 9e5], { holdout: 3 });
    const absent = await forecastOf(method, wave(40));
    expect([...hidden.quantiles]).toEqual([...absent.quantiles]);
  });
});

describe('seasonal naive', () => {
  it('repeats the last season, past a missing value the one before', async () => {
    const { mean } = await forecastOf(seasonalNaive, [1, 2, 3, 4, 5, 6, Number.NaN, 8], { horizon: 5 });
    expect([...mean]).toEqual([5, 6, 3, 8, 5]);
  });
});

describe('exponential smoothing', () => {
  it('finds season and trend of a clean wave', () => {
    const { mean, form } = forecastEts(Float64Array.from(wave(48)), 4, 4);
    expect(form.season).not.toBe('none');
    [30, -10, -30, 10].forEach((s, h) => expect(Math.abs(mean[h]! - (148 + h + s))).toBeLessThan(3));
  });

  it('equals simple smoothing run slowly, for a level only', () => {
    const y = Float64Array.of(10, 12, 9, 11, 10, 13, 9, 8);
    const { mean, form } = forecastEts(y, 2, 1);
    expect(form).toEqual({ trend: false, season: 'none' });
    const start = y.reduce((a, b) => a + b, 0) / 8;
    const candidates = Array.from({ length: 990 }, (_, k) => (k + 1) / 1000).map((alpha) => {
      let level = start;
      let sse = 0;
      for (const v of y) {
        sse += (v - level) ** 2;
        level += alpha * (v - level);
      }
      return { level, sse };
    });
    const best = candidates.reduce((a, b) => (b.sse < a.sse ? b : a));
    expect(mean[0]).toBeCloseTo(best.level, 1);
    expect(mean[1]).toBe(mean[0]);
  });
});

describe('theta', () => {
  it('adds half the slope of a straight line to the smoothed level', () => {
    const { mean } = forecastTheta(Float64Array.from({ length: 40 }, (_, t) => 5 + 2 * t), 3, 1);
    expect(mean[1]! - mean[0]!).toBeCloseTo(1, 6);
  });
});

describe('seasonal decomposition', () => {
  it.each(['additive', 'multiplicative'] as const)('takes an %s season out and puts it back', (kind) => {
    const y = Float64Array.from(wave(24));
    const pattern = seasonalPattern(y, 4, kind);
    withoutSeason(y, pattern).forEach((v, t) => expect(withSeason(v, t, pattern)).toBeCloseTo(y[t]!, 6));
  });

  it('sees a season where there is one, and none in a constant', () => {
    expect(isSeasonal(Float64Array.from(wave(40)), 4)).toBe(true);
    expect(isSeasonal(new Float64Array(40).fill(3), 4)).toBe(false);
    expect(isSeasonal(Float64Array.from(wave(7)), 4)).toBe(false);
  });
});
