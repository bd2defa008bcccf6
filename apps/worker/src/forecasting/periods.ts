import { addPeriods, parseIsoDate, startOfPeriod, weekdayOf, type EpochDay } from '@almanac/models';
import type { ForecastFrequency } from '@almanac/data/contract';

export const periodDays: Record<ForecastFrequency, number> = { week: 7, day: 1 };
/** Periods forecast by default: a quarter of weeks, four weeks of days. */
export const defaultHorizon: Record<ForecastFrequency, number> = { week: 13, day: 28 };
/** Older periods teach little about the next ones and cost memory: ten years of weeks, four of days. */
const mostPeriods: Record<ForecastFrequency, number> = { week: 520, day: 1461 };

/** First and last day with demand, and the weekdays (Monday 0) that lately had any. */
export interface DemandSpan {
  readonly first: EpochDay;
  readonly last: EpochDay;
  readonly weekdays: readonly number[];
}

/**
 * First days of the first and the last whole period. A week is whole when no weekday that usually sells is left in it after
 * the last sale: a shop that closes at weekends need not wait for Monday. Undefined when there is none.
 */
export function wholePeriods({ first, last, weekdays }: DemandSpan, frequency: ForecastFrequency): { from: EpochDay; to: EpochDay; count: number } | undefined {
  const isWhole = frequency === 'day' || !weekdays.some((weekday) => weekday > weekdayOf(last));
  const to = addPeriods(startOfPeriod(last, frequency), isWhole ? 0 : -1, frequency);
  const beginsWithin = startOfPeriod(first, frequency);
  const begin = beginsWithin === first ? first : addPeriods(beginsWithin, 1, frequency);
  const from = Math.max(begin, addPeriods(to, 1 - mostPeriods[frequency], frequency));
  return to < from ? undefined : { from, to, count: (to - from) / periodDays[frequency] + 1 };
}

/** A day the database gave, `YYYY-MM-DD`. */
export function epochDay(date: string): EpochDay {
  const day = parseIsoDate(date);
  if (day === undefined) throw new RangeError(`"${date}" is no date`);
  return day;
}
