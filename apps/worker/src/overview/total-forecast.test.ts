import { describe, expect, it } from 'vitest';
import { sumToWeeks } from './total-forecast';

const steps = (count: number) => Array.from({ length: count }, () => ({ mean: 10, lower: 8, upper: 13, revenue: 25.5 }));

describe('sumToWeeks', () => {
  it('keeps weekly steps with their intervals', () => {
    const total = sumToWeeks({ steps: steps(2), cutoff: '2024-01-01', frequency: 'week', minorUnits: 100 });
    expect(total).toEqual({ weeks: ['2024-01-08', '2024-01-15'], mean: [10, 10], lower: [8, 8], upper: [13, 13], revenueMinor: [2550, 2550] });
  });

  it('adds days to whole weeks and leaves a part of a week out', () => {
    const total = sumToWeeks({ steps: steps(10), cutoff: '2024-01-05', frequency: 'day', minorUnits: 1 });
    expect(total).toMatchObject({ weeks: ['2024-01-08'], mean: [70], lower: [56], upper: [91] }); // Sat and Sun belong to the week before
  });
});
