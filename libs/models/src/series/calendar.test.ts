import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPeriods, civilDateOf, epochDayOf, formatIsoDate, parseIsoDate, periodsBetween, startOfPeriod, weekdayOf } from './calendar';

const anyDay = fc.integer({ min: -50_000, max: 80_000 });

describe('calendar', () => {
  it('agrees with the calendar of the JavaScript engine', () => {
    fc.assert(
      fc.property(anyDay, (epochDay) => {
        const engine = new Date(epochDay * 86_400_000);
        expect(civilDateOf(epochDay)).toEqual({ year: engine.getUTCFullYear(), month: engine.getUTCMonth() + 1, day: engine.getUTCDate() });
        expect(epochDayOf(civilDateOf(epochDay))).toBe(epochDay);
        expect(weekdayOf(epochDay)).toBe((engine.getUTCDay() + 6) % 7);
      }),
    );
  });

  it('reads and writes dates, and refuses what is none', () => {
    expect(formatIsoDate(parseIsoDate('2024-02-29')!)).toBe('2024-02-29');
    expect(parseIsoDate('2023-02-29')).toBeUndefined();
    expect(parseIsoDate('2023-13-01')).toBeUndefined();
    expect(parseIsoDate('1 March 2023')).toBeUndefined();
  });

  it('finds the Monday, and the first of the month', () => {
    expect(formatIsoDate(startOfPeriod(parseIsoDate('2026-11-24')!, 'week'))).toBe('2026-11-23');
    expect(formatIsoDate(startOfPeriod(parseIsoDate('2026-11-24')!, 'week', 6))).toBe('2026-11-22');
    expect(formatIsoDate(startOfPeriod(parseIsoDate('2026-11-24')!, 'month'))).toBe('2026-11-01');
  });

  it('keeps month ends at month ends', () => {
    expect(formatIsoDate(addPeriods(parseIsoDate('2024-01-31')!, 1, 'month'))).toBe('2024-02-29');
    expect(formatIsoDate(addPeriods(parseIsoDate('2024-02-29')!, 1, 'month'))).toBe('2024-03-31');
    expect(formatIsoDate(addPeriods(parseIsoDate('2024-01-15')!, -13, 'month'))).toBe('2022-12-15');
  });

  it('counts the periods it adds', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -200, max: 200 }), fc.constantFrom('day' as const, 'week' as const, 'month' as const), (epochDay, count, frequency) => {
        const start = startOfPeriod(epochDay, frequency);
        expect(periodsBetween(start, addPeriods(start, count, frequency), frequency)).toBe(count);
      }),
    );
    expect(Number.isInteger(periodsBetween(0, 10, 'week'))).toBe(false);
    expect(Number.isInteger(periodsBetween(0, 40, 'month'))).toBe(false);
  });
});
