import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ForecastFilter, ForecastFrequency, ForecastItem } from '../contract/forecasting';
import type { OrgId } from '../contract/ids';

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

/**
 * One page of a run's forecasts: the order is found on narrow rows, the arrays are read for the page alone. The recent
 * periods come as JSON: of an array, the driver reads a missing value as `NaN`. Sorted by what the models say; overrides are few.
 */
export async function listForecasts(tx: Tx, { orgId, runId, filter, offset, limit }: ForecastPage): Promise<ForecastItem[]> {
  const direction = filter.dir === 'asc' ? sql`asc nulls last` : sql`desc nulls last`;
  const rows = await tx.execute<ForecastItem & Record<string, unknown>>(sql`
    with page as (
      select f.series_id, row_number() over (order by ${sortKey[filter.sort]} ${direction}, f.series_id) as position
      from ${matches(orgId, runId, filter)}
      order by ${sortKey[filter.sort]} ${direction}, f.series_id
      offset ${offset} limit ${limit})
    select f.series_id::int as "seriesId", p.code as "productCode", p.name as "productName", l.name as location, p.category,
      f.series_class as "seriesClass", f.model, to_jsonb(f.recent) as "lastPeriods", f.next_mean as "nextMean", f.next_mean + o.change as "adjustedMean",
      ${scaled(sql`f.next_lower`)} as "nextLower", ${scaled(sql`f.next_upper`)} as "nextUpper", f.change, f.wape, f.bias_periods as "biasPeriods", f.reason
    from page
    join forecasts f on f.org_id = ${orgId} and f.run_id = ${runId}::uuid and f.series_id = page.series_id
    join series s on s.org_id = f.org_id and s.id = f.series_id
    join products p on p.org_id = f.org_id and p.id = s.product_id
    join locations l on l.org_id = f.org_id and l.id = s.location_id
    left join lateral (
      select sum(case kind when 'set' then value else value * f.mean[step] end - f.mean[step])::float8 as change
      from (
        select distinct on (starts_on) kind, value, (starts_on - f.cutoff) / case f.frequency when 'week' then 7 else 1 end as step
        from forecast_overrides
        where org_id = f.org_id and series_id = f.series_id and frequency = f.frequency and withdrawn_at is null and starts_on > f.cutoff
        order by starts_on, id desc) held
      where step <= cardinality(f.mean)) o on true
    order by page.position`);
  return [...rows];
}

/** An end of the interval, in proportion to what overrides make of the sum; the sum itself where the model expects nothing. */
const scaled = (end: SQL) => sql`case when o.change is null then ${end} when f.next_mean > 0 then ${end} * (f.next_mean + o.change) / f.next_mean else o.change end`;

export async function countForecasts(tx: Tx, { orgId, runId, filter }: Pick<ForecastPage, 'orgId' | 'runId' | 'filter'>): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from ${matches(orgId, runId, filter)}`);
  return row?.total ?? 0;
}

function matches(orgId: OrgId, runId: string, { q, location, category, seriesClass, mark }: ForecastFilter): SQL {
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
