import { forecasting, type Tx } from '@almanac/data';
import type { ForecastFrequency } from '@almanac/data/contract';
import { formatIsoDate, startOfPeriod, type EpochDay } from '@almanac/models';
import { periodDays, wholePeriods, type DemandSpan } from './periods';
import { indexPromotions, promotionShares } from './promotions';
import { countStockOutDays, hideStockOuts } from './stock-outs';

/** The past of one product at one location, every period up to the company's last whole one. */
export interface SeriesHistory {
  readonly facts: forecasting.SeriesFacts;
  /** first day of period 0 */
  readonly start: EpochDay;
  /** items per period */
  readonly sold: Float64Array;
  /** money per period, in the company's currency */
  readonly revenue: Float64Array;
  /** `sold`, with `NaN` where a stock-out hid demand */
  readonly y: Float64Array;
  readonly stockOutDays: Uint8Array;
  /** share of days under promotion and mean discount, `horizon` periods further than `y` */
  readonly promotion: Float64Array;
  readonly discount: Float64Array;
  /** not sold any more before the first forecast period */
  readonly isDiscontinued: boolean;
}

export interface DemandHistory {
  readonly frequency: ForecastFrequency;
  /** first day of the last whole period */
  readonly lastPeriod: EpochDay;
  readonly series: readonly SeriesHistory[];
}

export interface HistoryOptions {
  readonly frequency: ForecastFrequency;
  readonly horizon: number;
  readonly span: DemandSpan;
}

/** A count of none says nothing about stock much later. */
const LONGEST_STOCK_OUT_DAYS = 91;

/** Reads demand by period with what is known about stock and promotions. Undefined before the first whole period. */
export async function readHistory(tx: Tx, scope: forecasting.HistoryScope, { frequency, horizon, span }: HistoryOptions): Promise<DemandHistory | undefined> {
  const whole = wholePeriods(span, frequency);
  if (whole === undefined) return undefined;
  const days = periodDays[frequency];
  const facts = await forecasting.listSeriesFacts(tx, scope);
  const promotionsOf = indexPromotions(await forecasting.listPlannedPromotions(tx, scope.orgId));
  const stockOuts = bySeries(await forecasting.listStockOuts(tx, scope, LONGEST_STOCK_OUT_DAYS));
  const demand = new Map<number, forecasting.PeriodDemand>();
  for await (const row of forecasting.streamPeriodDemand(tx, scope, frequency, whole.from, whole.to + days - 1)) demand.set(row.seriesId, row);

  const series = facts.map((fact): SeriesHistory => {
    const sales = demand.get(fact.id);
    demand.delete(fact.id); // the rows of 50,000 series need not live beside their arrays
    const start = firstPeriod(fact, sales, frequency, whole);
    const periods = Math.max(0, (whole.to - start) / days + 1);
    const sold = new Float64Array(periods);
    const revenue = new Float64Array(periods);
    sales?.periods.forEach((period, k) => {
      sold[(period - start) / days] = sales.quantities[k]!;
      revenue[(period - start) / days] = sales.revenues[k]!;
    });
    const stockOutDays = countStockOutDays(stockOuts.get(fact.id) ?? [], start, periods, days);
    const { share, discount } = promotionShares(promotionsOf(fact), start, periods + horizon, days);
    const isDiscontinued = fact.discontinuedOn !== null && fact.discontinuedOn < whole.to + days;
    return { facts: fact, start, sold, revenue, y: hideStockOuts(sold, stockOutDays, frequency), stockOutDays, promotion: share, discount, isDiscontinued };
  });
  return { frequency, lastPeriod: whole.to, series };
}

/** The period of the first sale, or of the launch when that came before it; the one after the last whole period when neither has come. */
function firstPeriod({ launchedOn }: forecasting.SeriesFacts, sales: forecasting.PeriodDemand | undefined, frequency: ForecastFrequency, { from, to }: { from: EpochDay; to: EpochDay }): EpochDay {
  const next = to + periodDays[frequency];
  const firstSale = sales?.periods[0] ?? next;
  const launch = launchedOn === null ? firstSale : Math.max(from, startOfPeriod(launchedOn, frequency));
  return Math.min(firstSale, launch, next);
}

function bySeries(stockOuts: readonly forecasting.StockOut[]): Map<number, forecasting.StockOut[]> {
  const groups = new Map<number, forecasting.StockOut[]>();
  for (const stockOut of stockOuts) {
    const group = groups.get(stockOut.seriesId);
    if (group) group.push(stockOut);
    else groups.set(stockOut.seriesId, [stockOut]);
  }
  return groups;
}

export const isoDates = (start: EpochDay, count: number, frequency: ForecastFrequency): string[] => Array.from({ length: count }, (_, t) => formatIsoDate(start + t * periodDays[frequency]));
