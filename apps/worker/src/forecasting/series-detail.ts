import { forecasting, overview, withOrg, type Tx } from '@almanac/data';
import { DomainError, minorUnitsOf, type ForecastFrequency, type ForecastOverride, type GetForecast, type ModelScores, type OverrideScores } from '@almanac/data/contract';
import { explainForecast, QUANTILE_LEVELS, type ForecastExplanation } from '@almanac/models';
import { addDays } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { scoreOverrides } from './overrides';
import { defaultHorizon, epochDay, periodDays } from './periods';
import { regularPrices } from './prices';
import { isoDates, readHistory, type SeriesHistory } from './read-history';
import { scoreBacktest } from './series-scores';

export interface ForecastDetail {
  readonly series: forecasting.SeriesDescription & { readonly seriesClass: string; readonly reason: string | null; readonly biasPeriods: number | null };
  readonly frequency: ForecastFrequency;
  readonly history: {
    readonly dates: readonly string[];
    /** `null` where a stock-out hid all demand */
    readonly y: readonly (number | null)[];
    readonly stockOut: readonly boolean[];
    readonly promotion: readonly boolean[];
    /** mean price paid, in the company's currency */
    readonly price: readonly (number | null)[];
  };
  readonly forecast: {
    readonly runId: string;
    readonly cutoff: string;
    readonly dates: readonly string[];
    /** what the model says */
    readonly mean: readonly number[];
    /** with people's overrides: what holds */
    readonly adjusted: readonly number[];
    readonly isOverridden: readonly boolean[];
    /** of what holds: scaled with each override */
    readonly quantiles: readonly (readonly number[])[];
    readonly model: string;
    /** planned for the period */
    readonly promotion: readonly boolean[];
  } | null;
  readonly backtest: readonly { readonly cutoff: string; readonly dates: readonly string[]; readonly y: readonly (number | null)[]; readonly mean: readonly number[]; readonly lower: readonly number[]; readonly upper: readonly number[]; readonly model: string }[];
  /** of this series alone */
  readonly scores: readonly ModelScores[];
  /** of all series of its class, for every method */
  readonly classScores: readonly (ModelScores & { readonly seriesCount: number })[];
  /** newest first, withdrawn ones included */
  readonly overrides: readonly ForecastOverride[];
  readonly overrideScores: OverrideScores;
  readonly explanation: ForecastExplanation | null;
}

const MOST_OVERRIDES = 50;

/** @throws DomainError `forecast.series_not_found` */
export async function getForecast({ database, orgId, org, clock }: OrgContext, { seriesId, frequency: wanted }: GetForecast): Promise<ForecastDetail> {
  return withOrg(database.db, orgId, async (tx) => {
    const described = await forecasting.findSeries(tx, orgId, seriesId);
    if (described === undefined) throw new DomainError('forecast.series_not_found', { seriesId });
    const served = await overview.findServedRun(tx, orgId, wanted);
    const stored = served && (await forecasting.findForecast(tx, orgId, served.runId, seriesId));
    const frequency = served?.frequency ?? wanted;
    const yesterday = addDays(today(clock, org.timeZone), -1);
    const history = await readOne(tx, { orgId, seriesId }, { frequency, horizon: stored?.mean.length, until: yesterday });
    const windows = served ? await forecasting.listBacktest(tx, orgId, served.runId, seriesId) : [];
    const days = periodDays[frequency];
    const after = (cutoff: string, count: number) => isoDates(epochDay(cutoff) + days, count, frequency);
    const truth = (cutoff: string, steps: number) => Array.from({ length: steps }, (_, h) => (history ? known(history.y[(epochDay(cutoff) - history.start) / days + 1 + h]) : null));
    const backtest = windows.map((window) => ({ ...window, dates: after(window.cutoff, window.mean.length), y: truth(window.cutoff, window.mean.length) }));
    return {
      series: { ...described, priceMinor: described.priceMinor ?? lastPrice(history, minorUnitsOf(org.currency)), seriesClass: stored?.seriesClass ?? 'short', reason: stored?.reason ?? null, biasPeriods: stored?.biasPeriods ?? null },
      frequency,
      history: history ? toHistory(history, frequency) : { dates: [], y: [], stockOut: [], promotion: [], price: [] },
      forecast: stored ? toForecast(stored, after(stored.cutoff, stored.mean.length), { history, days, overrides: await forecasting.readSeriesOverrides(tx, { orgId, seriesId, frequency }) }) : null,
      backtest,
      scores: history && stored ? scoreBacktest(history, backtest.map(({ cutoff, ...window }) => ({ ...window, first: (epochDay(cutoff) - history.start) / days + 1 })), frequency) : [],
      classScores: stored ? await forecasting.listClassScores(tx, { orgId, runId: stored.runId, seriesClass: stored.seriesClass }) : [],
      overrides: await forecasting.listOverrides(tx, { orgId, seriesId, frequency }, MOST_OVERRIDES),
      overrideScores: await scoreOverrides(tx, { orgId, seriesId, frequency }, yesterday),
      explanation: history && stored ? (explainStored(history, stored, frequency) ?? null) : null,
    };
  });
}

interface Known {
  readonly history: SeriesHistory | undefined;
  readonly days: number;
  readonly overrides: ReadonlyMap<string, forecasting.Override>;
}

function toForecast({ runId, cutoff, model, mean, quantiles }: forecasting.StoredForecast, dates: readonly string[], { history, days, overrides }: Known): ForecastDetail['forecast'] {
  const blocks = QUANTILE_LEVELS.map((_, q) => quantiles.slice(q * mean.length, (q + 1) * mean.length));
  const held = forecasting.adjustForecast({ mean, quantiles: blocks }, (step) => overrides.get(dates[step]!));
  const promotion = dates.map((date) => history !== undefined && (history.promotion[(epochDay(date) - history.start) / days] ?? 0) > 0);
  return { runId, cutoff, dates, mean, adjusted: held.mean, isOverridden: held.isOverridden, quantiles: held.quantiles, model, promotion };
}

/** From the history up to the forecast's cutoff: what was sold since is not what it was made of. */
function explainStored(history: SeriesHistory, { cutoff, mean }: forecasting.StoredForecast, frequency: ForecastFrequency): ForecastExplanation | undefined {
  const n = (epochDay(cutoff) - history.start) / periodDays[frequency] + 1;
  if (n < 0 || history.promotion.length < n + mean.length) return undefined;
  const upTo = (values: Float64Array) => values.slice(0, n + mean.length);
  const price = regularPrices(history.sold.slice(0, n), history.revenue.slice(0, n), upTo(history.discount));
  return explainForecast({ frequency, y: history.y.slice(0, n), promotion: upTo(history.promotion), discount: upTo(history.discount), price, mean: Float64Array.from(mean) });
}

async function readOne(tx: Tx, scope: forecasting.HistoryScope, { frequency, horizon, until }: { frequency: ForecastFrequency; horizon: number | undefined; until: string }): Promise<SeriesHistory | undefined> {
  const span = await forecasting.findDemandSpan(tx, scope.orgId, until);
  const history = span && (await readHistory(tx, scope, { frequency, horizon: horizon ?? defaultHorizon[frequency], span }));
  return history?.series[0];
}

/** What was paid for an item when it was last sold, in minor units: where the catalogue has no price. */
function lastPrice(history: SeriesHistory | undefined, minorUnits: number): number | null {
  const t = history?.sold.findLastIndex((quantity) => quantity > 0) ?? -1;
  return history === undefined || t < 0 ? null : Math.round((history.revenue[t]! / history.sold[t]!) * minorUnits);
}

function toHistory({ start, sold, y, revenue, stockOutDays, promotion }: SeriesHistory, frequency: ForecastFrequency): ForecastDetail['history'] {
  return {
    dates: isoDates(start, sold.length, frequency),
    y: Array.from(sold, (quantity, t) => (Number.isNaN(y[t]!) && quantity === 0 ? null : quantity)),
    stockOut: Array.from(stockOutDays, (count) => count > 0),
    promotion: Array.from(sold, (_, t) => promotion[t]! > 0),
    price: Array.from(sold, (quantity, t) => (quantity > 0 ? revenue[t]! / quantity : null)),
  };
}

const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
