import { describe, expect, it } from 'vitest';
import { prepareHierarchyChart } from './prepare-hierarchy-chart';

const names = { sold: 'Sold', forecast: 'Forecast', interval80: '80%', interval40: '40%', cut: 'last known' };

describe('prepareHierarchyChart', () => {
  it('puts the forecast after the history, every value at its place', () => {
    const quantiles = Array.from({ length: 9 }, (_, q) => [q + 1]);
    const model = prepareHierarchyChart({ history: { dates: ['2024-01-01', '2024-01-08'], quantities: [3, 4] }, forecast: { dates: ['2024-01-15'], mean: [5], quantiles } }, names);
    expect(model.positions).toEqual(['2024-01-01', '2024-01-08', '2024-01-15']);
    expect(model.lines.map(({ values }) => values)).toEqual([[3, 4, null], [null, null, 5]]);
    expect(model.bands?.map(({ lower, upper }) => [lower[2], upper[2]])).toEqual([[1, 9], [3, 7]]);
    expect(model.lines[1]?.anchor).toEqual({ position: 1, value: 4 });
    expect(model.cut).toEqual({ position: 1, label: 'last known' });
  });

  it('has no cut without a history', () => {
    expect(prepareHierarchyChart({ history: { dates: [], quantities: [] }, forecast: { dates: ['2024-01-15'], mean: [5], quantiles: [] } }, names).cut).toBeUndefined();
  });
});
