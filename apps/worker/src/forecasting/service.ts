import { forecasting, overview, withOrg, type Tx } from '@almanac/data';
import { DomainError, ForecastFrequency, type ForecastFilter, type ForecastItem, type ListForecasts, type ModelScores, type SeriesId } from '@almanac/data/contract';
import { QUANTILE_LEVELS } from '@almanac/models';
import { addDays } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { defaultHorizon, epochDay, periodDays } from './periods';
import { isoDates, readHistory, type SeriesHistory } from './read-history';
import { scoreBacktest } from './series-scores';

export async function listForecasts({ database, orgId }: OrgContext, { cursor, limit, ...filter }: ListForecasts) {
  return withOrg(database.db, orgId, async (tx) => {
    const served = await overview.findServedRun(tx, orgId);
    if (served === undefined) return { total: 0, items: [], nextCursor: null };
    const offset = cursor ?? 0;
    const scope = { orgId, runId: served.runId, filter };
    const total = await forecasting.countForecasts(tx, scope);
    const items = await forecasting.listForecasts(tx, { ...scope, offset, limit });
    const next = offset + items.length;
    return { total, items, nextCursor: items.length > 0 && next < total ? next : null };
  });
}

export async function getFacets({ database, orgId }: OrgContext) {
  return withOrg(database.db, orgId, async (tx) => forecasting.listForecastFacets(tx, orgId, (await overview.findServedRun(tx, orgId))?.runId));
}

export interface ForecastDetail {
  readonly series: forecasting.SeriesDescription & { readonly seriesClass: string; readonly reason: string | null };
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
  readonly forecast: { readonly runId: string; readonly cutoff: string; readonly dates: readonly string[]; readonly mean: readonly number[]; readonly quantiles: readonly (readonly number[])[]; readonly model: string } | null;
  readonly backtest: readonly { readonly cutoff: string; readonly dates: readonly string[]; readonly y: readonly (number | null)[]; readonly mean: readonly number[]; readonly lower: readonly number[]; readonly upper: readonly number[]; readonly model: string }[];
  readonly scores: readonly ModelScores[];
}

/** @throws DomainError `forecast.series_not_found` */
export async function getForecast({ database, orgId, org, clock }: OrgContext, seriesId: SeriesId): Promise<ForecastDetail> {
  return withOrg(database.db, orgId, async (tx) => {
    const described = await forecasting.findSeries(tx, orgId, seriesId);
    if (described === undefined) throw new DomainError('forecast.series_not_found', { seriesId });
    const served = await overview.findServedRun(tx, orgId);
    const stored = served && (await forecasting.findForecast(tx, orgId, served.runId, seriesId));
    const frequency = ForecastFrequency.parse(served?.frequency ?? 'week');
    const history = await readOne(tx, { orgId, seriesId }, frequency, addDays(today(clock, org.timeZone), -1));
    const windows = served ? await forecasting.listBacktest(tx, orgId, served.runId, seriesId) : [];
    const days = periodDays[frequency];
    const after = (cutoff: string, count: number) => isoDates(epochDay(cutoff) + days, count, frequency);
    const truth = (cutoff: string, steps: number) => Array.from({ length: steps }, (_, h) => (history ? known(history.y[(epochDay(cutoff) - history.start) / days + 1 + h]) : null));
    const backtest = windows.map((window) => ({ ...window, dates: after(window.cutoff, window.mean.length), y: truth(window.cutoff, window.mean.length) }));
    return {
      series: { ...described, seriesClass: stored?.seriesClass ?? 'short', reason: stored?.reason ?? null },
      frequency,
      history: history ? toHistory(history, frequency) : { dates: [], y: [], stockOut: [], promotion: [], price: [] },
      forecast: stored
        ? { runId: stored.runId, cutoff: stored.cutoff, dates: after(stored.cutoff, stored.mean.length), mean: stored.mean, quantiles: QUANTILE_LEVELS.map((_, q) => stored.quantiles.slice(q * stored.mean.length, (q + 1) * stored.mean.length)), model: stored.model }
        : null,
      backtest,
      scores: history && stored ? scoreBacktest(history, backtest.map(({ cutoff, ...window }) => ({ ...window, first: (epochDay(cutoff) - history.start) / days + 1 })), frequency) : [],
    };
  });
}

async function readOne(tx: Tx, scope: forecasting.HistoryScope, frequency: ForecastFrequency, until: string): Promise<SeriesHistory | undefined> {
  const span = await forecasting.findDemandSpan(tx, scope.orgId, until);
  const history = span && (await readHistory(tx, scope, { frequency, horizon: defaultHorizon[frequency], span }));
  return history?.series[0];
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

const ROWS_A_PAGE = 5000;

/** All forecasts that match, page by page of one run, so that a new run in between changes nothing. */
export async function* forEachForecast({ database, orgId }: OrgContext, runId: string, filter: ForecastFilter): AsyncGenerator<ForecastItem> {
  for (let offset = 0; ; offset += ROWS_A_PAGE) {
    const page = await withOrg(database.db, orgId, (tx) => forecasting.listForecasts(tx, { orgId, runId, filter, offset, limit: ROWS_A_PAGE }));
    yield* page;
    if (page.length < ROWS_A_PAGE) return;
  }
}
