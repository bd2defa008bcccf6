import type { TransactionSql } from 'postgres';
import type { OrgId } from '../contract/ids';
import { copy, copyLine, rowsOf } from './copy';
import type { DemoCompany } from './simulation';

/** Who placed the orders: the planner among the demo's people. */
const PLANNER = 'Priya Planner';

interface Ids {
  readonly supplierIds: readonly number[];
  readonly productIds: readonly number[];
  readonly locationIds: readonly number[];
  readonly customerIds: readonly number[];
}

interface Order {
  readonly code: string;
  readonly supplier: number;
  readonly location: number;
  readonly day: number;
  readonly lines: number[];
}

/** Writes the orders of the simulation: what was bought, when it was due and when it came, what is still to come, and what customers wait for. */
export async function writeOrders(sql: TransactionSql, orgId: OrgId, company: DemoCompany, { supplierIds, productIds, locationIds, customerIds }: Ids): Promise<void> {
  const { calendar, products, prices, demand, orders, customerOrders } = company;
  const { lastDay, iso } = calendar;
  const placed = groupOrders(company);
  const isIn = (line: number) => orders.arrivalDay[line]! <= lastDay;
  const statusOf = ({ lines }: Order) => (lines.every(isIn) ? 'received' : lines.some(isIn) ? 'partly_received' : 'sent');
  const expectedDay = ({ lines }: Order) => lines.reduce((last, line) => Math.max(last, orders.expectedDay[line]!), 0);
  await copy(sql, 'purchase_orders', ['org_id', 'code', 'supplier_id', 'location_id', 'status', 'ordered_on', 'expected_on', 'created_by', 'created_at'], rowsOf(placed, (order) => [
    orgId, order.code, supplierIds[order.supplier], locationIds[order.location], statusOf(order), iso(order.day), iso(expectedDay(order)), PLANNER, `${iso(order.day)} 17:00:00`,
  ]));
  const rows = await sql<{ id: number; code: string }[]>`select id::int as id, code from purchase_orders where org_id = ${orgId}`;
  const idOf = new Map(rows.map(({ id, code }) => [code, id]));
  await copy(
    sql,
    'purchase_order_lines',
    ['org_id', 'order_id', 'product_id', 'quantity', 'received_quantity', 'unit_cost_minor', 'expected_on', 'received_on'],
    placed.flatMap(({ code, day, lines }) =>
      lines.map((line) => {
        const { product } = demand.series[orders.series[line]!]!;
        const cost = Math.round(prices[product * calendar.days + day]! * products[product]!.costShare);
        const quantity = orders.quantity[line]!;
        return copyLine([orgId, idOf.get(code), productIds[product], quantity, isIn(line) ? quantity : 0, cost, iso(orders.expectedDay[line]!), isIn(line) ? iso(orders.arrivalDay[line]!) : undefined]);
      }),
    ),
  );
  await copy(sql, 'customer_orders', ['org_id', 'code', 'product_id', 'location_id', 'customer_id', 'due_on', 'quantity'], rowsOf(customerOrders, ({ code, customer, series, dueDay, quantity }) => {
    const { product, location } = demand.series[series]!;
    return [orgId, code, productIds[product], locationIds[location], customerIds[customer], iso(dueDay), quantity];
  }));
}

/** What was ordered of a supplier for a location on one day is one order. Goods that would have come after their product's end were called off. */
function groupOrders({ orders, demand, products, calendar }: DemoCompany): Order[] {
  const groups = new Map<string, Omit<Order, 'code'>>();
  orders.series.forEach((s, line) => {
    const { product, location } = demand.series[s]!;
    const { supplier, discontinuedDay = Infinity } = products[product]!;
    if (discontinuedDay <= calendar.lastDay && orders.arrivalDay[line]! >= discontinuedDay) return;
    const day = orders.orderedDay[line]!;
    const key = `${day} ${location} ${supplier}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { supplier, location, day, lines: [line] });
    else group.lines.push(line);
  });
  const numbers = new Map<string, number>();
  return [...groups.values()]
    .sort((a, b) => a.day - b.day || a.location - b.location || a.supplier - b.supplier)
    .map((group) => {
      const year = calendar.iso(group.day).slice(0, 4);
      const number = (numbers.get(year) ?? 0) + 1;
      numbers.set(year, number);
      return { ...group, code: `PO-${year}-${String(number).padStart(4, '0')}` };
    });
}
