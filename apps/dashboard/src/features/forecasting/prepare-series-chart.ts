import type { TimeChartModel } from '@almanac/ui';

type Values = readonly (number | null)[];

export type SeriesForChart = {
  readonly history: { readonly dates: readonly string[]; readonly y: Values; readonly stockOut: readonly boolean[]; readonly promotion: readonly boolean[] };
  readonly forecast: { readonly dates: readonly string[]; readonly mean: readonly number[]; readonly adjusted: readonly number[]; readonly isOverridden: readonly boolean[]; readonly promotion: readonly boolean[]; readonly quantiles: readonly (readonly number[])[] } | null;
  readonly backtest: readonly { readonly dates: readonly string[]; readonly mean: readonly number[]; readonly lower: readonly number[]; readonly upper: readonly number[] }[];
};

type Names = Record<'demand' | 'forecast' | 'adjusted' | 'interval80' | 'interval40' | 'backtest' | 'backtestInterval' | 'stockOut' | 'promotion' | 'cut', string>;

/**
 * History, fan and earlier forecasts on one axis of periods. The fan is q0.1 to q0.9 around q0.3 to q0.7; overlapping backtest windows
 * show the newest; the adjusted line, which the fan is around, appears when somebody changed a period; a stock-out is marked where sales stand, on the axis when none are known.
 */
export function prepareSeriesChart({ history, forecast, backtest }: SeriesForChart, { hasBacktest }: { readonly hasBacktest: boolean }, names: Names): TimeChartModel {
  const positions = [...new Set([...history.dates, ...(forecast?.dates ?? [])])].sort();
  const indexOf = new Map(positions.map((date, index) => [date, index]));
  const place = (parts: readonly { readonly dates: readonly string[]; readonly values: Values }[]) => {
    const placed: (number | null)[] = positions.map(() => null);
    for (const { dates, values } of parts) {
      dates.forEach((date, i) => {
        const index = indexOf.get(date);
        if (index !== undefined) placed[index] = values[i] ?? null;
      });
    }
    return placed;
  };
  const quantile = (index: number) => (forecast ? place([{ dates: forecast.dates, values: forecast.quantiles[index] ?? [] }]) : place([]));
  const windows = (pick: 'mean' | 'lower' | 'upper') => place(hasBacktest ? backtest.map((window) => ({ dates: window.dates, values: window[pick] })) : []);
  const promoted = new Set([...history.dates.filter((_, i) => history.promotion[i]), ...(forecast?.dates.filter((_, i) => forecast.promotion[i]) ?? [])]);
  const lastKnown = history.dates.at(-1);
  const known = place([{ dates: history.dates, values: history.y }]);
  const anchor = anchorOf(known, forecast && indexOf.get(forecast.dates[0] ?? ''));
  return {
    positions,
    lines: [
      { id: 'demand', name: names.demand, color: 'history', values: known },
      { id: 'adjusted', name: names.adjusted, color: 'adjusted', values: forecast?.isOverridden.includes(true) ? place([{ dates: forecast.dates, values: forecast.adjusted }]) : place([]), anchor: forecast?.isOverridden.includes(true) ? anchor : undefined },
      { id: 'forecast', name: names.forecast, color: 'forecast', values: forecast ? place([{ dates: forecast.dates, values: forecast.mean }]) : place([]), anchor },
      { id: 'backtest', name: names.backtest, color: 'backtest', isDashed: true, isThin: true, values: windows('mean') },
    ],
    bands: [
      { id: 'interval80', name: names.interval80, color: 'forecast', opacity: 0.16, lower: quantile(0), upper: quantile(8), anchor },
      { id: 'interval40', name: names.interval40, color: 'forecast', opacity: 0.22, lower: quantile(2), upper: quantile(6), anchor },
      { id: 'backtestInterval', name: names.backtestInterval, color: 'backtest', opacity: 0.12, lower: windows('lower'), upper: windows('upper') },
    ],
    points: [{ id: 'stockOut', name: names.stockOut, color: 'stock-out', values: place([{ dates: history.dates, values: history.y.map((y, i) => (history.stockOut[i] ? (y ?? 0) : null)) }]) }],
    spans: { name: names.promotion, color: 'promotion', ranges: stretches(positions.map((date) => promoted.has(date))) },
    cut: lastKnown === undefined || forecast === null ? undefined : { position: indexOf.get(lastKnown) ?? 0, label: names.cut },
  };
}

/** The last known value before the forecast, which the forecast is drawn from. */
export function anchorOf(known: Values, first: number | null | undefined): { position: number; value: number } | undefined {
  const value = first == null ? undefined : known[first - 1];
  return value == null ? undefined : { position: first! - 1, value };
}

/** First and last index of each run of `true`. */
export function stretches(flags: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  flags.forEach((flag, index) => {
    const last = found.at(-1);
    if (!flag) return;
    if (last && last[1] === index - 1) last[1] = index;
    else found.push([index, index]);
  });
  return found;
}
