import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { AggregateLevel, ForecastFrequency } from '../contract/terms';

export interface HierarchyScope {
  readonly orgId: OrgId;
  readonly runId: string;
}

/** Which series an aggregate holds: those of its category, its location, its product; of everything when all are absent. */
export interface AggregateMembers {
  readonly level: AggregateLevel;
  readonly category: string | null;
  readonly locationId: number | null;
  readonly productId: number | null;
}

export interface AggregateForecast extends AggregateMembers {
  readonly [column: string]: unknown;
  readonly key: string;
  /** names of the location and the product, where the aggregate has one */
  readonly location: string | null;
  readonly product: string | null;
  readonly seriesCount: number;
  /** items per period */
  readonly mean: readonly number[];
  /** nine blocks of one value a horizon step */
  readonly quantiles: readonly number[];
  /** 80 % interval of the sum over the horizon, items */
  readonly nextLower: number;
  readonly nextUpper: number;
  readonly change: number | null;
}

export interface MemberForecast {
  readonly [column: string]: unknown;
  readonly seriesId: number;
  readonly product: string;
  readonly location: string;
  readonly mean: readonly number[];
  readonly nextLower: number;
  readonly nextUpper: number;
  readonly change: number | null;
}

const AGGREGATES = sql`
  select a.level, a.key, a.category, a.location_id::int as "locationId", a.product_id::int as "productId", l.name as location, p.name as product,
    a.series_count as "seriesCount", a.mean, a.quantiles, a.next_lower as "nextLower", a.next_upper as "nextUpper", a.change
  from aggregate_forecasts a
  left join locations l on l.org_id = a.org_id and l.id = a.location_id
  left join products p on p.org_id = a.org_id and p.id = a.product_id`;

export async function findAggregate(tx: Tx, { orgId, runId }: HierarchyScope, { level, key }: { level: AggregateLevel; key: string }): Promise<AggregateForecast | undefined> {
  const [row] = await tx.execute<AggregateForecast>(sql`${AGGREGATES} where a.org_id = ${orgId} and a.run_id = ${runId}::uuid and a.level = ${level} and a.key = ${key}`);
  return row;
}

/** The aggregates of `level` that lie within another one, largest first. */
export async function listAggregates(tx: Tx, { orgId, runId }: HierarchyScope, level: AggregateLevel, within: AggregateMembers, limit: number): Promise<AggregateForecast[]> {
  const conditions = [sql`a.org_id = ${orgId}`, sql`a.run_id = ${runId}::uuid`, sql`a.level = ${level}`];
  if (within.level === 'category') conditions.push(sql`a.category is not distinct from ${within.category}`);
  if (within.level === 'location') conditions.push(sql`a.location_id = ${within.locationId}`);
  return [...(await tx.execute<AggregateForecast>(sql`${AGGREGATES} where ${sql.join(conditions, sql` and `)} order by a.next_mean desc, a.key limit ${limit}`))];
}

/** The forecasts of the series of an aggregate, largest first. */
export async function listMembers(tx: Tx, { orgId, runId }: HierarchyScope, within: AggregateMembers, limit: number): Promise<MemberForecast[]> {
  const rows = await tx.execute<MemberForecast>(sql`
    select f.series_id::int as "seriesId", p.name as product, l.name as location, f.mean, f.next_lower as "nextLower", f.next_upper as "nextUpper", f.change
    from forecasts f
    join series s on s.org_id = f.org_id and s.id = f.series_id
    join products p on p.org_id = s.org_id and p.id = s.product_id
    join locations l on l.org_id = s.org_id and l.id = s.location_id
    where f.org_id = ${orgId} and f.run_id = ${runId}::uuid and f.series_class <> 'discontinued' and ${isMember(within)}
    order by f.next_mean desc, f.series_id limit ${limit}`);
  return [...rows];
}

/** What the members of an aggregate sold in each period that begins on one of the days from `from` to `to`; periods without a sale are there with 0. */
export async function listAggregateHistory(tx: Tx, orgId: OrgId, within: AggregateMembers, frequency: ForecastFrequency, { from, to }: { from: string; to: string }): Promise<{ date: string; quantity: number }[]> {
  const rows = await tx.execute<{ date: string; quantity: number }>(sql`
    with sold as (
      select date_trunc(${frequency}, d.date)::date as date, sum(d.quantity) as quantity
      from daily_demand d
      join series s on s.org_id = d.org_id and s.id = d.series_id
      join products p on p.org_id = s.org_id and p.id = s.product_id and not p.is_service
      where d.org_id = ${orgId} and d.date >= ${from}::date and d.date < (${to}::date + ('1 ' || ${frequency})::interval)::date and ${isMember(within)}
      group by 1)
    select period::date::text as date, coalesce(sold.quantity, 0)::float8 as quantity
    from generate_series(${from}::date, ${to}::date, ('1 ' || ${frequency})::interval) as t(period)
    left join sold on sold.date = t.period::date
    order by 1`);
  return [...rows];
}

/** Series of which some period of the served forecast has been changed by a person. */
export async function listOverriddenSeries(tx: Tx, orgId: OrgId, frequency: ForecastFrequency, after: string) {
  const rows = await tx.execute<{ seriesId: number; category: string | null }>(sql`
    select distinct o.series_id::int as "seriesId", p.category
    from forecast_overrides o
    join series s on s.org_id = o.org_id and s.id = o.series_id
    join products p on p.org_id = s.org_id and p.id = s.product_id
    where o.org_id = ${orgId} and o.frequency = ${frequency} and o.withdrawn_at is null and o.starts_on > ${after}::date`);
  return [...rows];
}

/** On the columns of `series s` and `products p`. */
function isMember({ level, category, locationId, productId }: AggregateMembers): SQL {
  switch (level) {
    case 'total':
      return sql`true`;
    case 'category':
      return sql`p.category is not distinct from ${category}`;
    case 'location':
      return sql`s.location_id = ${locationId}`;
    case 'category_location':
      return sql`p.category is not distinct from ${category} and s.location_id = ${locationId}`;
    case 'product':
      return sql`s.product_id = ${productId}`;
  }
}
