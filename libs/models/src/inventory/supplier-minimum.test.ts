import { expect, it } from 'vitest';
import { meetSupplierMinimum, type SupplierItem } from './supplier-minimum';

const item = (id: string, quantity: number, nextOrderOn: number | null, rest: Partial<SupplierItem> = {}): SupplierItem => ({ id, unitCost: 10, quantity, nextOrderOn, nextQuantity: 12, dailyDemand: 1, ...rest });
const TODAY = 100;

it('leaves an order alone that reaches the minimum, and one that is empty', () => {
  expect(meetSupplierMinimum([item('a', 30, 130)], 300, TODAY, 30)).toMatchObject({ outcome: 'met', quantities: [30], value: 300 });
  expect(meetSupplierMinimum([item('a', 0, 130)], 300, TODAY, 30)).toMatchObject({ outcome: 'met', quantities: [0], value: 0 });
});

it('a supplier’s minimum is met by pulling forward what is needed next, not by padding', () => {
  const items = [item('due', 10, 140), item('later', 0, 125), item('next', 0, 104), item('never', 0, null)];
  const order = meetSupplierMinimum(items, 300, TODAY, 30);
  // 100 is due; `next` brings 120 four days early; then `next` again on day 116; `later` is not touched
  expect(order).toEqual({ outcome: 'pulled_forward', quantities: [10, 0, 24, 0], value: 340, daysEarly: 16, waitUntil: null });
});

it('says until when to wait where the minimum is too far ahead', () => {
  const items = [item('due', 5, 160, { dailyDemand: 0.2 })];
  const order = meetSupplierMinimum(items, 160, TODAY, 30);
  expect(order).toEqual({ outcome: 'wait', quantities: [5], value: 50, daysEarly: 0, waitUntil: 130 });
  expect(meetSupplierMinimum(items, 160, order.waitUntil!, 30).outcome).toBe('pulled_forward');
});

it('admits that a minimum is out of reach', () => {
  expect(meetSupplierMinimum([item('due', 5, null)], 1000, TODAY, 30)).toMatchObject({ outcome: 'out_of_reach', quantities: [5], value: 50 });
  expect(meetSupplierMinimum([item('due', 5, 120, { dailyDemand: 0 })], 1000, TODAY, 30).outcome).toBe('out_of_reach');
});
