import type { DemoProduct } from './assortment';
import type { Calendar } from './calendar';
import type { DemandModel } from './demand';
import { suppliers } from './families';
import { seededRandom } from './random';

/** Weekdays on which a location looks at its stock and orders (0 is Monday). */
const reviewDays = [[1], [2], [0, 3]] as const;
const SAFETY_FACTOR = 0.6;
/** Items a line, on average, by which planned lines become planned items. */
const ITEMS_PER_LINE = 1.35;
/** How fast the planner's idea of a series follows what was sold. */
const LEARNING_RATE = 0.03;

export interface StockLog {
  readonly series: number[];
  readonly day: number[];
  readonly onHand: number[];
  readonly onOrder: number[];
}

/** Orders to suppliers, a line each; days from the first one. */
export interface OrderLog {
  readonly series: number[];
  readonly orderedDay: number[];
  /** as agreed */
  readonly expectedDay: number[];
  /** as it came, or will: the future of the simulation */
  readonly arrivalDay: number[];
  readonly quantity: number[];
}

/** Stock of every series under an (s, S) policy: sales take from it, orders come back after the supplier's lead time. */
export interface StockRoom {
  readonly onHand: Int32Array;
  readonly log: StockLog;
  readonly orders: OrderLog;
  /** Deliveries and write-offs of the morning. */
  open(day: number): void;
  /** @throws RangeError when there is less on hand */
  take(series: number, quantity: number): void;
  putBack(series: number, quantity: number): void;
  /** Learns from the day, orders where it is due, and writes down what was counted. */
  close(day: number): void;
}

export function stockRoom(seed: number, products: readonly DemoProduct[], demand: DemandModel, calendar: Calendar): StockRoom {
  const random = seededRandom(seed, 'stock');
  const { series, plan } = demand;
  const { days } = calendar;
  const onHand = new Int32Array(series.length);
  const onOrder = new Int32Array(series.length);
  const openingCount = new Int32Array(series.length);
  const openingStock = new Int32Array(series.length);
  const sold = new Int32Array(series.length);
  const level = demand.level.map((lines) => lines * ITEMS_PER_LINE);
  const counted = new Int32Array(series.length).fill(-1);
  const countedOrder = new Int32Array(series.length).fill(-1);
  const arrivals: { series: number; quantity: number }[][] = Array.from({ length: days + 120 }, () => []);
  const planned = cumulate(plan, products.length, days);
  let today = 0;
  const log: StockLog = { series: [], day: [], onHand: [], onOrder: [] };
  const orders: OrderLog = { series: [], orderedDay: [], expectedDay: [], arrivalDay: [], quantity: [] };
  const leadTimes = series.map(({ product }) => products[product]!.leadTimeDays ?? suppliers[products[product]!.supplier]!.leadTimeDays);
  const late = supplyDisruptions(random.between(0.2, 0.4), random.between(0.6, 0.8), calendar);

  const expected = (s: number, from: number, length: number) => {
    const row = series[s]!.product * (days + 1);
    return level[s]! * (planned[row + Math.min(days, from + length)]! - planned[row + Math.min(days, from)]!);
  };
  const roundToPack = (quantity: number, { packSize, minimumOrder }: DemoProduct) => Math.max(minimumOrder, Math.ceil(quantity / packSize) * packSize);

  function policy(s: number, day: number): { reorderPoint: number; orderUpTo: number } {
    const { location } = series[s]!;
    const protection = leadTimes[s]! + 7 / reviewDays[location]!.length;
    const during = expected(s, day + 1, Math.ceil(protection));
    const safety = SAFETY_FACTOR * Math.sqrt(1.6 * during + (0.22 * during) ** 2);
    const shelf = Math.max(1, expected(s, day + 1, 4));
    const reorderPoint = Math.max(shelf, during + safety);
    return { reorderPoint, orderUpTo: reorderPoint + expected(s, day + 1 + Math.ceil(protection), 21) };
  }

  function order(s: number, day: number): void {
    const product = products[series[s]!.product]!;
    if (day < product.launchDay || (product.discontinuedDay !== undefined && day + leadTimes[s]! > product.discontinuedDay - 45)) return;
    const position = onHand[s]! + onOrder[s]!;
    const { reorderPoint, orderUpTo } = policy(s, day);
    if (position > reorderPoint) return;
    const quantity = roundToPack(orderUpTo - position, product);
    const { unreliability } = suppliers[product.supplier]!;
    const delay = Math.max(1, Math.round(leadTimes[s]! * Math.exp(unreliability * random.normal()))) + late(product.supplier, day);
    arrivals[day + delay]?.push({ series: s, quantity });
    onOrder[s]! += quantity;
    orders.series.push(s);
    orders.orderedDay.push(day);
    orders.expectedDay.push(day + leadTimes[s]!);
    orders.arrivalDay.push(day + delay);
    orders.quantity.push(quantity);
  }

  /** The shop opens, or a product is launched, with stock for the coming weeks. */
  function stockUp(s: number, day: number): void {
    const product = products[series[s]!.product]!;
    const { reorderPoint, orderUpTo } = policy(s, day);
    onHand[s] = roundToPack(random.between(reorderPoint, orderUpTo) * random.between(0.8, 1.1), product);
    if (day > 0) level[s]! *= Math.exp(0.35 * random.normal());
  }

  function count(s: number, day: number): void {
    const { launchDay, discontinuedDay = Infinity } = products[series[s]!.product]!;
    if (day < launchDay || day > discontinuedDay) return;
    const isChanged = onHand[s] !== counted[s] || onOrder[s] !== countedOrder[s];
    const isStockOutTurn = counted[s] === -1 || (onHand[s] === 0) !== (openingCount[s] === 0);
    const isWeekEnd = calendar.weekday[day] === 6 && isChanged;
    if (!isStockOutTurn && !isWeekEnd && day !== calendar.lastDay) return;
    log.series.push(s);
    log.day.push(day);
    log.onHand.push(onHand[s]!);
    log.onOrder.push(onOrder[s]!);
    counted[s] = onHand[s]!;
    countedOrder[s] = onOrder[s]!;
  }

  return {
    onHand,
    log,
    orders,
    open(day) {
      today = day;
      openingCount.set(onHand);
      for (const { series: s, quantity } of arrivals[day]!) {
        onHand[s]! += quantity;
        onOrder[s]! -= quantity;
      }
      series.forEach(({ product }, s) => {
        const { launchDay, discontinuedDay } = products[product]!;
        if (day === Math.max(0, launchDay)) stockUp(s, day);
        if (day === discontinuedDay) onHand[s] = onOrder[s] = 0;
      });
      openingStock.set(onHand);
      sold.fill(0);
    },
    take(s, quantity) {
      if (quantity > onHand[s]!) throw new RangeError(`stockRoom.take: ${quantity} of ${onHand[s]} on hand`);
      onHand[s]! -= quantity;
      sold[s]! += quantity;
    },
    putBack(s, quantity) {
      const { discontinuedDay = Infinity } = products[series[s]!.product]!;
      if (today < discontinuedDay) onHand[s]! += quantity;
    },
    close(day) {
      for (let s = 0; s < series.length; s++) {
        const { product, location } = series[s]!;
        const factor = plan[product * days + day]!;
        if (openingStock[s]! > 0 && factor > 0.25) level[s]! += LEARNING_RATE * (sold[s]! / factor - level[s]!);
        if ((reviewDays[location] as readonly number[]).includes(calendar.weekday[day]!)) order(s, day);
        count(s, day);
      }
    },
  };
}

/** Running sums per row, so that a sum over any days is one subtraction. */
function cumulate(values: Float32Array, rows: number, days: number): Float64Array {
  const sums = new Float64Array(rows * (days + 1));
  for (let row = 0; row < rows; row++) {
    for (let day = 0; day < days; day++) sums[row * (days + 1) + day + 1] = sums[row * (days + 1) + day]! + values[row * days + day]!;
  }
  return sums;
}

/** Two suppliers deliver weeks late once: the pottery in the first year, the tea importer in the second. Extra days. */
function supplyDisruptions(first: number, second: number, { lastDay }: Calendar): (supplier: number, day: number) => number {
  const events = [
    { supplier: suppliers.findIndex(({ code }) => code === 'SUP-05'), from: Math.floor(first * lastDay), length: 30, extraDays: 28 },
    { supplier: suppliers.findIndex(({ code }) => code === 'SUP-02'), from: Math.floor(second * lastDay), length: 25, extraDays: 24 },
  ];
  return (supplier, day) => events.find((event) => event.supplier === supplier && day >= event.from && day < event.from + event.length)?.extraDays ?? 0;
}
