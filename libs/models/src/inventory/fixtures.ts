import { QUANTILE_LEVELS } from '../forecasting/forecast';
import { epochDayOf, type Frequency } from '../series/calendar';
import type { DemandForecast, PlanInput } from './item';
import { normalQuantile } from './normal';

/** A Monday. */
export const TODAY = epochDayOf({ year: 2026, month: 6, day: 1 });

/** The same demand every period, given by its quantile function. */
export function flatForecast(quantile: (q: number) => number, mean: number, rest: Partial<DemandForecast> = {}, periods = 13): DemandForecast {
  const frequency: Frequency = rest.frequency ?? 'week';
  return {
    start: TODAY,
    frequency,
    mean: new Float64Array(periods).fill(mean),
    quantiles: QUANTILE_LEVELS.map((q) => new Float64Array(periods).fill(quantile(q))),
    ...rest,
  };
}

export function normalForecast(mean: number, sd: number, rest: Partial<DemandForecast> = {}, periods = 13): DemandForecast {
  return flatForecast((q) => Math.max(0, mean + sd * normalQuantile(q)), mean, rest, periods);
}

/** Ten items a day, two weeks of lead time, looked at every week, sold for 9 and bought for 5. */
export function anItem(rest: Partial<PlanInput> = {}): PlanInput {
  return {
    today: TODAY,
    forecast: normalForecast(70, 20),
    onHand: 400,
    receipts: [],
    committed: [],
    leadTime: { meanDays: 14, sdDays: 0 },
    policy: { kind: 'reorder_up_to', measure: 'cycle', target: 0.95, reviewPeriodDays: 7, orderQuantity: 140 },
    packSize: 1,
    minimumOrder: 0,
    shelfLifeDays: null,
    unitCost: 5,
    unitPrice: 9,
    orderCost: 20,
    holdingRate: 0.25,
    lastSaleDay: TODAY - 1,
    stockedSince: TODAY - 500,
    lastOrderDay: null,
    deadAfterDays: 180,
    excessAfterDays: 120,
    isDiscontinued: false,
    ...rest,
  };
}
