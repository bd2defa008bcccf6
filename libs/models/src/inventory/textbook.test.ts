import { describe, expect, it } from 'vitest';
import { demandOver } from './demand-distribution';
import { normalForecast, TODAY } from './fixtures';
import { normalQuantile } from './normal';
import { criticalRatio, demandOverTime, economicOrderQuantity, fillRateOfLevel, levelForCycleService, levelForFillRate } from './textbook';

describe('published examples', () => {
  it('Silver, Pyke & Thomas: the 3-ohm resistor is ordered 400 at a time', () => {
    // D = 2,400 a year, A = $3.20, v = $0.40, r = 0.24
    expect(economicOrderQuantity(2400, 3.2, 0.4 * 0.24)).toBeCloseTo(400, 9);
  });

  it('Silver, Pyke & Thomas: fill rate of 0.99 with x = 50, σ = 11.4 and Q = 200 takes k = 0.58, s = 57', () => {
    const s = levelForFillRate({ mean: 50, sd: 11.4 }, 0.99, 200);
    expect((s - 50) / 11.4).toBeCloseTo(0.58, 2);
    expect(Math.round(s)).toBe(57);
  });

  it('Nahmias: Harvey’s mustard, λ = 200, K = 50, h = 2: EOQ 100; type 1 service of 0.98 takes R = 151, type 2 takes 126', () => {
    const leadTimeDemand = { mean: 100, sd: 25 };
    expect(economicOrderQuantity(200, 50, 2)).toBe(100);
    expect(Math.round(levelForCycleService(leadTimeDemand, 0.98))).toBe(151);
    expect(Math.round(levelForFillRate(leadTimeDemand, 0.98, 100))).toBe(126);
  });

  it('Nahmias: Mac buys 15 Computer Journals (mean 11.73, σ 4.74, 25 cents, sold at 75, returned for 10)', () => {
    const ratio = criticalRatio(75 - 25, 25 - 10);
    expect(ratio).toBeCloseTo(0.77, 2);
    expect(Math.round(levelForCycleService({ mean: 11.73, sd: 4.74 }, ratio))).toBe(15);
  });

  it('Chopra & Meindl: phones at B&M, 2,500 ± 500 a week, two weeks: reordering at 6,000 serves 92 % of cycles and 99.75 % of demand', () => {
    const leadTimeDemand = demandOverTime({ mean: 2500, sd: 500 }, { mean: 2, sd: 0 });
    expect(leadTimeDemand.sd).toBeCloseTo(707.1, 1);
    expect(levelForCycleService(leadTimeDemand, 0.9214)).toBeCloseTo(6000, -1);
    expect(fillRateOfLevel(leadTimeDemand, 6000, 10_000)).toBeCloseTo(0.9975, 4);
  });

  it('Chopra & Meindl: a cycle service level of 0.90 takes 906 of safety stock, a fill rate of 0.975 takes 67', () => {
    const leadTimeDemand = demandOverTime({ mean: 2500, sd: 500 }, { mean: 2, sd: 0 });
    expect(Math.round(levelForCycleService(leadTimeDemand, 0.9) - 5000)).toBe(906);
    expect(Math.round(levelForFillRate(leadTimeDemand, 0.975, 10_000) - 5000)).toBe(67);
  });

  it('Chopra & Meindl: Dell, 2,500 ± 500 a day over 7 ± 7 days, needs 22,491 of safety stock', () => {
    const demand = demandOverTime({ mean: 2500, sd: 500 }, { mean: 7, sd: 7 });
    expect(demand.mean).toBe(17_500);
    expect(Math.abs(levelForCycleService(demand, 0.9) - 17_500 - 22_491)).toBeLessThan(5); // the book rounds σ to 17,550
  });

  it('Chopra & Meindl: reviewed every four weeks, 2,500 ± 500 a week and two weeks of lead time: order up to 16,570', () => {
    const demand = demandOverTime({ mean: 2500, sd: 500 }, { mean: 6, sd: 0 });
    expect(Math.abs(levelForCycleService(demand, 0.9) - 16_570)).toBeLessThan(1);
  });
});

describe('the same by quantiles', () => {
  it('agrees with the formula where demand is normal and errors independent', () => {
    const forecast = normalForecast(2500, 500, { errorCorrelation: 0 });
    for (const weeks of [1, 2, 6]) {
      const demand = demandOver(forecast, TODAY, TODAY + 7 * weeks);
      const { mean, sd } = demandOverTime({ mean: 2500, sd: 500 }, { mean: weeks, sd: 0 });
      for (const level of [0.5, 0.8, 0.9, 0.95]) expect(Math.abs(demand.quantile(level) - mean - normalQuantile(level) * sd)).toBeLessThan(0.1 * sd);
      expect(demand.expectedShortage(mean + sd) / (sd * 0.08332)).toBeCloseTo(1, 0);
    }
  });
});

describe('newsvendor', () => {
  it('the order at service level q is F_q, and its cost is the pinball loss at q', () => {
    const forecast = normalForecast(100, 30);
    const demand = demandOver(forecast, TODAY, TODAY + 7);
    const q = criticalRatio(3, 1); // an item short costs 3, one too many 1
    const samples = Array.from({ length: 2000 }, (_, k) => demand.quantile((k + 0.5) / 2000));
    const cost = (order: number) => samples.reduce((sum, d) => sum + 3 * Math.max(0, d - order) + Math.max(0, order - d), 0) / samples.length;
    const pinball = (yHat: number) => samples.reduce((sum, y) => sum + Math.max(q * (y - yHat), (q - 1) * (y - yHat)), 0) / samples.length;
    const best = demand.quantile(q);
    expect(cost(best)).toBeCloseTo(4 * pinball(best), 9); // in units of underage + overage cost
    for (const other of [best - 20, best - 5, best + 5, best + 20]) expect(cost(other)).toBeGreaterThan(cost(best));
  });
});
