import { z } from 'zod';
import { ForecastFrequency } from './terms';

export const WatchForecasts = z.object({ frequency: z.enum(ForecastFrequency.options).default('week') }).prefault({});
export type WatchForecasts = z.output<typeof WatchForecasts>;

/** How far something moved, by the population stability index: below 0.1 hardly, up to 0.25 somewhat, above much. */
export interface MovedFeature<Name extends string> {
  readonly feature: Name;
  readonly index: number;
  readonly level: 'stable' | 'moderate' | 'shifted';
}

export const DemandFeature = z.enum(['level', 'quietShare', 'price', 'returnedShare']);
export type DemandFeature = z.output<typeof DemandFeature>;
export const PurchaseFeature = z.enum(['orders', 'orderValue', 'orderLines', 'isNew']);
export type PurchaseFeature = z.output<typeof PurchaseFeature>;

/** Days since what serves was learnt, held against as many days before; `null` while they are too few. */
export interface Movement<Name extends string> {
  /** the days compared, `YYYY-MM-DD`, inclusive */
  readonly before: { readonly from: string; readonly to: string };
  readonly since: { readonly from: string; readonly to: string };
  readonly features: readonly MovedFeature<Name>[];
}

interface WatchedModel {
  readonly runId: string;
  readonly trainedAt: Date;
  readonly champion: string | null;
  readonly isServed: boolean;
}

/** Errors of sold against forecast; shares. */
export interface ForecastQuality {
  readonly wape: number | null;
  readonly bias: number | null;
  readonly coverage80: number | null;
}

export interface WatchedForecast extends WatchedModel {
  readonly cutoff: string | null;
  readonly promised: ForecastQuality;
  /** what came of it in the periods that are over; `null` where there are none, or its forecasts are no longer kept */
  readonly outcome: (ForecastQuality & { readonly periods: number }) | null;
}

export interface ForecastWatch {
  readonly frequency: ForecastFrequency;
  readonly runs: readonly WatchedForecast[];
  readonly movement: Movement<DemandFeature> | null;
  /** days of sales that are still missing before anything can be held against what serves */
  readonly daysToWait: number;
}

/** What the first ten products of each list came to within the response days. */
export interface ListOutcome {
  /** customers who bought anything in the days */
  readonly buyers: number;
  /** of them, those who bought something from their list */
  readonly hits: number;
  /** purchases of listed products, and how many were expected */
  readonly purchases: number;
  readonly expected: number;
  /** of the products on the lists of buyers, the share bought; of what they bought, the share that was on the list */
  readonly precision: number;
  readonly recall: number;
}

export interface WatchedRecommender extends WatchedModel {
  readonly dataUntil: string;
  readonly hitRate10: number | null;
  readonly ndcg10: number | null;
  readonly recall20: number | null;
  readonly coverage10: number | null;
  /** the last day of its response days */
  readonly outcomeOn: string;
  readonly outcome: ListOutcome | null;
}

export interface RecommendationWatch {
  readonly runs: readonly WatchedRecommender[];
  readonly movement: Movement<PurchaseFeature> | null;
  readonly daysToWait: number;
}
