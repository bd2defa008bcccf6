import { describe, expect, it } from 'vitest';
import { epochDay, wholePeriods } from './periods';
import { regularPrices } from './prices';
import { promotionShares } from './promotions';
import { countStockOutDays, hideStockOuts } from './stock-outs';

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const monday = epochDay('2024-01-01');

describe('wholePeriods', () => {
  it('drops the weeks that were not whole at both ends', () => {
    const whole = wholePeriods({ first: epochDay('2024-01-03'), last: epochDay('2024-03-01'), weekdays: everyDay }, 'week');
    expect(whole).toEqual({ from: epochDay('2024-01-08'), to: epochDay('2024-02-19'), count: 7 });
  });

  it('counts a week as whole when the shop is closed on the days that are left', () => {
    const friday = epochDay('2024-03-01');
    expect(wholePeriods({ first: monday, last: friday, weekdays: [0, 1, 2, 3, 4] }, 'week')?.to).toBe(epochDay('2024-02-26'));
  });

  it('takes every day of a daily history, and none of a week that has just begun', () => {
    expect(wholePeriods({ first: monday, last: monday + 2, weekdays: everyDay }, 'day')?.count).toBe(3);
    expect(wholePeriods({ first: monday, last: monday + 2, weekdays: everyDay }, 'week')).toBeUndefined();
  });
});

describe('stock-outs', () => {
  it('are counted by period, cut at both ends of the history', () => {
    const days = countStockOutDays([{ from: monday - 5, to: monday + 1 }, { from: monday + 6, to: monday + 30 }], monday, 2, 7);
    expect([...days]).toEqual([3, 7]);
  });

  it('make a week with less than usual sales missing, and leave one that sold as usual', () => {
    const sold = Float64Array.of(10, 12, 3, 20, 0, 9);
    const y = hideStockOuts(sold, Uint8Array.of(0, 0, 4, 2, 7, 1), 'week');
    expect([...y]).toEqual([10, 12, Number.NaN, 20, Number.NaN, 9]);
  });

  it('hide a seldom sold product without a sale, too', () => {
    expect([...hideStockOuts(Float64Array.of(0, 0, 0, 0), Uint8Array.of(0, 0, 7, 7), 'week')]).toEqual([0, 0, Number.NaN, Number.NaN]);
  });
});

describe('promotionShares', () => {
  it('gives the share of promoted days and the mean discount, in the future too', () => {
    const { share, discount } = promotionShares([{ productId: 1, category: null, locationId: null, from: monday + 5, to: monday + 13, discount: 0.2 }], monday, 3, 7);
    expect([...share]).toEqual([2 / 7, 1, 0]);
    expect([...discount].map((value) => Number(value.toFixed(6)))).toEqual([0.057143, 0.2, 0]);
  });
});

describe('regularPrices', () => {
  it('takes promotions out, carries prices on, and follows a change that lasts', () => {
    const sold = Float64Array.of(0, 2, 4, 0, 1, 1, 1, 1, 1, 1);
    const revenue = Float64Array.of(0, 20, 32, 0, 12, 12, 12, 12, 12, 12);
    const discount = Float64Array.of(0, 0, 0.2, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.5);
    expect([...regularPrices(sold, revenue, discount)]).toEqual([10, 10, 10, 10, 10, 10, 12, 12, 12, 12, 12, 12].map((price, t) => (t === 5 ? 10 : price)));
  });

  it('has some price for a product that never sold', () => {
    expect([...regularPrices(new Float64Array(1), new Float64Array(1), new Float64Array(2))]).toEqual([1, 1]);
  });
});
