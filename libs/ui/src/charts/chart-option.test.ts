import { describe, expect, it } from 'vitest';
import { chartOption, type ChartPalette, tooltipHtml } from './chart-option';
import type { TimeChartModel } from './time-chart-model';

const palette: ChartPalette = { history: '#1', forecast: '#2', backtest: '#3', promotion: '#4', 'stock-out': '#5', adjusted: '#a', muted: '#6', ink: '#7', inkFaint: '#8', line: '#9', surface: '#0', fontFamily: 'sans-serif' };
const labels = { formatValue: String, formatAxisValue: String, formatPosition: String, formatAxisPosition: String };
const model: TimeChartModel = {
  positions: ['a', 'b', 'c'],
  lines: [{ id: 'y', name: 'Sales <b>', color: 'history', values: [1, null, 3] }],
  bands: [{ id: 'fan', name: 'Interval', color: 'forecast', lower: [null, 2, 4], upper: [null, 5, 4], opacity: 0.2 }],
  spans: { name: 'Promotion', color: 'promotion', ranges: [[2, 2]] },
};

describe('chartOption', () => {
  it('draws a band as its lower bound and the height above it, with gaps where either is missing', () => {
    const { series } = chartOption(model, palette, labels, { hasZoom: false, zoomFrom: 0 });
    expect(series[1]?.data).toEqual([null, 2, 4]);
    expect(series[2]?.data).toEqual([null, 3, 0]);
  });

  it('joins a line and a band to what comes before them, without telling it as a value', () => {
    const anchor = { position: 0, value: 7 };
    const joined: TimeChartModel = { ...model, lines: [{ id: 'f', name: 'Forecast', color: 'forecast', values: [null, 2, 3], anchor }], bands: [{ ...model.bands![0]!, anchor }] };
    const { series } = chartOption(joined, palette, labels, { hasZoom: false, zoomFrom: 0 });
    expect(series.map(({ data }) => data)).toEqual([[7, 2, 3], [7, 2, 4], [0, 3, 0]]);
    expect(tooltipHtml(joined, palette, labels, 0)).not.toContain('Forecast');
  });
});

describe('tooltipHtml', () => {
  it('escapes names and leaves out what is missing at the position', () => {
    expect(tooltipHtml(model, palette, labels, 0)).toContain('Sales &#60;b&#62;');
    expect(tooltipHtml(model, palette, labels, 1)).not.toContain('Sales');
    expect(tooltipHtml(model, palette, labels, 1)).toContain('2 – 5');
  });

  it('names a shaded stretch only inside it', () => {
    expect(tooltipHtml(model, palette, labels, 2)).toContain('Promotion');
    expect(tooltipHtml(model, palette, labels, 1)).not.toContain('Promotion');
    expect(tooltipHtml(model, palette, labels, 9)).toBe('');
  });
});
