import { addPeriods, forecastPanel, replayItem, summarizeReplay, type MethodName, type PanelSeries, type PastForecast, type ReplayHistory, type ReplayRule, type ReplayTerms, type ReplayTotals } from '@almanac/models';
import { readPublicSet } from './public-sets';

export const name = 'inventory-replay';

type Row = { readonly subject: string; readonly note: string };
const METHODS: readonly MethodName[] = ['seasonal-naive', 'moving-average', 'ets', 'theta', 'empirical', 'tsb'];
const SETS = [
  { name: 'nn5-daily', file: 'nn5-daily/series.csv.gz', frequency: 'day', seasonality: 7, horizon: 28, refreshed: 14, periods: 168, every: 1 },
  { name: 'walmart-weekly', file: 'walmart-weekly/series.csv.gz', frequency: 'week', seasonality: 52, horizon: 8, refreshed: 2, periods: 26, every: 2 },
] as const;
const TARGETS = [0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];
const MIN_DAYS = [-3, 0, 2, 5, 7, 9, 12, 16, 21, 30, 45];
const ORDER_DAYS = 14;
const FILL_RATES = [0.95, 0.98, 0.99];

/**
 * Stock a rule needs for a fill rate: replays of the last 24 weeks (26 for weekly sales, spread evenly over their days) with a lead time of 10 ± 2
 * days, a review each week and orders of 14 days of demand for everybody, at several settings; between two settings the line. Almanac
 * orders with the forecasts it would have had, renewed every 14 days.
 */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const rows: Row[] = [];
  const ratios: Record<string, number> = {};
  for (const set of SETS) {
    const series = readPublicSet(set.file, set.frequency, set.every);
    if (!series) {
      rows.push({ subject: set.name, note: 'skipped: ALMANAC_DATASETS is not set or lacks it' });
      continue;
    }
    const curves = replaySet(series, await pastForecasts(series, set), set);
    for (const [rule, points] of Object.entries(curves)) log(`${set.name} ${rule}: ${points.map((p) => `${p.fillRate.toFixed(4)}:${p.stockDays.toFixed(1)}`).join(" ")}`);
    for (const fillRate of FILL_RATES) {
      const days = Object.fromEntries(Object.entries(curves).map(([rule, points]) => [rule, stockFor(points, fillRate)]));
      const note = Object.entries(days).map(([rule, value]) => `${rule} ${Number.isNaN(value) ? 'not reached' : value.toFixed(1)}`).join(', ');
      rows.push({ subject: `${set.name}, fill rate ${fillRate}`, note: `days of demand in stock: ${note}` });
      log(`${set.name} ${fillRate}: ${note}`);
      for (const rule of ['textbook', 'min/max']) ratios[`${set.name}, fill rate ${fillRate}: stock of ${rule} / Almanac`] = days[rule]! / days['Almanac']!;
    }
  }
  return { name, rows, ratios: Object.fromEntries(Object.entries(ratios).filter(([, value]) => Number.isFinite(value))) };
}

type Set = (typeof SETS)[number];

/** What would have been forecast before and during the replay, series by series. */
async function pastForecasts(series: readonly PanelSeries[], { frequency, seasonality, horizon, refreshed, periods }: Set): Promise<PastForecast[][]> {
  const past: PastForecast[][] = series.map(() => []);
  for (let hidden = periods; hidden > 0; hidden -= refreshed) {
    const panel = { frequency, seasonality, series: series.map((s) => ({ ...s, y: s.y.subarray(0, s.y.length - hidden) })) };
    const { forecasts } = await forecastPanel(panel, { horizon, effort: 'quick', models: METHODS });
    forecasts.forEach(({ mean, quantiles }, i) => {
      const start = addPeriods(series[i]!.start, series[i]!.y.length - hidden, frequency);
      past[i]!.push({ usableFrom: start, forecast: { start, frequency, mean, quantiles, isCounted: false } });
    });
  }
  return past;
}

type Point = { readonly fillRate: number; readonly stockDays: number };

function replaySet(series: readonly PanelSeries[], past: readonly PastForecast[][], { frequency, periods }: Set): Record<string, Point[]> {
  const rules: ReplayRule[] = [
    ...TARGETS.flatMap((target): ReplayRule[] => [{ kind: 'almanac', target }, { kind: 'textbook', target }]),
    ...MIN_DAYS.map((minDays): ReplayRule => ({ kind: 'min_max', minDays, maxDays: minDays + ORDER_DAYS })),
  ];
  const totals: ReplayTotals[][] = rules.map(() => []);
  series.forEach(({ y }, i) => {
    const periodDays = frequency === 'day' ? 1 : 7;
    const demandOf = (from: number, count: number) => Float64Array.from({ length: count * periodDays }, (_, d) => (y[from + Math.floor(d / periodDays)]! || 0) / periodDays);
    const sold = demandOf(y.length - periods, periods);
    const daily = sold.reduce((sum, v) => sum + v, 0) / sold.length;
    if (!(daily > 0)) return;
    const scaled = sold.map((v) => v / daily); // every series weighs alike
    const forecasts = past[i]!.map(({ usableFrom, forecast }) => ({ usableFrom, forecast: { ...forecast, mean: scale(forecast.mean, daily), quantiles: forecast.quantiles.map((q) => scale(q, daily)) } }));
    const history: ReplayHistory = { start: forecasts[0]!.usableFrom, sold: scaled, soldBefore: scale(demandOf(y.length - 2 * periods, periods), daily), isCensored: new Uint8Array(sold.length), stock: new Float64Array(sold.length), openingStock: 21, openingReceipts: [], orders: null, forecasts };
    replayItem(history, TERMS, rules).forEach((t, k) => totals[k]!.push(t));
  });
  const curves: Record<string, Point[]> = { Almanac: [], textbook: [], 'min/max': [] };
  rules.forEach((rule, k) => {
    const { fillRate, averageStockValue } = summarizeReplay(totals[k]!);
    const label = rule.kind === 'almanac' ? 'Almanac' : rule.kind === 'textbook' ? 'textbook' : 'min/max';
    curves[label]!.push({ fillRate, stockDays: averageStockValue / totals[k]!.length });
  });
  return curves;
}

const scale = (values: ArrayLike<number>, by: number) => Float64Array.from(values, (v) => v / by);

const TERMS: ReplayTerms = {
  leadTime: { meanDays: 10, sdDays: 2 },
  policy: { kind: 'reorder_up_to', measure: 'cycle', target: 0.95, reviewPeriodDays: 7, orderQuantity: ORDER_DAYS },
  packSize: 0.01,
  minimumOrder: 0,
  shelfLifeDays: null,
  unitCost: 1,
  orderCost: 0,
  holdingRate: 0,
  excessAfterDays: 365,
};

/** Stock at a fill rate, on the straight line between the settings around it; `NaN` when none reaches it. */
function stockFor(points: readonly Point[], fillRate: number): number {
  const sorted = [...points].sort((a, b) => a.fillRate - b.fillRate);
  const above = sorted.findIndex((p) => p.fillRate >= fillRate);
  if (above <= 0) return Number.NaN;
  const [low, high] = [sorted[above - 1]!, sorted[above]!];
  return low.stockDays + ((high.stockDays - low.stockDays) * (fillRate - low.fillRate)) / (high.fillRate - low.fillRate);
}
