import type { EpochDay } from '../series/calendar';

/** A product a supplier delivers, with what is ordered now and what will be next. */
export type SupplierItem = {
  readonly id: string;
  /** money per item */
  readonly unitCost: number;
  /** suggested now, items; 0 when nothing is due */
  readonly quantity: number;
  /** last day to place the next order (after the suggested one where there is one); `null` when none is in sight */
  readonly nextOrderOn: EpochDay | null;
  /** quantity of the next order, items, in packs */
  readonly nextQuantity: number;
  /** mean demand a day, items: after `nextQuantity / dailyDemand` days the order after the next one is due */
  readonly dailyDemand: number;
};

export type SupplierOrder = {
  /** `met` the orders reach the minimum anyway; `pulled_forward` with what is needed next; `wait` it is too early; `out_of_reach` no need in sight reaches it */
  readonly outcome: 'met' | 'pulled_forward' | 'wait' | 'out_of_reach';
  /** what to order of each item now, items, in the order given; the suggestion itself unless pulled forward */
  readonly quantities: readonly number[];
  readonly value: number;
  /** days by which the last pulled item is ordered early; 0 when none was */
  readonly daysEarly: number;
  /** first day on which pulling forward within the days allowed reaches the minimum; `null` unless `wait` */
  readonly waitUntil: EpochDay | null;
};

/** Orders ahead of one item that are looked at. */
const MOST_ROUNDS = 26;

/**
 * Raises an order to the supplier's minimum by ordering early what is needed next, in the order of the dates it would be ordered, and
 * never anything that is not needed. Where that takes more than `mostDaysEarly` days, it says to wait instead: until then the
 * planner decides whether what is due is worth an order below the minimum.
 * @param minimum least value of an order, money; 0 is none
 * @param mostDaysEarly days an item may be ordered before its date
 */
export function meetSupplierMinimum(items: readonly SupplierItem[], minimum: number, today: EpochDay, mostDaysEarly: number): SupplierOrder {
  const quantities = items.map(({ quantity }) => quantity);
  const suggested = items.reduce((sum, { quantity, unitCost }) => sum + quantity * unitCost, 0);
  if (suggested >= minimum || suggested === 0) return { outcome: 'met', quantities, value: suggested, daysEarly: 0, waitUntil: null };
  let value = suggested;
  let lastDay = today;
  const raised = [...quantities];
  for (const { item, day } of nextNeeds(items)) {
    const { unitCost, nextQuantity } = items[item]!;
    raised[item]! += nextQuantity;
    value += nextQuantity * unitCost;
    lastDay = Math.max(lastDay, day);
    if (value >= minimum) break;
  }
  if (value < minimum) return { outcome: 'out_of_reach', quantities, value: suggested, daysEarly: 0, waitUntil: null };
  const daysEarly = Math.max(0, lastDay - today);
  if (daysEarly > mostDaysEarly) return { outcome: 'wait', quantities, value: suggested, daysEarly: 0, waitUntil: lastDay - mostDaysEarly };
  return { outcome: 'pulled_forward', quantities: raised, value, daysEarly, waitUntil: null };
}

/** The orders to come, earliest first. */
function nextNeeds(items: readonly SupplierItem[]): { item: number; day: EpochDay }[] {
  return items
    .flatMap(({ nextOrderOn, nextQuantity, dailyDemand, unitCost }, item) => {
      if (nextOrderOn === null || !(nextQuantity > 0) || !(unitCost > 0)) return [];
      const rounds = dailyDemand > 0 ? MOST_ROUNDS : 1;
      return Array.from({ length: rounds }, (_, k) => ({ item, day: nextOrderOn + Math.floor((k * nextQuantity) / Math.max(dailyDemand, 1e-9)) }));
    })
    .sort((a, b) => a.day - b.day || a.item - b.item);
}
