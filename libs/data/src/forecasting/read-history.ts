import { sql } from 'drizzle-orm';
import { clientOf, type Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { ForecastFrequency } from '../contract/terms';

/** Whose history: the whole company's, or one series'. */
export interface HistoryScope {
  readonly orgId: OrgId;
  readonly seriesId?: number;
}

/** Days since 1970-01-01, the calendar of the models. */
type EpochDay = number;

export interface SeriesFacts {
  readonly [column: string]: unknown;
  readonly id: number;
  readonly productId: number;
  readonly locationId: number;
  readonly category: string | null;
  readonly launchedOn: EpochDay | null;
  readonly discontinuedOn: EpochDay | null;
}

const EPOCH = sql`date '1970-01-01'`;
const ofSeries = (column: 'series_id' | 'id', { seriesId }: HistoryScope) => (seriesId === undefined ? sql`true` : sql`${sql.identifier(column)} = ${seriesId}`);

/** Every series that is forecast, by id. */
export async function listSeriesFacts(tx: Tx, scope: HistoryScope): Promise<SeriesFacts[]> {
  return tx.execute<SeriesFacts>(sql`
    select s.id::int as id, s.product_id::int as "productId", s.location_id::int as "locationId", p.category,
      p.launched_on - ${EPOCH} as "launchedOn", p.discontinued_on - ${EPOCH} as "discontinuedOn"
    from (select * from series where org_id = ${scope.orgId} and ${ofSeries('id', scope)}) s
    join products p on p.org_id = s.org_id and p.id = s.product_id and not p.is_service
    order by s.id`);
}

/** First and last day with demand up to `until`, and the weekdays (Monday 0) that had any in the 56 days before the last one. */
export async function findDemandSpan(tx: Tx, orgId: OrgId, until: string): Promise<{ first: EpochDay; last: EpochDay; weekdays: number[] } | undefined> {
  const [row] = await tx.execute<{ first: number | null; last: number | null; weekdays: number[] | null }>(sql`
    with span as (select min(date) as first, max(date) as last from daily_demand where org_id = ${orgId} and date <= ${until}::date)
    select first - ${EPOCH} as first, last - ${EPOCH} as last,
      (select array_agg(distinct extract(isodow from day)::int - 1) from generate_series(span.last - 55, span.last, interval '1 day') day
        where (select true from daily_demand where org_id = ${orgId} and date = day::date and quantity > 0 limit 1)) as weekdays
    from span`);
  if (row === undefined || row.first === null || row.last === null) return undefined;
  return { first: row.first, last: row.last, weekdays: row.weekdays ?? [] };
}

/** Sales of one series: first days of the periods that have any, and what was sold in them. */
export interface PeriodDemand {
  readonly seriesId: number;
  readonly periods: readonly EpochDay[];
  readonly quantities: readonly number[];
  readonly revenues: readonly number[];
}

const SERIES_A_FETCH = 500;

/** Streams the demand of each series by period, in the order of their ids; weeks begin on Monday. */
export async function* streamPeriodDemand(tx: Tx, { orgId, seriesId }: HistoryScope, frequency: ForecastFrequency, from: EpochDay, to: EpochDay): AsyncGenerator<PeriodDemand> {
  const client = clientOf(tx);
  const period = frequency === 'week' ? client`floor((date - date '1970-01-05') / 7.0)::int * 7 + 4` : client`date - date '1970-01-01'`;
  const one = seriesId === undefined ? client`` : client`and series_id = ${seriesId}`;
  const rows = client<PeriodDemand[]>`
    select series_id::int as "seriesId", array_agg(period order by period) as periods,
      array_agg(quantity order by period) as quantities, array_agg(revenue order by period) as revenues
    from (
      select series_id, ${period} as period, sum(quantity) as quantity, sum(revenue) as revenue
      from daily_demand
      where org_id = ${orgId} ${one} and date between date '1970-01-01' + ${from}::int and date '1970-01-01' + ${to}::int
      group by 1, 2
    ) by_period
    group by 1 order by 1`;
  for await (const batch of rows.cursor(SERIES_A_FETCH)) yield* batch;
}

/** Days without stock, both ends included. */
export interface StockOut {
  readonly [column: string]: unknown;
  readonly seriesId: number;
  readonly from: EpochDay;
  readonly to: EpochDay;
}

/**
 * When each series had nothing on hand: from a count of none until the next count, the next sale (which proves that there
 * was stock again) or `mostDays` days, whichever comes first.
 */
export async function listStockOuts(tx: Tx, scope: HistoryScope, mostDays: number): Promise<StockOut[]> {
  const { orgId } = scope;
  return tx.execute<StockOut>(sql`
    select s.id::int as "seriesId", z.counted_on - ${EPOCH} as "from",
      least(next_count.counted_on - 1, next_sale.date - 1, z.counted_on + ${mostDays}::int - 1) - ${EPOCH} as "to"
    from stock_levels z
    join (select * from series where org_id = ${orgId} and ${ofSeries('id', scope)}) s on s.product_id = z.product_id and s.location_id = z.location_id
    left join lateral (
      select counted_on from stock_levels n
      where n.org_id = ${orgId} and n.product_id = z.product_id and n.location_id = z.location_id and n.counted_on > z.counted_on
      order by counted_on limit 1) next_count on true
    left join lateral (
      select date from daily_demand d
      where d.org_id = ${orgId} and d.series_id = s.id and d.date > z.counted_on and d.quantity > 0
      order by date limit 1) next_sale on true
    where z.org_id = ${orgId} and z.on_hand <= 0
    order by s.id, z.counted_on`);
}

/** A promotion with its days, both ends included; no product means its category, no category everything. */
export interface PlannedPromotion {
  readonly [column: string]: unknown;
  readonly productId: number | null;
  readonly category: string | null;
  readonly locationId: number | null;
  readonly from: EpochDay;
  readonly to: EpochDay;
  /** 0.2 is 20 % off; 0 when not told */
  readonly discount: number;
}

export async function listPlannedPromotions(tx: Tx, orgId: OrgId): Promise<PlannedPromotion[]> {
  return tx.execute<PlannedPromotion>(sql`
    select product_id::int as "productId", category, location_id::int as "locationId", starts_on - ${EPOCH} as "from", ends_on - ${EPOCH} as "to",
      coalesce(discount_percent, 0) / 100 as discount
    from promotions where org_id = ${orgId} order by id`);
}
