import { forecasting, overview, withOrg } from '@almanac/data';
import { type ForecastFilter, type ForecastFrequency, type ForecastItem, type ForecastScope, type ForecastSpan, type ListForecasts } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { periodDays } from './periods';

export interface ForecastList {
  readonly total: number;
  readonly items: readonly ForecastItem[];
  readonly nextCursor: number | null;
  /** what the sums run over; `null` before any run */
  readonly span: ForecastSpan | null;
}

export async function listForecasts({ database, orgId }: OrgContext, { cursor, limit, ...filter }: ListForecasts): Promise<ForecastList> {
  return withOrg(database.db, orgId, async (tx) => {
    const served = await overview.findServedRun(tx, orgId, filter.frequency);
    if (served === undefined) return { total: 0, items: [], nextCursor: null, span: null };
    const offset = cursor ?? 0;
    const scope = { orgId, runId: served.runId, filter };
    const total = await forecasting.countForecasts(tx, scope);
    const items = await forecasting.listForecasts(tx, { ...scope, offset, limit });
    const next = offset + items.length;
    return { total, items, nextCursor: items.length > 0 && next < total ? next : null, span: spanOf(served) };
  });
}

function spanOf({ frequency, cutoff, horizon }: { frequency: ForecastFrequency; cutoff: string; horizon: number }): ForecastSpan {
  const days = periodDays[frequency];
  return { frequency, horizon, from: addDays(cutoff, days), to: addDays(cutoff, (horizon + 1) * days - 1) };
}

export async function getFacets({ database, orgId }: OrgContext, { frequency }: ForecastScope) {
  return withOrg(database.db, orgId, async (tx) => forecasting.listForecastFacets(tx, orgId, (await overview.findServedRun(tx, orgId, frequency))?.runId));
}

const ROWS_A_PAGE = 5000;

/** All forecasts that match, page by page of one run, so that a new run in between changes nothing. */
export async function* forEachForecast({ database, orgId }: OrgContext, runId: string, filter: ForecastFilter): AsyncGenerator<ForecastItem> {
  for (let offset = 0; ; offset += ROWS_A_PAGE) {
    const page = await withOrg(database.db, orgId, (tx) => forecasting.listForecasts(tx, { orgId, runId, filter, offset, limit: ROWS_A_PAGE }));
    yield* page;
    if (page.length < ROWS_A_PAGE) return;
  }
}
