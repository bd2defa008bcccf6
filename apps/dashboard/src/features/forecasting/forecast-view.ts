import * as z from 'zod/mini';
import { descendingFirst, oneOf, optionalId, optionalOneOf, optionalText, text } from '../../platform/view-fields';

const frequency = oneOf(['week', 'day'], 'week');

export const ForecastsView = z.object({
  frequency,
  mark: optionalOneOf(['biased', 'overridden']),
  q: text(100),
  location: optionalId,
  category: optionalText(200),
  seriesClass: optionalText(60),
  sort: oneOf(['name', 'demand', 'forecast', 'change', 'accuracy'], 'forecast'),
  dir: descendingFirst,
});
export type ForecastsView = z.output<typeof ForecastsView>;

export const PAGE_SIZE = 100;

/** The view as the worker is asked for it. */
export const listInput = ({ q, ...view }: ForecastsView) => ({ ...view, q: q === '' ? undefined : q, limit: PAGE_SIZE });

/** Where a series is shown, at the frequency it was found at. */
export const seriesPath = (seriesId: number, every: 'week' | 'day') => `/forecasts/${seriesId}${every === 'week' ? '' : `?frequency=${every}`}`;

export const SeriesView = z.object({
  frequency,
  tab: oneOf(['chart', 'table', 'accuracy'], 'chart'),
  backtest: oneOf(['0', '1'], '1'),
});
