import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ModelScores } from '../contract/forecasting';
import type { OrgId, SeriesId } from '../contract/ids';

export interface SeriesDescription {
  readonly [column: string]: unknown;
  readonly id: number;
  readonly productCode: string;
  readonly productName: string;
  readonly location: string;
  readonly category: string | null;
  readonly supplier: string | null;
  readonly unit: string | null;
  readonly priceMinor: number | null;
}

export async function findSeries(tx: Tx, orgId: OrgId, seriesId: SeriesId): Promise<SeriesDescription | undefined> {
  const [row] = await tx.execute<SeriesDescription>(sql`
    select s.id::int as id, p.code as "productCode", p.name as "productName", l.name as location, p.category, su.name as supplier, p.unit, p.price_minor::float8 as "priceMinor"
    from series s
    join products p on p.org_id = s.org_id and p.id = s.product_id
    join locations l on l.org_id = s.org_id and l.id = s.location_id
    left join suppliers su on su.org_id = p.org_id and su.id = p.supplier_id
    where s.org_id = ${orgId} and s.id = ${seriesId}`);
  return row;
}

export interface StoredForecast {
  readonly [column: string]: unknown;
  readonly runId: string;
  readonly cutoff: string;
  readonly model: string;
  readonly seriesClass: string;
  readonly reason: string | null;
  readonly biasPeriods: number | null;
  readonly mean: number[];
  /** nine blocks of one value a horizon step */
  readonly quantiles: number[];
}

export async function findForecast(tx: Tx, orgId: OrgId, runId: string, seriesId: SeriesId): Promise<StoredForecast | undefined> {
  const [row] = await tx.execute<StoredForecast>(sql`
    select run_id as "runId", cutoff::text as cutoff, model, series_class as "seriesClass", reason, bias_periods as "biasPeriods", mean, quantiles
    from forecasts where org_id = ${orgId} and run_id = ${runId}::uuid and series_id = ${seriesId}`);
  return row;
}

/** What the run would have said from earlier cutoffs, oldest first. */
export async function listBacktest(tx: Tx, orgId: OrgId, runId: string, seriesId: SeriesId) {
  return tx.execute<{ cutoff: string; model: string; mean: number[]; median: number[]; lower: number[]; upper: number[] }>(sql`
    select cutoff::text as cutoff, model, mean, coalesce(median, mean) as median, lower, upper
    from backtest_forecasts where org_id = ${orgId} and run_id = ${runId}::uuid and series_id = ${seriesId} order by cutoff`);
}

/** Accuracy of every method on the series of a class in a run's backtest, and how many they are; best first. */
export async function listClassScores(tx: Tx, { orgId, runId, seriesClass }: { orgId: OrgId; runId: string; seriesClass: string }): Promise<(ModelScores & { seriesCount: number })[]> {
  return tx.execute<ModelScores & { [column: string]: unknown; seriesCount: number }>(sql`
    select model, wape, mase, wql, coverage80, bias, is_champion as "isChampion", series_count as "seriesCount"
    from forecast_scores where org_id = ${orgId} and run_id = ${runId}::uuid and series_class = ${seriesClass} order by wql, model`);
}
