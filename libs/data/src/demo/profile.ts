import { locations } from './assortment';
import { categories } from './categories';
import type { DemoCompany } from './simulation';

/** The figures by which a planner judges whether a shop is believable. Shares are ratios of 1. */
export interface DemoProfile {
  readonly lines: number;
  readonly orders: number;
  readonly linesPerOrder: number;
  readonly revenueMinor: number;
  readonly revenueShareOfTopFifth: number;
  /** Products that make 80 %, the next 15 % and the last 5 % of revenue. */
  readonly abc: readonly [number, number, number];
  readonly zeroShareDaily: number;
  readonly zeroShareWeekly: number;
  /** Series by class of Syntetos, Boylan & Croston (2005): mean demand interval 1.32, squared variation 0.49. */
  readonly classesDaily: Readonly<Record<DemandClass, number>>;
  readonly classesWeekly: Readonly<Record<DemandClass, number>>;
  /** Share of series-days that ended with nothing on hand while the product was sold. */
  readonly stockOutShare: number;
  readonly lostShare: number;
  readonly returnedShare: number;
  readonly promotedShare: number;
  /** Median over products on offer: daily items during an offer over the four weeks before it. */
  readonly promotionUplift: number;
  readonly knownCustomerShare: number;
  readonly activeCustomers: number;
  readonly lapsedCustomers: number;
  /** Items by month over the average month, per category. */
  readonly months: Readonly<Record<string, readonly number[]>>;
  /** Items by weekday over the average day, per location. */
  readonly weekdays: Readonly<Record<string, readonly number[]>>;
  readonly stockCoverDays: number;
}

type DemandClass = 'smooth' | 'erratic' | 'intermittent' | 'lumpy';

/** Measures a simulated company. */
export function profileDemo(company: DemoCompany): DemoProfile {
  const { calendar, demand, products, sales } = company;
  const days = calendar.lastDay + 1;
  const seriesOf = new Map(demand.series.map(({ product, location }, s) => [product * locations.length + location, s]));
  const items = new Float64Array(demand.series.length * days);
  const revenue = new Float64Array(products.length);
  const months = categories.map(() => new Float64Array(12));
  const weekdays = locations.map(() => new Float64Array(7));
  const orders = new Set<number>();
  const lastSeen = new Int16Array(company.customers.length).fill(-1);
  const totals = { lines: 0, items: 0, returned: 0, promoted: 0, known: 0, revenue: 0 };
  for (let row = 0; row < sales.length; row++) {
    const line = sales.line(row);
    const s = seriesOf.get(line.product * locations.length + line.location);
    if (s === undefined) continue; // delivery
    if (line.kind === 'return') totals.returned -= line.quantity;
    if (line.kind !== 'sale') continue;
    items[s * days + line.day]! += line.quantity;
    const value = line.quantity * line.priceMinor;
    revenue[line.product]! += value;
    totals.revenue += value;
    totals.lines++;
    totals.items += line.quantity;
    if (demand.discounts[s * calendar.days + line.day]! > 0) totals.promoted += value;
    if (line.customer !== -1) {
      totals.known++;
      lastSeen[line.customer] = line.day;
    }
    if (line.day >= days - 730) months[products[line.product]!.category]![Number(calendar.date[line.day]!.slice(5, 7)) - 1]! += line.quantity;
    weekdays[line.location]![calendar.weekday[line.day]!]! += line.quantity;
    orders.add(line.location * 1e9 + line.order);
  }
  const lost = company.lostItems.reduce((sum, value) => sum + value, 0);
  const ranked = revenue.filter((value) => value > 0).sort((a, b) => b - a);
  return {
    lines: sales.length,
    orders: orders.size,
    linesPerOrder: totals.lines / orders.size,
    revenueMinor: totals.revenue,
    revenueShareOfTopFifth: sum(ranked.subarray(0, Math.ceil(ranked.length / 5))) / totals.revenue,
    abc: countAbc(ranked),
    zeroShareDaily: zeroShare(company, items, 1),
    zeroShareWeekly: zeroShare(company, items, 7),
    classesDaily: classify(company, items, 1),
    classesWeekly: classify(company, items, 7),
    ...stockFigures(company, items),
    lostShare: lost / (lost + totals.items),
    returnedShare: totals.returned / totals.items,
    promotedShare: totals.promoted / totals.revenue,
    promotionUplift: medianUplift(company, items),
    knownCustomerShare: totals.known / totals.lines,
    activeCustomers: lastSeen.filter((day) => day >= days - 90).length,
    lapsedCustomers: lastSeen.filter((day) => day >= 0 && day < days - 365).length,
    months: Object.fromEntries(categories.map(({ name }, c) => [name, overMean(months[c]!)])),
    weekdays: Object.fromEntries(locations.map(({ code }, l) => [code, overMean(weekdays[l]!)])),
  };
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
const overMean = (values: Float64Array) => Array.from(values, (value) => (value * values.length) / sum(values));

function countAbc(ranked: Float64Array): [number, number, number] {
  const total = sum(ranked);
  let running = 0;
  const counts: [number, number, number] = [0, 0, 0];
  for (const value of ranked) {
    counts[running < 0.8 * total ? 0 : running < 0.95 * total ? 1 : 2]++;
    running += value;
  }
  return counts;
}

/** Demand per period of a series while it was in the assortment. */
function periods({ products, demand, calendar }: DemoCompany, items: Float64Array, s: number, length: number): number[] {
  const days = calendar.lastDay + 1;
  const { launchDay, discontinuedDay } = products[demand.series[s]!.product]!;
  const end = Math.min(days, discontinuedDay ?? days);
  const demandOfPeriods: number[] = [];
  for (let day = Math.max(0, launchDay); day + length <= end; day += length) demandOfPeriods.push(sum(items.subarray(s * days + day, s * days + day + length)));
  return demandOfPeriods;
}

function zeroShare(company: DemoCompany, items: Float64Array, length: number): number {
  const all = company.demand.series.flatMap((_, s) => periods(company, items, s, length));
  return all.filter((value) => value === 0).length / all.length;
}

function classify(company: DemoCompany, items: Float64Array, length: number): Record<DemandClass, number> {
  const counts: Record<DemandClass, number> = { smooth: 0, erratic: 0, intermittent: 0, lumpy: 0 };
  company.demand.series.forEach((_, s) => {
    const demand = periods(company, items, s, length);
    const sizes = demand.filter((value) => value > 0);
    if (sizes.length < 2) return;
    const mean = sizes.reduce((total, value) => total + value, 0) / sizes.length;
    const variation = sizes.reduce((total, value) => total + (value - mean) ** 2, 0) / sizes.length / mean ** 2;
    const isFrequent = demand.length / sizes.length < 1.32;
    counts[isFrequent ? (variation < 0.49 ? 'smooth' : 'erratic') : variation < 0.49 ? 'intermittent' : 'lumpy']++;
  });
  return counts;
}

function stockFigures({ stock, demand, products, calendar }: DemoCompany, items: Float64Array): { stockOutShare: number; stockCoverDays: number } {
  const days = calendar.lastDay + 1;
  const outSince = new Int16Array(demand.series.length).fill(-1);
  let outDays = 0;
  let onHandAtEnd = 0;
  stock.day.forEach((day, k) => {
    const s = stock.series[k]!;
    if (outSince[s]! >= 0) outDays += day - outSince[s]!;
    outSince[s] = stock.onHand[k] === 0 ? day : -1;
    if (day === calendar.lastDay) onHandAtEnd += stock.onHand[k]!;
  });
  const soldDays = demand.series.reduce((total, { product }) => {
    const { launchDay, discontinuedDay } = products[product]!;
    return total + Math.max(0, Math.min(days, discontinuedDay ?? days) - Math.max(0, launchDay));
  }, 0);
  let recent = 0;
  for (let s = 0; s < demand.series.length; s++) recent += sum(items.subarray((s + 1) * days - 28, (s + 1) * days));
  return { stockOutShare: outDays / soldDays, stockCoverDays: (onHandAtEnd * 28) / recent };
}

function medianUplift({ promotions, demand, calendar }: DemoCompany, items: Float64Array): number {
  const days = calendar.lastDay + 1;
  const uplifts = promotions.flatMap(({ product, location, startDay, endDay }) => {
    if (product === undefined || startDay < 28 || endDay >= days) return [];
    let during = 0;
    let before = 0;
    demand.series.forEach((series, s) => {
      if (series.product !== product || (location !== undefined && series.location !== location)) return;
      during += sum(items.subarray(s * days + startDay, s * days + endDay + 1)) / (endDay - startDay + 1);
      before += sum(items.subarray(s * days + startDay - 28, s * days + startDay)) / 28;
    });
    return before > 0.5 ? [during / before] : [];
  });
  return uplifts.sort((a, b) => a - b)[Math.floor(uplifts.length / 2)] ?? Number.NaN;
}
