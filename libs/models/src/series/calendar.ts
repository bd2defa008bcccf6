/** Days since 1970-01-01; the calendar arithmetic of the models, free of time zones and of the clock. */
export type EpochDay = number;
export type Frequency = 'day' | 'week' | 'month';
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

/** Periods in one season by default: a week of days, a year of weeks, a year of months. */
export const DEFAULT_SEASONALITY: Readonly<Record<Frequency, number>> = { day: 7, week: 52, month: 12 };

/** Periods in one year, for features that repeat yearly. */
export const PERIODS_PER_YEAR: Readonly<Record<Frequency, number>> = { day: 365.25, week: 52.18, month: 12 };

/**
 * Day number of a civil date in the proleptic Gregorian calendar.
 * Years are counted from March, so that the leap day is the last day of a year.
 */
export function epochDayOf({ year, month, day }: CivilDate): EpochDay {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of a day number; inverse of {@link epochDayOf}. */
export function civilDateOf(epochDay: EpochDay): CivilDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Reads `YYYY-MM-DD`; `undefined` when the text is no such day of the calendar. */
export function parseIsoDate(text: string): EpochDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const epochDay = epochDayOf({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) });
  return formatIsoDate(epochDay) === text ? epochDay : undefined;
}

/** Writes a day number as `YYYY-MM-DD`. */
export function formatIsoDate(epochDay: EpochDay): string {
  const { year, month, day } = civilDateOf(epochDay);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Day of the week, Monday 0 to Sunday 6. */
export function weekdayOf(epochDay: EpochDay): number {
  return (((epochDay + 3) % 7) + 7) % 7;
}

/** First day of the period a day falls in; weeks begin on `weekStart` (Monday 0). */
export function startOfPeriod(epochDay: EpochDay, frequency: Frequency, weekStart = 0): EpochDay {
  switch (frequency) {
    case 'day':
      return epochDay;
    case 'week':
      return epochDay - ((weekdayOf(epochDay) - weekStart + 7) % 7);
    case 'month':
      return epochDayOf({ ...civilDateOf(epochDay), day: 1 });
  }
}

/** First day of the period `count` periods after the one beginning at `start`. A month keeps its day, or takes its last one. */
export function addPeriods(start: EpochDay, count: number, frequency: Frequency): EpochDay {
  switch (frequency) {
    case 'day':
      return start + count;
    case 'week':
      return start + 7 * count;
    case 'month': {
      const { year, month, day } = civilDateOf(start);
      const index = year * 12 + month - 1 + count;
      const target = { year: Math.floor(index / 12), month: (index % 12) + 1, day: 1 };
      const first = epochDayOf(target);
      const next = epochDayOf({ year: Math.floor((index + 1) / 12), month: ((index + 1) % 12) + 1, day: 1 });
      const isLastDay = civilDateOf(start + 1).day === 1 && day > 27;
      return isLastDay ? next - 1 : Math.min(first + day - 1, next - 1);
    }
  }
}

/** Whole periods from `start` to `end`, both first days of periods; fractional when `end` is not one. */
export function periodsBetween(start: EpochDay, end: EpochDay, frequency: Frequency): number {
  switch (frequency) {
    case 'day':
      return end - start;
    case 'week':
      return (end - start) / 7;
    case 'month': {
      const a = civilDateOf(start);
      const b = civilDateOf(end);
      const months = (b.year - a.year) * 12 + b.month - a.month;
      return addPeriods(start, months, 'month') === end ? months : months + 0.5;
    }
  }
}
