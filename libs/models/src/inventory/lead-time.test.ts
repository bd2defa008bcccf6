import { expect, it } from 'vitest';
import { learnLeadTime } from './lead-time';

const took = (...days: number[]) => days.map((d, k) => ({ orderedOn: 1000 + 10 * k, receivedOn: 1000 + 10 * k + d }));

it('takes the supplier’s word where nothing was received', () => {
  expect(learnLeadTime([], 20)).toEqual({ meanDays: 20, sdDays: 5, quantiles: [Number.NaN, Number.NaN, Number.NaN], receipts: 0 });
  expect(learnLeadTime([], 0)).toMatchObject({ meanDays: 0, sdDays: 0 });
});

it('is drawn to what happened, the more the more there is', () => {
  const few = learnLeadTime(took(30, 30), 20);
  const many = learnLeadTime(took(...Array<number>(40).fill(30)), 20);
  expect(few.meanDays).toBeCloseTo((2 * 30 + 4 * 20) / 6, 9);
  expect(many.meanDays).toBeGreaterThan(29);
  expect(many.sdDays).toBeLessThan(few.sdDays);
});

it('learns the spread and the quantiles of the receipts', () => {
  const learned = learnLeadTime(took(...Array.from({ length: 50 }, (_, k) => (k % 2 === 0 ? 10 : 20))), 15);
  expect(learned.meanDays).toBeCloseTo(15, 9);
  expect(learned.sdDays).toBeGreaterThan(4.5);
  expect(learned.sdDays).toBeLessThan(5.1);
  expect(learned.quantiles).toEqual([10, 15, 20]);
});

it('forgets all but the latest 50, and leaves out what was received before it was ordered', () => {
  expect(learnLeadTime(took(...Array<number>(50).fill(90), ...Array<number>(50).fill(10)), 10)).toMatchObject({ meanDays: 10, receipts: 50 });
  expect(learnLeadTime(took(-3), 10).receipts).toBe(0);
  expect(() => learnLeadTime([], -1)).toThrow('-1 days');
});
