import type { TimeChartModel } from '@almanac/ui';

export type HierarchyForChart = {
  readonly history: { readonly dates: readonly string[]; readonly quantities: readonly number[] };
  readonly forecast: { readonly dates: readonly string[]; readonly mean: readonly number[]; readonly quantiles: readonly (readonly number[])[] };
};

type Names = Record<'sold' | 'forecast' | 'interval80' | 'interval40' | 'cut', string>;

/** What was sold, then the forecast with its fan: q0.1 to q0.9 around q0.3 to q0.7, drawn from the last value known. */
export function prepareHierarchyChart({ history, forecast }: HierarchyForChart, names: Names): TimeChartModel {
  const past = history.dates.map(() => null);
  const future = forecast.dates.map(() => null);
  const last = history.quantities.at(-1);
  const anchor = last === undefined ? undefined : { position: history.quantities.length - 1, value: last };
  const ahead = (values: readonly number[] | undefined) => [...past, ...(values ?? future)];
  return {
    positions: [...history.dates, ...forecast.dates],
    lines: [
      { id: 'sold', name: names.sold, color: 'history', values: [...history.quantities, ...future] },
      { id: 'forecast', name: names.forecast, color: 'forecast', values: ahead(forecast.mean), anchor },
    ],
    bands: [
      { id: 'interval80', name: names.interval80, color: 'forecast', opacity: 0.16, lower: ahead(forecast.quantiles[0]), upper: ahead(forecast.quantiles[8]), anchor },
      { id: 'interval40', name: names.interval40, color: 'forecast', opacity: 0.22, lower: ahead(forecast.quantiles[2]), upper: ahead(forecast.quantiles[6]), anchor },
    ],
    cut: history.dates.length === 0 ? undefined : { position: history.dates.length - 1, label: names.cut },
  };
}
