import { z } from 'zod';

export const ForecastsView = z.object({
  q: z.string().max(100).catch(''),
  location: z.coerce.number().int().positive().optional().catch(undefined),
  category: z.string().max(200).optional().catch(undefined),
  seriesClass: z.string().max(60).optional().catch(undefined),
  sort: z.enum(['name', 'demand', 'forecast', 'change', 'accuracy']).catch('forecast'),
  dir: z.enum(['asc', 'desc']).catch('desc'),
});
export type ForecastsView = z.output<typeof ForecastsView>;

export const PAGE_SIZE = 100;

/** The view as the worker is asked for it. */
export const listInput = ({ q, location, category, seriesClass, sort, dir }: ForecastsView) => ({ q: q === '' ? undefined : q, location, category, seriesClass, sort, dir, limit: PAGE_SIZE });

export const SeriesView = z.object({
  tab: z.enum(['chart', 'table', 'accuracy']).catch('chart'),
  backtest: z.enum(['0', '1']).catch('1'),
});
