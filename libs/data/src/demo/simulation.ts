import { buildAssortment, delivery, locations, type Assortment } from './assortment';
import { buildCalendar, type Calendar } from './calendar';
import { runCampaign, type DemoCampaign } from './campaign';
import { categories } from './categories';
import { takeCustomerOrders, type DemoCustomerOrder } from './customer-orders';
import { buildCustomers, type DemoCustomer } from './customers';
import { modelDemand, type DemandModel } from './demand';
import { planPromotions, type DemoPromotion } from './promotions';
import { seededRandom, type Random } from './random';
import { SalesLog, type SalesLine } from './sales-log';
import { stockShelf, type Shelf } from './shelf';
import { stockRoom, type OrderLog, type StockLog, type StockRoom } from './stock-room';

const HISTORY_DAYS = 914;
/** Promotions and discontinuations are planned this far ahead. */
const HORIZON_DAYS = 84;
const WEB = 2;
/** Share of a location's expected lines bought by people who are not in the customer file. */
const unknownShare = [0.62, 0.62, 0.14] as const;
const UNKNOWN_BASKET = 2.1;
const everyTaste = new Float32Array(categories.length).fill(1);

export interface DemoCompany extends Assortment {
  readonly calendar: Calendar;
  readonly promotions: readonly DemoPromotion[];
  readonly demand: DemandModel;
  readonly customers: readonly DemoCustomer[];
  readonly sales: SalesLog;
  readonly stock: StockLog;
  readonly orders: OrderLog;
  readonly customerOrders: readonly DemoCustomerOrder[];
  readonly campaign: DemoCampaign;
  /** Items nobody could buy because the shelf was empty, [series × day]: the truth that sales do not show. */
  readonly lostItems: Uint16Array;
}

/**
 * Thirty months of a shop, day by day: deliveries, returns, customers and their baskets, orders to suppliers.
 * @param asOf last day of the history, YYYY-MM-DD
 * @param seed the same seed and date give the same company
 */
export function simulateCompany({ asOf, seed }: { asOf: string; seed: number }): DemoCompany {
  const calendar = buildCalendar(asOf, HISTORY_DAYS, HORIZON_DAYS);
  const assortment = buildAssortment(seed, calendar);
  const promotions = planPromotions(seed, assortment.products, calendar);
  const demand = modelDemand(seed, assortment, promotions, calendar);
  const customers = buildCustomers(seed, demand, assortment.products, calendar);
  const stock = stockRoom(seed, assortment.products, demand, calendar);
  const till = openTill({ ...assortment, calendar, demand, customers }, stock, seed);
  const visitors = visitorsByDay(customers, calendar);
  for (let day = 0; day <= calendar.lastDay; day++) {
    stock.open(day);
    till.serve(day, visitors[day]!);
    stock.close(day);
  }
  const company = { ...assortment, calendar, promotions, demand, customers, sales: till.sales, stock: stock.log, orders: stock.orders, customerOrders: takeCustomerOrders(seed, demand, customers, calendar), lostItems: till.lostItems };
  return { ...company, campaign: runCampaign(seed, company) };
}

function visitorsByDay(customers: readonly DemoCustomer[], { lastDay }: Calendar): number[][] {
  const visitors: number[][] = Array.from({ length: lastDay + 1 }, () => []);
  customers.forEach(({ visits }, customer) => visits.forEach((day) => visitors[day]!.push(customer)));
  return visitors;
}

interface Till {
  readonly sales: SalesLog;
  readonly lostItems: Uint16Array;
  serve(day: number, visitors: readonly number[]): void;
}

type Shop = Assortment & Pick<DemoCompany, 'calendar' | 'demand' | 'customers'>;

function openTill({ products, prices, calendar, demand, customers }: Shop, stock: StockRoom, seed: number): Till {
  const random = seededRandom(seed, 'baskets');
  const shelf = stockShelf(seed, products, demand, locations.length);
  const sales = new SalesLog();
  const lostItems = new Uint16Array(demand.series.length * calendar.days);
  const returns: number[][] = Array.from({ length: calendar.lastDay + 1 }, () => []);
  const hasLeft = new Uint8Array(customers.length);
  const orders = new Int32Array(locations.length).fill(10_000);

  function sell(day: number, location: number, customer: number): void {
    const buyer = customers[customer];
    const isCancelled = location === WEB && customer !== -1 && random.chance(0.004);
    const order = ++orders[location]!;
    const minute = openingMinute(location, random);
    const size = basketSize(buyer?.segment.basket ?? UNKNOWN_BASKET, random);
    const basket: number[] = [];
    let valueMinor = 0;
    let last = -1;
    for (let k = 0; k < size; k++) {
      const wanted = chooseSeries(shelf, random, location, last, buyer, k === 0);
      if (wanted === -1) continue;
      const series = stock.onHand[wanted]! > 0 ? wanted : turnAway(wanted, day, customer);
      if (series === -1 || stock.onHand[series] === 0 || basket.includes(series)) continue;
      const { product } = demand.series[series]!;
      const meant = itemsWanted(products[product]!.multiple, buyer, random);
      const quantity = Math.min(meant, stock.onHand[series]!);
      lostItems[series * calendar.days + day]! += meant - quantity;
      const priceMinor = Math.round(prices[product * calendar.days + day]! * (1 - demand.discounts[series * calendar.days + day]!));
      ring({ day, minute, order, product, location, customer, quantity, priceMinor }, series, isCancelled);
      basket.push(series);
      valueMinor += quantity * priceMinor;
      last = product;
    }
    if (location === WEB && basket.length > 0 && valueMinor < delivery.freeFromMinor) {
      ring({ day, minute, order, product: products.length, location, customer, quantity: 1, priceMinor: delivery.priceMinor }, -1, isCancelled);
    }
  }

  /** Writes one line; a cancelled one leaves the stock as it was and is undone an hour later. */
  function ring(line: Omit<SalesLine, 'kind'>, series: number, isCancelled: boolean): void {
    const row = sales.push({ ...line, kind: isCancelled ? 'cancelled' : 'sale' });
    if (isCancelled) {
      sales.push({ ...line, minute: Math.min(1_439, line.minute + 60), quantity: -line.quantity, kind: 'cancellation' });
      return;
    }
    if (series === -1) return;
    stock.take(series, line.quantity);
    const { returnRate } = categories[products[line.product]!.category]!;
    if (random.chance(returnRate * (line.location === WEB ? 1.8 : 1))) returns[line.day + 2 + random.below(24)]?.push(row);
  }

  /** An empty shelf: one in four takes something like it, and a customer who missed a favourite sometimes never comes back. */
  function turnAway(series: number, day: number, customer: number): number {
    lostItems[series * calendar.days + day]! += 1;
    if (customer !== -1 && customers[customer]!.favourites.includes(demand.series[series]!.product) && random.chance(0.03)) hasLeft[customer] = 1;
    return random.chance(0.25) ? shelf.substitute(series) : -1;
  }

  function takeBack(row: number, day: number): void {
    const line = sales.line(row);
    const isShut = line.location !== WEB && (calendar.isPublicHoliday(day) || (line.location === 1 && calendar.weekday[day] === 0));
    if (isShut) return void returns[day + 1]?.push(row);
    const quantity = line.quantity > 1 && random.chance(0.5) ? 1 + random.below(line.quantity) : line.quantity;
    const minute = openingMinute(line.location, random);
    sales.push({ ...line, day, minute, order: ++orders[line.location]!, quantity: -quantity, kind: 'return' });
    if (random.chance(0.7)) stock.putBack(shelf.find(line.product, line.location), quantity);
  }

  return {
    sales,
    lostItems,
    serve(day, visitors) {
      const expected = shelf.setDay(day);
      for (const row of returns[day]!) takeBack(row, day);
      for (const customer of visitors) {
        const { home, webShare } = customers[customer]!;
        if (hasLeft[customer] === 0) sell(day, random.chance(webShare) ? WEB : home, customer);
      }
      expected.forEach((lines, location) => {
        const baskets = random.poisson((lines * unknownShare[location]!) / UNKNOWN_BASKET);
        for (let k = 0; k < baskets; k++) sell(day, location, -1);
      });
    },
  };
}

function chooseSeries(shelf: Shelf, random: Random, location: number, last: number, buyer: DemoCustomer | undefined, isFirst: boolean): number {
  if (buyer !== undefined && buyer.favourites.length > 0 && random.chance(isFirst ? buyer.segment.loyalty : buyer.segment.loyalty / 4)) {
    const favourite = shelf.find(random.pick(buyer.favourites), location);
    if (favourite !== -1) return favourite;
  }
  const companion = last !== -1 && random.chance(0.22) ? shelf.companion(last, location) : -1;
  return companion === -1 ? shelf.draw(location, buyer?.taste ?? everyTaste) : companion;
}

/** One and a geometric number more, at most 14. */
function basketSize(mean: number, random: Random): number {
  return Math.min(14, 1 + Math.floor(random.exponential(1) / Math.log(1 + 1 / (mean - 1))));
}

function itemsWanted([chance, quantity]: readonly [number, number], buyer: DemoCustomer | undefined, random: Random): number {
  const items = random.chance(chance) ? Math.max(2, quantity + random.below(3) - 1) : 1;
  return buyer?.segment.name === 'Trade' ? items * (1 + random.below(5)) : items;
}

function openingMinute(location: number, random: Random): number {
  const [from, to] = location === WEB ? [420, 1_410] : [570, 1_080];
  return Math.floor(from + ((to - from) * (random.uniform() + random.uniform())) / 2);
}
