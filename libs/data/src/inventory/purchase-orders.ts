import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { PurchaseOrderLine, PurchaseOrderSummary } from '../contract/inventory';
import type { OrgId } from '../contract/ids';
import type { PurchaseOrderStatus } from '../contract/terms';

export interface NewOrder {
  readonly orgId: OrgId;
  readonly supplierId: number | null;
  readonly locationId: number;
  readonly orderedOn: string;
  readonly expectedOn: string;
  readonly createdBy: string;
  readonly lines: readonly { readonly productId: number; readonly quantity: number; readonly unitCostMinor: number | null; readonly expectedOn: string }[];
}

/** Writes an order as a draft with the next number of its year; the caller holds the lock of decisions, so numbers do not clash. */
export async function insertOrder(tx: Tx, { orgId, supplierId, locationId, orderedOn, expectedOn, createdBy, lines }: NewOrder): Promise<number> {
  const prefix = `PO-${orderedOn.slice(0, 4)}-`;
  const [order] = await tx.execute<{ id: number }>(sql`
    insert into purchase_orders (org_id, code, supplier_id, location_id, status, ordered_on, expected_on, created_by)
    select ${orgId}, ${prefix} || lpad((coalesce(max(substring(code from ${`^${prefix}([0-9]{1,9})$`})::int), 0) + 1)::text, 4, '0'), ${supplierId}::bigint, ${locationId}, 'draft', ${orderedOn}::date, ${expectedOn}::date, ${createdBy}
    from purchase_orders where org_id = ${orgId} and code like ${`${prefix}%`}
    returning id::int as id`);
  await tx.execute(sql`
    insert into purchase_order_lines (org_id, order_id, product_id, quantity, unit_cost_minor, expected_on)
    select ${orgId}, ${order!.id}, product_id, quantity, unit_cost_minor, expected_on
    from json_to_recordset(${JSON.stringify(lines.map((line) => ({ product_id: line.productId, quantity: line.quantity, unit_cost_minor: line.unitCostMinor, expected_on: line.expectedOn })))}::json)
      as r(product_id bigint, quantity float8, unit_cost_minor bigint, expected_on date)`);
  return order!.id;
}

export interface OrderFilter {
  readonly orgId: OrgId;
  readonly q?: string;
  readonly status?: PurchaseOrderStatus;
  readonly supplier?: number;
  readonly orderIds?: readonly number[];
}

function ordersWhere({ orgId, q, status, supplier, orderIds }: OrderFilter): SQL {
  const conditions = [sql`o.org_id = ${orgId}`];
  if (q !== undefined && q !== '') {
    const isPart = (text: SQL) => sql`strpos(lower(${text}), lower(${q})) > 0`;
    conditions.push(sql`(${isPart(sql`o.code`)}
      or exists (select from suppliers s where s.org_id = o.org_id and s.id = o.supplier_id and (${isPart(sql`s.name`)} or ${isPart(sql`s.code`)}))
      or exists (select from purchase_order_lines li join products pr on pr.org_id = li.org_id and pr.id = li.product_id
                 where li.org_id = o.org_id and li.order_id = o.id and (${isPart(sql`pr.name`)} or ${isPart(sql`pr.code`)})))`);
  }
  if (status !== undefined) conditions.push(sql`o.status = ${status}`);
  if (supplier !== undefined) conditions.push(sql`o.supplier_id = ${supplier}`);
  if (orderIds !== undefined) conditions.push(sql`o.id = any(${sql.param([...orderIds])}::bigint[])`);
  return sql.join(conditions, sql` and `);
}

export async function countOrders(tx: Tx, filter: OrderFilter): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from purchase_orders o where ${ordersWhere(filter)}`);
  return row?.total ?? 0;
}

/** Newest first. */
export async function listOrders(tx: Tx, filter: OrderFilter, offset: number, limit: number): Promise<PurchaseOrderSummary[]> {
  const rows = await tx.execute<{ [Key in keyof PurchaseOrderSummary]: PurchaseOrderSummary[Key] }>(sql`
    select o.id::int as "orderId", o.code, o.supplier_id::int as "supplierId", coalesce(su.name, '') as supplier, l.name as location, o.status, o.ordered_on::text as "orderedOn", o.expected_on::text as "expectedOn",
      lines.count as "lineCount", lines.value as "valueMinor", su.minimum_order_minor::float8 as "minimumMinor", o.created_by as "createdBy"
    from (select * from purchase_orders o where ${ordersWhere(filter)} order by o.ordered_on desc, o.id desc offset ${offset} limit ${limit}) o
    join locations l on l.org_id = o.org_id and l.id = o.location_id
    left join suppliers su on su.org_id = o.org_id and su.id = o.supplier_id
    cross join lateral (select count(*)::int as count, coalesce(sum(round(quantity * unit_cost_minor)), 0)::float8 as value from purchase_order_lines where org_id = o.org_id and order_id = o.id) lines
    order by o.ordered_on desc, o.id desc`);
  return [...rows];
}

export interface OrderFacts {
  readonly [column: string]: unknown;
  readonly supplierCode: string | null;
  readonly supplierEmail: string | null;
  readonly locationId: number;
  readonly status: PurchaseOrderStatus;
  readonly note: string | null;
}

/** Reads an order and keeps others from changing it until the transaction ends. */
export async function findOrderForUpdate(tx: Tx, orgId: OrgId, orderId: number): Promise<OrderFacts | undefined> {
  const [row] = await tx.execute<OrderFacts>(sql`
    select su.code as "supplierCode", su.email as "supplierEmail", o.location_id::int as "locationId", o.status, o.note
    from purchase_orders o left join suppliers su on su.org_id = o.org_id and su.id = o.supplier_id
    where o.org_id = ${orgId} and o.id = ${orderId} for update of o`);
  return row;
}

export async function listOrderLines(tx: Tx, orgId: OrgId, orderId: number): Promise<PurchaseOrderLine[]> {
  const rows = await tx.execute<{ [Key in keyof PurchaseOrderLine]: PurchaseOrderLine[Key] }>(sql`
    select li.id::int as "lineId", li.product_id::int as "productId", o.location_id::int as "locationId", pr.code as "productCode", pr.name as "productName", pr.unit, li.quantity, li.received_quantity as "receivedQuantity", li.unit_cost_minor::float8 as "unitCostMinor", pr.pack_size as "packSize", pr.minimum_order as "minimumOrder"
    from purchase_order_lines li
    join purchase_orders o on o.org_id = li.org_id and o.id = li.order_id
    join products pr on pr.org_id = li.org_id and pr.id = li.product_id
    where li.org_id = ${orgId} and li.order_id = ${orderId} order by pr.code, li.id`);
  return [...rows];
}

export async function setOrderStatus(tx: Tx, orgId: OrgId, orderId: number, status: PurchaseOrderStatus): Promise<void> {
  await tx.execute(sql`update purchase_orders set status = ${status}, import_id = null where org_id = ${orgId} and id = ${orderId}`);
}

export interface ReceivedLine {
  readonly lineId: number;
  readonly productId: number;
  readonly quantity: number;
}

/**
 * Books goods that came in: the lines, and the stock they add. A count made after that day has seen them already, so it keeps what it
 * counted; what it said to be on order shrinks in either case.
 */
export async function receiveLines(tx: Tx, { orgId, locationId, receivedOn }: { readonly orgId: OrgId; readonly locationId: number; readonly receivedOn: string }, lines: readonly ReceivedLine[]): Promise<void> {
  await addStock(tx, { orgId, locationId, day: receivedOn }, lines.map(({ productId, quantity }) => ({ productId, quantity, received: quantity })));
  await tx.execute(sql`
    update purchase_order_lines li set received_quantity = li.received_quantity + r.quantity, received_on = greatest(li.received_on, ${receivedOn}::date), import_id = null
    from json_to_recordset(${JSON.stringify(lines.map((line) => ({ line_id: line.lineId, quantity: line.quantity })))}::json) as r(line_id bigint, quantity float8)
    where li.org_id = ${orgId} and li.id = r.line_id`);
}

export interface StockChange {
  readonly productId: number;
  readonly quantity: number;
  /** how much of it was on order until now */
  readonly received: number;
}

/**
 * Adds items to what stands at a location at the end of `day`, by a count of that day that continues the last one: what was sold since
 * that one is taken off, and what was ordered since is on order.
 */
export async function addStock(tx: Tx, { orgId, locationId, day }: { readonly orgId: OrgId; readonly locationId: number; readonly day: string }, changes: readonly StockChange[]): Promise<void> {
  await tx.execute(sql`
    with change as (
      select r.product_id, sum(r.quantity) as quantity, sum(r.received) as received
      from json_to_recordset(${JSON.stringify(changes.map((change) => ({ product_id: change.productId, quantity: change.quantity, received: change.received })))}::json) as r(product_id bigint, quantity float8, received float8)
      group by 1
    ), seen as (
      select c.*, st.counted_on, st.on_hand,
        coalesce((select sum(d.quantity) from series s join daily_demand d on d.org_id = s.org_id and d.series_id = s.id and d.date > st.counted_on and d.date <= ${day}::date
                  where s.org_id = ${orgId} and s.product_id = c.product_id and s.location_id = ${locationId}), 0) as sold,
        greatest(0, coalesce(st.on_order, 0) - coalesce(known.by_count, 0)) + coalesce(known.by_day, 0) as on_order
      from change c
      left join lateral (select counted_on, on_hand, on_order from stock_levels where org_id = ${orgId} and product_id = c.product_id and location_id = ${locationId} order by counted_on desc limit 1) st on true
      left join lateral (
        select sum(greatest(0, li.quantity - li.received_quantity)) filter (where o.ordered_on <= st.counted_on) as by_count, sum(greatest(0, li.quantity - li.received_quantity)) filter (where o.ordered_on <= ${day}::date) as by_day
        from purchase_order_lines li join purchase_orders o on o.org_id = li.org_id and o.id = li.order_id
        where li.org_id = ${orgId} and li.product_id = c.product_id and o.location_id = ${locationId} and o.status in ('draft', 'sent', 'partly_received')) known on true
    ), later as (
      update stock_levels t set on_order = greatest(0, t.on_order - seen.received) from seen
      where t.org_id = ${orgId} and t.product_id = seen.product_id and t.location_id = ${locationId} and t.counted_on = seen.counted_on and seen.counted_on > ${day}::date
    )
    insert into stock_levels (org_id, product_id, location_id, counted_on, on_hand, on_order)
    select ${orgId}, product_id, ${locationId}, ${day}::date, greatest(0, greatest(0, coalesce(on_hand, 0) - sold) + quantity), greatest(0, on_order - received)
    from seen where counted_on is null or counted_on <= ${day}::date
    on conflict (org_id, product_id, location_id, counted_on) do update set on_hand = excluded.on_hand, on_order = excluded.on_order`);
}

/** What is left of an order that is called off is not on order any more, also where a count says so. */
export async function forgetOnOrder(tx: Tx, orgId: OrgId, orderId: number): Promise<void> {
  await tx.execute(sql`
    update stock_levels t set on_order = greatest(0, t.on_order - left_over.quantity)
    from (
      select li.product_id, o.location_id, o.ordered_on, greatest(0, li.quantity - li.received_quantity) as quantity,
        (select max(counted_on) from stock_levels st where st.org_id = o.org_id and st.product_id = li.product_id and st.location_id = o.location_id) as counted_on
      from purchase_orders o join purchase_order_lines li on li.org_id = o.org_id and li.order_id = o.id where o.org_id = ${orgId} and o.id = ${orderId}) left_over
    where t.org_id = ${orgId} and t.product_id = left_over.product_id and t.location_id = left_over.location_id and t.counted_on = left_over.counted_on and left_over.ordered_on <= left_over.counted_on`);
}
