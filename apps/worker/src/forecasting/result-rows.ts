import type { forecasting } from '@almanac/data';
import { formatIsoDate, MEDIAN, QUANTILE_LEVELS, type ForecastScores, type ModelName, type PanelForecast, type ReconciledForecasts, type SeriesForecast } from '@almanac/models';
import { recentBias } from './bias';
import { periodDays } from './periods';
import type { DemandHistory, SeriesHistory } from './read-history';
import { learnSumWidths, sumInterval } from './sum-interval';

export const RECENT_PERIODS = 12;
/** Periods a series needs before a cutoff for its backtest to mean something. */
const FEWEST_PERIODS = 6;

/** What a run stores, made row by row so that 50,000 series are never there twice. */
export function resultRows(history: DemandHistory, members: readonly SeriesHistory[], result: PanelForecast, horizon: number) {
  return { forecasts: forecastRows(history, members, result, horizon), backtest: backtestRows(history, members, result, horizon), scores: scoreRows(result, members.length) };
}

function* forecastRows({ frequency, lastPeriod, series }: DemandHistory, members: readonly SeriesHistory[], result: PanelForecast, horizon: number): Generator<forecasting.ForecastRow> {
  const cutoff = formatIsoDate(lastPeriod);
  const days = periodDays[frequency];
  const common = (of: SeriesHistory) => ({ series_id: of.facts.id, frequency, cutoff, recent: recentDemand(of.y) });
  const scope = { frequency, horizon, fewestPeriods: FEWEST_PERIODS };
  const widths = learnSumWidths(members.map(({ y }) => y), result, scope);
  for (const [i, member] of members.entries()) {
    const found = result.forecasts[i]!;
    const bias = recentBias(member.y, i, result, scope);
    const { mean, quantiles, isOver } = endWithProduct(found, member, lastPeriod + days, days);
    const interval = sumInterval({ mean, lower: quantiles[0]!, upper: quantiles.at(-1)! }, found.seriesClass, widths);
    yield {
      ...common(member),
      model: found.model,
      series_class: found.seriesClass,
      reason: isOver ? 'discontinued' : (found.reason ?? null),
      mean: Array.from(mean, short),
      quantiles: quantiles.flatMap((values) => Array.from(values, short)),
      next_mean: sum(mean),
      next_lower: interval.lower,
      next_upper: interval.upper,
      change: relativeChange(member.y, sum(mean) / horizon, horizon),
      wape: seriesWape(member, i, result, horizon),
      tracking_signal: finite(bias?.signal),
      bias_periods: bias?.isAlarm && !isOver ? bias.periods : null,
    };
  }
  const nothing = new Array<number>(horizon).fill(0);
  for (const gone of series) {
    if (!gone.isDiscontinued) continue;
    const quantiles = QUANTILE_LEVELS.flatMap(() => nothing);
    yield { ...common(gone), model: 'zero', series_class: 'discontinued', reason: 'discontinued', mean: nothing, quantiles, next_mean: 0, next_lower: 0, next_upper: 0, change: null, wape: null, tracking_signal: null, bias_periods: null };
  }
}

/** Nothing is sold after the day a product is discontinued. `isOver` when that leaves no period. */
export function endWithProduct({ mean, quantiles }: SeriesForecast, { facts }: SeriesHistory, firstDay: number, days: number) {
  const { discontinuedOn } = facts;
  if (discontinuedOn === null) return { mean, quantiles, isOver: false };
  const left = Math.max(0, Math.ceil((discontinuedOn + 1 - firstDay) / days));
  const cut = (values: Float64Array) => values.map((value, h) => (h < left ? value : 0));
  return { mean: cut(mean), quantiles: quantiles.map(cut), isOver: left === 0 };
}

function* backtestRows({ frequency, lastPeriod }: DemandHistory, members: readonly SeriesHistory[], { backtest, forecasts }: PanelForecast, horizon: number): Generator<forecasting.BacktestRow> {
  for (const { holdout, champion } of backtest.windows) {
    const cutoff = formatIsoDate(lastPeriod - holdout * periodDays[frequency]);
    for (const [i, { facts, y }] of members.entries()) {
      if (y.length - holdout < FEWEST_PERIODS) continue;
      const quantile = (q: number) => Array.from({ length: horizon }, (_, h) => short(champion.quantiles[(i * horizon + h) * QUANTILE_LEVELS.length + q]!));
      const mean = Array.from(champion.mean.subarray(i * horizon, (i + 1) * horizon), short);
      yield { series_id: facts.id, cutoff, model: forecasts[i]!.model, mean, median: quantile(MEDIAN), lower: quantile(0), upper: quantile(QUANTILE_LEVELS.length - 1) };
    }
  }
}

function* scoreRows({ backtest, timings }: PanelForecast, seriesCount: number): Generator<forecasting.ScoreRow> {
  for (const { seriesClass, seriesCount: count, scores } of [{ seriesClass: 'all', seriesCount, scores: backtest.scores }, ...backtest.byClass]) {
    for (const [model, score] of Object.entries(scores) as [ModelName, ForecastScores][]) {
      const { wape, mase, rmsse, smape, wql, coverage80, bias } = score;
      const known = Object.fromEntries(Object.entries({ wape, mase, rmsse, smape, wql, coverage80, bias }).map(([name, value]) => [name, finite(value)])) as Record<keyof ForecastScores, number | null>;
      const timing = timings[model];
      yield { model, series_class: seriesClass, series_count: count, ...known, fit_seconds: finite(timing?.fitSeconds), predict_seconds: finite(timing?.predictSeconds), is_champion: model === 'combination' };
    }
  }
}

/** Demand of the last periods, oldest first; `null` where it is missing or before the first one. */
function recentDemand(y: Float64Array): (number | null)[] {
  const last = Array.from(y.slice(-RECENT_PERIODS), finite);
  return [...new Array<null>(RECENT_PERIODS - last.length).fill(null), ...last];
}

/** Mean forecast against the mean of as many known periods before it; `null` when nothing was sold in them. */
export function relativeChange(y: Float64Array, mean: number, horizon: number): number | null {
  const known = y.slice(-horizon).filter((value) => !Number.isNaN(value));
  const before = sum(known) / known.length;
  return before > 0 ? mean / before - 1 : null;
}

/** WAPE of the served median over a series' own backtest windows. */
function seriesWape({ y }: SeriesHistory, index: number, { backtest }: PanelForecast, horizon: number): number | null {
  let error = 0;
  let demand = 0;
  for (const { holdout, champion } of backtest.windows) {
    const visible = y.length - holdout;
    if (visible < FEWEST_PERIODS) continue;
    for (let h = 0; h < horizon && visible + h < y.length; h++) {
      const truth = y[visible + h]!;
      if (Number.isNaN(truth)) continue;
      error += Math.abs(truth - champion.quantiles[(index * horizon + h) * QUANTILE_LEVELS.length + MEDIAN]!);
      demand += truth;
    }
  }
  return demand > 0 ? error / demand : null;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
const finite = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? null : value);
/** Stored as 4-byte floats, which keep seven digits. */
export const short = (value: number) => Number(value.toPrecision(7));

/** Scores of what a run serves, for its record. */
export function championOf({ backtest, weights }: PanelForecast, reconciliation: ReconciledForecasts['approach']) {
  const scores = backtest.scores.combination;
  return { model: 'combination', wape: finite(scores?.wape), wql: finite(scores?.wql), weights: weights as Record<string, Record<string, number>>, reconciliation };
}
