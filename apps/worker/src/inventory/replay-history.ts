import { inventory } from '@almanac/data';
import type { ForecastFrequency } from '@almanac/data/contract';
import type { PastForecast, ReplayHistory } from '@almanac/models';

const PERIOD_DAYS: Record<ForecastFrequency, number> = { week: 7, day: 1 };
/** Of q0.1 … q0.9 below and above the middle, in standard deviations over that of q0.9. */
const NORMAL_SCORES = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816] as const;
const SCORE_OF_90 = 1.2816;
/** How far the median lies below the mean when the interval leans up by one. */
const LEAN = 0.3;

export interface PastScope {
  readonly from: number;
  readonly to: number;
  readonly frequency: ForecastFrequency;
  /** days from order to receipt, for what a count says to be on order where no orders are written down */
  readonly leadTimeDays: number;
  readonly hasOrders: boolean;
}

/** What happened with a series, day by day; `undefined` where stock or a forecast of the time is not known. */
export function pastOf(past: inventory.SeriesPast, forecasts: readonly inventory.PastForecastRow[], { from, to, frequency, leadTimeDays, hasOrders }: PastScope): ReplayHistory | undefined {
  const known = forecasts.map((row) => toPastForecast(row, frequency));
  if (past.openingStock === null || known[0] === undefined || known[0].usableFrom > from) return undefined;
  const days = to - from + 1;
  const sold = new Float64Array(days);
  const soldBefore = new Float64Array(inventory.REPLAY_MEMORY_DAYS);
  past.soldDays.forEach((day, k) => {
    if (day >= from) sold[day - from] = past.sold[k]!;
    else soldBefore[soldBefore.length - (from - day)] = past.sold[k]!;
  });
  const stock = new Float64Array(days).fill(Number.NaN);
  past.countDays.forEach((day, k) => (stock[day - from] = past.counts[k]!));
  const receipts = past.receiptDays.map((day, k) => ({ day, quantity: past.receipts[k]! }));
  return {
    start: from,
    sold,
    soldBefore,
    stock,
    isCensored: censoredDays(stock, past.openingStock, sold),
    openingStock: past.openingStock,
    openingReceipts: hasOrders || past.openingOnOrder <= 0 ? receipts : [{ day: from + leadTimeDays, quantity: past.openingOnOrder }],
    orders: hasOrders ? past.orders : null,
    forecasts: known,
  };
}

/** Days that ended without stock, from a count of none until the next count; a sale in between proves that there was stock. */
function censoredDays(stock: Float64Array, openingStock: number, sold: Float64Array): Uint8Array {
  let isOut = openingStock <= 0;
  return Uint8Array.from(stock, (count, day) => {
    if (!Number.isNaN(count)) isOut = count <= 0;
    else if (sold[day]! > 0) isOut = false;
    return isOut ? 1 : 0;
  });
}

/**
 * A backtest keeps mean, q0.1 and q0.9: the quantiles between them are those of two half normals that meet at a median a little on
 * the mean's other side of where the interval leans.
 */
function toPastForecast({ cutoff, mean, lower, upper }: inventory.PastForecastRow, frequency: ForecastFrequency): PastForecast {
  const start = cutoff + PERIOD_DAYS[frequency];
  const quantiles = NORMAL_SCORES.map((score) =>
    mean.map((value, h) => {
      const [low, high] = [lower[h]!, upper[h]!];
      const median = Math.min(high, Math.max(low, value - LEAN * (high + low - 2 * value)));
      return Math.max(0, median + (score / SCORE_OF_90) * (score < 0 ? median - low : high - median));
    }),
  );
  return { usableFrom: start, forecast: { start, frequency, mean, quantiles } };
}
