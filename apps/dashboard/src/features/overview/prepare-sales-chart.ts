import type { TimeChartModel } from '@almanac/ui';
import { anchorOf } from '../forecasting/prepare-series-chart';

export type SalesAndForecast = {
  readonly sales: { readonly weeks: readonly string[]; readonly revenueMinor: readonly number[]; readonly units: readonly number[] };
  readonly forecast: { readonly weeks: readonly string[]; readonly mean: readonly number[]; readonly lower: readonly number[]; readonly upper: readonly number[]; readonly revenueMinor: readonly number[] };
};

type Names = { readonly sales: string; readonly forecast: string; readonly interval: string; readonly cut: string };

/**
 * The weekly total and its forecast on one axis. Weeks that both know (the forecast starts where its model stopped looking, sales
 * may have gone on) keep both values. Revenue has no interval: prices are known only on average.
 */
export function prepareSalesChart({ sales, forecast }: SalesAndForecast, { weeks, measure, toMajor }: { readonly weeks: number; readonly measure: 'units' | 'revenue'; readonly toMajor: (minor: number) => number }, names: Names): TimeChartModel {
  const shown = sales.weeks.slice(-weeks);
  const positions = [...new Set([...shown, ...forecast.weeks])].sort();
  const place = (dates: readonly string[], values: readonly number[]) => {
    const valueOf = new Map(dates.map((date, index) => [date, values[index]]));
    return positions.map((date) => valueOf.get(date) ?? null);
  };
  const isMoney = measure === 'revenue';
  const lastSale = shown.at(-1);
  const sold = place(shown, (isMoney ? sales.revenueMinor.map(toMajor) : sales.units).slice(-weeks));
  const anchor = anchorOf(sold, positions.indexOf(forecast.weeks[0] ?? ''));
  return {
    positions,
    lines: [
      { id: 'sales', name: names.sales, color: 'history', values: sold },
      { id: 'forecast', name: names.forecast, color: 'forecast', values: place(forecast.weeks, isMoney ? forecast.revenueMinor.map(toMajor) : forecast.mean), anchor },
    ],
    bands: isMoney ? [] : [{ id: 'interval', name: names.interval, color: 'forecast', opacity: 0.18, lower: place(forecast.weeks, forecast.lower), upper: place(forecast.weeks, forecast.upper), anchor }],
    cut: lastSale === undefined || forecast.weeks.length === 0 ? undefined : { position: positions.indexOf(lastSale), label: names.cut },
  };
}
