import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { ForecastFrequency } from '../contract/terms';

/** Days since 1970-01-01, the calendar of the models. */
type EpochDay = number;
const EPOCH = sql`date '1970-01-01'`;

export interface PlanScope {
  readonly orgId: OrgId;
  /** the company's calendar day, `YYYY-MM-DD` */
  readonly today: string;
}

/** What master data, the last count and the sales say about a product at a location. */
export interface StockItem {
  readonly [column: string]: unknown;
  readonly productId: number;
  readonly locationId: number;
  readonly location: string;
  readonly seriesId: number | null;
  readonly category: string | null;
  readonly supplierId: number | null;
  readonly supplierMinimumMinor: number | null;
  readonly supplierName: string | null;
  readonly unitCostMinor: number | null;
  readonly unitPriceMinor: number | null;
  /** mean price of the last year's sales, in units of the currency; only where the product has no price of its own */
  readonly soldPrice: number | null;
  readonly packSize: number | null;
  readonly minimumOrder: number | null;
  readonly productLeadTimeDays: number | null;
  readonly supplierLeadTimeDays: number | null;
  readonly launchedOn: EpochDay | null;
  readonly discontinuedOn: EpochDay | null;
  /** the last count less what was sold since; `null` when never counted */
  readonly onHand: number | null;
  /** what the count said to be on order beyond the purchase orders known by then */
  readonly otherOnOrder: number;
  readonly countedOn: EpochDay | null;
  readonly lastSaleDay: EpochDay | null;
  readonly stockedSince: EpochDay | null;
  readonly lastOrderDay: EpochDay | null;
}

/** Ids of products that may be planned, ascending, after `after`. */
export async function listPlannedProducts(tx: Tx, orgId: OrgId, after: number, limit: number): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`select id::int as id from products where org_id = ${orgId} and id > ${after} and not is_service order by id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Everything that is sold, stocked or ordered of these products, by product and location. */
export async function listStockItems(tx: Tx, { orgId, today }: PlanScope, productIds: readonly number[]): Promise<StockItem[]> {
  const products = sql`any(${sql.param([...productIds])}::bigint[])`;
  const rows = await tx.execute<StockItem>(sql`
    with keys as (
      select product_id, location_id from series where org_id = ${orgId} and product_id = ${products}
      union select product_id, location_id from stock_levels where org_id = ${orgId} and product_id = ${products}
      union select li.product_id, o.location_id from purchase_order_lines li join purchase_orders o on o.org_id = li.org_id and o.id = li.order_id
        where li.org_id = ${orgId} and li.product_id = ${products} and o.status in ('draft', 'sent', 'partly_received')
      union select li.product_id, t.to_location_id from stock_transfer_lines li join stock_transfers t on t.org_id = li.org_id and t.id = li.transfer_id
        where li.org_id = ${orgId} and li.product_id = ${products} and t.status in ('draft', 'sent'))
    select k.product_id::int as "productId", k.location_id::int as "locationId", l.name as location, s.id::int as "seriesId", p.category, p.supplier_id::int as "supplierId", su.minimum_order_minor::float8 as "supplierMinimumMinor", su.name as "supplierName",
      p.cost_minor::float8 as "unitCostMinor", p.price_minor::float8 as "unitPriceMinor", sold.price as "soldPrice", p.pack_size as "packSize", p.minimum_order as "minimumOrder", p.lead_time_days as "productLeadTimeDays", su.lead_time_days as "supplierLeadTimeDays",
      p.launched_on - ${EPOCH} as "launchedOn", p.discontinued_on - ${EPOCH} as "discontinuedOn",
      case when st.counted_on is not null then greatest(0, st.on_hand - coalesce(since.sold, 0)) end as "onHand", greatest(0, coalesce(st.on_order, 0) - coalesce(known.open, 0)) as "otherOnOrder", st.counted_on - ${EPOCH} as "countedOn",
      last_sale.date - ${EPOCH} as "lastSaleDay", coalesce(least(first_count.counted_on, first_sale.date), p.launched_on) - ${EPOCH} as "stockedSince", known.last_order - ${EPOCH} as "lastOrderDay"
    from keys k
    join products p on p.org_id = ${orgId} and p.id = k.product_id and not p.is_service
    join locations l on l.org_id = ${orgId} and l.id = k.location_id
    left join suppliers su on su.org_id = ${orgId} and su.id = p.supplier_id
    left join series s on s.org_id = ${orgId} and s.product_id = k.product_id and s.location_id = k.location_id
    left join lateral (select counted_on, on_hand, on_order from stock_levels where org_id = ${orgId} and product_id = k.product_id and location_id = k.location_id and counted_on <= ${today}::date order by counted_on desc limit 1) st on true
    left join lateral (select counted_on from stock_levels where org_id = ${orgId} and product_id = k.product_id and location_id = k.location_id and on_hand > 0 order by counted_on limit 1) first_count on true
    left join lateral (select sum(revenue) / nullif(sum(quantity), 0) as price from daily_demand where org_id = ${orgId} and series_id = s.id and date > ${today}::date - 365 and date <= ${today}::date) sold on p.price_minor is null
    left join lateral (select sum(quantity) as sold from daily_demand where org_id = ${orgId} and series_id = s.id and date > st.counted_on and date <= ${today}::date) since on true
    left join lateral (select date from daily_demand where org_id = ${orgId} and series_id = s.id and quantity > 0 order by date desc limit 1) last_sale on true
    left join lateral (select date from daily_demand where org_id = ${orgId} and series_id = s.id and quantity > 0 order by date limit 1) first_sale on true
    left join lateral (
      select sum(greatest(0, li.quantity - li.received_quantity)) filter (where o.status in ('draft', 'sent', 'partly_received') and o.ordered_on <= st.counted_on) as open, max(o.ordered_on) filter (where o.status <> 'cancelled') as last_order
      from purchase_order_lines li join purchase_orders o on o.org_id = li.org_id and o.id = li.order_id
      where li.org_id = ${orgId} and li.product_id = k.product_id and o.location_id = k.location_id) known on true
    order by k.product_id, k.location_id`);
  return [...rows];
}

/** What customers wait for by a day, or another location was promised. */
export interface CommittedItems {
  readonly [column: string]: unknown;
  readonly productId: number;
  readonly locationId: number;
  readonly day: EpochDay;
  readonly quantity: number;
}

/** What is to come of an order. */
export interface OpenReceipt {
  readonly [column: string]: unknown;
  readonly productId: number;
  readonly locationId: number;
  /** `null` when no day was promised */
  readonly day: EpochDay | null;
  readonly orderedOn: EpochDay;
  readonly quantity: number;
}

/** What is still to come of open purchase orders and transfers. */
export async function listOpenReceipts(tx: Tx, orgId: OrgId, productIds: readonly number[]): Promise<OpenReceipt[]> {
  const rows = await tx.execute<OpenReceipt>(sql`
    select li.product_id::int as "productId", o.location_id::int as "locationId", coalesce(li.expected_on, o.expected_on) - ${EPOCH} as day, o.ordered_on - ${EPOCH} as "orderedOn", li.quantity - li.received_quantity as quantity
    from purchase_order_lines li join purchase_orders o on o.org_id = li.org_id and o.id = li.order_id
    where li.org_id = ${orgId} and li.product_id = any(${sql.param([...productIds])}::bigint[]) and o.status in ('draft', 'sent', 'partly_received') and li.quantity > li.received_quantity
    union all
    select li.product_id::int, t.to_location_id::int, t.expected_on - ${EPOCH}, t.created_on - ${EPOCH}, li.quantity
    from stock_transfer_lines li join stock_transfers t on t.org_id = li.org_id and t.id = li.transfer_id
    where li.org_id = ${orgId} and li.product_id = any(${sql.param([...productIds])}::bigint[]) and t.status in ('draft', 'sent')
    order by 1, 2, 3`);
  return [...rows];
}

export async function listCommitted(tx: Tx, orgId: OrgId, productIds: readonly number[]): Promise<CommittedItems[]> {
  const rows = await tx.execute<CommittedItems>(sql`
    select product_id::int as "productId", location_id::int as "locationId", due_on - ${EPOCH} as day, quantity
    from customer_orders where org_id = ${orgId} and product_id = any(${sql.param([...productIds])}::bigint[])
    union all
    select li.product_id::int, t.from_location_id::int, t.created_on - ${EPOCH}, li.quantity
    from stock_transfer_lines li join stock_transfers t on t.org_id = li.org_id and t.id = li.transfer_id
    where li.org_id = ${orgId} and li.product_id = any(${sql.param([...productIds])}::bigint[]) and t.status = 'draft'
    order by 1, 2, 3`);
  return [...rows];
}

/** Days an order of a supplier, or of a product, took; latest first, at most `most` of each. */
export interface PastDelivery {
  readonly [column: string]: unknown;
  readonly of: number;
  readonly orderedOn: EpochDay;
  readonly receivedOn: EpochDay;
}
const MOST_DELIVERIES = 50;

/** By supplier, one delivery an order; products that have a lead time of their own are left out. */
export async function listSupplierDeliveries(tx: Tx, orgId: OrgId): Promise<PastDelivery[]> {
  const rows = await tx.execute<PastDelivery>(sql`
    select supplier_id::int as of, ordered_on - ${EPOCH} as "orderedOn", received_on - ${EPOCH} as "receivedOn" from (
      select o.supplier_id, o.ordered_on, max(li.received_on) as received_on, row_number() over (partition by o.supplier_id order by o.ordered_on desc, o.id desc) as rank
      from purchase_orders o
      join purchase_order_lines li on li.org_id = o.org_id and li.order_id = o.id and li.received_on is not null
      join products p on p.org_id = li.org_id and p.id = li.product_id and p.lead_time_days is null
      where o.org_id = ${orgId} and o.supplier_id is not null group by o.id, o.supplier_id, o.ordered_on) d
    where rank <= ${MOST_DELIVERIES} order by of, "orderedOn"`);
  return [...rows];
}

/** By product, at all locations. */
export async function listProductDeliveries(tx: Tx, orgId: OrgId, productIds: readonly number[]): Promise<PastDelivery[]> {
  const rows = await tx.execute<PastDelivery>(sql`
    select product_id::int as of, ordered_on - ${EPOCH} as "orderedOn", received_on - ${EPOCH} as "receivedOn" from (
      select li.product_id, o.ordered_on, li.received_on, row_number() over (partition by li.product_id order by o.ordered_on desc, li.id desc) as rank
      from purchase_order_lines li join purchase_orders o on o.org_id = li.org_id and o.id = li.order_id
      where li.org_id = ${orgId} and li.product_id = any(${sql.param([...productIds])}::bigint[]) and li.received_on is not null) d
    where rank <= ${MOST_DELIVERIES} order by of, "orderedOn"`);
  return [...rows];
}

/** Revenue of every series in the last year, money in major units. */
export async function listYearlyRevenue(tx: Tx, { orgId, today }: PlanScope): Promise<{ seriesId: number; revenue: number }[]> {
  const rows = await tx.execute<{ seriesId: number; revenue: number }>(sql`
    select s.id::int as "seriesId", coalesce(d.revenue, 0) as revenue
    from series s
    left join (select series_id, sum(revenue) as revenue from daily_demand where org_id = ${orgId} and date > ${today}::date - 365 and date <= ${today}::date group by 1) d on d.series_id = s.id
    where s.org_id = ${orgId} order by s.id`);
  return [...rows];
}

export interface RecentDemand {
  readonly [column: string]: unknown;
  readonly seriesId: number;
  /** first days of the periods that have any, ascending */
  readonly periods: readonly EpochDay[];
  readonly quantities: readonly number[];
}

/** Sold by period, in the periods from `from` on. */
export async function listRecentDemand(tx: Tx, orgId: OrgId, seriesIds: readonly number[], frequency: ForecastFrequency, from: EpochDay): Promise<RecentDemand[]> {
  const period = frequency === 'week' ? sql`floor((date - date '1970-01-05') / 7.0)::int * 7 + 4` : sql`date - ${EPOCH}`;
  const rows = await tx.execute<RecentDemand>(sql`
    select series_id::int as "seriesId", array_agg(period order by period) as periods, array_agg(quantity order by period) as quantities
    from (select series_id, ${period} as period, sum(quantity) as quantity from daily_demand
          where org_id = ${orgId} and series_id = any(${sql.param([...seriesIds])}::bigint[]) and date >= ${EPOCH} + ${from}::int group by 1, 2) d
    group by 1 order by 1`);
  return [...rows];
}
