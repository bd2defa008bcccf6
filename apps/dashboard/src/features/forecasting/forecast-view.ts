import { z } from 'zod';

const frequency = z.enum(['week', 'day']).catch('week');

export const ForecastsView = z.object({
  frequency,
  mark: z.enum(['biased', 'overridden']).optional().catch(undefined),
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
export const listInput = ({ q, ...view }: ForecastsView) => ({ ...view, q: q === '' ? undefined : q, limit: PAGE_SIZE });

/** Where a series is shown, at the frequency it was found at. */
export const seriesPath = (seriesId: number, every: 'week' | 'day') => `/forecasts/${seriesId}${every === 'week' ? '' : `?frequency=${every}`}`;

export const SeriesView = z.object({
  frequency,
  tab: z.enum(['chart', 'table', 'accuracy']).catch('chart'),
  backtest: z.enum(['0', '1']).catch('1'),
});
