import { sql } from 'drizzle-orm';
import { clientOf, type Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { ForecastFrequency } from '../contract/terms';
import { adjustForecast, type Override } from './adjust-forecast';

const SERIES_A_FETCH = 500;
const QUANTILES = 9;
const DAYS: Record<ForecastFrequency, number> = { week: 7, day: 1 };
const DAY_MS = 86_400_000;

export interface ServedForecastScope {
  readonly orgId: OrgId;
  readonly frequency: ForecastFrequency;
  /** only these; all of them when absent */
  readonly seriesIds?: readonly number[];
}

/** What to expect of one series: the model's word with people's overrides in it. */
export interface ServedForecast {
  readonly seriesId: number;
  readonly productId: number;
  readonly locationId: number;
  readonly runId: string;
  readonly frequency: ForecastFrequency;
  /** first day of the last period the model saw; the first forecast period comes after it */
  readonly cutoff: string;
  /** first day of each forecast period, `YYYY-MM-DD`; series of one run share the array */
  readonly dates: readonly string[];
  /** items per period, as long as `dates` */
  readonly mean: readonly number[];
  /** q0.1 … q0.9, each as long as `dates` */
  readonly quantiles: readonly (readonly number[])[];
  /** what the model said, without overrides */
  readonly modelMean: readonly number[];
  readonly isOverridden: readonly boolean[];
}

/**
 * Streams the served forecasts of a frequency in the order of their series' ids; nothing when no run of it serves. A cursor holds the
 * transaction's connection: no other query on `tx` until the loop has ended.
 */
export async function* listServedForecasts(tx: Tx, { orgId, frequency, seriesIds }: ServedForecastScope): AsyncGenerator<ServedForecast> {
  const overrides = await readOverrides(tx, { orgId, frequency, seriesIds });
  const client = clientOf(tx);
  const some = seriesIds === undefined ? client`` : client`and f.series_id = any(${[...seriesIds]}::bigint[])`;
  const rows = client<{ seriesId: number; productId: number; locationId: number; runId: string; cutoff: string; mean: number[]; quantiles: number[] }[]>`
    select f.series_id::int as "seriesId", s.product_id::int as "productId", s.location_id::int as "locationId", f.run_id as "runId", f.cutoff::text as cutoff, f.mean, f.quantiles
    from serving_runs r
    join forecasts f on f.org_id = r.org_id and f.run_id = r.run_id
    join series s on s.org_id = f.org_id and s.id = f.series_id
    where r.org_id = ${orgId} and r.capability = 'forecast' and r.frequency = ${frequency} ${some}
    order by f.series_id`;
  let dates: readonly string[] = [];
  let datesOf = '';
  for await (const batch of rows.cursor(SERIES_A_FETCH)) {
    for (const { mean, quantiles, ...row } of batch) {
      if (row.cutoff !== datesOf || dates.length !== mean.length) {
        dates = periodsAfter(row.cutoff, mean.length, frequency);
        datesOf = row.cutoff;
      }
      const own = overrides.get(row.seriesId);
      const blocks = Array.from({ length: QUANTILES }, (_, q) => quantiles.slice(q * mean.length, (q + 1) * mean.length));
      yield { ...row, frequency, dates, modelMean: mean, ...adjustForecast({ mean, quantiles: blocks }, (step) => own?.get(dates[step]!)) };
    }
  }
}

/** Overrides that hold, by series and first day of their period. */
async function readOverrides(tx: Tx, { orgId, frequency, seriesIds }: ServedForecastScope): Promise<Map<number, Map<string, Override>>> {
  const some = seriesIds === undefined ? sql`` : sql`and series_id = any(${sql.param([...seriesIds])}::bigint[])`;
  const rows = await tx.execute<Override & Record<string, unknown> & { seriesId: number; startsOn: string }>(sql`
    select distinct on (series_id, starts_on) series_id::int as "seriesId", starts_on::text as "startsOn", kind, value
    from forecast_overrides
    where org_id = ${orgId} and frequency = ${frequency} and withdrawn_at is null ${some}
      and starts_on > (select min(f.cutoff) from serving_runs r join forecasts f on f.org_id = r.org_id and f.run_id = r.run_id where r.org_id = ${orgId} and r.capability = 'forecast' and r.frequency = ${frequency})
    order by series_id, starts_on, id desc`);
  const found = new Map<number, Map<string, Override>>();
  for (const { seriesId, startsOn, kind, value } of rows) {
    const own = found.get(seriesId) ?? new Map<string, Override>();
    found.set(seriesId, own.set(startsOn, { kind, value }));
  }
  return found;
}

/** First days of the periods after the one that begins on `cutoff`. */
function periodsAfter(cutoff: string, count: number, frequency: ForecastFrequency): string[] {
  const start = Date.parse(cutoff);
  return Array.from({ length: count }, (_, step) => new Date(start + (step + 1) * DAYS[frequency] * DAY_MS).toISOString().slice(0, 10));
}
