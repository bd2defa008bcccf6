import { z } from 'zod';
import { SeriesId } from './ids';

export const ForecastFrequency = z.enum(['week', 'day']);
export type ForecastFrequency = z.output<typeof ForecastFrequency>;

/** Which forecasts to show, in which order. */
export const ForecastFilter = z.object({
  /** part of a product's code or name */
  q: z.string().trim().max(200).optional(),
  location: z.number().int().positive().optional(),
  category: z.string().max(200).optional(),
  seriesClass: z.string().max(60).optional(),
  sort: z.enum(['name', 'demand', 'forecast', 'change', 'accuracy']).default('forecast'),
  dir: z.enum(['asc', 'desc']).default('desc'),
});
export type ForecastFilter = z.output<typeof ForecastFilter>;

export const ListForecasts = ForecastFilter.extend({
  /** rows to leave out, as the page before said */
  cursor: z.number().int().nonnegative().nullish(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type ListForecasts = z.output<typeof ListForecasts>;

export const GetForecast = z.object({ seriesId: SeriesId });

/** One row of the list. Figures of the next periods are sums over the horizon, items; `change` and `wape` are ratios. */
export interface ForecastItem {
  readonly seriesId: number;
  readonly productCode: string;
  readonly productName: string;
  readonly location: string;
  readonly category: string | null;
  readonly seriesClass: string;
  readonly model: string;
  readonly lastPeriods: readonly (number | null)[];
  readonly nextMean: number;
  readonly nextLower: number;
  readonly nextUpper: number;
  readonly change: number | null;
  readonly wape: number | null;
  readonly reason: string | null;
}

/** Accuracy of one model: ratios, `null` where it cannot be told. */
export interface ModelScores {
  readonly model: string;
  readonly wape: number | null;
  readonly mase: number | null;
  readonly wql: number | null;
  readonly coverage80: number | null;
  readonly bias: number | null;
  readonly isChampion: boolean;
}

/** How series are added up. `product` is a product over its locations. */
export const AggregateLevel = z.enum(['total', 'category', 'location', 'category_location', 'product']);
export type AggregateLevel = z.output<typeof AggregateLevel>;

/** One aggregate with its parts; `by` is how the total is divided. */
export const GetHierarchy = z.object({
  level: AggregateLevel.default('total'),
  /** which of the level: empty, a category, a location's id, `location/category`, a product's id */
  key: z.string().max(300).default(''),
  by: z.enum(['category', 'location', 'product']).default('category'),
});
export type GetHierarchy = z.output<typeof GetHierarchy>;
