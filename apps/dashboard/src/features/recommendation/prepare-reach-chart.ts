import type { Reach } from '@almanac/data/contract';
import type { TimeChartModel } from '@almanac/ui';

/** Expected revenue by the number of customers written to, with its interval, from nobody on. */
export function prepareReachChart(steps: Reach['steps'], toMajor: (minor: number) => number, names: { readonly expected: string; readonly interval: string }): TimeChartModel {
  const points = [{ contacts: 0, revenueMinor: { mean: 0, lower: 0, upper: 0 } }, ...steps];
  return {
    positions: points.map(({ contacts }) => String(contacts)),
    lines: [{ id: 'expected', name: names.expected, color: 'forecast', values: points.map(({ revenueMinor }) => toMajor(revenueMinor.mean)) }],
    bands: [{ id: 'interval', name: names.interval, color: 'forecast', opacity: 0.18, lower: points.map(({ revenueMinor }) => toMajor(revenueMinor.lower)), upper: points.map(({ revenueMinor }) => toMajor(revenueMinor.upper)) }],
  };
}
