import type { SeriesForChart } from './prepare-series-chart';

export type Period = {
  readonly date: string;
  readonly isForecast: boolean;
  readonly y: number | null;
  /** what the model says, and what holds with people's overrides */
  readonly mean: number | null;
  readonly adjusted: number | null;
  readonly isOverridden: boolean;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly isPromotion: boolean;
  readonly isStockOut: boolean;
};

/** Every period once, newest first; a period the model did not see yet may have both demand and forecast. */
export function listPeriods({ history, forecast }: Pick<SeriesForChart, 'history' | 'forecast'>): Period[] {
  const periods = new Map<string, Period>(
    history.dates.map((date, i) => [date, { date, isForecast: false, y: history.y[i] ?? null, mean: null, adjusted: null, isOverridden: false, lower: null, upper: null, isPromotion: history.promotion[i] ?? false, isStockOut: history.stockOut[i] ?? false }]),
  );
  forecast?.dates.forEach((date, i) => {
    const known = periods.get(date) ?? { date, isForecast: true, y: null, isPromotion: forecast.promotion[i] ?? false, isStockOut: false };
    periods.set(date, { ...known, mean: forecast.mean[i] ?? null, adjusted: forecast.adjusted[i] ?? null, isOverridden: forecast.isOverridden[i] ?? false, lower: forecast.quantiles[0]?.[i] ?? null, upper: forecast.quantiles[8]?.[i] ?? null });
  });
  return [...periods.values()].sort((a, b) => (a.date < b.date ? 1 : -1));
}
