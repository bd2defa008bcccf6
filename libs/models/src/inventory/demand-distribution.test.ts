import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demandOver } from './demand-distribution';
import { drawDemandPaths } from './demand-paths';
import { flatForecast, normalForecast, TODAY } from './fixtures';
import { fillPeriodDemand } from './period-demand';
import { PATHS } from './scenarios';

describe('demandOver', () => {
  it('gives back the quantiles of a single period', () => {
    const demand = demandOver(normalForecast(100, 20), TODAY, TODAY + 7);
    expect(demand.mean).toBe(100);
    for (const [q, value] of [[0.1, 74.4], [0.5, 100], [0.8, 116.8], [0.9, 125.6]] as const) expect(Math.abs(demand.quantile(q) - value)).toBeLessThan(1);
    expect(demand.quantile(0.99)).toBeGreaterThan(135);
    expect(demand.quantile(0.99)).toBeLessThan(180);
    expect(demand.cdf(demand.quantile(0.7))).toBeGreaterThanOrEqual(0.7);
  });

  it('keeps the mass at zero of intermittent demand', () => {
    // sold in one week of five, three at a time
    const forecast = flatForecast((q) => (q <= 0.8 ? 0 : 3), 0.6, { errorCorrelation: 0, demandSize: 3 });
    const week = demandOver(forecast, TODAY, TODAY + 7);
    expect(week.cdf(0)).toBeGreaterThan(0.75);
    expect(week.quantile(0.9)).toBeGreaterThanOrEqual(2);
    expect(demandOver(forecast, TODAY, TODAY + 28).cdf(0)).toBeGreaterThan(0.3); // 0.8⁴ = 0.41
  });

  it('knows how large a sale is that nine weeks in ten do not see', () => {
    const forecast = flatForecast(() => 0, 0.24, { demandSize: 12 });
    const week = demandOver(forecast, TODAY, TODAY + 7);
    expect(week.cdf(0)).toBeCloseTo(0.98, 2);
    expect(week.quantile(0.995)).toBeGreaterThan(6);
    expect(demandOver(flatForecast(() => 0, 0.02), TODAY, TODAY + 7).cdf(0)).toBeCloseTo(0.98, 2);
  });

  it('adds up errors that hang together: the more, the wider', () => {
    const spread = [0, 0.3, 0.8].map((errorCorrelation) => {
      const demand = demandOver(normalForecast(100, 20, { errorCorrelation }), TODAY, TODAY + 56);
      return demand.quantile(0.9) - demand.quantile(0.1);
    });
    // standard deviation of eight weeks: 20 √(8 + 56 ρ)
    spread.forEach((width, k) => expect(width / (2 * 1.2816 * 20 * Math.sqrt(8 + 56 * [0, 0.3, 0.8][k]!))).toBeCloseTo(1, 0));
    expect(spread[0]!).toBeLessThan(spread[1]!);
    expect(spread[1]!).toBeLessThan(spread[2]!);
  });

  it('divides a week into days: means by length, spread as of independent days', () => {
    const forecast = normalForecast(70, 20);
    const day = demandOver(forecast, TODAY + 2, TODAY + 3);
    expect(day.mean).toBeCloseTo(10, 9);
    expect((day.quantile(0.9) - day.quantile(0.1)) / (2.563 * 20 / Math.sqrt(7))).toBeGreaterThan(0.8);
    expect((day.quantile(0.9) - day.quantile(0.1)) / (2.563 * 20 / Math.sqrt(7))).toBeLessThan(1.25);
    expect(demandOver(forecast, TODAY + 2, TODAY + 2.5).mean).toBeCloseTo(5, 9);
    expect(demandOver(forecast, TODAY, TODAY).quantile(0.99)).toBe(0);
  });

  it('never falls as the interval grows, on any path', () => {
    for (const frequency of ['day', 'week', 'month'] as const) {
      const paths = drawDemandPaths(flatForecast((q) => 4 * q ** 2, 1.5, { frequency }, 3), TODAY + 2, 100);
      fc.assert(
        fc.property(fc.nat(PATHS - 1), fc.double({ min: 0, max: 99, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true }), (n, days, more) => {
          expect(paths.demandUntil(n, days + more)).toBeGreaterThanOrEqual(paths.demandUntil(n, days) - 1e-9);
          const quantity = paths.demandUntil(n, days);
          const reached = paths.daysUntil(n, quantity);
          if (Number.isFinite(reached)) expect(paths.demandUntil(n, reached + 1e-6)).toBeGreaterThanOrEqual(quantity - 1e-6);
          expect(reached).toBeGreaterThanOrEqual(days - 1e-6);
        }),
      );
    }
  });

  it('reads the week the day falls in, before the forecast its first and after it its last', () => {
    const forecast = { ...normalForecast(0, 0), mean: [10, 20, 30], quantiles: Array.from({ length: 9 }, () => [10, 20, 30]) };
    const mean = (from: number, to: number) => demandOver(forecast, TODAY + from, TODAY + to).mean;
    expect([mean(0, 7), mean(7, 14), mean(3, 10), mean(-7, 0), mean(21, 35), mean(700, 707)].map((v) => Math.round(v * 100) / 100)).toEqual([10, 20, 14.29, 10, 60, 30]);
    const monthly = { ...forecast, frequency: 'month' as const };
    expect(demandOver(monthly, TODAY, TODAY + 30).mean).toBeCloseTo(10, 9); // June
    expect(demandOver(monthly, TODAY + 30, TODAY + 61).mean).toBeCloseTo(20, 9);
    const fromThursday = { ...forecast, start: TODAY + 3 };
    expect(demandOver(fromThursday, TODAY + 3, TODAY + 10).mean).toBeCloseTo(10, 9);
  });

  it('refuses an interval that ends before it begins, a level outside 0 to 1, and a forecast with unknown values', () => {
    const forecast = normalForecast(5, 1);
    expect(() => demandOver(forecast, TODAY, TODAY - 1)).toThrow('before it begins');
    expect(() => demandOver(forecast, TODAY, TODAY + 1).quantile(1.1)).toThrow('quantile level');
    expect(() => demandOver({ ...forecast, mean: [Number.NaN] }, TODAY, TODAY + 1)).toThrow('unknown values');
  });
});

describe('fillPeriodDemand', () => {
  it('has the forecast’s mean wherever its quantiles allow it, in whole pieces too', () => {
    const out = new Float64Array(PATHS);
    const shapes: [(q: number) => number, number][] = [
      [(q) => 5 * q, 2.5],
      [(q) => -2 * Math.log(1 - q), 2],
      [(q) => Math.max(0, 6 * q - 3), 0.76],
      [(q) => 0.4 * q, 0.2],
      [() => 0, 0.07],
      [(q) => (q > 0.85 ? 1 : 0), 0.17],
    ];
    for (const [quantile, mean] of shapes) {
      for (const isCounted of [true, false]) {
        fillPeriodDemand(Array.from({ length: 9 }, (_, k) => quantile((k + 1) / 10)), mean, Number.NaN, isCounted, out);
        expect(Math.abs(out.reduce((sum, v) => sum + v, 0) / PATHS / mean - 1)).toBeLessThan(0.05);
        expect(out.every((v, k) => v >= (out[k - 1] ?? 0) && (!isCounted || Number.isInteger(v)))).toBe(true);
      }
    }
  });
});
