import type { FeatureTable } from './feature-table';
import type { PurchaseHistories } from './purchase-histories';

/**
 * Days: `recency` since the last order, `tenure` since the first, `meanGap`, `lastGap`, `longestGap` between orders, `usualGap` their median. `gapSpread` is
 * their standard deviation over their mean. `orders30` … `amount180` count the days before the cutoff. `missing` where there is nothing to divide.
 */
export const PURCHASE_FEATURES = [
  'recency',
  'tenure',
  'orders',
  'amount',
  'lines',
  'units',
  'amountPerOrder',
  'linesPerOrder',
  'meanGap',
  'usualGap',
  'lastGap',
  'longestGap',
  'gapSpread',
  'recencyOverGap',
  'recencyOverLongestGap',
  'ordersPerMonth',
  'orders30',
  'orders60',
  'orders90',
  'orders180',
  'amount30',
  'amount60',
  'amount90',
  'amount180',
  'lastAmount',
  'lastOverMeanAmount',
  'returnedShare',
  'activeMonths',
  'fadingOrders',
] as const;
export type PurchaseFeature = (typeof PURCHASE_FEATURES)[number];

const RECENT_DAYS = [30, 60, 90, 180] as const;
/** An order counts half in `fadingOrders` after so many days. */
const HALF_LIFE = 60;
/** Added to gaps before dividing by them, so that two orders on following days do not make every silence look endless. */
const GAP_FLOOR = 7;

/**
 * What is known of customers' buying the day before the cutoff; nothing on or after it is read.
 * @param of customers, one row each; all of them unless given. Who has no order before the cutoff has `missing` nearly everywhere.
 */
export function purchaseFeatures(histories: PurchaseHistories, cutoffDay: number, of?: Int32Array): FeatureTable {
  const rows = of ?? Int32Array.from({ length: histories.customers }, (_, c) => c);
  const values = Object.fromEntries(PURCHASE_FEATURES.map((name) => [name, new Float64Array(rows.length).fill(Number.NaN)])) as Record<PurchaseFeature, Float64Array>;
  const purchases = { repeats: new Float64Array(rows.length), lastAge: new Float64Array(rows.length), age: new Float64Array(rows.length) };
  rows.forEach((customer, row) => {
    const known = describeCustomer(histories, customer, cutoffDay);
    for (const [name, value] of Object.entries(known.features) as [PurchaseFeature, number][]) values[name][row] = value;
    purchases.repeats[row] = known.repeats;
    purchases.lastAge[row] = known.lastAge;
    purchases.age[row] = known.age;
  });
  return { rows: rows.length, names: PURCHASE_FEATURES, columns: PURCHASE_FEATURES.map((name) => ({ kind: 'numeric', values: values[name] })), purchases };
}

type Known = { readonly features: Partial<Record<PurchaseFeature, number>>; readonly repeats: number; readonly lastAge: number; readonly age: number };

function describeCustomer({ start, day, amount, lines, units, returned }: PurchaseHistories, customer: number, cutoffDay: number): Known {
  let [first, last] = [Number.NaN, Number.NaN];
  let [orders, total, allLines, allUnits, back, lastAmount, fading] = [0, 0, 0, 0, 0, 0, 0];
  const recentOrders = RECENT_DAYS.map(() => 0);
  const recentAmount = RECENT_DAYS.map(() => 0);
  const gaps: number[] = [];
  const months = new Set<number>();
  for (let k = start[customer]!; k < start[customer + 1]! && day[k]! < cutoffDay; k++) {
    back += returned[k]!;
    if (lines[k]! === 0) continue;
    const at = day[k]!;
    if (Number.isNaN(first)) first = at;
    else if (at > last) gaps.push(at - last);
    lastAmount = at === last ? lastAmount + amount[k]! : amount[k]!;
    last = at;
    orders += 1;
    total += amount[k]!;
    allLines += lines[k]!;
    allUnits += units[k]!;
    fading += 0.5 ** ((cutoffDay - at) / HALF_LIFE);
    months.add(Math.floor((cutoffDay - at) / 30));
    RECENT_DAYS.forEach((days, r) => {
      if (cutoffDay - at > days) return;
      recentOrders[r]! += 1;
      recentAmount[r]! += amount[k]!;
    });
  }
  if (orders === 0) return { features: {}, repeats: 0, lastAge: 0, age: 0 };
  const [recency, tenure] = [cutoffDay - last, cutoffDay - first];
  const meanGap = gaps.length > 0 ? (last - first) / gaps.length : Number.NaN;
  const spread = gaps.length > 1 ? Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - meanGap) ** 2, 0) / (gaps.length - 1)) / meanGap : Number.NaN;
  const longest = gaps.length > 0 ? Math.max(...gaps) : Number.NaN;
  const perOrder = total / orders;
  return {
    features: {
      recency,
      tenure,
      orders,
      amount: total,
      lines: allLines,
      units: allUnits,
      amountPerOrder: perOrder,
      linesPerOrder: allLines / orders,
      meanGap,
      usualGap: median(gaps),
      lastGap: gaps[gaps.length - 1] ?? Number.NaN,
      longestGap: longest,
      gapSpread: spread,
      recencyOverGap: recency / (meanGap + GAP_FLOOR),
      recencyOverLongestGap: recency / (longest + GAP_FLOOR),
      ordersPerMonth: orders / Math.max(1, tenure / 30),
      orders30: recentOrders[0]!,
      orders60: recentOrders[1]!,
      orders90: recentOrders[2]!,
      orders180: recentOrders[3]!,
      amount30: recentAmount[0]!,
      amount60: recentAmount[1]!,
      amount90: recentAmount[2]!,
      amount180: recentAmount[3]!,
      lastAmount,
      lastOverMeanAmount: perOrder > 0 ? lastAmount / perOrder : Number.NaN,
      returnedShare: total > 0 ? back / total : Number.NaN,
      activeMonths: months.size,
      fadingOrders: fading,
    },
    repeats: gaps.length,
    lastAge: last - first,
    age: tenure,
  };
}

function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
