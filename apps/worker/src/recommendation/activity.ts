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
  /** how much faster a product found buyers within the last response window than since it was first sold, and how much faster in the window that began a year ago; logarithms, 0 is as ever */
  readonly momentum: Float64Array;
  readonly season: Float64Array;
  readonly day: number;
}

const YEAR = 365;

export function activityAt(log: PurchaseLog, today: number, responseDays: number): Activity {
  const { customerIds, catalog, customer, day, basket } = log;
  const orders = new Int32Array(customerIds.length);
  const recentOrders = new Int32Array(customerIds.length);
  const lastDay = new Float64Array(customerIds.length).fill(Number.NaN);
  let lastBasket = -1;
  for (let row = 0; row < customer.length; row++) {
    if (day[row]! > today || basket[row] === lastBasket) continue;
    const c = customer[row]!;
    lastBasket = basket[row]!;
    orders[c]! += 1;
    if (day[row]! > today - WINDOWS * responseDays) recentOrders[c]! += 1;
    lastDay[c] = day[row]!;
  }
  const recentBuyers = buyersWithin(log, today - responseDays, today);
  const usual = usualBuyers(log, today, responseDays);
  const overUsual = (buyers: Int32Array) => Float64Array.from(catalog, (_, p) => Math.log((buyers[p]! + 1) / (usual[p]! + 1)));
  const hasYear = today - YEAR >= log.firstDay;
  return { orders, recentOrders, lastDay, recentBuyers, momentum: overUsual(recentBuyers), season: hasYear ? overUsual(buyersWithin(log, today - YEAR, today - YEAR + responseDays)) : new Float64Array(catalog.length), day: today };
}

/** Customers who bought each product after one day and up to another. */
function buyersWithin({ catalog, customer, product, day }: PurchaseLog, after: number, until: number): Int32Array {
  const buyers = new Int32Array(catalog.length);
  const countedFor = new Int32Array(catalog.length).fill(-1);
  for (let row = 0; row < customer.length; row++) {
    const p = product[row]!;
    if (day[row]! <= after || day[row]! > until || countedFor[p] === customer[row]) continue;
    countedFor[p] = customer[row]!;
    buyers[p]! += 1;
  }
  return buyers;
}

/** Purchases of each product by customer and day in a window of usual length, since the product was first sold. */
function usualBuyers({ catalog, product, day }: PurchaseLog, today: number, responseDays: number): Float64Array {
  const lines = new Float64Array(catalog.length);
  const first = new Float64Array(catalog.length).fill(today);
  for (let row = 0; row < product.length; row++) {
    if (day[row]! > today) continue;
    lines[product[row]!]! += 1;
    first[product[row]!] = Math.min(first[product[row]!]!, day[row]!);
  }
  return lines.map((count, p) => (count * responseDays) / Math.max(responseDays, today - first[p]! + 1));
}

/** What a chance of a first purchase is read from; `rank` from 0, `score` over the best score of the list. */
export function featuresOfNew({ orders, recentOrders, lastDay, momentum, season, day }: Activity, customer: number, item: number, rank: number, score: number): number[] {
  return [Math.log1p(rank), score, momentum[item]!, season[item]!, Math.log1p(day - lastDay[customer]!), Math.log(recentOrders[customer]! + 0.5), Math.log1p(orders[customer]!)];
}

/** What a chance of another purchase is read from: what its rhythm says, and how active the customer is. */
export function featuresOfAgain({ recentOrders, lastDay, momentum, season, day }: Activity, customer: number, item: number, probability: number, times: number): number[] {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  return [Math.log(bounded / (1 - bounded)), momentum[item]!, season[item]!, Math.log1p(day - lastDay[customer]!), Math.log(recentOrders[customer]! + 0.5), Math.log(times)];
}
