import type { ChurnCustomer, ChurnRunFacts } from '@almanac/data/contract';
import { describe, expect, it } from 'vitest';
import { prepareOrdersChart } from './prepare-orders-chart';

const names = { orders: 'orders', silence: 'silence', expected: 'expected' };
const run = { dataUntil: '2024-03-03' } as ChurnRunFacts;
const orders = [
  { date: '2024-01-01', amountMinor: 1000, lines: 1 },
  { date: '2024-01-03', amountMinor: 500, lines: 1 },
  { date: '2024-02-05', amountMinor: 3000, lines: 2 },
];

describe('prepareOrdersChart', () => {
  it('adds orders up by week, up to the last day known, and shades the silence since', () => {
    const chart = prepareOrdersChart({ orders, run, customer: { nextOrderOn: null } as ChurnCustomer }, (minor) => minor / 100, names)!;
    const values = chart.lines[0]!.values;
    expect(chart.positions).toHaveLength(values.length);
    expect(values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(45);
    expect(chart.spans!.ranges).toEqual([[values.indexOf(30), values.length - 1]]);
  });

  it('marks the week of the next order', () => {
    const chart = prepareOrdersChart({ orders, run, customer: { nextOrderOn: '2024-03-20' } as ChurnCustomer }, (minor) => minor / 100, names)!;
    expect(chart.points![0]!.values.at(-1)).toBe(15);
    expect(chart.lines[0]!.values.at(-1)).toBeNull();
  });

  it('draws nothing without orders', () => {
    expect(prepareOrdersChart({ orders: [], run, customer: { nextOrderOn: null } as ChurnCustomer }, (minor) => minor, names)).toBeUndefined();
  });
});
