import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Panel } from '../series/panel';
import { adida, forecastAdida } from './adida';
import { empirical, movingAverage, seasonalNaive } from './baselines';
import { croston, sba, smoothCroston } from './croston';
import { ets, forecastEts } from './ets';
import type { ForecastMethod } from './method';
import { mstl } from './mstl';
import { isSeasonal, seasonalPattern, withoutSeason, withSeason } from './seasonal-decomposition';
import { mstlDecompose, stl } from './stl';
import { forecastTheta, theta } from './theta';
import { tsb } from './tsb';

const METHODS = [seasonalNaive, movingAverage, empirical, croston, sba, tsb, adida, ets, theta, mstl];
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

  it.skipIf(method === sba)('repeats a constant', async () => {
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

describe('STL', () => {
  const y = Float64Array.of(12, 30, 18, 9, 14, 33, 17, 8, 15, 38, 21, 10, 19, 36, 25, 13, 20, 44, 24, 12, 23, 43, 30, 16);

  it('gives the parts that statsmodels 0.14 gives (period 4, seasonal 11, two inner rounds)', () => {
    const { seasonal, trend } = stl(y, 4, 11);
    [-4.3723, 13.8106, -0.3182, -9.5662].forEach((v, t) => expect(seasonal[t]).toBeCloseTo(v, 4));
    [-3.8248, 16.692, 0.638, -13.8882].forEach((v, t) => expect(seasonal[20 + t]).toBeCloseTo(v, 4));
    [16.2447, 16.9268, 17.5463].forEach((v, t) => expect(trend[t]).toBeCloseTo(v, 4));
    expect(trend[23]).toBeCloseTo(29.9655, 4);
  });

  it('tells two seasons apart', () => {
    const short = (t: number) => 5 * Math.sin((2 * Math.PI * t) / 7);
    const long = (t: number) => 9 * Math.cos((2 * Math.PI * t) / 30);
    const { seasonal, trend, remainder } = mstlDecompose(Float64Array.from({ length: 240 }, (_, t) => 50 + 0.1 * t + short(t) + long(t)), [7, 30]);
    for (let t = 40; t < 200; t += 13) {
      expect(Math.abs(seasonal[0]![t]! - short(t))).toBeLessThan(0.5);
      expect(Math.abs(seasonal[1]![t]! - long(t))).toBeLessThan(0.8);
      expect(trend[t]! + seasonal[0]![t]! + seasonal[1]![t]! + remainder[t]!).toBeCloseTo(50 + 0.1 * t + short(t) + long(t), 8);
    }
  });
});

describe('intermittent demand', () => {
  const y = Float64Array.of(0, 2, 0, 0, 4);

  it('smooths sizes and intervals at every sale, as Croston did', () => {
    const { size, interval } = smoothCroston(y); // 2 after 2 periods, then 4 after 3
    expect(size).toBeCloseTo(2.2, 10);
    expect(interval).toBeCloseTo(2.1, 10);
  });

  it('takes off half the smoothing in the correction of Syntetos and Boylan', async () => {
    const [plain, corrected] = [await forecastOf(croston, [...y]), await forecastOf(sba, [...y])];
    expect(plain.mean[0]).toBeCloseTo(2.2 / 2.1, 10);
    expect(corrected.mean[0]! / plain.mean[0]!).toBeCloseTo(0.95, 10);
  });

  it('aggregates over the mean interval and spreads evenly again', async () => {
    const regular = [0, 0, 6, 0, 0, 6, 0, 0, 6, 0, 0, 6];
    expect(forecastAdida(Float64Array.from(regular))).toEqual({ mean: 2, interval: 3 });
    const { quantiles } = await forecastOf(adida, regular);
    expect([...quantiles.subarray(0, 9)]).toEqual([0, 0, 0, 0, 0, 0, 6, 6, 6]);
  });
});
