import type { StockProjection } from '@almanac/data/contract';
import type { TimeChartModel } from '@almanac/ui';

type Names = Record<'with' | 'without' | 'bandWith' | 'bandWithout' | 'receipt', string>;

/** Expected stock with and without the order on one axis; where they are the same there is no order, and one is drawn. */
export function prepareProjectionChart({ dates, without, with: withOrder, receipts }: StockProjection, names: Names): TimeChartModel {
  const differs = withOrder.median.some((value, day) => value !== without.median[day]);
  const indexOf = new Map(dates.map((date, index) => [date, index]));
  const arrivals: (number | null)[] = dates.map(() => null);
  for (const { date, quantity } of receipts) {
    const index = indexOf.get(date);
    if (index !== undefined) arrivals[index] = (arrivals[index] ?? 0) + quantity;
  }
  const shown = (values: readonly number[]) => (differs ? values : values.map(() => null));
  return {
    positions: dates,
    lines: [
      { id: 'without', name: names.without, color: differs ? 'muted' : 'history', isDashed: differs, values: without.median },
      { id: 'with', name: names.with, color: 'forecast', values: shown(withOrder.median) },
    ],
    bands: [
      { id: 'bandWithout', name: names.bandWithout, color: differs ? 'muted' : 'history', opacity: 0.14, lower: without.lower, upper: without.upper },
      { id: 'bandWith', name: names.bandWith, color: 'forecast', opacity: 0.18, lower: shown(withOrder.lower), upper: shown(withOrder.upper) },
    ],
    points: [{ id: 'receipts', name: names.receipt, color: 'promotion', values: arrivals }],
  };
}
