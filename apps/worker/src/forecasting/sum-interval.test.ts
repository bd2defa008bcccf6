import { QUANTILE_LEVELS, type PanelForecast } from '@almanac/models';
import { describe, expect, it } from 'vitest';
import { learnSumWidths, sumInterval } from './sum-interval';

const HORIZON = 4;
const SERIES = 60;
const ends = { mean: [10, 10, 10, 10], lower: [6, 6, 6, 6], upper: [18, 18, 18, 18] };

describe('sumInterval', () => {
  it('is as wide as the periods together where nothing was learnt, and never below nothing', () => {
    expect(sumInterval(ends, 'smooth', new Map())).toEqual({ lower: 24, upper: 72 });
    expect(sumInterval({ ...ends, lower: [-90, 0, 0, 0] }, 'smooth', new Map()).lower).toBe(0);
  });

  it('takes the width of its class, else that of all', () => {
    const widths = new Map([['all', 0.5], ['lumpy', 0.25]]);
    expect([sumInterval(ends, 'smooth', widths), sumInterval(ends, 'lumpy', widths)]).toEqual([{ lower: 32, upper: 56 }, { lower: 36, upper: 48 }]);
  });
});

describe('learnSumWidths', () => {
  it('finds the width that holds 80 of 100 past sums', () => {
    // the k-th series sells k / 60 of the way from the mean (10) to its upper end (20) in each period
    const demand = Array.from({ length: SERIES }, (_, k) => new Float64Array(10 + HORIZON).fill(10 + (10 * (k + 1)) / SERIES));
    const mean = new Float64Array(SERIES * HORIZON).fill(10);
    const quantiles = Float64Array.from({ length: SERIES * HORIZON * QUANTILE_LEVELS.length }, (_, k) => [0, 0, 0, 0, 10, 10, 10, 10, 20][k % QUANTILE_LEVELS.length]!);
    const run = { backtest: { windows: [{ holdout: HORIZON, champion: { mean, quantiles } }] }, forecasts: demand.map(() => ({ seriesClass: 'smooth' })) } as unknown as Pick<PanelForecast, 'backtest' | 'forecasts'>;
    const widths = learnSumWidths(demand, run, { horizon: HORIZON, fewestPeriods: 6 });
    expect(widths.get('smooth')).toBeCloseTo(49 / 60);
    expect(widths.get('all')).toBe(widths.get('smooth'));
    expect(learnSumWidths(demand.slice(0, 10), run, { horizon: HORIZON, fewestPeriods: 6 }).size).toBe(0); // too few to tell
  });
});
