import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDateTime, parseTime } from './date-text';

const read = (...args: Parameters<typeof parseDateTime>) => {
  const found = parseDateTime(...args);
  return found && (found.time === undefined ? found.date : `${found.date} ${found.time}`);
};

describe('parseDateTime', () => {
  it.each([
    ['2010-12-01', 'dmy', '2010-12-01'],
    ['2010-12-01T08:26:00Z', 'mdy', '2010-12-01 08:26:00'],
    ['2010/12/1 8:26', 'ymd', '2010-12-01 08:26:00'],
    ['2010年12月1日', 'dmy', '2010-12-01'],
    ['2010年12月1日 下午3:05', 'dmy', '2010-12-01 15:05:00'],
    ['20101201', 'ymd', '2010-12-01'],
    ['20101201082600', 'ymd', '2010-12-01 08:26:00'],
    ['1/12/2010', 'dmy', '2010-12-01'],
    ['12/1/2010 8:26', 'mdy', '2010-12-01 08:26:00'],
    ['12/1/10 12:05 AM', 'mdy', '2010-12-01 00:05:00'],
    ['01.12.2010', 'dmy', '2010-12-01'],
    ['1-Dec-2010', 'mdy', '2010-12-01'],
    ['Dec 1, 2010', 'dmy', '2010-12-01'],
    ['10-12-01', 'ymd', '2010-12-01'],
    ['40513', 'serial', '2010-12-01'],
    ['40513,5', 'serial', '2010-12-01 12:00:00'],
    ['29/2/2024', 'dmy', '2024-02-29'],
  ] as const)('reads %s as %s', (text, order, expected) => expect(read(text, order)).toBe(expected));

  it.each([
    ['31/4/2010', 'dmy'],
    ['13/1/2010', 'mdy'],
    ['29/2/2023', 'dmy'],
    ['2010-13-01', 'ymd'],
    ['40513', 'dmy'],
    ['yesterday', 'dmy'],
    ['1/12/2010 25:00', 'dmy'],
    ['', 'ymd'],
  ] as const)('refuses %s as %s', (text, order) => expect(read(text, order)).toBeUndefined());

  it('reads every day back from each way of writing it', () => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, (day) => {
        const [year, month, date] = day.split('-').map(Number) as [number, number, number];
        expect(read(`${date}/${month}/${year}`, 'dmy')).toBe(day);
        expect(read(`${month}/${date}/${year}`, 'mdy')).toBe(day);
        expect(read(`${year}年${month}月${date}日`, 'mdy')).toBe(day);
        expect(read(String(Math.round(Date.parse(day) / 86_400_000) + 25_569), 'serial')).toBe(day);
      }),
    );
  });
});

describe('parseTime', () => {
  it.each([
    ['8:26', '08:26:00'],
    ['23:59:59', '23:59:59'],
    ['1:05 pm', '13:05:00'],
    ['8时26分', '08:26:00'],
    ['0.5', '12:00:00'],
  ])('reads %s', (text, expected) => expect(parseTime(text)).toBe(expected));
});
