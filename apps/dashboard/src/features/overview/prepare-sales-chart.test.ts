import { describe, expect, it } from 'vitest';
import { prepareSalesChart } from './prepare-sales-chart';

const names = { sales: 'Sales', forecast: 'Forecast', interval: '80 %', cut: 'today' };
const data = {
  sales: { weeks: ['2026-01-05', '2026-01-12', '2026-01-19'], revenueMinor: [100, 200, 300], units: [1, 2, 3] },
  forecast: { weeks: ['2026-01-19', '2026-01-26'], mean: [4, 5], lower: [3, 4], upper: [6, 7], revenueMinor: [400, 500] },
};
const toMajor = (minor: number) => minor / 100;

describe('prepareSalesChart', () => {
  it('puts sales and forecast on one axis, with gaps where one is silent', () => {
    const chart = prepareSalesChart(data, { weeks: 2, measure: 'units', toMajor }, names);
    expect(chart.positions).toEqual(['2026-01-12', '2026-01-19', '2026-01-26']);
    expect(chart.lines.map(({ values }) => values)).toEqual([
      [2, 3, null],
      [null, 4, 5],
    ]);
    expect(chart.bands?.[0]?.lower).toEqual([null, 3, 4]);
    expect(chart.cut).toEqual({ position: 1, label: 'today' });
  });

  it('shows money in whole units and without an interval', () => {
    const chart = prepareSalesChart(data, { weeks: 52, measure: 'revenue', toMajor }, names);
    expect(chart.lines[0]?.values).toEqual([1, 2, 3, null]);
    expect(chart.bands).toEqual([]);
  });

  it('draws sales alone before there is a forecast', () => {
    const chart = prepareSalesChart({ ...data, forecast: { weeks: [], mean: [], lower: [], upper: [], revenueMinor: [] } }, { weeks: 52, measure: 'units', toMajor }, names);
    expect(chart.positions).toHaveLength(3);
    expect(chart.cut).toBeUndefined();
  });
});
