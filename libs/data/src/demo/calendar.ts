const DAY_MS = 86_400_000;

export type HolidayEvent = 'valentine' | 'mothersDay' | 'easter' | 'fathersDay' | 'blackFriday' | 'christmas';

/** The days of the simulation, counted from 0; the days after `lastDay` are the planning horizon. */
export interface Calendar {
  readonly days: number;
  readonly lastDay: number;
  readonly date: readonly string[];
  /** 0 is Monday. */
  readonly weekday: Uint8Array;
  readonly dayOfYear: Uint16Array;
  readonly year: Uint16Array;
  /** Days from each day to the next such event. */
  daysUntil(event: HolidayEvent, day: number): number;
  /** The date of any day, also of one before the first. */
  iso(day: number): string;
  /** Shops stay shut; the web shop does not. */
  isPublicHoliday(day: number): boolean;
}

/** @throws RangeError unless `asOf` is a YYYY-MM-DD date */
export function buildCalendar(asOf: string, historyDays: number, horizonDays: number): Calendar {
  const last = Date.parse(`${asOf}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(last)) throw new RangeError(`buildCalendar: asOf is ${asOf}`);
  const first = last - (historyDays - 1) * DAY_MS;
  const days = historyDays + horizonDays;
  const at = (day: number) => new Date(first + day * DAY_MS);
  const dates = Array.from({ length: days }, (_, day) => at(day));
  const dayAt = (time: number) => Math.round((time - first) / DAY_MS);
  const firstYear = at(0).getUTCFullYear();
  const years = Array.from({ length: at(days).getUTCFullYear() - firstYear + 2 }, (_, k) => firstYear + k);
  const events = Object.fromEntries(
    (Object.keys(eventDates) as HolidayEvent[]).map((event) => [event, years.map((year) => dayAt(eventDates[event](year)))]),
  ) as Record<HolidayEvent, number[]>;
  const shut = new Set(
    years.flatMap((year) => [Date.UTC(year, 0, 1), easter(year), Date.UTC(year, 11, 25), Date.UTC(year, 11, 26)].map(dayAt)),
  );
  return {
    days,
    lastDay: historyDays - 1,
    date: dates.map((date) => date.toISOString().slice(0, 10)),
    weekday: Uint8Array.from(dates, (date) => (date.getUTCDay() + 6) % 7),
    dayOfYear: Uint16Array.from(dates, (date) => Math.round((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS)),
    year: Uint16Array.from(dates, (date) => date.getUTCFullYear()),
    daysUntil: (event, day) => events[event].find((at) => at >= day)! - day,
    iso: (day) => at(day).toISOString().slice(0, 10),
    isPublicHoliday: (day) => shut.has(day),
  };
}

const eventDates: Record<HolidayEvent, (year: number) => number> = {
  valentine: (year) => Date.UTC(year, 1, 14),
  mothersDay: (year) => easter(year) - 21 * DAY_MS,
  easter,
  fathersDay: (year) => nthWeekday(year, 5, 0, 3),
  blackFriday: (year) => nthWeekday(year, 10, 4, 4) + DAY_MS,
  christmas: (year) => Date.UTC(year, 11, 24),
};

/** @param weekday 0 is Sunday, as in `Date` */
function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const firstOfMonth = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((weekday - firstOfMonth + 7) % 7) + (nth - 1) * 7);
}

/** Easter Sunday, Gregorian. Source: Meeus (1991), Astronomical Algorithms, chapter 8. */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}
