import { describe, expect, it } from 'vitest';
import { explainForecast, type ExplainedSeries } from './explain-forecast';

const WEEKS = 110;
const HORIZON = 4;

/** 100 a week; 150 in the four weeks that come again now; promoted weeks sell double. */
function series(changes: { readonly promoted?: readonly number[]; readonly missing?: readonly number[]; readonly weeks?: number } = {}): ExplainedSeries {
  const n = changes.weeks ?? WEEKS;
  const inSeason = (t: number) => (((t - n) % 52) + 52) % 52 < HORIZON;
  const promotion = Float64Array.from({ length: n + HORIZON }, (_, t) => (changes.promoted?.includes(t) ? 1 : 0));
  const y = Float64Array.from({ length: n }, (_, t) => (changes.missing?.includes(t) ? Number.NaN : (inSeason(t) ? 150 : 100) * (promotion[t]! > 0 ? 2 : 1)));
  return { frequency: 'week', y, promotion, discount: promotion.map((share) => share * 0.2), price: new Float64Array(n + HORIZON).fill(5), mean: new Float64Array(HORIZON).fill(180) };
}

describe('explainForecast', () => {
  it('tells level, season and rest apart', () => {
    const found = explainForecast(series())!;
    expect(found).toMatchObject({ level: 100, forecast: 180, season: { years: 2 }, trend: { ratio: 1, yearOnYear: 1 }, priceChange: 0, promotion: { planned: 0, past: 0, uplift: undefined, ratio: 1 } });
    expect(found.season!.ratio).toBeCloseTo(1.5);
    expect(found.rest).toBeCloseTo(1.2);
  });

  it('carries growth on, and does not count it as season', () => {
    const grown = series();
    const y = grown.y.map((value, t) => value * 1.3 ** (t / 52));
    const found = explainForecast({ ...grown, y })!;
    expect(found.trend!.yearOnYear).toBeCloseTo(1.3);
    expect(found.trend!.ratio).toBeCloseTo(1.3 ** (HORIZON / 52));
    expect(found.season!.ratio).toBeCloseTo(1.5);
  });

  it('values a planned promotion at the uplift of past ones', () => {
    const found = explainForecast(series({ promoted: [80, 90, WEEKS + 1] }))!;
    expect(found.promotion).toMatchObject({ planned: 1, discount: 0.2, uplift: 2, past: 2, ratio: 1.25 });
    expect(found.level * found.trend!.ratio * found.season!.ratio * found.promotion.ratio * found.rest).toBeCloseTo(found.forecast);
  });

  it('leaves a promoted or missing week out of the level', () => {
    expect(explainForecast(series({ promoted: [WEEKS - 1], missing: [WEEKS - 2] }))?.level).toBe(100);
  });

  it('claims no season without an earlier year, and nothing for what did not sell', () => {
    const short = explainForecast(series({ weeks: 20 }))!;
    expect([short.season, short.trend]).toEqual([undefined, undefined]);
    expect(explainForecast({ ...series(), y: new Float64Array(WEEKS) })).toBeUndefined();
    expect(explainForecast({ ...series({ weeks: 0 }) })).toBeUndefined();
  });

  it('refuses arrays that do not fit', () => {
    expect(() => explainForecast({ ...series(), price: new Float64Array(3) })).toThrow(RangeError);
  });
});
