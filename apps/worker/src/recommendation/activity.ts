import type { PurchaseLog } from './purchase-log';

/** So many response windows back a purchase still tells how active a customer is. */
const WINDOWS = 6;

/** How active customers and products were up to a day. */
export interface Activity {
  /** orders so far, and of these within the last six response windows */
  readonly orders: Int32Array;
  readonly recentOrders: Int32Array;
  /** last day of an order; `NaN` before the first */
  readonly lastDay: Float64Array;
  /** customers who bought a product within the last response window */
  readonly recentBuyers: Int32Array;
  readonly day: number;
}

export function activityAt({ customerIds, catalog, customer, product, day, basket }: PurchaseLog, today: number, responseDays: number): Activity {
  const orders = new Int32Array(customerIds.length);
  const recentOrders = new Int32Array(customerIds.length);
  const lastDay = new Float64Array(customerIds.length).fill(Number.NaN);
  const recentBuyers = new Int32Array(catalog.length);
  const countedFor = new Int32Array(catalog.length).fill(-1);
  let lastBasket = -1;
  for (let row = 0; row < customer.length; row++) {
    if (day[row]! > today) continue;
    const [c, p] = [customer[row]!, product[row]!];
    if (basket[row] !== lastBasket) {
      lastBasket = basket[row]!;
      orders[c]! += 1;
      if (day[row]! > today - WINDOWS * responseDays) recentOrders[c]! += 1;
      lastDay[c] = day[row]!;
    }
    if (day[row]! > today - responseDays && countedFor[p] !== c) {
      countedFor[p] = c;
      recentBuyers[p]! += 1;
    }
  }
  return { orders, recentOrders, lastDay, recentBuyers, day: today };
}

/** What a chance of a first purchase is read from; `rank` from 0, `score` over the best score of the list. */
export function featuresOfNew({ orders, recentOrders, lastDay, day }: Activity, customer: number, rank: number, score: number): number[] {
  return [Math.log1p(rank), score, Math.log1p(day - lastDay[customer]!), Math.log(recentOrders[customer]! + 0.5), Math.log1p(orders[customer]!)];
}

/** What a chance of another purchase is read from: what its rhythm says, and how active the customer is. */
export function featuresOfAgain({ recentOrders, lastDay, day }: Activity, customer: number, probability: number, times: number): number[] {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  return [Math.log(bounded / (1 - bounded)), Math.log1p(day - lastDay[customer]!), Math.log(recentOrders[customer]! + 0.5), Math.log(times)];
}
