import { z } from 'zod';
import { SeriesId } from './ids';
import { AggregateLevel, ForecastFrequency, ForecastMark, OverrideKind, OverrideReason } from './terms';

/** Which forecasts to show, in which order. */
export const ForecastFilter = z.object({
  /** of the other frequency where this one has no run */
  frequency: z.enum(ForecastFrequency.options).default('week'),
  mark: z.optional(ForecastMark),
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

export const GetForecast = z.object({ seriesId: SeriesId, frequency: z.enum(ForecastFrequency.options).default('week') });
export type GetForecast = z.output<typeof GetForecast>;
export const ForecastScope = z.object({ frequency: z.enum(ForecastFrequency.options).default('week') });
export type ForecastScope = z.output<typeof ForecastScope>;

const BusinessDate = z.iso.date();
/** A change of one or several periods of a forecast: `set` gives items a period, `scale` a factor on what the model says. */
export const OverrideForecast = GetForecast.extend({
  /** first days of the first and the last period */
  from: BusinessDate,
  to: BusinessDate,
  kind: OverrideKind,
  value: z.number().nonnegative().max(1e9),
  reason: OverrideReason,
  note: z.string().trim().max(500).optional(),
}).refine(({ from, to, kind, value }) => from <= to && (kind === 'set' || value <= 100));
export type OverrideForecast = z.output<typeof OverrideForecast>;

export const OneOverride = z.object({ batchId: z.uuid() });
export type OneOverride = z.output<typeof OneOverride>;

/** What somebody changed in one go. Sums are over its periods, items. */
export interface ForecastOverride {
  readonly batchId: string;
  readonly from: string;
  readonly to: string;
  readonly periods: number;
  /** periods of it that hold: neither withdrawn nor changed again later */
  readonly inForce: number;
  readonly kind: OverrideKind;
  readonly value: number;
  readonly modelMean: number;
  readonly reason: OverrideReason;
  readonly note: string | null;
  readonly author: string;
  readonly createdAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
}

/** How people's changes fared against the model: periods changed beforehand that are over, `needed` before errors mean something. */
export interface OverrideScores {
  readonly periods: number;
  readonly needed: number;
  readonly model: number | null;
  readonly adjusted: number | null;
}

/** Error (WAPE) at each step from a simple forecast to the one people settled on; `null` where it cannot be told. */
export interface ForecastValueAdded {
  readonly backtest: { readonly naive: number | null; readonly model: number | null };
  readonly overrides: OverrideScores;
}

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
  /** with people's overrides; `null` without one. The interval is then scaled alike. */
  readonly adjustedMean: number | null;
  readonly nextLower: number;
  readonly nextUpper: number;
  readonly change: number | null;
  readonly wape: number | null;
  /** periods in a row that it was too high (positive) or too low (negative); `null` without an alarm */
  readonly biasPeriods: number | null;
  readonly reason: string | null;
}

/** What the sums of the list run over: periods, with the first and the last day. */
export interface ForecastSpan {
  readonly frequency: ForecastFrequency;
  readonly horizon: number;
  readonly from: string;
  readonly to: string;
}

/** Accuracy of one model: ratios, `null` where it cannot be told. `wape` and `mase` of a run are of the median, `bias` is of the mean. */
export interface ModelScores {
  readonly model: string;
  readonly wape: number | null;
  readonly mase: number | null;
  readonly wql: number | null;
  readonly coverage80: number | null;
  readonly bias: number | null;
  readonly isChampion: boolean;
}

/** One aggregate with its parts; `by` is how the total is divided. */
export const GetHierarchy = z.object({
  frequency: z.enum(ForecastFrequency.options).default('week'),
  level: z.enum(AggregateLevel.options).default('total'),
  /** which of the level: empty, a category, a location's id, `location/category`, a product's id */
  key: z.string().max(300).default(''),
  by: z.enum(['category', 'location', 'product']).default('category'),
});
export type GetHierarchy = z.output<typeof GetHierarchy>;
