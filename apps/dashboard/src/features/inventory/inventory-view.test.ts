import type { InventoryItem } from '@almanac/data/contract';
import { describe, expect, it } from 'vitest';
import { columnsOf, columnsText, filterOf, filterOfGroup, InventoryView, searchOfFilter, totalsOf } from './inventory-view';

describe('the order screen in its address', () => {
  it('opens on what needs a decision by money at stake, whatever the address says', () => {
    const view = InventoryView.parse({ sort: 'nonsense', supplier: 'x', exception: 'none' });
    expect(view).toMatchObject({ sort: 'stake', dir: 'desc', measure: 'units', supplier: undefined, exception: undefined });
    expect(filterOf(view)).toMatchObject({ exception: 'attention', sort: 'stake' });
  });

  it('searches everywhere unless a tile was pressed', () => {
    expect(filterOf(InventoryView.parse({ q: 'lamp' })).exception).toBeUndefined();
    expect(filterOf(InventoryView.parse({ q: 'lamp', exception: 'dead' })).exception).toBe('dead');
    expect(filterOf(InventoryView.parse({ exception: 'all' })).exception).toBeUndefined();
    expect(searchOfFilter(InventoryView.parse({ supplier: '3' }))).toBe('exception=attention&supplier=3&sort=stake&dir=desc');
  });

  it('keeps columns in their order and ignores unknown ones', () => {
    expect(columnsOf('stake,nonsense,stock')).toEqual(['stake', 'stock']);
    expect(columnsText(['stake', 'stock'])).toBe('stock,stake');
  });

  it('narrows to a group, but not to those that belong to none', () => {
    const view = InventoryView.parse({ by: 'supplier', q: 'lamp' });
    expect(filterOfGroup(view, '7')).toMatchObject({ supplier: 7, q: 'lamp' });
    expect(filterOfGroup(view, '')).toBeUndefined();
  });
});

describe('totalsOf', () => {
  const item = (supplierId: number, locationId: number, quantity: number, decision: InventoryItem['decision'] = 'open') => ({ kind: 'order', supplierId, locationId, quantity, decision, unitCostMinor: 250 }) as InventoryItem;

  it('counts an order for each supplier and location, and leaves out what is rejected or nothing', () => {
    expect(totalsOf([item(1, 1, 10), item(1, 1, 2), item(1, 2, 4), item(2, 1, 0), item(3, 1, 5, 'rejected')])).toEqual({ items: 5, quantity: 16, valueMinor: 4000, orders: 2, suppliers: 1 });
  });
});
