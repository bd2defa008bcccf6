import { locations } from './assortment';
import type { Calendar } from './calendar';
import type { DemoCustomer } from './customers';
import type { DemandModel } from './demand';
import { seededRandom } from './random';

const ORDER_COUNT = 16;
const MOST_LINES = 3;

/** What a trade customer has ordered for a day soon and not got yet. */
export interface DemoCustomerOrder {
  readonly code: string;
  readonly customer: number;
  readonly series: number;
  readonly dueDay: number;
  readonly quantity: number;
}

/** Open orders of cafés and hotels: things that sell well, most for the two weeks to come, one in eight overdue. */
export function takeCustomerOrders(seed: number, { series, lines }: DemandModel, customers: readonly DemoCustomer[], { lastDay }: Calendar): DemoCustomerOrder[] {
  const random = seededRandom(seed, 'customer orders');
  const trade = customers.flatMap(({ segment, leaveDay }, index) => (segment.name === 'Trade' && leaveDay > lastDay ? [index] : []));
  const expected = series.map((_, s) => lines[lastDay * series.length + s]!);
  return Array.from({ length: ORDER_COUNT }, (_, k) => {
    const customer = random.pick(trade);
    const location = customers[customer]!.home;
    const weights = series.map((one, s) => (one.location === location ? expected[s]! : 0));
    const dueDay = random.chance(0.125) ? lastDay - 1 - random.below(4) : lastDay + 2 + random.below(14);
    const chosen = new Set(Array.from({ length: 1 + random.below(MOST_LINES) }, () => random.weighted(weights)));
    return [...chosen].map((s) => ({ code: `SO-${locations[location]!.code}-${101 + k}`, customer, series: s, dueDay, quantity: 3 + random.below(10) }));
  }).flat();
}
