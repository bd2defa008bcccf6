import { expect, it } from 'vitest';
import { prepareReachChart } from './prepare-reach-chart';

it('starts at nobody and nothing, in units of the currency', () => {
  const step = (contacts: number, mean: number) => ({ contacts, buyers: { mean: 1, lower: 0, upper: 2 }, revenueMinor: { mean, lower: mean / 2, upper: mean * 2 } });
  const chart = prepareReachChart([step(25, 1000), step(50, 1500)], (minor) => minor / 100, { expected: 'E', interval: 'I' });
  expect(chart.positions).toEqual(['0', '25', '50']);
  expect(chart.lines[0]?.values).toEqual([0, 10, 15]);
  expect(chart.bands?.[0]).toMatchObject({ lower: [0, 5, 7.5], upper: [0, 20, 30] });
});
