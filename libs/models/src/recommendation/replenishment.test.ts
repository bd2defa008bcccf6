import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { collectPurchaseDays, fitReplenishment } from './replenishment';
import { fitSurvival } from './survival';

describe('fitSurvival', () => {
  it('is the product-limit estimate: the remission times of Freireich et al. (1963), 6-MP group', () => {
    const over = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    const going = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    const { at } = fitSurvival(Float64Array.from([...over, ...going]), Uint8Array.from([...over.map(() => 1), ...going.map(() => 0)]));
    // Kalbfleisch & Prentice (2002), table 1.2
    for (const [day, share] of [[6, 0.857], [7, 0.807], [10, 0.753], [13, 0.69], [16, 0.627], [22, 0.538], [23, 0.448]] as const) expect(at(day)).toBeCloseTo(share, 3);
    expect(at(5.9)).toBe(1);
    expect(at(100)).toBeCloseTo(0.448, 3);
  });

  it('needs a spell that ended', () => {
    expect(() => fitSurvival(Float64Array.of(1), Uint8Array.of(0))).toThrow(RangeError);
    expect(() => fitSurvival(Float64Array.of(1), Uint8Array.of())).toThrow(RangeError);
  });
});

/** Customers who buy product 0 about every 30 days and product 1 once; product 2 sells rarely, but beside product 0. */
function simulate() {
  const random = seededRandom(3);
  const rows: { customer: number; product: number; day: number }[] = [];
  for (let customer = 0; customer < 60; customer++) {
    for (let day = random.integer(30); day < 360; day += 24 + random.integer(13)) rows.push({ customer, product: 0, day });
    rows.push({ customer, product: 1, day: random.integer(360) });
    if (customer < 3) for (const day of [10, 60, 110]) rows.push({ customer, product: 2, day });
  }
  rows.sort((a, b) => a.customer - b.customer);
  const column = (name: keyof (typeof rows)[number]) => Int32Array.from(rows, (row) => row[name]);
  return { customers: 60, products: 3, customer: column('customer'), product: column('product'), day: column('day') };
}

describe('fitReplenishment', () => {
  const rows = simulate();
  const log = collectPurchaseDays(rows);
  const fitted = fitReplenishment(log, 360, Int32Array.of(0, 1, 0), 2);

  it('groups a log by customer and product, a day once', () => {
    const twice = collectPurchaseDays({ customers: 2, products: 2, customer: Int32Array.of(0, 0, 0, 1), product: Int32Array.of(1, 0, 1, 1), day: Int32Array.of(5, 4, 5, 9) }, 8);
    expect([...twice.start]).toEqual([0, 2, 2]);
    expect([...twice.product]).toEqual([0, 1]);
    expect([...twice.days]).toEqual([4, 5]);
    expect(() => collectPurchaseDays({ customers: 2, products: 1, customer: Int32Array.of(1, 0), product: Int32Array.of(0, 0), day: Int32Array.of(1, 1) })).toThrow(RangeError);
  });

  it('tells what runs out from what is bought once, and lends rare products the curve of their group', () => {
    expect(fitted.intervalDays[0]).toBeCloseTo(30, -0.5);
    expect(fitted.intervalDays[1]).toBeNaN();
    expect(fitted.intervalDays[2]).toBe(fitReplenishment(log, 360, Int32Array.of(0, 1, 0), 2).intervalDays[2]);
    expect(fitted.repeatShare[0]).toBeGreaterThan(0.9);
    expect(fitted.repeatShare[1]).toBe(0);
    expect(fitted.next(1, Int32Array.of(10), 20, 28)).toBeUndefined();
  });

  it('expects the next purchase when the interval has passed, and never before', () => {
    const soon = fitted.next(0, Int32Array.of(300), 305, 7)!;
    const due = fitted.next(0, Int32Array.of(300), 325, 7)!;
    expect(soon.probability).toBeLessThan(0.05);
    expect(due.probability).toBeGreaterThan(0.5);
    expect(Math.abs(due.dueDay - 330)).toBeLessThanOrEqual(2);
  });

  it('follows the rhythm of a customer who buys less often', () => {
    const slow = fitted.next(0, Int32Array.of(0, 60, 120, 180, 240), 250, 28)!;
    expect(slow.dueDay).toBeGreaterThan(240 + 40);
    expect(slow.probability).toBeLessThan(fitted.next(0, Int32Array.of(0, 30, 60, 240), 250, 28)!.probability);
  });
});
