import { expect, it } from 'vitest';
import { anItem, normalForecast, TODAY } from './fixtures';
import { planItem } from './plan-item';
import { projectStock } from './project-stock';

it('falls by the day, jumps with receipts, and never below zero', () => {
  const projection = projectStock(anItem({ onHand: 60, receipts: [{ day: TODAY + 10, quantity: 100 }] }), 25)!;
  const { median, lower, upper } = projection.without;
  expect(projection.days).toHaveLength(25);
  expect(projection.days[0]).toBe(TODAY);
  expect(median[0]).toBeGreaterThan(46);
  expect(median[9]).toBe(0);
  expect(median[10]! - median[9]!).toBeGreaterThan(85);
  for (let d = 0; d < 25; d++) {
    expect(lower[d]!).toBeGreaterThanOrEqual(0);
    expect(lower[d]!).toBeLessThanOrEqual(median[d]!);
    expect(median[d]!).toBeLessThanOrEqual(upper[d]!);
  }
  expect(projection.with).toBe(projection.without);
});

it('shows what the order changes, from the day it comes', () => {
  const item = anItem({ onHand: 230 });
  const { suggestedQuantity, expectedOn } = planItem(item);
  const { without, with: ordered } = projectStock(item, 40, { day: expectedOn!, quantity: suggestedQuantity })!;
  expect(ordered.median.slice(0, 14)).toEqual(without.median.slice(0, 14));
  expect(ordered.median[14]! - without.median[14]!).toBeCloseTo(suggestedQuantity, 6);
  expect(without.median[39]).toBe(0);
  expect(ordered.lower[20]!).toBeGreaterThan(0);
});

it('owes a backlog and customers’ orders', () => {
  const owed = projectStock(anItem({ onHand: 10, committed: [{ day: TODAY, quantity: 30 }], receipts: [{ day: TODAY + 2, quantity: 50 }], forecast: normalForecast(0, 0) }), 4)!;
  expect([...owed.without.median]).toEqual([0, 0, 30, 30]);
});

it('shows nothing where stock or forecast are not known', () => {
  expect(projectStock(anItem({ forecast: null }), 5)).toBeNull();
  expect(projectStock(anItem({ onHand: Number.NaN }), 5)).toBeNull();
});
