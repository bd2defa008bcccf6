import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ItemKey } from '../contract/inventory';
import type { InventoryDetail } from '../contract/inventory-answers';
import type { OrgId } from '../contract/ids';

const CUSTOMERS = 8;
const ORDERS = 20;

type Customer = InventoryDetail['customers'][number];
/** Who bought most of a product at a location in the year before `today`; shares are of all that was sold, unknown buyers included. */
export async function listBestCustomers(tx: Tx, orgId: OrgId, { productId, locationId }: ItemKey, today: string): Promise<Customer[]> {
  const rows = await tx.execute<{ [Key in keyof Customer]: Customer[Key] }>(sql`
    with sold as (
      select customer_id, sum(quantity) as quantity, max(sold_on) as last_on from sales_lines
      where org_id = ${orgId} and product_id = ${productId} and location_id = ${locationId} and sold_on > ${today}::date - 365 and kind = 'sale' group by 1)
    select c.id::int as "customerId", c.code, c.name, sold.quantity, sold.quantity / nullif((select sum(quantity) from sold), 0) as share, sold.last_on::text as "lastOn"
    from sold join customers c on c.org_id = ${orgId} and c.id = sold.customer_id order by sold.quantity desc, c.id limit ${CUSTOMERS}`);
  return [...rows];
}

type Order = InventoryDetail['orders'][number];
export async function listItemOrders(tx: Tx, orgId: OrgId, { productId, locationId }: ItemKey): Promise<Order[]> {
  const rows = await tx.execute<{ [Key in keyof Order]: Order[Key] }>(sql`
    select o.id::int as "orderId", o.code, o.status, o.ordered_on::text as "orderedOn", coalesce(li.expected_on, o.expected_on)::text as "expectedOn", li.received_on::text as "receivedOn",
      li.quantity, li.received_quantity as "receivedQuantity", li.unit_cost_minor::float8 as "unitCostMinor"
    from purchase_order_lines li join purchase_orders o on o.org_id = li.org_id and o.id = li.order_id
    where li.org_id = ${orgId} and li.product_id = ${productId} and o.location_id = ${locationId} order by o.ordered_on desc, o.id desc limit ${ORDERS}`);
  return [...rows];
}

type CustomerOrder = InventoryDetail['customerOrders'][number];
export async function listItemCustomerOrders(tx: Tx, orgId: OrgId, { productId, locationId }: ItemKey): Promise<CustomerOrder[]> {
  const rows = await tx.execute<{ [Key in keyof CustomerOrder]: CustomerOrder[Key] }>(sql`
    select co.code, coalesce(c.name, c.code) as customer, co.due_on::text as "dueOn", co.quantity
    from customer_orders co left join customers c on c.org_id = co.org_id and c.id = co.customer_id
    where co.org_id = ${orgId} and co.product_id = ${productId} and co.location_id = ${locationId} order by co.due_on, co.id`);
  return [...rows];
}

type Elsewhere = InventoryDetail['elsewhere'][number];
/** The same product at the other locations, as it was planned. */
export async function listElsewhere(tx: Tx, orgId: OrgId, { productId, locationId }: ItemKey): Promise<Elsewhere[]> {
  const rows = await tx.execute<{ [Key in keyof Elsewhere]: Elsewhere[Key] }>(sql`
    select p.location_id::int as "locationId", l.name as location, p.on_hand as "onHand", p.on_order as "onOrder", p.cover_days as "coverDays", p.reorder_point as "reorderPoint",
      greatest(0, floor(least(p.on_hand - p.committed, p.on_hand - p.committed + p.on_order) - p.order_up_to)) as spare, greatest(0, p.reorder_point - (p.on_hand - p.committed + p.on_order)) as needed
    from inventory_plans p join locations l on l.org_id = p.org_id and l.id = p.location_id
    where p.org_id = ${orgId} and p.product_id = ${productId} and p.location_id <> ${locationId} order by l.name`);
  return [...rows];
}

export interface ItemExtras {
  readonly [column: string]: unknown;
  readonly supplierCode: string | null;
  readonly supplierEmail: string | null;
  readonly supplierMinimumMinor: number | null;
  readonly fromLocationId: number | null;
  readonly fromLocation: string | null;
  readonly seriesClass: string | null;
}

export async function findItemExtras(tx: Tx, orgId: OrgId, { productId, locationId }: ItemKey, forecastRunId: string | null): Promise<ItemExtras | undefined> {
  const [row] = await tx.execute<ItemExtras>(sql`
    select su.code as "supplierCode", su.email as "supplierEmail", su.minimum_order_minor::float8 as "supplierMinimumMinor", p.from_location_id::int as "fromLocationId", l.name as "fromLocation", f.series_class as "seriesClass"
    from inventory_plans p
    left join suppliers su on su.org_id = p.org_id and su.id = p.supplier_id
    left join locations l on l.org_id = p.org_id and l.id = p.from_location_id
    left join forecasts f on f.org_id = p.org_id and f.run_id = ${forecastRunId}::uuid and f.series_id = p.series_id
    where p.org_id = ${orgId} and p.product_id = ${productId} and p.location_id = ${locationId}`);
  return row;
}
