import type { EpochDay } from '@almanac/models';
import type { ForecastFrequency } from '@almanac/data/contract';

/** Days without stock from which on a period's sales may understate demand; one day of a week seldom does. */
const fewestDays: Record<ForecastFrequency, number> = { week: 2, day: 1 };

/** Counts the days without stock in each period; the days of `stockOuts` are inclusive and do not overlap. */
export function countStockOutDays(stockOuts: readonly { readonly from: EpochDay; readonly to: EpochDay }[], start: EpochDay, periods: number, daysPerPeriod: number): Uint8Array {
  const days = new Uint8Array(periods);
  for (const { from, to } of stockOuts) {
    const last = Math.min(to, start + periods * daysPerPeriod - 1);
    for (let day = Math.max(from, start); day <= last; day++) days[Math.floor((day - start) / daysPerPeriod)]! += 1;
  }
  return days;
}

/**
 * Demand as far as sales tell it: `NaN` where there was no stock for some days and fewer were sold than in a usual period
 * with stock. A period that sold at least its usual amount in spite of a stock-out is kept: dropping the best
 * periods, which are the likeliest to sell out, would teach too low a demand.
 * @param sold items per period
 * @param stockOutDays days without stock per period
 */
export function hideStockOuts(sold: Float64Array, stockOutDays: Uint8Array, frequency: ForecastFrequency): Float64Array {
  if (!stockOutDays.some((days) => days >= fewestDays[frequency])) return sold;
  let total = 0;
  let stocked = 0;
  sold.forEach((quantity, t) => {
    if (stockOutDays[t]! > 0) return;
    total += quantity;
    stocked += 1;
  });
  const usual = stocked === 0 ? 0 : total / stocked;
  return sold.map((quantity, t) => (stockOutDays[t]! >= fewestDays[frequency] && (quantity < usual || quantity === 0) ? Number.NaN : quantity));
}
