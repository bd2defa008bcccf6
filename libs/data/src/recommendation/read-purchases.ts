import { sql } from 'drizzle-orm';
import { clientOf, type Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

/** Days since 1970-01-01. */
type EpochDay = number;
const ROWS_A_FETCH = 10_000;

/** A line sold to a known customer; neither cancelled nor a service. */
export interface PurchaseLine {
  readonly customerId: number;
  readonly productId: number;
  readonly day: EpochDay;
  readonly orderNo: string | null;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** The day from which the newest `most` lines of sales date, and the last day of all; `undefined` without any. */
export async function findPurchaseSpan(tx: Tx, orgId: OrgId, until: string, most: number): Promise<{ from: EpochDay; until: EpochDay } | undefined> {
  const [row] = await tx.execute<{ from: number | null; until: number | null }>(sql`
    select min(day) filter (where later < ${most}) as "from", max(day) as until
    from (select sold_on - date '1970-01-01' as day, sum(count(*)) over (order by sold_on desc) - count(*) as later from sales_lines
      where org_id = ${orgId} and sold_on <= ${until}::date and kind = 'sale' group by sold_on) days`);
  return row === undefined || row.from === null || row.until === null ? undefined : { from: row.from, until: row.until };
}

/** How many customers bought something, counted up to `most`. */
export async function countBuyers(tx: Tx, orgId: OrgId, until: string, most: number): Promise<number> {
  const [row] = await tx.execute<{ buyers: number }>(sql`
    select count(*)::int as buyers from (select distinct customer_id from sales_lines where org_id = ${orgId} and customer_id is not null and sold_on <= ${until}::date and kind = 'sale' limit ${most}) known`);
  return row?.buyers ?? 0;
}

/** Lines of known customers, customer by customer, the oldest first; a cursor holds the transaction's connection. */
export async function* streamPurchases(tx: Tx, orgId: OrgId, { from, until }: { from: EpochDay; until: EpochDay }): AsyncGenerator<PurchaseLine> {
  const client = clientOf(tx);
  const rows = client<PurchaseLine[]>`
    select s.customer_id::int as "customerId", s.product_id::int as "productId", s.sold_on - date '1970-01-01' as day, s.order_no as "orderNo", s.quantity, s.unit_price::float8 as "unitPrice"
    from sales_lines s join products p on p.org_id = s.org_id and p.id = s.product_id and not p.is_service
    where s.org_id = ${orgId} and s.customer_id is not null and s.kind = 'sale' and s.quantity > 0 and s.sold_on between date '1970-01-01' + ${from}::int and date '1970-01-01' + ${until}::int
    order by s.customer_id, s.sold_on, s.order_no, s.id`;
  for await (const batch of rows.cursor(ROWS_A_FETCH)) yield* batch;
}

/** Products of each basket: an order, or what a customer bought on one day where orders have no number. */
export async function* streamBasketLines(tx: Tx, orgId: OrgId, { from, until }: { from: EpochDay; until: EpochDay }): AsyncGenerator<{ basket: string; productId: number }> {
  const client = clientOf(tx);
  const rows = client<{ basket: string; productId: number }[]>`
    select coalesce('o' || s.order_no, 'c' || s.customer_id) || ' ' || s.sold_on as basket, s.product_id::int as "productId"
    from sales_lines s join products p on p.org_id = s.org_id and p.id = s.product_id and not p.is_service
    where s.org_id = ${orgId} and (s.order_no is not null or s.customer_id is not null) and s.kind = 'sale' and s.quantity > 0
      and s.sold_on between date '1970-01-01' + ${from}::int and date '1970-01-01' + ${until}::int
    order by 1, 2`;
  for await (const batch of rows.cursor(ROWS_A_FETCH)) yield* batch;
}

/** A product as the model sees it. */
export interface CatalogProduct {
  readonly [column: string]: unknown;
  readonly id: number;
  readonly category: string | null;
  readonly priceMinor: number | null;
  readonly isOffered: boolean;
}

/** All that may be sold, by id. */
export async function listCatalog(tx: Tx, orgId: OrgId, today: string): Promise<CatalogProduct[]> {
  return tx.execute<CatalogProduct>(sql`
    select id::int as id, category, price_minor::float8 as "priceMinor", coalesce(launched_on <= ${today}::date, true) and coalesce(discontinued_on >= ${today}::date, true) as "isOffered"
    from products where org_id = ${orgId} and not is_service order by id`);
}

/** Segment and country of every customer, by id. */
export async function listCustomerGroups(tx: Tx, orgId: OrgId): Promise<{ id: number; segment: string | null; country: string | null }[]> {
  return tx.execute<{ id: number; segment: string | null; country: string | null }>(sql`select id::int as id, segment, country from customers where org_id = ${orgId} order by id`);
}

export async function getCurrency(tx: Tx, orgId: OrgId): Promise<string> {
  const [row] = await tx.execute<{ currency: string }>(sql`select currency from organizations where id = ${orgId}`);
  return row!.currency; // row-level security shows the transaction its own company
}
