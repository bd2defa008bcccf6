import { describe, expect, it } from 'vitest';
import { prepareSeriesChart, stretches } from './prepare-series-chart';

const names = { demand: 'd', forecast: 'f', adjusted: 'a', interval80: '80', interval40: '40', backtest: 'b', backtestInterval: 'bi', stockOut: 's', promotion: 'p', cut: 'c' };
const series = {
  history: { dates: ['1', '2', '3'], y: [5, null, 7], stockOut: [false, true, false], promotion: [true, true, false] },
  forecast: { dates: ['4', '5'], mean: [8, 9], adjusted: [8, 9], isOverridden: [false, false], promotion: [false, true], quantiles: Array.from({ length: 9 }, (_, q) => [8 + q, 9 + q]) },
  backtest: [
    { dates: ['2', '3'], mean: [1, 2], lower: [0, 1], upper: [2, 3] },
    { dates: ['3'], mean: [6], lower: [5], upper: [7] },
  ],
};

describe('prepareSeriesChart', () => {
  const chart = prepareSeriesChart(series, { hasBacktest: true }, names);

  it('keeps missing demand missing and puts the forecast after it', () => {
    expect(chart.lines[0]?.values).toEqual([5, null, 7, null, null]);
    expect(chart.lines[2]).toMatchObject({ values: [null, null, null, 8, 9], anchor: { position: 2, value: 7 } });
    expect(chart.cut).toEqual({ position: 2, label: 'c' });
  });

  it('draws the fan from the outer and the inner quantiles', () => {
    expect(chart.bands?.[0]).toMatchObject({ lower: [null, null, null, 8, 9], upper: [null, null, null, 16, 17] });
    expect(chart.bands?.[1]).toMatchObject({ lower: [null, null, null, 10, 11], upper: [null, null, null, 14, 15] });
  });

  it('lets the newest backtest window win where windows overlap', () => {
    expect(chart.lines[3]?.values).toEqual([null, 1, 6, null, null]);
  });

  it('adds the adjusted line when somebody changed a period', () => {
    expect(chart.lines[1]?.values).toEqual([null, null, null, null, null]);
    const changed = prepareSeriesChart({ ...series, forecast: { ...series.forecast, adjusted: [8, 20], isOverridden: [false, true] } }, { hasBacktest: true }, names);
    expect(changed.lines[1]).toMatchObject({ id: 'adjusted', values: [null, null, null, 8, 20] });
  });

  it('shades past promotions and planned ones', () => {
    expect(chart.spans?.ranges).toEqual([[0, 1], [4, 4]]);
  });

  it('marks a stock-out on the axis when no sales are known', () => {
    expect(chart.points?.[0]?.values).toEqual([null, 0, null, null, null]);
  });

  it('draws history alone when there is no forecast yet', () => {
    const bare = prepareSeriesChart({ ...series, forecast: null, backtest: [] }, { hasBacktest: true }, names);
    expect(bare.positions).toEqual(['1', '2', '3']);
    expect(bare.cut).toBeUndefined();
  });
});

describe('stretches', () => {
  it('joins neighbours', () => {
    expect(stretches([true, true, false, true])).toEqual([[0, 1], [3, 3]]);
    expect(stretches([])).toEqual([]);
  });
});
