import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { activitySequences } from './activity-sequences';
import { proposeChurnWindow } from './churn-window';
import { checkChurnLabels, checkPurchaseHistories } from './enough-data';
import { PURCHASE_FEATURES, purchaseFeatures, type PurchaseFeature } from './purchase-features';
import { activeCustomers, labelChurn, purchaseHistories, type PurchaseRows } from './purchase-histories';
import { orderRhythms } from './rhythm';

const rowsOf = (lines: readonly (readonly [customer: number, day: number, amount: number, order?: number])[], customers = 3): PurchaseRows => ({
  customers,
  customer: Int32Array.from(lines, ([customer]) => customer),
  day: Int32Array.from(lines, ([, day]) => day),
  amount: Float64Array.from(lines, ([, , amount]) => amount),
  ...(lines.some(([, , , order]) => order !== undefined) && { order: Int32Array.from(lines, ([, , , order]) => order ?? 0) }),
});
const valueOf = (table: ReturnType<typeof purchaseFeatures>, name: PurchaseFeature, row: number) => {
  const column = table.columns[PURCHASE_FEATURES.indexOf(name)]!;
  return column.kind === 'numeric' ? column.values[row]! : Number.NaN;
};

describe('purchaseHistories', () => {
  it('makes orders of lines, in the order of time, and keeps returns apart', () => {
    const histories = purchaseHistories(rowsOf([[1, 20, 5], [0, 10, 3, 7], [1, 10, 4], [0, 10, 2, 7], [0, 10, 9, 8], [1, 30, -4]]));
    expect([...histories.start]).toEqual([0, 2, 5, 5]);
    expect([...histories.day]).toEqual([10, 10, 10, 20, 30]);
    expect([...histories.amount]).toEqual([5, 9, 4, 5, 0]);
    expect([...histories.lines]).toEqual([2, 1, 1, 1, 0]);
    expect([...histories.returned]).toEqual([0, 0, 0, 0, 4]);
    expect([...activeCustomers(histories, 31, 15)]).toEqual([1]);
    expect([...labelChurn(histories, Int32Array.of(0, 1, 2), 15, 10)]).toEqual([1, 0, 1]);
    expect(() => purchaseHistories({ ...rowsOf([[0, 1, 1]]), amount: new Float64Array(2) })).toThrow(/1 lines, amount has 2/);
  });
});

describe('purchaseFeatures', () => {
  it('says what was bought before the cutoff', () => {
    const table = purchaseFeatures(purchaseHistories(rowsOf([[0, 100, 10], [0, 110, 20], [0, 150, 30], [0, 155, -6], [1, 160, 8]])), 161);
    expect(PURCHASE_FEATURES.slice(0, 9).map((name) => valueOf(table, name, 0))).toEqual([11, 61, 3, 60, 3, 3, 20, 1, 25]);
    expect(valueOf(table, 'usualGap', 0)).toBe(25);
    expect(valueOf(table, 'longestGap', 0)).toBe(40);
    expect(valueOf(table, 'returnedShare', 0)).toBeCloseTo(0.1);
    expect(valueOf(table, 'amount30', 0)).toBe(30);
    expect(valueOf(table, 'meanGap', 1)).toBeNaN();
    expect(valueOf(table, 'orders', 2)).toBeNaN(); // nothing bought
    expect([table.purchases!.repeats[0], table.purchases!.lastAge[0], table.purchases!.age[0]]).toEqual([2, 50, 61]);
  });

  it('never reads the cutoff day or later, whatever happened then', () => {
    const line = fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 200 }), fc.integer({ min: -50, max: 100 }));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), fc.array(line, { maxLength: 40 }), (before, after) => {
        const past = before.map(([c, day, amount]) => [c, day % 100, amount] as const);
        const all = [...past, ...after.map(([c, day, amount]) => [c, 100 + day, amount] as const)];
        const everyone = Int32Array.of(0, 1, 2);
        const [known, whole] = [purchaseHistories(rowsOf(past)), purchaseHistories(rowsOf(all))];
        expect(purchaseFeatures(whole, 100)).toEqual(purchaseFeatures(known, 100));
        expect(activitySequences(whole, 100, everyone)).toEqual(activitySequences(known, 100, everyone));
        expect(orderRhythms(whole, 100).customers).toEqual(orderRhythms(known, 100).customers);
      }),
    );
  });
});

describe('activitySequences', () => {
  it('puts each order into its week, the last one last', () => {
    const { values, weeks, channels } = activitySequences(purchaseHistories(rowsOf([[0, 93, 10], [0, 92, 10], [0, 50, 10]])), 100, Int32Array.of(0), 4);
    const orders = Array.from({ length: weeks }, (_, week) => values[week * channels.length]!);
    expect(orders.map((v) => Math.round(Math.expm1(v)))).toEqual([0, 0, 1, 1]);
    expect(Array.from({ length: weeks }, (_, week) => values[week * channels.length + 3])).toEqual([1, 1, 1, 1]);
  });
});

describe('proposeChurnWindow', () => {
  it('is where nine of ten pauses end, each customer counting once', () => {
    const lines = Array.from({ length: 100 }, (_, c) => [c, 0, 1] as const).flatMap(([c]) => [[c, 0, 1] as const, [c, c < 95 ? 30 : 200, 1] as const]);
    const busy = Array.from({ length: 300 }, (_, k) => [100, k, 1] as const);
    const window = proposeChurnWindow(purchaseHistories(rowsOf([...lines, ...busy], 101)));
    expect(window).toMatchObject({ days: 35, idealDays: 35, medianGapDays: 30 });
    expect(window.returned.find(({ days }) => days === 180)!.share).toBeCloseTo(96 / 101, 9);
    expect(proposeChurnWindow(purchaseHistories(rowsOf([[0, 1, 1]])))).toEqual({ gaps: 0, medianGapDays: Number.NaN, returned: [], historyDays: 1 });
  });

  it('gives way in a short history, but not below where three of four pauses have ended', () => {
    const returningAfter = (gaps: readonly number[], historyDays: number) => {
      const lines = gaps.flatMap((gap, c) => [[c, 0, 1] as const, [c, gap, 1] as const]);
      return proposeChurnWindow(purchaseHistories(rowsOf([...lines, [gaps.length, historyDays - 1, 1]], gaps.length + 1)));
    };
    const gaps = [...Array<number>(75).fill(60), ...Array<number>(25).fill(180)];
    expect(returningAfter(gaps, 600)).toMatchObject({ days: 182, idealDays: 182 });
    expect(returningAfter(gaps, 374)).toMatchObject({ days: 119, idealDays: 182 });
    expect(returningAfter(gaps, 181)).toMatchObject({ days: 63, idealDays: 182 });
  });

  it('goes with a word on what is missing', () => {
    const few = purchaseHistories(rowsOf([[0, 0, 1], [1, 50, 1]]));
    expect(checkPurchaseHistories(few, 90)).toEqual([{ code: 'customers', have: 2, needed: 200 }, { code: 'historyDays', have: 51, needed: 180 }, { code: 'returning', have: 0, needed: 50 }]);
    expect(checkChurnLabels(Uint8Array.from({ length: 500 }, (_, row) => (row < 10 ? 1 : 0)))).toEqual([{ code: 'left', have: 10, needed: 30 }]);
  });
});

describe('orderRhythms', () => {
  const random = seededRandom(2);
  /** Every 30 days to the day, up to day 900; haphazard ones; one who stopped. */
  const lines = [
    ...Array.from({ length: 31 }, (_, k) => [0, 30 * k, 1] as const),
    ...Array.from({ length: 15 }, (_, k) => [1, 30 * k, 1] as const),
    ...Array.from({ length: 40 }, (_, c) => c + 3).flatMap((c) => {
      let day = 0;
      return Array.from({ length: 12 }, () => [c, (day += 1 + Math.round(30 * Math.exp(random.normal()))), 1] as const).filter(([, at]) => at < 920);
    }),
  ];
  const { customers, probabilityNoOrder } = orderRhythms(purchaseHistories(rowsOf(lines, 43)), 920, Int32Array.of(0, 1, 2));

  it('does not call a regular customer between two orders lost', () => {
    expect(customers[0]).toMatchObject({ isBetweenOrders: true, daysSince: 20, orders: 31 });
    expect(customers[0]!.usualGapDays).toBeCloseTo(30, 0);
    expect(customers[0]!.nextOrderInDays).toBeGreaterThan(5);
    expect(customers[0]!.nextOrderInDays).toBeLessThan(20);
    expect(customers[0]!.probabilityAlive).toBeGreaterThan(0.9);
  });

  it('gives up whoever has been silent far beyond the usual', () => {
    expect(customers[1]).toMatchObject({ isBetweenOrders: false });
    expect(customers[1]!.probabilityAlive).toBeLessThan(0.05);
    const [regular, lost, never] = probabilityNoOrder(60);
    expect(regular!).toBeLessThan(0.25);
    expect(lost!).toBeGreaterThan(0.95);
    expect(never).toBeNaN();
    expect(probabilityNoOrder(0)[0]).toBeCloseTo(1, 9);
  });
});
