import type { DatedQuantity, PlanInput } from './item';

/** Stock and what comes and goes, in days from `today`. */
export type StockPosition = {
  /** on hand less what is owed now; below zero is a backlog */
  readonly net: number;
  /** receipts in the order they come, none before tomorrow is past */
  readonly receipts: readonly DatedQuantity[];
  readonly onOrder: number;
  /** on hand + on order − owed */
  readonly inventoryPosition: number;
  /** customers' open orders to be delivered within so many days */
  readonly committedUntil: (days: number) => number;
  /** the same, cumulated, by day */
  readonly laterCommitted: readonly DatedQuantity[];
};

/** Reads the position from an item. Days of the result count from `today`; an overdue receipt is expected tomorrow. */
export function stockPosition({ today, onHand, receipts, committed }: Pick<PlanInput, 'today' | 'onHand' | 'receipts' | 'committed'>): StockPosition {
  const coming = receipts
    .filter(({ quantity }) => quantity > 0)
    .map(({ day, quantity }) => ({ day: day < today ? 1 : day - today, quantity }))
    .sort((a, b) => a.day - b.day);
  const owed = committed.filter(({ day }) => day <= today).reduce((sum, { quantity }) => sum + quantity, 0);
  let total = 0;
  const later = committed
    .filter(({ day, quantity }) => day > today && quantity > 0)
    .sort((a, b) => a.day - b.day)
    .map(({ day, quantity }) => ({ day: day - today, quantity: (total += quantity) }));
  const onOrder = coming.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    net: onHand - owed,
    receipts: coming,
    onOrder,
    inventoryPosition: onHand - owed + onOrder,
    committedUntil: (days) => {
      let sum = 0;
      for (const { day, quantity } of later) if (day < days) sum = quantity;
      return sum;
    },
    laterCommitted: later,
  };
}
