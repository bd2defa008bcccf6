import { defaultChurnSettings } from '@almanac/data/contract';
import { describe, expect, it } from 'vitest';
import { readSettings, settingsText, shareAt } from './settings-form';

describe('the rules as typed', () => {
  it('come back as they were', () => {
    const settings = { ...defaultChurnSettings, windowDays: 120, marginShare: 0.42, threshold: 0.3, excluded: ['gender'] };
    expect(readSettings(settingsText(settings, 100), settings, 100)).toEqual({ settings, invalid: [] });
  });

  it('take a decimal comma and an empty field', () => {
    const { settings } = readSettings({ ...settingsText(defaultChurnSettings, 100), contactCost: '0,75', windowDays: '' }, defaultChurnSettings, 100);
    expect(settings).toMatchObject({ contactCostMinor: 75, windowDays: null });
  });

  it('name what is not a number, or out of range', () => {
    const text = { ...settingsText(defaultChurnSettings, 100), saveRate: '200', offerCost: 'five', horizonMonths: '' };
    expect(readSettings(text, defaultChurnSettings, 100).invalid.toSorted()).toEqual(['horizonMonths', 'offerCost', 'saveRate']);
  });
});

describe('shareAt', () => {
  const returned = [{ days: 30, share: 0.5 }, { days: 60, share: 0.8 }, { days: 90, share: 0.9 }];
  it('draws a line between what is known', () => {
    expect([30, 45, 60, 90].map((days) => shareAt(returned, days))).toEqual([0.5, 0.65, 0.8, 0.9]);
    expect([10, 100, Number.NaN].map((days) => shareAt(returned, days))).toEqual([null, null, null]);
    expect(shareAt([], 30)).toBeNull();
  });
});
