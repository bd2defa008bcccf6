import { describe, expect, it } from 'vitest';
import { listPeriods } from './list-periods';

describe('listPeriods', () => {
  it('starts with the furthest forecast and joins periods both sides know', () => {
    const periods = listPeriods({
      history: { dates: ['2026-01-05', '2026-01-12'], y: [3, 4], promotion: [false, true], stockOut: [true, false] },
      forecast: { dates: ['2026-01-12', '2026-01-19'], mean: [5, 6], adjusted: [5, 9], isOverridden: [false, true], promotion: [false, true], quantiles: Array.from({ length: 9 }, (_, q) => [q, q + 1]) },
    });
    expect(periods.map(({ date }) => date)).toEqual(['2026-01-19', '2026-01-12', '2026-01-05']);
    expect(periods[0]).toMatchObject({ isForecast: true, y: null, mean: 6, adjusted: 9, isOverridden: true, isPromotion: true, lower: 1, upper: 9 });
    expect(periods[1]).toMatchObject({ isForecast: false, y: 4, mean: 5, isPromotion: true });
    expect(periods[2]).toMatchObject({ mean: null, isStockOut: true });
  });
});
