import { describe, expect, it } from 'vitest';
import { createFormatters } from './formatters';

const english = createFormatters({ locale: 'en', currency: 'USD', timeZone: 'UTC' });

describe('createFormatters', () => {
  it('shows a missing figure as a dash, not as zero', () => {
    expect(english.integer(null)).toBe('—');
    expect(english.percent(Number.NaN)).toBe('—');
    expect(english.moneyWhole(undefined)).toBe('—');
    expect(english.integer(0)).toBe('0');
  });

  it('divides minor units by what the currency has', () => {
    expect(english.moneyCents(123_456)).toBe('$1,234.56');
    expect(createFormatters({ locale: 'en', currency: 'JPY', timeZone: 'UTC' }).moneyCents(123_456)).toBe('¥123,456');
  });

  it('keeps a business date on its day whatever the zone', () => {
    expect(createFormatters({ locale: 'en', currency: 'USD', timeZone: 'America/Los_Angeles' }).date('2026-11-24')).toBe('Nov 24, 2026');
  });

  it('shows instants in the zone of the company', () => {
    expect(createFormatters({ locale: 'en', currency: 'CNY', timeZone: 'Asia/Shanghai' }).instant('2026-11-24T20:00:00Z')).toContain('Nov 25, 2026');
  });

  it('shortens money without idle zeros, alike in Node and in browsers', () => {
    expect(english.moneyShort(1_000_000)).toBe('$10K');
    expect(createFormatters({ locale: 'zh-CN', currency: 'EUR', timeZone: 'UTC' }).moneyShort(1_000_000)).toBe('€1万');
  });

  it('tells the business date of an instant in the zone of the company', () => {
    expect(createFormatters({ locale: 'en', currency: 'CNY', timeZone: 'Asia/Shanghai' }).isoDate(new Date('2026-11-24T20:00:00Z'))).toBe('2026-11-25');
  });

  it('speaks of durations in two units at most', () => {
    expect(english.duration(0.26)).toBe('0.3s');
    expect(english.duration(42)).toBe('42s');
    expect(english.duration(125)).toBe('2m 5s');
    expect(english.duration(7_260)).toBe('2h 1m');
  });
});
