import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { anItem, flatForecast, normalForecast, TODAY } from './fixtures';
import type { InventoryPolicy } from './item';
import { planItem } from './plan-item';
import { replayItem, summarizeReplay, type ReplayHistory, type ReplayTerms } from './replay';

const terms = (rest: Partial<ReplayTerms> = {}): ReplayTerms => ({ ...anItem(), ...rest });

function history(sold: ArrayLike<number>, rest: Partial<ReplayHistory> = {}): ReplayHistory {
  const days = sold.length;
  return {
    start: TODAY,
    sold: Float64Array.from(sold),
    isCensored: new Uint8Array(days),
    stock: new Float64Array(days).fill(50),
    openingStock: 300,
    openingReceipts: [],
    orders: 4,
    forecasts: [{ usableFrom: TODAY, forecast: normalForecast(70, 20) }],
    ...rest,
  };
}

const steady = (days: number) => new Float64Array(days).fill(10);

describe('replayItem', () => {
  it('counts what really happened, with hidden demand as the forecast of the time expected it', () => {
    const sold = [10, 10, 0, 3, 10, 12];
    const past = history(sold, { isCensored: Uint8Array.of(0, 0, 1, 1, 0, 0), stock: Float64Array.of(20, 10, 0, 0, 40, Number.NaN) });
    const [actual] = replayItem(past, terms(), [{ kind: 'actual' }]);
    expect(actual).toEqual({ demand: 62, served: 45, stockOutDays: 2, days: 6, stockValueDays: 5 * (20 + 10 + 0 + 0 + 40 + 40), orders: 4 });
    expect(summarizeReplay([actual!, actual!])).toEqual({ fillRate: 45 / 62, stockOutDays: 4, averageStockValue: (2 * 550) / 6, orders: 8 });
  });

  it('never knows tomorrow: what is sold later changes nothing before', () => {
    const calm = steady(120);
    const rising = steady(120).fill(30, 60);
    const rule = { kind: 'almanac', target: 0.95 } as const;
    const [first] = replayItem(history(calm.slice(0, 60)), terms(), [rule]);
    const [second] = replayItem(history(rising.slice(0, 60)), terms(), [rule]);
    expect(second).toEqual(first);
    const later = { usableFrom: TODAY + 70, forecast: { ...normalForecast(210, 40), start: TODAY + 70 } };
    const [slow] = replayItem(history(rising), terms(), [rule]);
    const [learned] = replayItem(history(rising, { forecasts: [...history(calm).forecasts, later] }), terms(), [rule]);
    expect(learned!.served).toBeGreaterThan(slow!.served);
  });

  it('a higher target serves no less and holds more stock; all rules meet the same demand', () => {
    const random = seededRandom(5);
    const sold = Array.from({ length: 200 }, () => Math.max(0, Math.round(10 + 6 * random.normal())));
    const outcomes = replayItem(history(sold), terms({ leadTime: { meanDays: 10, sdDays: 3 } }), [
      ...[0.6, 0.9, 0.99].map((target) => ({ kind: 'almanac', target }) as const),
      { kind: 'min_max', minDays: 7, maxDays: 21 },
      ...[0.6, 0.99].map((target) => ({ kind: 'textbook', target }) as const),
    ]);
    for (const { demand } of outcomes) expect(demand).toBe(outcomes[0]!.demand);
    expect(outcomes[1]!.served).toBeGreaterThanOrEqual(outcomes[0]!.served);
    expect(outcomes[2]!.served).toBeGreaterThanOrEqual(outcomes[1]!.served);
    expect(outcomes[2]!.stockValueDays).toBeGreaterThan(outcomes[0]!.stockValueDays);
    expect(outcomes[3]!.orders).toBeGreaterThan(3);
    expect(outcomes[5]!.served).toBeGreaterThan(outcomes[4]!.served);
  });

  it('receives what was on order when the replay begins', () => {
    const past = history(steady(10), { openingStock: 0, openingReceipts: [{ day: TODAY + 4, quantity: 100 }] });
    expect(replayItem(past, terms(), [{ kind: 'min_max', minDays: 0, maxDays: 1 }])[0]).toMatchObject({ served: 60, stockOutDays: 4 });
  });

  it('lets rules of thumb know what was sold before', () => {
    const blank = history(steady(12), { openingStock: 20 });
    const rule = { kind: 'min_max', minDays: 7, maxDays: 21 } as const;
    const terms10 = terms({ leadTime: { meanDays: 3, sdDays: 0 } });
    expect(replayItem(blank, terms10, [rule])[0]!.served).toBeLessThan(replayItem({ ...blank, soldBefore: steady(30) }, terms10, [rule])[0]!.served);
  });

  it('refuses a replay that would need a forecast of the future', () => {
    const early = history(steady(5), { forecasts: [{ usableFrom: TODAY + 1, forecast: normalForecast(70, 20) }] });
    expect(() => replayItem(early, terms(), [{ kind: 'actual' }])).toThrow('no forecast is usable on the first day');
    expect(() => replayItem(history(steady(5), { stock: new Float64Array(4) }), terms(), [])).toThrow('5 days sold');
  });
});

describe('targets are reached where the forecast is right', () => {
  /** Gamma demand of shape 1 a day (exponential, mean 10), independent; its weeks have shape 7. */
  const random = seededRandom(11);
  const days = 4000;
  const demand = Float64Array.from({ length: days }, () => -10 * Math.log(1 - random.next()));
  const weeks = Float64Array.from({ length: Math.floor(days / 7) }, (_, w) => demand.subarray(7 * w, 7 * w + 7).reduce((sum, v) => sum + v, 0)).sort();
  const forecast = flatForecast((q) => weeks[Math.floor(q * weeks.length)]!, 70, { errorCorrelation: 0, isCounted: false });
  const run = (policy: InventoryPolicy) => {
    const item = anItem({ policy, forecast, leadTime: { meanDays: 8, sdDays: 2 } });
    const [totals] = replayItem(history(demand, { forecasts: [{ usableFrom: TODAY, forecast }] }), item, [{ kind: 'almanac', target: policy.target }]);
    return totals!.served / totals!.demand;
  };

  it.each([
    ['reorder_quantity', 0.9, 200],
    ['reorder_quantity', 0.97, 150],
    ['reorder_up_to', 0.95, 150],
    ['periodic', 0.9, null],
    ['periodic', 0.98, null],
  ] as const)('%s, fill rate %d', (kind, target, orderQuantity) => {
    const fillRate = run({ kind, measure: 'fill', target, reviewPeriodDays: 7, orderQuantity });
    expect(fillRate).toBeGreaterThan(target - 0.01);
    expect(fillRate).toBeLessThan(target + 0.4 * (1 - target)); // sales that are lost, not owed, leave a little more
  });

  it.each([0.8, 0.95])('(R,S), cycle service level %d: so many reviews pass without a stock-out', (target) => {
    const item = anItem({ forecast, leadTime: { meanDays: 8, sdDays: 0 }, policy: { kind: 'periodic', measure: 'cycle', target, reviewPeriodDays: 7 } });
    const { orderUpTo } = planItem(item);
    // a slow loop of its own: unmet demand waits, as the formula has it
    let net = orderUpTo;
    let cycles = 0;
    let short = 0;
    const due = new Map<number, number>();
    let position = net;
    let isShort = false;
    for (let day = 0; day < days; day++) {
      net += due.get(day) ?? 0;
      if (day % 7 === 1) {
        // one day after a receipt of lead time 8: a cycle ends before it
        cycles += 1;
        short += isShort ? 1 : 0;
        isShort = false;
      }
      if (day % 7 === 0) {
        due.set(day + 8, (due.get(day + 8) ?? 0) + orderUpTo - position);
        position = orderUpTo;
      }
      net -= demand[day]!;
      position -= demand[day]!;
      if (net < 0) isShort = true;
    }
    expect(Math.abs(1 - short / cycles - target)).toBeLessThan(0.03);
  });
});
