import fc from 'fast-check';
import { expect, it } from 'vitest';
import { suggestTransfers, type LocationStock } from './transfers';

const at = (locationId: number, position: number, rest: Partial<LocationStock> = {}): LocationStock => ({ locationId, onHand: position, position, reorderPoint: 20, orderUpTo: 40, atStake: 0, ...rest });

it('moves from who has too much to who is short, no more than is missing', () => {
  expect(suggestTransfers([at(1, 100), at(2, 5)])).toEqual([{ fromLocationId: 1, toLocationId: 2, quantity: 15 }]);
  expect(suggestTransfers([at(1, 100), at(2, 5)], 6)).toEqual([{ fromLocationId: 1, toLocationId: 2, quantity: 18 }]);
});

it('leaves the giver what it needs, also when its stock is not there yet', () => {
  expect(suggestTransfers([at(1, 45), at(2, 5)])).toEqual([{ fromLocationId: 1, toLocationId: 2, quantity: 5 }]);
  expect(suggestTransfers([at(1, 100, { onHand: 42 }), at(2, 5)])).toEqual([{ fromLocationId: 1, toLocationId: 2, quantity: 2 }]);
  expect(suggestTransfers([at(1, 40), at(2, 5)])).toEqual([]);
});

it('serves first who would lose most, from whoever can give most', () => {
  const moves = suggestTransfers([at(1, 50), at(2, 70), at(3, 0, { atStake: 1 }), at(4, 0, { atStake: 9 })]);
  expect(moves).toEqual([
    { fromLocationId: 2, toLocationId: 4, quantity: 20 },
    { fromLocationId: 1, toLocationId: 3, quantity: 10 },
    { fromLocationId: 2, toLocationId: 3, quantity: 10 },
  ]);
});

it('never takes a giver below its level nor lifts a receiver above its need', () => {
  const location = fc.record({ position: fc.integer({ min: -10, max: 200 }), onHand: fc.integer({ min: 0, max: 200 }), reorderPoint: fc.integer({ min: 0, max: 50 }), extra: fc.integer({ min: 0, max: 60 }) });
  fc.assert(
    fc.property(fc.array(location, { maxLength: 6 }), fc.constantFrom(1, 6), (list, pack) => {
      const locations = list.map(({ extra, ...rest }, k) => ({ ...at(k, 0), ...rest, orderUpTo: rest.reorderPoint + extra }));
      const moves = suggestTransfers(locations, pack);
      for (const { locationId, onHand, position, reorderPoint, orderUpTo } of locations) {
        const given = moves.filter((m) => m.fromLocationId === locationId).reduce((sum, m) => sum + m.quantity, 0);
        const taken = moves.filter((m) => m.toLocationId === locationId).reduce((sum, m) => sum + m.quantity, 0);
        if (given > 0) expect(Math.min(onHand, position) - given).toBeGreaterThanOrEqual(orderUpTo);
        if (taken > 0) expect(position + taken).toBeLessThan(reorderPoint + pack);
        expect(given * taken).toBe(0);
      }
    }),
  );
});
