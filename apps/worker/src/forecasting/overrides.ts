import { randomUUID } from 'node:crypto';
import { forecasting, overview, withOrg, type Tx } from '@almanac/data';
import { DomainError, type ForecastScope, type ForecastFrequency, type ForecastValueAdded, type OneOverride, type OverrideForecast, type OverrideScores, type SeriesId } from '@almanac/data/contract';
import { queuePlan } from '../inventory/index';
import { addDays } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { epochDay, periodDays } from './periods';
import { isoDates } from './read-history';

/** Periods people changed before their errors are shown: fewer are luck. */
const FEWEST_PERIODS = 8;

/**
 * Changes the periods `from` … `to` of a series' forecast; what the model says stays as it is.
 * @throws DomainError `forecast.series_not_found`, `forecast.none_yet`, `forecast.period_not_ahead` when the forecast has no such periods
 */
export async function overrideForecast({ database, jobs, orgId, userId, userName }: OrgContext, { seriesId, frequency, from, to, kind, value, reason, note }: OverrideForecast): Promise<OneOverride> {
  return withOrg(database.db, orgId, async (tx) => {
    if ((await forecasting.findSeries(tx, orgId, seriesId)) === undefined) throw new DomainError('forecast.series_not_found', { seriesId });
    const served = await overview.findServedRun(tx, orgId, frequency);
    const stored = served?.frequency === frequency ? await forecasting.findForecast(tx, orgId, served.runId, seriesId) : undefined;
    if (stored === undefined) throw new DomainError('forecast.none_yet');
    const dates = isoDates(epochDay(stored.cutoff) + periodDays[frequency], stored.mean.length, frequency);
    const [first, last] = [dates.indexOf(from), dates.indexOf(to)];
    if (first === -1 || last < first) throw new DomainError('forecast.period_not_ahead', { from, to });
    const batchId = randomUUID();
    const periods = dates.slice(first, last + 1).map((startsOn, k) => ({ startsOn, modelMean: stored.mean[first + k]! }));
    await forecasting.insertOverrides(tx, { orgId, seriesId, frequency, batchId, kind, value, reason, note: note || null, authorId: userId, authorName: userName }, periods);
    await queuePlan(tx, jobs, orgId);
    return { batchId };
  });
}

/** @throws DomainError `forecast.override_not_found`, also when it was withdrawn before */
export async function withdrawOverride({ database, jobs, orgId, userName, clock }: OrgContext, { batchId }: OneOverride): Promise<OneOverride> {
  return withOrg(database.db, orgId, async (tx) => {
    const isWithdrawn = await forecasting.withdrawOverrides(tx, { orgId, batchId }, { now: clock.now(), by: userName });
    if (!isWithdrawn) throw new DomainError('forecast.override_not_found', { batchId });
    await queuePlan(tx, jobs, orgId);
    return { batchId };
  });
}

/** What each step from repeating last year to the forecast people settled on was worth, over all series. */
export async function getValueAdded({ database, orgId, org, clock }: OrgContext, { frequency: wanted }: ForecastScope): Promise<ForecastValueAdded> {
  return withOrg(database.db, orgId, async (tx) => {
    const served = await overview.findServedRun(tx, orgId, wanted);
    const scores = served === undefined ? [] : await overview.listRunScores(tx, { orgId, runId: served.runId });
    const frequency = served?.frequency ?? wanted;
    const yesterday = addDays(today(clock, org.timeZone), -1);
    return {
      backtest: { naive: scores.find(({ model }) => model === 'seasonal-naive')?.wape ?? null, model: scores.find(({ isChampion }) => isChampion)?.wape ?? null },
      overrides: await scoreOverrides(tx, { orgId, frequency }, yesterday),
    };
  });
}

/** How people's changes of one series, or of all, fared in periods that were over by `until`. */
export async function scoreOverrides(tx: Tx, scope: { orgId: OrgContext['orgId']; frequency: ForecastFrequency; seriesId?: SeriesId }, until: string): Promise<OverrideScores> {
  const lastSale = (await overview.findLastSaleDate(tx, scope.orgId)) ?? until;
  const { periods, demand, modelError, adjustedError } = await forecasting.scoreOverrides(tx, scope, lastSale < until ? lastSale : until);
  const isEnough = periods >= FEWEST_PERIODS && demand > 0;
  return { periods, needed: FEWEST_PERIODS, model: isEnough ? modelError / demand : null, adjusted: isEnough ? adjustedError / demand : null };
}
