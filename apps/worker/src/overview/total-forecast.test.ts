import { describe, expect, it } from 'vitest';
import { sumToWeeks } from './total-forecast';

const steps = (count: number) => Array.from({ length: count }, (_, k) => ({ step: k + 1, mean: 10, revenue: 25.5 }));

describe('sumToWeeks', () => {
  it('keeps weekly steps, with the interval of the backtest errors', () => {
    const errors = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.25, 0.5];
    const total = sumToWeeks({ steps: steps(2), errors, cutoff: '2024-01-01', frequency: 'week', minorUnits: 100 });
    expect(total).toEqual({ weeks: ['2024-01-08', '2024-01-15'], mean: [10, 10], lower: [7.5, 7.5], upper: [12.5, 12.5], revenueMinor: [2550, 2550] });
  });

  it('adds days to whole weeks and leaves a part of a week out', () => {
    const total = sumToWeeks({ steps: steps(10), errors: [], cutoff: '2024-01-05', frequency: 'day', minorUnits: 1 });
    expect(total).toMatchObject({ weeks: ['2024-01-08'], mean: [70], lower: [35], upper: [105] }); // Sat and Sun belong to the week before
  });
});
