import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { RunReplay } from '../contract/inventory';
import type { OrgId } from '../contract/ids';
import type { ForecastFrequency } from '../contract/terms';

/** Days since 1970-01-01. */
type EpochDay = number;
const EPOCH = sql`date '1970-01-01'`;

/** The run whose backtest tells what was forecast in the past, and its first cutoff; the weekly one where there is one. */
export async function findReplayRun(tx: Tx, orgId: OrgId): Promise<{ runId: string; frequency: ForecastFrequency; firstCutoff: EpochDay } | undefined> {
  const [row] = await tx.execute<{ runId: string; frequency: ForecastFrequency; firstCutoff: EpochDay }>(sql`
    select s.run_id as "runId", s.frequency, b.first - ${EPOCH} as "firstCutoff"
    from serving_runs s join lateral (select min(cutoff) as first from backtest_forecasts where org_id = s.org_id and run_id = s.run_id) b on b.first is not null
    where s.org_id = ${orgId} and s.capability = 'forecast' order by s.frequency = 'week' desc limit 1`);
  return row;
}

/** Products to replay, those that sell for most first, ascending by id. */
export async function listReplayProducts(tx: Tx, orgId: OrgId, { category, location }: RunReplay, limit: number): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select id::int as id from (
      select p.id, sum(d.revenue) as revenue
      from products p join series s on s.org_id = p.org_id and s.product_id = p.id
      join daily_demand d on d.org_id = s.org_id and d.series_id = s.id and d.date > (select max(date) - 365 from daily_demand where org_id = ${orgId})
      where p.org_id = ${orgId} and not p.is_service and (${category ?? null}::text is null or p.category = ${category ?? null}::text) and (${location ?? null}::bigint is null or s.location_id = ${location ?? null}::bigint)
      group by p.id order by revenue desc, p.id limit ${limit}) best order by id`);
  return rows.map(({ id }) => id);
}

/** What happened with one series between two days. */
export interface SeriesPast {
  readonly [column: string]: unknown;
  readonly seriesId: number;
  readonly soldDays: readonly EpochDay[];
  readonly sold: readonly number[];
  readonly countDays: readonly EpochDay[];
  readonly counts: readonly number[];
  /** `null` when not counted before */
  readonly openingStock: number | null;
  readonly openingOnOrder: number;
  /** ordered before and received later: days and quantities */
  readonly receiptDays: readonly EpochDay[];
  readonly receipts: readonly number[];
  /** order lines placed in that time */
  readonly orders: number;
}

/** Sales of so many days before the first one are read too, with `soldDays` before it: what a rule of thumb knew when the replay begins. */
export const REPLAY_MEMORY_DAYS = 91;

export async function listSeriesPast(tx: Tx, orgId: OrgId, seriesIds: readonly number[], from: EpochDay, to: EpochDay): Promise<SeriesPast[]> {
  const first = sql`(${EPOCH} + ${from}::int)`;
  const last = sql`(${EPOCH} + ${to}::int)`;
  const rows = await tx.execute<SeriesPast>(sql`
    select s.id::int as "seriesId", coalesce(d.days, '{}') as "soldDays", coalesce(d.quantities, '{}') as sold, coalesce(c.days, '{}') as "countDays", coalesce(c.counts, '{}') as counts,
      opening.on_hand as "openingStock", coalesce(opening.on_order, 0) as "openingOnOrder", coalesce(r.days, '{}') as "receiptDays", coalesce(r.quantities, '{}') as receipts, o.placed as orders
    from series s
    left join lateral (select array_agg(date - ${EPOCH} order by date) as days, array_agg(quantity order by date) as quantities from daily_demand where org_id = ${orgId} and series_id = s.id and date between ${first} - ${REPLAY_MEMORY_DAYS}::int and ${last}) d on true
    left join lateral (select array_agg(counted_on - ${EPOCH} order by counted_on) as days, array_agg(on_hand order by counted_on) as counts from stock_levels where org_id = ${orgId} and product_id = s.product_id and location_id = s.location_id and counted_on between ${first} and ${last}) c on true
    left join lateral (select on_hand, on_order from stock_levels where org_id = ${orgId} and product_id = s.product_id and location_id = s.location_id and counted_on < ${first} order by counted_on desc limit 1) opening on true
    left join lateral (
      select array_agg(coalesce(li.received_on, li.expected_on, po.expected_on) - ${EPOCH} order by li.id) as days, array_agg(li.quantity order by li.id) as quantities
      from purchase_order_lines li join purchase_orders po on po.org_id = li.org_id and po.id = li.order_id
      where li.org_id = ${orgId} and li.product_id = s.product_id and po.location_id = s.location_id and po.status <> 'cancelled' and po.ordered_on < ${first} and coalesce(li.received_on, li.expected_on, po.expected_on) >= ${first}) r on true
    cross join lateral (
      select count(*)::int as placed from purchase_order_lines li join purchase_orders po on po.org_id = li.org_id and po.id = li.order_id
      where li.org_id = ${orgId} and li.product_id = s.product_id and po.location_id = s.location_id and po.status <> 'cancelled' and po.ordered_on between ${first} and ${last}) o
    where s.org_id = ${orgId} and s.id = any(${sql.param([...seriesIds])}::bigint[]) order by s.id`);
  return [...rows];
}

/** What the run would have forecast of a series from an earlier cutoff, oldest first. */
export interface PastForecastRow {
  readonly [column: string]: unknown;
  readonly seriesId: number;
  readonly cutoff: EpochDay;
  readonly mean: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

export async function listPastForecasts(tx: Tx, orgId: OrgId, runId: string, seriesIds: readonly number[]): Promise<PastForecastRow[]> {
  const rows = await tx.execute<PastForecastRow>(sql`
    select series_id::int as "seriesId", cutoff - ${EPOCH} as cutoff, mean, lower, upper from backtest_forecasts
    where org_id = ${orgId} and run_id = ${runId}::uuid and series_id = any(${sql.param([...seriesIds])}::bigint[]) order by series_id, cutoff`);
  return [...rows];
}

/** Whether the company writes its orders down at all. */
export async function hasOrders(tx: Tx, orgId: OrgId): Promise<boolean> {
  return (await tx.execute(sql`select from purchase_orders where org_id = ${orgId} limit 1`)).length > 0;
}

export interface StoredReplay {
  readonly status: 'running' | 'done' | 'failed';
  readonly result: unknown;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}

const ofScope = ({ location, category }: RunReplay) => sql`location_id is not distinct from ${location ?? null}::bigint and category is not distinct from ${category ?? null}::text`;

export async function findReplay(tx: Tx, orgId: OrgId, scope: RunReplay): Promise<StoredReplay | undefined> {
  const [row] = await tx.execute<{ [Key in keyof StoredReplay]: StoredReplay[Key] }>(sql`
    select status, result, requested_at as "requestedAt", finished_at as "finishedAt" from inventory_replays where org_id = ${orgId} and ${ofScope(scope)}`);
  return row && { ...row, requestedAt: new Date(row.requestedAt), finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt) };
}

/** Marks a replay as running; its last result stays until there is a new one. */
export async function beginReplay(tx: Tx, orgId: OrgId, scope: RunReplay, at: Date): Promise<void> {
  await tx.execute(sql`
    insert into inventory_replays (org_id, location_id, category, status, requested_at) values (${orgId}, ${scope.location ?? null}::bigint, ${scope.category ?? null}::text, 'running', ${at.toISOString()}::timestamptz)
    on conflict on constraint inventory_replays_scope do update set status = 'running', requested_at = excluded.requested_at, finished_at = null`);
}

export async function finishReplay(tx: Tx, orgId: OrgId, scope: RunReplay, outcome: { readonly result: object } | { readonly errorCode: string }, at: Date): Promise<void> {
  const result = 'result' in outcome ? JSON.stringify(outcome.result) : null;
  const errorCode = 'errorCode' in outcome ? outcome.errorCode : null;
  const finishedAt = sql`${at.toISOString()}::timestamptz`;
  await tx.execute(sql`
    insert into inventory_replays as r (org_id, location_id, category, status, result, error_code, requested_at, finished_at)
    values (${orgId}, ${scope.location ?? null}::bigint, ${scope.category ?? null}::text, ${errorCode === null ? 'done' : 'failed'}, ${result}::jsonb, ${errorCode}, ${finishedAt}, ${finishedAt})
    on conflict on constraint inventory_replays_scope do update set status = excluded.status, result = coalesce(excluded.result, r.result), error_code = excluded.error_code, finished_at = excluded.finished_at`);
}
