import { describe, expect, it } from 'vitest';
import { anItem, flatForecast, normalForecast, TODAY } from './fixtures';
import { planItem } from './plan-item';

describe('planItem', () => {
  it('orders up to the level when stock is below the reorder point, and says what it brings', () => {
    const plan = planItem(anItem({ onHand: 230 }));
    expect(plan.reorderPoint).toBeGreaterThan(210); // three weeks of 70, and safety stock
    expect(plan.reorderPoint).toBeLessThan(290);
    expect(plan.safetyStock).toBeCloseTo(plan.reorderPoint - 210, 6);
    expect(plan.orderUpTo).toBe(plan.reorderPoint + 140);
    expect(plan.suggestedQuantity).toBe(plan.orderUpTo - 230);
    expect(plan).toMatchObject({ kind: 'order', exception: 'order_due', expectedOn: TODAY + 14 });
    expect(plan.reason).toMatchObject({ code: 'order_below_reorder_point', params: { position: 230, quantity: plan.suggestedQuantity, leadTimeDays: 14, protectionDays: 21 } });
    expect(plan.dailyDemand).toBeCloseTo(10, 9);
    expect(plan.coverDays).toBeCloseTo(23, 0);
    expect(plan.atStake).toBeCloseTo(plan.lostBefore * 4, 9);
    expect(plan.riskAfter).toBeLessThan(plan.riskBefore);
  });

  it.each([
    ['reorder_quantity', 200],
    ['reorder_up_to', 140],
    ['periodic', 0],
  ] as const)('%s orders as the policy says', (kind, orderQuantity) => {
    const plan = planItem(anItem({ onHand: 20, policy: { kind, measure: 'cycle', target: 0.95, reviewPeriodDays: 7, orderQuantity } }));
    const after = 20 + plan.suggestedQuantity;
    expect(after).toBeGreaterThanOrEqual(plan.reorderPoint);
    if (kind === 'reorder_quantity') {
      expect(plan.suggestedQuantity % 200).toBe(0);
      expect(after - 200).toBeLessThan(plan.reorderPoint);
    } else expect(after).toBe(plan.orderUpTo);
    if (kind === 'periodic') expect(plan.orderUpTo).toBe(plan.reorderPoint);
  });

  describe('traps', () => {
    it('does not order again what is on order', () => {
      const item = anItem({ onHand: 100, receipts: [{ day: TODAY + 5, quantity: 300 }] });
      expect(planItem(item)).toMatchObject({ kind: 'none', suggestedQuantity: 0, inventoryPosition: 400, onOrder: 300, reason: { code: 'waiting_for_receipt' } });
    });

    it('does not order again what was suggested and approved', () => {
      const item = anItem({ onHand: 30 });
      const { suggestedQuantity, expectedOn } = planItem(item);
      expect(suggestedQuantity).toBeGreaterThan(0);
      expect(planItem({ ...item, receipts: [{ day: expectedOn!, quantity: suggestedQuantity }] }).suggestedQuantity).toBe(0);
    });

    it('counts the lead time back from the day goods are needed', () => {
      const plan = planItem(anItem({ onHand: 500 }));
      expect(plan.neededBy! - plan.orderOn!).toBe(14);
      expect(plan.neededBy!).toBeLessThan(TODAY + 50); // earlier than expected demand uses it up
      expect(plan.neededBy!).toBeGreaterThan(TODAY + 35);
      const unsure = planItem(anItem({ onHand: 500, leadTime: { meanDays: 14, sdDays: 5 } }));
      expect(unsure.orderOn!).toBeLessThan(plan.orderOn!);
    });

    it('says that it is late when the lead time is longer than stock lasts', () => {
      const plan = planItem(anItem({ onHand: 60 }));
      expect(plan.orderOn!).toBeLessThan(TODAY);
      expect(plan).toMatchObject({ exception: 'running_out', reason: { code: 'order_runs_out' } });
      expect(plan.reason.params['daysLeft']).toBe(plan.orderOn! - TODAY);
    });

    it('does not trust a receipt that comes after the protection interval, nor orders for the time it will cover', () => {
      const distant = anItem({ onHand: 100, receipts: [{ day: TODAY + 28, quantity: 2000 }], policy: { ...anItem().policy, orderQuantity: 800 } });
      const plan = planItem(distant);
      const alone = planItem({ ...distant, receipts: [] });
      expect(plan.suggestedQuantity).toBeGreaterThan(0);
      expect(plan.suggestedQuantity).toBeLessThan(alone.suggestedQuantity / 2);
      expect(plan).toMatchObject({ inventoryPosition: 2100, reason: { params: { position: 100 } } });
    });

    it('counts an overdue receipt as on its way', () => {
      expect(planItem(anItem({ onHand: 50, receipts: [{ day: TODAY - 9, quantity: 400 }] }))).toMatchObject({ suggestedQuantity: 0, onOrder: 400 });
    });

    it('takes customers’ open orders as a part of demand, and as more where they exceed it', () => {
      const base = planItem(anItem({ onHand: 300 }));
      expect(planItem(anItem({ onHand: 300, committed: [{ day: TODAY + 5, quantity: 20 }] })).reorderPoint).toBe(base.reorderPoint);
      const large = planItem(anItem({ onHand: 300, committed: [{ day: TODAY + 5, quantity: 350 }] }));
      expect(large.reorderPoint).toBeGreaterThanOrEqual(350);
      expect(large).toMatchObject({ kind: 'order', exception: 'running_out', riskBefore: 1 });
      const owed = planItem(anItem({ onHand: 300, committed: [{ day: TODAY - 1, quantity: 120 }] }));
      expect(owed.inventoryPosition).toBe(180);
    });

    it('never calls excess what it ordered itself', () => {
      const item = anItem({ onHand: 0, minimumOrder: 3000, excessAfterDays: 30 });
      const { suggestedQuantity } = planItem(item);
      expect(planItem({ ...item, onHand: suggestedQuantity })).toMatchObject({ exception: 'ok', kind: 'none' });
    });

    it('does not let a cheap item be ordered for years', () => {
      const { policy } = anItem();
      const plan = planItem(anItem({ onHand: 0, unitCost: 0.01, orderCost: 100, policy: { ...policy, orderQuantity: null } }));
      expect(plan.orderUpTo - plan.reorderPoint).toBeLessThanOrEqual(120 * 10);
    });

    it('waits for the next review under (R,S) unless stock does not last until then', () => {
      const policy = { kind: 'periodic', measure: 'cycle', target: 0.95, reviewPeriodDays: 14 } as const;
      expect(planItem(anItem({ onHand: 350, policy, lastOrderDay: TODAY - 3 }))).toMatchObject({ kind: 'none', reason: { code: 'waiting_for_review' } });
      expect(planItem(anItem({ onHand: 350, policy, lastOrderDay: TODAY - 14 }))).toMatchObject({ kind: 'order', reason: { code: 'order_review_due' } });
      expect(planItem(anItem({ onHand: 200, policy, lastOrderDay: TODAY - 3 })).kind).toBe('order');
    });

    it('orders no more than sells before it spoils, and nothing when not even a pack does', () => {
      const fresh = anItem({ onHand: 0, shelfLifeDays: 10, packSize: 12 });
      const plan = planItem(fresh);
      expect(plan.suggestedQuantity).toBeLessThanOrEqual(240); // 14 days until it comes and 10 to sell it, 10 a day
      expect(plan.suggestedQuantity % 12).toBe(0);
      expect(plan.reason.code).toBe('order_capped_by_shelf_life');
      expect(planItem({ ...fresh, packSize: 500 })).toMatchObject({ kind: 'none', suggestedQuantity: 0, reason: { code: 'shelf_life_too_short' } });
    });
  });

  describe('exceptions', () => {
    it.each([
      ['out_of_stock', { onHand: 0 }],
      ['out_of_stock', { onHand: 5, committed: [{ day: TODAY, quantity: 9 }] }],
      ['running_out', { onHand: 120 }],
      ['order_due', { onHand: 230 }],
      ['over_ordered', { onHand: 300, receipts: [{ day: TODAY + 3, quantity: 3000 }] }],
      ['excess', { onHand: 3000 }],
      ['dead', { onHand: 40, lastSaleDay: TODAY - 200, stockedSince: TODAY - 900 }],
      ['ok', { onHand: 400 }],
      ['ok', { onHand: 0, isDiscontinued: true }],
    ] as const)('%s', (exception, state) => expect(planItem(anItem(state)).exception).toBe(exception));

    it('frees what is too much: above what sells within the days allowed', () => {
      expect(planItem(anItem({ onHand: 3000 }))).toMatchObject({ kind: 'reduce', suggestedQuantity: 1800, atStake: 9000 });
      expect(planItem(anItem({ onHand: 300, receipts: [{ day: TODAY + 3, quantity: 3000 }] })).suggestedQuantity).toBe(2100);
    });

    it('does not call a product dead that is new, and orders nothing for a dead one', () => {
      expect(planItem(anItem({ lastSaleDay: null, stockedSince: TODAY - 20 })).exception).toBe('ok');
      const dead = planItem(anItem({ onHand: 3, lastSaleDay: TODAY - 400, stockedSince: null, forecast: normalForecast(1, 0.5) }));
      expect(dead).toMatchObject({ exception: 'dead', kind: 'reduce', suggestedQuantity: 3, orderOn: null });
    });
  });

  describe('edges', () => {
    const nothing = { kind: 'none', suggestedQuantity: 0, riskBefore: 0, orderOn: null, coverDays: null };
    it('orders nothing without a forecast, or with unknown numbers in it', () => {
      const broken = { ...normalForecast(70, 20), mean: new Float64Array(13).fill(Number.NaN) };
      for (const forecast of [null, broken]) expect(planItem(anItem({ onHand: 0, forecast }))).toMatchObject({ ...nothing, reason: { code: 'no_forecast' } });
    });
    it('orders nothing when stock is not known', () => expect(planItem(anItem({ onHand: Number.NaN }))).toMatchObject({ ...nothing, reason: { code: 'stock_unknown' } }));
    it('orders nothing without demand, and calls what is left excess', () => {
      const forecast = flatForecast(() => 0, 0);
      expect(planItem(anItem({ onHand: 0, forecast }))).toMatchObject({ ...nothing, exception: 'ok', reason: { code: 'no_demand' }, reorderPoint: 0 });
      expect(planItem(anItem({ onHand: 9, forecast }))).toMatchObject({ exception: 'excess', suggestedQuantity: 9, coverDays: null });
    });
    it('orders what is owed though no stock is kept', () => {
      const forecast = flatForecast(() => 0, 0);
      expect(planItem(anItem({ onHand: 0, forecast, committed: [{ day: TODAY, quantity: 8 }], packSize: 3 }))).toMatchObject({ kind: 'order', suggestedQuantity: 9, exception: 'out_of_stock' });
    });
    it('orders nothing that will not be bought again, and has nothing at stake when it sells out', () =>
      expect(planItem(anItem({ onHand: 0, isDiscontinued: true }))).toMatchObject({ kind: 'none', atStake: 0, reason: { code: 'discontinued' } }));
    it('plans a new product from a borrowed, wide forecast', () => {
      const borrowed = flatForecast((q) => 20 * q ** 3, 5);
      const plan = planItem(anItem({ onHand: 2, forecast: borrowed, lastSaleDay: null, stockedSince: TODAY - 3 }));
      expect(plan.kind).toBe('order');
      expect(plan.safetyStock).toBeGreaterThan(plan.reorderPoint / 3);
    });
    it('serves a backlog first', () => {
      const plan = planItem(anItem({ onHand: -30 }));
      expect(plan.suggestedQuantity).toBe(plan.orderUpTo + 30);
      expect(plan).toMatchObject({ exception: 'out_of_stock', coverDays: 0 });
    });
    it('keeps fractions of what is sold by weight', () => {
      const byWeight = anItem({ onHand: 0.2, packSize: 0.25, forecast: normalForecast(0.7, 0.2, { isCounted: false }), policy: { ...anItem().policy, orderQuantity: 1 } });
      const { suggestedQuantity, reorderPoint } = planItem(byWeight);
      expect(reorderPoint).toBeLessThan(4);
      expect((suggestedQuantity / 0.25) % 1).toBe(0);
    });
    it('names the field that is out of range', () => {
      expect(() => planItem(anItem({ packSize: 0 }))).toThrow('packSize is 0');
      expect(() => planItem(anItem({ policy: { ...anItem().policy, target: 1 } }))).toThrow('policy.target is 1');
      expect(() => planItem(anItem({ receipts: [{ day: TODAY, quantity: -1 }] }))).toThrow('receipts.quantity is -1');
      expect(() => planItem(anItem({ leadTime: { meanDays: Number.NaN, sdDays: 0 } }))).toThrow('leadTime.meanDays');
    });
  });
});
