import { forecasting, overview, withOrg } from '@almanac/data';
import { DomainError, ForecastFilter, GetForecast } from '@almanac/data/contract';
import type { Context } from 'hono';
import { z } from 'zod';
import { forEachForecast, getForecast } from '../forecasting/index';
import type { OrgContext } from '../platform/context';
import type { HttpTools } from '../platform/http';
import { download } from './download';
import { forecastTable, forecastsTable } from './forecast-tables';
import { wordsOf } from './words';

const Locale = z.enum(['en', 'zh']).catch('en');
const OneSeries = GetForecast.extend({ locale: Locale });
const orDefault = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);
/** The list's filter as an address holds it. */
const FilterInUrl = z.object({
  frequency: ForecastFilter.shape.frequency,
  mark: orDefault(ForecastFilter.shape.mark),
  q: ForecastFilter.shape.q,
  location: orDefault(z.coerce.number().int().positive().optional()),
  category: orDefault(ForecastFilter.shape.category),
  seriesClass: orDefault(ForecastFilter.shape.seriesClass),
  sort: ForecastFilter.shape.sort,
  dir: ForecastFilter.shape.dir,
  locale: Locale,
});

/** Downloads: what the list shows with its filters, and one series. */
export function registerExportRoutes({ app, requireOrg }: HttpTools): void {
  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/api/downloads/forecasts.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'viewer');
      const { locale, ...filter } = parseQuery(FilterInUrl, context);
      const { run, locationName } = await findList(ctx, filter);
      const table = forecastsTable(ctx, wordsOf[locale], run, { filter, locationName }, forEachForecast(ctx, run.runId, filter));
      return download(ctx, table, `forecasts-${ctx.org.slug}`, format);
    });
    app.get(`/api/downloads/forecast.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'viewer');
      const { locale, ...wanted } = parseQuery(OneSeries, context);
      const detail = await getForecast(ctx, wanted);
      return download(ctx, forecastTable(ctx, wordsOf[locale], detail), `forecast-${detail.series.productCode}-${detail.series.location}`, format);
    });
  }
}

function parseQuery<Schema extends z.ZodType>(schema: Schema, context: Context): z.output<Schema> {
  const parsed = schema.safeParse(context.req.query());
  if (!parsed.success) throw new DomainError('request.invalid');
  return parsed.data;
}

async function findList({ database, orgId }: OrgContext, { location, frequency }: ForecastFilter) {
  return withOrg(database.db, orgId, async (tx) => {
    const run = await overview.findServedRun(tx, orgId, frequency);
    if (run === undefined) throw new DomainError('forecast.none_yet');
    const { locations } = await forecasting.listForecastFacets(tx, orgId, run.runId);
    return { run, locationName: location === undefined ? undefined : (locations.find(({ id }) => id === location)?.name ?? String(location)) };
  });
}
