import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anItem, flatForecast, TODAY } from './fixtures';
import type { PlanInput } from './item';
import { planItem } from './plan-item';

const RUNS = { numRuns: 80, seed: 7 };

/** Items of every kind: fast and slow, lumpy, with orders under way, packs, minimums, short shelf lives. */
const item: fc.Arbitrary<PlanInput> = fc
  .record({
    scale: fc.constantFrom(0, 0.05, 0.6, 4, 30, 900),
    skew: fc.constantFrom(0.3, 1, 4),
    frequency: fc.constantFrom('day', 'week', 'month'),
    onHand: fc.integer({ min: -3, max: 400 }),
    receipts: fc.array(fc.record({ day: fc.integer({ min: TODAY - 5, max: TODAY + 60 }), quantity: fc.integer({ min: 0, max: 80 }) }), { maxLength: 3 }),
    committed: fc.array(fc.record({ day: fc.integer({ min: TODAY - 2, max: TODAY + 30 }), quantity: fc.integer({ min: 0, max: 30 }) }), { maxLength: 2 }),
    leadTime: fc.record({ meanDays: fc.integer({ min: 0, max: 60 }), sdDays: fc.constantFrom(0, 1, 6) }),
    kind: fc.constantFrom('reorder_quantity', 'reorder_up_to', 'periodic'),
    measure: fc.constantFrom('cycle', 'fill'),
    target: fc.double({ min: 0.5, max: 0.998, noNaN: true }),
    reviewPeriodDays: fc.constantFrom(1, 7, 14),
    orderQuantity: fc.constantFrom(null, 10, 250),
    packSize: fc.constantFrom(1, 6, 24),
    minimumOrder: fc.constantFrom(0, 10, 100),
    shelfLifeDays: fc.constantFrom(null, null, 9, 60),
  })
  .map(({ scale, skew, frequency, kind, measure, target, reviewPeriodDays, orderQuantity, ...rest }) =>
    anItem({
      ...rest,
      forecast: flatForecast((q) => Math.max(0, scale * (2 * q) ** skew - 0.2), scale, { frequency }),
      policy: { kind, measure, target, reviewPeriodDays, orderQuantity },
    }),
  );

describe('planItem, for every item', () => {
  it('a higher target never lowers the reorder point', () => {
    fc.assert(
      fc.property(item, fc.double({ min: 0.5, max: 0.998, noNaN: true }), (input, other) => {
        const [low, high] = [Math.min(other, input.policy.target), Math.max(other, input.policy.target)].map((target) => planItem({ ...input, policy: { ...input.policy, target } }));
        expect(high!.reorderPoint).toBeGreaterThanOrEqual(low!.reorderPoint);
      }),
      RUNS,
    );
  });

  it('a longer lead time never lowers the reorder point', () => {
    fc.assert(
      fc.property(item, fc.integer({ min: 1, max: 30 }), (input, more) => {
        const longer = planItem({ ...input, leadTime: { ...input.leadTime, meanDays: input.leadTime.meanDays + more } });
        // a fill rate is of the time between two arrivals: without customers' orders that time is alike wherever it lies, but for the draw
        if (input.policy.measure === 'fill' && input.committed.length > 0) return;
        const tolerance = input.policy.measure === 'fill' ? 2 + 0.05 * longer.reorderPoint : 0;
        expect(longer.reorderPoint).toBeGreaterThanOrEqual(planItem(input).reorderPoint - tolerance);
      }),
      RUNS,
    );
  });

  it('an order is whole packs, at least the minimum, and comes only when the position does not cover', () => {
    fc.assert(
      fc.property(item, (input) => {
        const plan = planItem(input);
        if (plan.kind !== 'order') return;
        expect(plan.suggestedQuantity % input.packSize).toBe(0);
        expect(plan.suggestedQuantity).toBeGreaterThanOrEqual(input.minimumOrder);
        const inTime = input.receipts.filter(({ day }) => Math.max(1, day - TODAY) < input.leadTime.meanDays + input.policy.reviewPeriodDays);
        const owed = input.committed.filter(({ day }) => day <= TODAY).reduce((sum, { quantity }) => sum + quantity, 0);
        expect(input.onHand - owed + inTime.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThan(plan.reorderPoint);
      }),
      RUNS,
    );
  });

  it('suggesting twice never orders twice', () => {
    fc.assert(
      fc.property(item, (input) => {
        const first = planItem(input);
        if (first.kind !== 'order' || first.reason.code === 'order_capped_by_shelf_life') return;
        const second = planItem({ ...input, receipts: [...input.receipts, { day: first.expectedOn!, quantity: first.suggestedQuantity }] });
        expect(second.suggestedQuantity === 0 || second.kind === 'reduce').toBe(true);
      }),
      RUNS,
    );
  });

  it('risks are probabilities, an order never raises them, and losses follow them', () => {
    fc.assert(
      fc.property(item, (input) => {
        const plan = planItem(input);
        expect(plan.riskBefore).toBeGreaterThanOrEqual(0);
        expect(plan.riskBefore).toBeLessThanOrEqual(1);
        expect(plan.riskAfter).toBeLessThanOrEqual(plan.riskBefore);
        expect(plan.lostAfter).toBeLessThanOrEqual(plan.lostBefore + 1e-9);
        expect(plan.lostBefore > 0).toBe(plan.riskBefore > 0);
      }),
      RUNS,
    );
  });

  it('every figure is a number, and the same item gives the same plan', () => {
    fc.assert(
      fc.property(item, (input) => {
        const plan = planItem(input);
        for (const value of [...Object.values(plan), ...Object.values(plan.reason.params)]) if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        expect(planItem(input)).toEqual(plan);
      }),
      RUNS,
    );
  });
});
