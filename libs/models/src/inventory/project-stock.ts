import type { EpochDay } from '../series/calendar';
import { quantileOfSorted } from '../forecasting/distribution';
import { drawDemandPaths, isUsable } from './demand-paths';
import type { DatedQuantity, PlanInput } from './item';
import { withCommitted } from './order-decision';
import { stockPosition } from './position';
import { PATHS } from './scenarios';

/** Expected stock at the end of each day, items: median and the interval between the levels 0.1 and 0.9. Never below zero. */
export type StockBand = { readonly median: Float64Array; readonly lower: Float64Array; readonly upper: Float64Array };
export type StockProjection = { readonly days: readonly EpochDay[]; readonly without: StockBand; readonly with: StockBand };

/**
 * Plays stock forward day by day, without and with an order: demand that finds no stock is lost, receipts come in the morning of their day.
 * @param days how many, the first one is `today`
 * @param order its day of receipt; without it both bands are alike
 * @returns `null` when stock or forecast are not known
 */
export function projectStock(input: Pick<PlanInput, 'today' | 'forecast' | 'onHand' | 'receipts' | 'committed'>, days: number, order?: DatedQuantity): StockProjection | null {
  const { forecast, today, onHand } = input;
  if (!isUsable(forecast) || Number.isNaN(onHand)) return null;
  const position = stockPosition(input);
  const paths = drawDemandPaths(forecast, today, days);
  const demandUntil = withCommitted(paths, position);
  const band = (receipts: readonly DatedQuantity[]) => playDays(position.net, receipts, demandUntil, days);
  const without = band(position.receipts);
  const extra = order && order.quantity > 0 ? [...position.receipts, { day: Math.max(0, order.day - today), quantity: order.quantity }] : undefined;
  return { days: Array.from({ length: days }, (_, d) => today + d), without, with: extra ? band(extra) : without };
}

function playDays(net: number, receipts: readonly DatedQuantity[], demandUntil: (path: number, days: number) => number, days: number): StockBand {
  const arriving = new Float64Array(days);
  for (const { day, quantity } of receipts) if (day < days) arriving[Math.floor(day)]! += quantity;
  const stock = new Float64Array(PATHS).fill(net);
  const before = new Float64Array(PATHS);
  const band = { median: new Float64Array(days), lower: new Float64Array(days), upper: new Float64Array(days) };
  for (let d = 0; d < days; d++) {
    for (let n = 0; n < PATHS; n++) {
      const until = demandUntil(n, d + 1);
      const level = stock[n]! + arriving[d]!;
      stock[n] = level - Math.min(until - before[n]!, Math.max(0, level));
      before[n] = until;
    }
    const sorted = Float64Array.from(stock, (level) => Math.max(0, level)).sort();
    band.lower[d] = quantileOfSorted(sorted, 0.1);
    band.median[d] = quantileOfSorted(sorted, 0.5);
    band.upper[d] = quantileOfSorted(sorted, 0.9);
  }
  return band;
}
