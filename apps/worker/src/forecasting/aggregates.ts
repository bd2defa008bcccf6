import { forecasting, type overview, type Tx } from '@almanac/data';
import { ForecastFrequency, type OrgId } from '@almanac/data/contract';
import { QUANTILE_LEVELS } from '@almanac/models';

/** What the whole company or one location is expected to sell; absent when the run knows no such aggregate. */
export async function findTotalForecast(tx: Tx, orgId: OrgId, { runId, frequency, cutoff }: overview.ServedRun, locationId: number | undefined) {
  const found = await forecasting.findAggregate(tx, { orgId, runId }, locationId === undefined ? { level: 'total', key: '' } : { level: 'location', key: String(locationId) });
  return found && adjust(found, await readOverrides(tx, orgId, ForecastFrequency.parse(frequency), cutoff));
}

/** A series of which people changed the forecast, and by how much in each period. */
export interface Overridden extends forecasting.ServedForecast {
  readonly category: string | null;
}

export async function readOverrides(tx: Tx, orgId: OrgId, frequency: ForecastFrequency, cutoff: string): Promise<Overridden[]> {
  const series = await forecasting.listOverriddenSeries(tx, orgId, frequency, cutoff);
  if (series.length === 0) return [];
  const categoryOf = new Map(series.map(({ seriesId, category }) => [seriesId, category]));
  const found: Overridden[] = [];
  for await (const forecast of forecasting.listServedForecasts(tx, { orgId, frequency, seriesIds: [...categoryOf.keys()] })) found.push({ ...forecast, category: categoryOf.get(forecast.seriesId) ?? null });
  return found;
}

function isMember({ level, category, locationId, productId }: forecasting.AggregateForecast, series: Overridden): boolean {
  if (level === 'category') return series.category === category;
  if (level === 'location') return series.locationId === locationId;
  if (level === 'category_location') return series.category === category && series.locationId === locationId;
  return level === 'total' || series.productId === productId;
}

/** The aggregate with what people changed in its series: as much is added to its mean, and its quantiles keep their proportion to it. */
export function adjust(aggregate: forecasting.AggregateForecast, overrides: readonly Overridden[]) {
  const own = overrides.filter((series) => isMember(aggregate, series));
  const mean = aggregate.mean.map((value, h) => Math.max(0, own.reduce((sum, series) => sum + series.mean[h]! - series.modelMean[h]!, value)));
  const blocks = QUANTILE_LEVELS.map((_, q) => aggregate.quantiles.slice(q * mean.length, (q + 1) * mean.length));
  const quantiles = blocks.map((values) => values.map((value, h) => (aggregate.mean[h]! > 0 ? (value * mean[h]!) / aggregate.mean[h]! : mean[h]!)));
  return { seriesCount: aggregate.seriesCount, mean, quantiles, ...figuresOf(aggregate, mean) };
}

interface Said {
  readonly mean: readonly number[];
  readonly nextLower: number;
  readonly nextUpper: number;
  readonly change: number | null;
}

/** Figures over the horizon once the forecast is another than the model said: interval and change move in proportion. */
export function figuresOf(said: Said, mean: readonly number[]) {
  const [before, nextMean] = [total(said.mean), total(mean)];
  if (before <= 0) return { nextMean, nextLower: nextMean > 0 ? nextMean : said.nextLower, nextUpper: Math.max(nextMean, said.nextUpper), change: said.change };
  const ratio = nextMean / before;
  return { nextMean, nextLower: said.nextLower * ratio, nextUpper: said.nextUpper * ratio, change: said.change === null ? null : (1 + said.change) * ratio - 1 };
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
