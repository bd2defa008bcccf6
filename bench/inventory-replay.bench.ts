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
const ASKED = [0.9, 0.95, 0.98, 0.99];

/**
 * Stock a rule needs for a fill rate: replays of the last 24 weeks (26 for weekly sales, spread evenly over their days) with a lead time of 10 ± 2
 * days, a review each week and orders of 14 days of demand for everybody, at several settings; between two settings the line. Almanac
 * orders with the forecasts it would have had, renewed every 14 days. Then what fill rate and stock the two measures of service bring for the
 * same target.
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
    const past = await pastForecasts(series, set);
    const curves = replaySet(series, past, set);
    for (const fillRate of FILL_RATES) {
      const days = Object.fromEntries(['Almanac', 'textbook', 'min/max'].map((rule) => [rule, stockFor(curves[rule]!, fillRate)]));
      const note = Object.entries(days).map(([rule, value]) => `${rule} ${Number.isNaN(value) ? 'not reached' : value.toFixed(1)}`).join(', ');
      rows.push({ subject: `${set.name}, fill rate ${fillRate}`, note: `days of demand in stock: ${note}` });
      log(`${set.name} ${fillRate}: ${note}`);
      for (const rule of ['textbook', 'min/max']) ratios[`${set.name}, fill rate ${fillRate}: stock of ${rule} / Almanac`] = days[rule]! / days['Almanac']!;
    }
    for (const asked of ASKED) {
      const note = (['fill', 'cycle'] as const).map((measure) => {
        const { fillRate, stockDays } = curves[`${measure} ${asked}`]![0]!;
        return `${measure}: fill rate ${fillRate.toFixed(4)} with ${stockDays.toFixed(1)} days in stock`;
      });
      rows.push({ subject: `${set.name}, target ${asked}`, note: note.join(', ') });
      log(`${set.name} target ${asked}: ${note.join(', ')}`);
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
  const settings: { readonly curve: string; readonly rule: ReplayRule; readonly measure: 'cycle' | 'fill' }[] = [
    ...TARGETS.map((target) => ({ curve: 'Almanac', rule: { kind: 'almanac', target } as const, measure: 'cycle' as const })),
    ...TARGETS.map((target) => ({ curve: 'textbook', rule: { kind: 'textbook', target } as const, measure: 'cycle' as const })),
    ...MIN_DAYS.map((minDays) => ({ curve: 'min/max', rule: { kind: 'min_max', minDays, maxDays: minDays + ORDER_DAYS } as const, measure: 'cycle' as const })),
    ...ASKED.flatMap((target) => (['fill', 'cycle'] as const).map((measure) => ({ curve: `${measure} ${target}`, rule: { kind: 'almanac', target } as const, measure }))),
  ];
  const totals: ReplayTotals[][] = settings.map(() => []);
  series.forEach(({ y }, i) => {
    const periodDays = frequency === 'day' ? 1 : 7;
    const demandOf = (from: number) => Float64Array.from({ length: periods * periodDays }, (_, d) => (y[from + Math.floor(d / periodDays)]! || 0) / periodDays);
    const sold = demandOf(y.length - periods);
    const daily = sold.reduce((sum, v) => sum + v, 0) / sold.length; // one item a day: every series weighs alike
    if (!(daily > 0)) return;
    const forecasts = past[i]!.map(({ usableFrom, forecast }) => ({ usableFrom, forecast: { ...forecast, mean: scale(forecast.mean, daily), quantiles: forecast.quantiles.map((q) => scale(q, daily)) } }));
    const unknown = new Uint8Array(sold.length);
    const history: ReplayHistory = { start: forecasts[0]!.usableFrom, sold: scale(sold, daily), soldBefore: scale(demandOf(y.length - 2 * periods), daily), isCensored: unknown, stock: Float64Array.from(unknown), openingStock: 21, openingReceipts: [], orders: null, forecasts };
    for (const measure of ['cycle', 'fill'] as const) {
      const chosen = settings.flatMap((setting, k) => (setting.measure === measure ? [k] : []));
      const terms = { ...TERMS, policy: { ...TERMS.policy, measure } };
      replayItem(history, terms, chosen.map((k) => settings[k]!.rule)).forEach((t, position) => totals[chosen[position]!]!.push(t));
    }
  });
  const curves: Record<string, Point[]> = {};
  settings.forEach(({ curve }, k) => {
    const { fillRate, averageStockValue } = summarizeReplay(totals[k]!);
    (curves[curve] ??= []).push({ fillRate, stockDays: averageStockValue / totals[k]!.length });
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
