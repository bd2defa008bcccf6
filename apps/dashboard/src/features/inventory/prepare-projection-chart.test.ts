import { describe, expect, it } from 'vitest';
import { prepareProjectionChart } from './prepare-projection-chart';

const names = { with: 'with', without: 'without', bandWith: 'band with', bandWithout: 'band without', receipt: 'receipt' };
const band = (median: number[]) => ({ median, lower: median.map((value) => value - 1), upper: median.map((value) => value + 1) });

describe('prepareProjectionChart', () => {
  it('draws both courses and adds up what arrives on one day', () => {
    const chart = prepareProjectionChart({ dates: ['2026-11-25', '2026-11-26'], without: band([5, 2]), with: band([5, 12]), receipts: [{ date: '2026-11-26', quantity: 4 }, { date: '2026-11-26', quantity: 6 }, { date: '2027-01-01', quantity: 9 }] }, names);
    expect(chart.lines.map(({ values }) => values)).toEqual([[5, 2], [5, 12]]);
    expect(chart.points?.[0]?.values).toEqual([null, 10]);
  });

  it('draws one course where nothing is ordered', () => {
    const chart = prepareProjectionChart({ dates: ['2026-11-25'], without: band([5]), with: band([5]), receipts: [] }, names);
    expect(chart.lines[0]).toMatchObject({ color: 'history', isDashed: false });
    expect(chart.lines[1]?.values).toEqual([null]);
    expect(chart.bands?.[1]?.upper).toEqual([null]);
  });
});
