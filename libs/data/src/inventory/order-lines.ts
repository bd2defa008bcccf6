import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

export interface LineQuantity {
  readonly productId: number;
  /** 0 takes the line out */
  readonly quantity: number;
}
interface OfOrder {
  readonly orgId: OrgId;
  readonly orderId: number;
}

const asRows = (changes: readonly LineQuantity[]) => JSON.stringify(changes.map(({ productId, quantity }) => ({ product_id: productId, quantity })));

/** Which of the products exist and can be ordered. */
export async function listOrderable(tx: Tx, orgId: OrgId, productIds: readonly number[]): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`select id::int as id from products where org_id = ${orgId} and id = any(${sql.param([...productIds])}::bigint[]) and not is_service`);
  return rows.map(({ id }) => id);
}

/** Sets the quantities of an order's lines; a new line has the product's cost, and its lead time where a plan knows one. */
export async function writeOrderLines(tx: Tx, { orgId, orderId }: OfOrder, changes: readonly LineQuantity[]): Promise<void> {
  const rows = asRows(changes);
  await tx.execute(sql`
    delete from purchase_order_lines li using json_to_recordset(${rows}::json) as r(product_id bigint, quantity float8)
    where li.org_id = ${orgId} and li.order_id = ${orderId} and li.product_id = r.product_id and r.quantity = 0`);
  await tx.execute(sql`
    insert into purchase_order_lines (org_id, order_id, product_id, quantity, unit_cost_minor, expected_on)
    select o.org_id, o.id, pr.id, r.quantity, pr.cost_minor, coalesce(o.ordered_on + p.lead_time_days, o.expected_on)
    from json_to_recordset(${rows}::json) as r(product_id bigint, quantity float8)
    join purchase_orders o on o.org_id = ${orgId} and o.id = ${orderId}
    join products pr on pr.org_id = o.org_id and pr.id = r.product_id
    left join inventory_plans p on p.org_id = o.org_id and p.product_id = pr.id and p.location_id = o.location_id
    where r.quantity > 0
    on conflict (org_id, order_id, product_id) do update set quantity = excluded.quantity, import_id = null`);
}

/** Where the last count has seen the order, what it says to be on order follows the change; else the difference would look like goods nobody knows of. */
export async function shiftOnOrder(tx: Tx, { orgId, orderId }: OfOrder, changes: readonly LineQuantity[]): Promise<void> {
  await tx.execute(sql`
    update stock_levels t set on_order = greatest(0, t.on_order + seen.change)
    from (
      select r.product_id, o.location_id, r.quantity as change,
        (select max(counted_on) from stock_levels st where st.org_id = o.org_id and st.product_id = r.product_id and st.location_id = o.location_id) as counted_on
      from json_to_recordset(${asRows(changes)}::json) as r(product_id bigint, quantity float8)
      join purchase_orders o on o.org_id = ${orgId} and o.id = ${orderId}) seen
    join purchase_orders o on o.org_id = ${orgId} and o.id = ${orderId} and o.ordered_on <= seen.counted_on
    where t.org_id = ${orgId} and t.product_id = seen.product_id and t.location_id = seen.location_id and t.counted_on = seen.counted_on and t.on_order is not null`);
}

/** The decisions that an order was made of say the quantities that it has now. */
export async function followOrder(tx: Tx, { orgId, orderId }: OfOrder, changes: readonly LineQuantity[]): Promise<void> {
  await tx.execute(sql`
    update suggestion_decisions d set quantity = r.quantity
    from json_to_recordset(${asRows(changes)}::json) as r(product_id bigint, quantity float8)
    where d.org_id = ${orgId} and d.purchase_order_id = ${orderId} and d.is_current and d.product_id = r.product_id`);
}
