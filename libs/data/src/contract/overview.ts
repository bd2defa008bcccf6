import { z } from 'zod';
import type { ItemKey } from './inventory';
import { ForecastFrequency } from './terms';

export const OverviewFilter = z.object({ frequency: z.enum(ForecastFrequency.options).default('week'), location: z.number().int().positive().optional() });
export type OverviewFilter = z.output<typeof OverviewFilter>;

/** Something that moved since the last comparable time. `change` is a ratio, 0.1 is 10 % more. */
export interface OverviewChange {
  readonly kind: 'demand_up' | 'demand_down' | 'new_product';
  readonly seriesId: number;
  readonly params: { readonly product: string; readonly location: string; readonly change: number; readonly units: number };
}

/** Something a person should look at, most money at stake first. Stock problems name the `item` of the stock plan where there is one. */
export type OverviewAttention =
  | { readonly kind: 'stock_out' | 'stock_low'; readonly severity: 'high' | 'medium'; readonly item: ItemKey | null; readonly seriesId: number | null; readonly params: { readonly product: string; readonly location: string; readonly onHand: number; readonly days: number; readonly atStakeMinor: number } }
  | { readonly kind: 'bias_high' | 'bias_low'; readonly severity: 'medium'; readonly seriesId: number; readonly params: { readonly product: string; readonly location: string; readonly periods: number; readonly frequency: ForecastFrequency } }
  | { readonly kind: 'import_problems'; readonly severity: 'medium'; readonly importId: string; readonly params: { readonly file: string; readonly problems: number } }
  | { readonly kind: 'churn_risk'; readonly severity: 'high'; readonly params: { readonly count: number; readonly valueAtRiskMinor: number } }
  | { readonly kind: 'campaign_overdue' | 'campaign_measured'; readonly severity: 'medium'; readonly campaignId: number; readonly params: { readonly name: string; readonly owner: string; readonly days: number } }
  | { readonly kind: 'run_failed'; readonly severity: 'high'; readonly runId: string; readonly params: { readonly code: string } }
  | { readonly kind: 'no_forecast' | 'forecast_old'; readonly severity: 'medium'; readonly params: { readonly days: number } };
