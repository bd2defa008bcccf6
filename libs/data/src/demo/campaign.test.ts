import { expect, it } from 'vitest';
import { CAMPAIGN_DAYS } from './campaign';
import { simulateCompany } from './simulation';

it('a letter of the past brought buyers, and nobody without consent got it', () => {
  const { campaign, sales, customers, calendar } = simulateCompany({ asOf: '2026-11-23', seed: 2024 });
  const { members, product, day } = campaign;
  const buyers = new Set<number>();
  for (let row = 0; row < sales.length; row++) {
    const line = sales.line(row);
    if (line.product === product && line.kind === 'sale' && line.day >= day && line.day < day + CAMPAIGN_DAYS) buyers.add(line.customer);
  }
  const rateOf = (isHoldout: boolean) => {
    const group = members.filter((member) => member.isHoldout === isHoldout);
    return { size: group.length, rate: group.filter(({ customer }) => buyers.has(customer)).length / group.length };
  };
  expect([rateOf(false).size, rateOf(true).size]).toEqual([900, 300]);
  expect(rateOf(false).rate - rateOf(true).rate).toBeGreaterThan(0.03);
  expect(rateOf(false).rate - rateOf(true).rate).toBeLessThan(0.15);
  expect(members.every(({ customer }) => customers[customer]!.hasConsent)).toBe(true);
  expect(new Set(members.map(({ customer }) => customer)).size).toBe(members.length);
  expect(day + CAMPAIGN_DAYS).toBeLessThanOrEqual(calendar.lastDay); // its weeks are over
});
