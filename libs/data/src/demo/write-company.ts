import { hash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { clientOf, type Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { delivery, locations } from './assortment';
import { categories } from './categories';
import { copy, copyLine, rowsOf } from './copy';
import { suppliers } from './families';
import type { SalesLine } from './sales-log';
import type { DemoCompany } from './simulation';
import { writeCampaign } from './write-campaign';
import { writeOrders } from './write-orders';

/** Writes a simulated company into an organization that has no products yet, by COPY inside the owner's transaction. */
export async function writeCompany(tx: Tx, orgId: OrgId, company: DemoCompany): Promise<void> {
  const sql = clientOf(tx);
  const { calendar, products, prices, promotions, customers, demand, stock } = company;
  const priceOf = (p: number) => prices[p * calendar.days + calendar.lastDay]!;

  await copy(sql, 'suppliers', ['org_id', 'code', 'name', 'email', 'lead_time_days', 'minimum_order_minor'], rowsOf(suppliers, ({ code, name, leadTimeDays, minimumOrderMinor }) => [orgId, code, name, `orders.${code.toLowerCase()}@example.com`, leadTimeDays, minimumOrderMinor]));
  await copy(sql, 'locations', ['org_id', 'code', 'name'], rowsOf(locations, ({ code, name }) => [orgId, code, name]));
  const supplierIds = await idsInOrder(sql, 'suppliers', orgId, suppliers);
  const locationIds = await idsInOrder(sql, 'locations', orgId, locations);

  await copy(
    sql,
    'products',
    ['org_id', 'code', 'name', 'category', 'unit', 'supplier_id', 'cost_minor', 'price_minor', 'pack_size', 'minimum_order', 'lead_time_days', 'launched_on', 'discontinued_on', 'is_service'],
    [
      ...rowsOf(products, (product, p) => [
        orgId, product.code, product.name, categories[product.category]!.name, 'piece', supplierIds[product.supplier], Math.round(priceOf(p) * product.costShare), priceOf(p),
        product.packSize, product.minimumOrder, product.leadTimeDays, calendar.iso(product.launchDay), product.discontinuedDay === undefined ? undefined : calendar.iso(product.discontinuedDay - 1), false,
      ]),
      copyLine([orgId, delivery.code, delivery.name, 'Services', 'order', undefined, undefined, delivery.priceMinor, undefined, undefined, undefined, undefined, undefined, true]),
    ],
  );
  await copy(sql, 'customers', ['org_id', 'code', 'name', 'email', 'segment', 'country', 'has_consent'], rowsOf(customers, ({ code, name, email, segment, country, hasConsent }) => [orgId, code, name, email, segment.name, country, hasConsent]));
  const productIds = await idsInOrder(sql, 'products', orgId, [...products, delivery]);
  const customerIds = await idsInOrder(sql, 'customers', orgId, customers);

  await copy(
    sql,
    'promotions',
    ['org_id', 'name', 'product_id', 'category', 'location_id', 'starts_on', 'ends_on', 'discount_percent'],
    rowsOf(promotions, ({ name, product, category, location, startDay, endDay, discount }) => [
      orgId, name, product === undefined ? undefined : productIds[product], category === undefined ? undefined : categories[category]!.name,
      location === undefined ? undefined : locationIds[location], calendar.iso(startDay), calendar.iso(endDay), Math.round(discount * 100),
    ]),
  );
  await copy(
    sql,
    'stock_levels',
    ['org_id', 'product_id', 'location_id', 'counted_on', 'on_hand', 'on_order'],
    rowsOf(stock.day, (day, k) => {
      const { product, location } = demand.series[stock.series[k]!]!;
      return [orgId, productIds[product], locationIds[location], calendar.date[day], stock.onHand[k], stock.onOrder[k]];
    }),
  );
  await copy(
    sql,
    'sales_lines',
    ['org_id', 'sold_on', 'sold_at', 'order_no', 'product_id', 'location_id', 'customer_id', 'quantity', 'unit_price', 'kind', 'line_hash'],
    salesRows(orgId, company, { productIds, locationIds, customerIds }),
  );
  await writeOrders(sql, orgId, company, { supplierIds, productIds, locationIds, customerIds });
  await writeCampaign(sql, orgId, company, { productIds, customerIds });
  await sql`analyze products, customers, promotions, stock_levels, sales_lines, purchase_orders, purchase_order_lines, customer_orders, campaign_members`;
}

interface Ids {
  readonly productIds: readonly number[];
  readonly locationIds: readonly number[];
  readonly customerIds: readonly number[];
}

function* salesRows(orgId: OrgId, { sales, calendar, products, customers }: DemoCompany, { productIds, locationIds, customerIds }: Ids): Generator<string> {
  for (let row = 0; row < sales.length; row++) {
    const line = sales.line(row);
    const soldOn = calendar.date[line.day]!;
    const soldAt = `${twoDigits(Math.floor(line.minute / 60))}:${twoDigits(line.minute % 60)}:00`;
    const orderNo = orderNumber(line);
    const productCode = products[line.product]?.code ?? delivery.code;
    const customerCode = customers[line.customer]?.code ?? '';
    const unitPrice = String(line.priceMinor / 100);
    // As an import writes it, so that a file of these lines finds them again.
    const content = [soldOn, soldAt, orderNo, productCode, line.quantity, unitPrice, customerCode, locations[line.location]!.code];
    yield copyLine([
      orgId, soldOn, soldAt, orderNo, productIds[line.product], locationIds[line.location], line.customer === -1 ? undefined : customerIds[line.customer],
      line.quantity, unitPrice, line.quantity < 0 ? 'return' : 'sale', hash('md5', content.join('|')),
    ]);
  }
}

function orderNumber({ location, order, kind }: SalesLine): string {
  const number = `${locations[location]!.code}-${order}`;
  return kind === 'cancellation' ? `C${number}` : number;
}

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** The ids the database gave, in the order of `items`. */
async function idsInOrder(sql: TransactionSql, table: string, orgId: OrgId, items: readonly { readonly code: string }[]): Promise<number[]> {
  const rows = await sql<{ id: number; code: string }[]>`select id::int as id, code from ${sql(table)} where org_id = ${orgId}`;
  const ids = new Map(rows.map(({ id, code }) => [code, id]));
  return items.map(({ code }) => ids.get(code)!);
}
