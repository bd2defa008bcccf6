import { forecasting, withOrg } from '@almanac/data';
import { DomainError } from '@almanac/data/contract';
import { QUANTILE_LEVELS } from '@almanac/models';
import type { z } from 'zod';
import { getForecast } from '../forecasting/index';
import type { OrgContext } from '../platform/context';
import type { Forecast, ForecastQuery } from './schemas';

/** @throws DomainError `forecast.series_not_found` or `forecast.none_yet` */
export async function getPublicForecast(ctx: OrgContext, { product, location, frequency }: z.output<typeof ForecastQuery>): Promise<Forecast> {
  const seriesId = await withOrg(ctx.database.db, ctx.orgId, (tx) => forecasting.findSeriesByCode(tx, ctx.orgId, { product, location }));
  if (seriesId === undefined) throw new DomainError('forecast.series_not_found');
  const { forecast, frequency: served } = await getForecast(ctx, { seriesId, frequency });
  if (forecast === null || served !== frequency) throw new DomainError('forecast.none_yet');
  const at = (level: (typeof QUANTILE_LEVELS)[number]) => forecast.quantiles[QUANTILE_LEVELS.indexOf(level)] ?? [];
  const [lower, upper] = [at(0.1), at(0.9)];
  return {
    ...{ product, location, frequency, cutoff: forecast.cutoff },
    periods: forecast.dates.map((from, t) => ({ from, mean: forecast.adjusted[t]!, lower: lower[t]!, upper: upper[t]!, isChanged: forecast.isOverridden[t]! })),
  };
}
