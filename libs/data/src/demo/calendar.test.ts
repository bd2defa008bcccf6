import { describe, expect, it } from 'vitest';
import { buildCalendar, type HolidayEvent } from './calendar';

describe('buildCalendar', () => {
  const calendar = buildCalendar('2026-11-23', 914, 84);
  const next = (event: HolidayEvent, after: string) => {
    const day = calendar.date.indexOf(after);
    return calendar.iso(day + calendar.daysUntil(event, day));
  };

  it('ends on the last day and goes on over the horizon', () => {
    expect(calendar.date[calendar.lastDay]).toBe('2026-11-23');
    expect(calendar.date[0]).toBe('2024-05-24');
    expect(calendar.date.at(-1)).toBe('2027-02-15');
    expect(calendar.weekday[calendar.lastDay]).toBe(0); // a Monday
    expect(calendar.dayOfYear[calendar.date.indexOf('2025-03-01')]).toBe(59);
  });

  it('knows the feasts that move', () => {
    expect(next('easter', '2025-01-01')).toBe('2025-04-20');
    expect(next('easter', '2026-01-01')).toBe('2026-04-05');
    expect(next('mothersDay', '2025-01-01')).toBe('2025-03-30');
    expect(next('fathersDay', '2025-01-01')).toBe('2025-06-15');
    expect(next('blackFriday', '2025-01-01')).toBe('2025-11-28');
    expect(next('christmas', '2026-12-24')).toBe('2026-12-24');
  });

  it('shuts the shops at Christmas, New Year and Easter', () => {
    const shut = calendar.date.filter((date, day) => date.startsWith('2025') && calendar.isPublicHoliday(day));
    expect(shut).toEqual(['2025-01-01', '2025-04-20', '2025-12-25', '2025-12-26']);
  });
});
