import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ForecastFilter, ForecastItem } from '../contract/forecasting';
import type { OrgId } from '../contract/ids';
import type { ForecastFrequency } from '../contract/terms';

export interface ForecastPage {
  readonly orgId: OrgId;
  readonly runId: string;
  readonly filter: ForecastFilter;
  readonly offset: number;
  readonly limit: number;
}

const sortKey: Record<ForecastFilter['sort'], SQL> = {
  name: sql`lower(p.name)`,
  demand: sql`(select sum(value) from unnest(f.recent) as r(value))`,
  forecast: sql`f.next_mean`,
  change: sql`f.change`,
  accuracy: sql`f.wape`,
};
/** The same of forecasts that people changed; without any the index of `next_mean` gives the order. */
const changedSortKey: typeof sortKey = { ...sortKey, forecast: sql`f.next_mean + coalesce(o.change, 0)`, change: sql`case when o.change is null or f.next_mean <= 0 then f.change else (1 + f.change) * (f.next_mean + o.change) / f.next_mean - 1 end` };

/**
 * One page of a run's forecasts: the order is found on narrow rows, the arrays are read for the page alone. The recent
 * periods come as JSON: of an array, the driver reads a missing value as `NaN`. Sorted by what holds, people's overrides included.
 */
export async function listForecasts(tx: Tx, { orgId, runId, filter, offset, limit }: ForecastPage): Promise<ForecastItem[]> {
  const direction = filter.dir === 'asc' ? sql`asc nulls last` : sql`desc nulls last`;
  const [overrides] = await tx.execute<{ exist: boolean }>(sql`select exists (select from forecast_overrides where org_id = ${orgId} and withdrawn_at is null) as exist`);
  const key = overrides?.exist ? changedSortKey : sortKey;
  const rows = await tx.execute<ForecastItem & Record<string, unknown>>(sql`
    with changed as materialized (${changes(orgId, runId)}),
    page as (
      select f.series_id, row_number() over (order by ${key[filter.sort]} ${direction}, f.series_id) as position
      from ${matches(orgId, runId, filter, overrides?.exist ? sql`left join changed o on o.series_id = f.series_id` : sql``)}
      order by ${key[filter.sort]} ${direction}, f.series_id
      offset ${offset} limit ${limit})
    select f.series_id::int as "seriesId", p.code as "productCode", p.name as "productName", l.name as location, p.category,
      f.series_class as "seriesClass", f.model, to_jsonb(f.recent) as "lastPeriods", f.next_mean as "nextMean", f.next_mean + o.change as "adjustedMean",
      ${scaled(sql`f.next_lower`)} as "nextLower", ${scaled(sql`f.next_upper`)} as "nextUpper", ${changedSortKey.change} as change, f.wape, f.bias_periods as "biasPeriods", f.reason
    from page
    join forecasts f on f.org_id = ${orgId} and f.run_id = ${runId}::uuid and f.series_id = page.series_id
    join series s on s.org_id = f.org_id and s.id = f.series_id
    join products p on p.org_id = f.org_id and p.id = s.product_id
    join locations l on l.org_id = f.org_id and l.id = s.location_id
    left join changed o on o.series_id = f.series_id
    order by page.position`);
  return [...rows];
}

/** What people's overrides add to the sum over the horizon of each series that has any. */
const changes = (orgId: OrgId, runId: string) => sql`
  select f.series_id, sum(case held.kind when 'set' then held.value else held.value * f.mean[held.step] end - f.mean[held.step])::float8 as change
  from (
    select distinct on (x.series_id, x.starts_on) x.series_id, x.kind, x.value, (x.starts_on - f.cutoff) / case f.frequency when 'week' then 7 else 1 end as step
    from forecast_overrides x
    join forecasts f on f.org_id = x.org_id and f.run_id = ${runId}::uuid and f.series_id = x.series_id and f.frequency = x.frequency
    where x.org_id = ${orgId} and x.withdrawn_at is null and x.starts_on > f.cutoff
    order by x.series_id, x.starts_on, x.id desc) held
  join forecasts f on f.org_id = ${orgId} and f.run_id = ${runId}::uuid and f.series_id = held.series_id
  where held.step <= cardinality(f.mean)
  group by f.series_id`;

/** An end of the interval, in proportion to what overrides make of the sum; the sum itself where the model expects nothing. */
const scaled = (end: SQL) => sql`case when o.change is null then ${end} when f.next_mean > 0 then ${end} * (f.next_mean + o.change) / f.next_mean else o.change end`;

export async function countForecasts(tx: Tx, { orgId, runId, filter }: Pick<ForecastPage, 'orgId' | 'runId' | 'filter'>): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from ${matches(orgId, runId, filter)}`);
  return row?.total ?? 0;
}

function matches(orgId: OrgId, runId: string, { q, location, category, seriesClass, mark }: ForecastFilter, joined: SQL = sql``): SQL {
  const conditions = [sql`f.org_id = ${orgId}`, sql`f.run_id = ${runId}::uuid`];
  if (q !== undefined && q !== '') conditions.push(sql`(p.code || ' ' || p.name) ilike ${`%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`}`);
  if (location !== undefined) conditions.push(sql`s.location_id = ${location}`);
  if (category !== undefined) conditions.push(sql`p.category = ${category}`);
  if (seriesClass !== undefined) conditions.push(sql`f.series_class = ${seriesClass}`);
  if (mark === 'biased') conditions.push(sql`f.bias_periods is not null`);
  if (mark === 'overridden') conditions.push(sql`exists (select from forecast_overrides o where o.org_id = f.org_id and o.series_id = f.series_id and o.frequency = f.frequency and o.withdrawn_at is null and o.starts_on > f.cutoff)`);
  return sql`forecasts f
    join series s on s.org_id = f.org_id and s.id = f.series_id
    join products p on p.org_id = f.org_id and p.id = s.product_id
    ${joined}
    where ${sql.join(conditions, sql` and `)}`;
}

/** What the list can be narrowed to. */
export async function listForecastFacets(tx: Tx, orgId: OrgId, runId: string | undefined) {
  const locations = await tx.execute<{ id: number; name: string }>(sql`select id::int as id, name from locations where org_id = ${orgId} order by name, id`);
  const categories = await tx.execute<{ category: string }>(sql`select distinct category from products where org_id = ${orgId} and category is not null and not is_service order by category`);
  const classes = runId === undefined ? [] : await tx.execute<{ class: string }>(sql`select distinct series_class as class from forecasts where org_id = ${orgId} and run_id = ${runId}::uuid order by 1`);
  const frequencies = await tx.execute<{ frequency: ForecastFrequency }>(sql`select frequency from serving_runs where org_id = ${orgId} and capability = 'forecast' order by frequency desc`);
  return { frequencies: frequencies.map(({ frequency }) => frequency), locations: [...locations], categories: categories.map(({ category }) => category), classes: classes.map((row) => row.class) };
}
