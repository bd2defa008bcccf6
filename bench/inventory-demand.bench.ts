import { addPeriods, demandOver, forecastPanel, type DemandForecast, type Frequency, type MethodName } from '@almanac/models';
import { readPublicSet } from './public-sets';

export const name = 'inventory-demand';

type Row = { readonly subject: string; readonly note: string };
const SETS: readonly { readonly name: string; readonly file: string; readonly frequency: Frequency; readonly seasonality: number; readonly horizon: number; readonly spans: readonly number[]; readonly every: number }[] = [
  { name: 'walmart-weekly', file: 'walmart-weekly/series.csv.gz', frequency: 'week', seasonality: 52, horizon: 13, spans: [1, 2, 4, 8], every: 1 },
  { name: 'online-retail', file: 'online-retail/weekly_demand.csv.gz', frequency: 'week', seasonality: 1, horizon: 8, spans: [1, 2, 4, 8], every: 5 },
  { name: 'nn5-daily', file: 'nn5-daily/series.csv.gz', frequency: 'day', seasonality: 7, horizon: 28, spans: [7, 14, 28], every: 1 },
  { name: 'carparts', file: 'carparts/series.csv.gz', frequency: 'month', seasonality: 12, horizon: 6, spans: [1, 3, 6], every: 7 },
];
const METHODS: readonly MethodName[] = ['seasonal-naive', 'moving-average', 'ets', 'theta', 'empirical', 'tsb'];
const ORIGINS = 3;
const LEVELS = [0.9, 0.95, 0.98];
/** Standard normal quantiles of the levels, and the distance between those of 0.1 and 0.9. */
const NORMAL = [1.2816, 1.6449, 2.0537];
const WIDTH = 2.5631;

/**
 * How well quantiles of the demand over several periods hold on later periods: share of totals at or below, and pinball loss in per cent
 * of demand. Ours beside the textbook's normal sum of independent periods with the same forecast's mean and spread.
 */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const rows: Row[] = [];
  const ratios: Record<string, number> = {};
  for (const set of SETS) {
    const cases = await pastForecasts(set);
    if (!cases) {
      rows.push({ subject: set.name, note: 'skipped: ALMANAC_DATASETS is not set or lacks it' });
      continue;
    }
    for (const span of set.spans) {
      const ours = judge(cases, span, (forecast, level) => {
        const end = addPeriods(forecast.start, span, set.frequency);
        return demandOver(forecast, forecast.start, end).quantile(LEVELS[level]!);
      });
      const normal = judge(cases, span, (forecast, level) => normalSum(forecast, span, NORMAL[level]!));
      const subject = `${set.name}, ${span} ${set.frequency}${span > 1 ? 's' : ''}`;
      rows.push({ subject: `${subject}: Almanac`, note: ours.text }, { subject: `${subject}: normal, independent`, note: normal.text });
      ratios[`${subject}: pinball loss at 0.95, normal / Almanac`] = normal.pinball / ours.pinball;
      log(`${subject}: ${ours.text} | normal ${normal.text}`);
    }
  }
  return { name, rows, ratios };
}

type Case = { readonly forecast: DemandForecast; readonly truth: Float64Array };

/** Forecasts from three origins, one horizon apart, and what came. */
async function pastForecasts({ file, frequency, seasonality, horizon, every }: (typeof SETS)[number]): Promise<Case[] | undefined> {
  const all = readPublicSet(file, frequency, every);
  if (!all) return undefined;
  const cases: Case[] = [];
  for (let origin = 1; origin <= ORIGINS; origin++) {
    const series = all.filter(({ y }) => y.length > origin * horizon + 12);
    const panel = { frequency, seasonality, series: series.map((s) => ({ ...s, y: s.y.subarray(0, s.y.length - origin * horizon) })) };
    const { forecasts } = await forecastPanel(panel, { horizon, effort: 'quick', models: METHODS });
    forecasts.forEach(({ mean, quantiles }, i) => {
      const { start, y } = series[i]!;
      const from = y.length - origin * horizon;
      cases.push({ forecast: { start: addPeriods(start, from, frequency), frequency, mean, quantiles, isCounted: false }, truth: y.subarray(from, from + horizon) });
    });
  }
  return cases;
}

function judge(cases: readonly Case[], span: number, quantile: (forecast: DemandForecast, level: number) => number): { text: string; pinball: number } {
  const below = LEVELS.map(() => 0);
  const loss = LEVELS.map(() => 0);
  let [count, demand] = [0, 0];
  for (const { forecast, truth } of cases) {
    const y = truth.subarray(0, span).reduce((sum, v) => sum + v, 0);
    if (Number.isNaN(y)) continue;
    count += 1;
    demand += y;
    LEVELS.forEach((level, k) => {
      const f = quantile(forecast, k);
      if (y <= f) below[k]! += 1;
      loss[k]! += Math.max(level * (y - f), (level - 1) * (y - f));
    });
  }
  const text = LEVELS.map((level, k) => `${level}: ${(below[k]! / count).toFixed(3)} (${((100 * loss[k]!) / demand).toFixed(2)} %)`).join(', ');
  return { text, pinball: loss[1]! / demand };
}

function normalSum({ mean, quantiles }: DemandForecast, span: number, z: number): number {
  let [total, variance] = [0, 0];
  for (let h = 0; h < span; h++) {
    total += mean[h]!;
    variance += ((quantiles[8]![h]! - quantiles[0]![h]!) / WIDTH) ** 2;
  }
  return total + z * Math.sqrt(variance);
}
