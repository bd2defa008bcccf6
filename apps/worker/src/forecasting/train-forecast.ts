import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { forecasting, training, withOrg, type Database, type Tx } from '@almanac/data';
import { DomainError, type ForecastFrequency, type ForecastParams, type OrgId, type RunId } from '@almanac/data/contract';
import { ForecastCancelled, forecastPanel, type ForecastProgress } from '@almanac/models';
import { publishEvent } from '../platform/bus';
import { addDays } from '../platform/calendar';
import type { Tensorflow } from '../platform/tensorflow';
import { wholePeriods, type DemandSpan } from './periods';
import { readHistory } from './read-history';
import { reconcileRun } from './reconcile-run';
import { championOf, resultRows } from './result-rows';
import { hashPanel, trainingPanel } from './training-panel';

/** Fewer whole periods than this say nothing about the next ones. */
const fewestPeriods: Record<ForecastFrequency, number> = { week: 8, day: 28 };
/** Runs whose forecasts are kept beside the served one. */
const RUNS_KEPT = 3;

/**
 * When a company sold, up to yesterday: today is not over.
 * @throws DomainError `training.no_sales`, or `training.history_too_short` when there are too few whole periods
 */
export async function requireHistory(tx: Tx, orgId: OrgId, frequency: ForecastFrequency, today: string): Promise<DemandSpan> {
  const span = await forecasting.findDemandSpan(tx, orgId, addDays(today, -1));
  if (span === undefined) throw new DomainError('training.no_sales');
  const periods = wholePeriods(span, frequency)?.count ?? 0;
  if (periods < fewestPeriods[frequency]) throw new DomainError('training.history_too_short', { periods, needed: fewestPeriods[frequency] });
  return span;
}

export interface ForecastRun {
  readonly orgId: OrgId;
  readonly runId: RunId;
  readonly attempt: number;
  readonly params: ForecastParams;
  readonly seed: number;
  /** the company's calendar day */
  readonly today: string;
}

export interface ForecastRunHooks {
  readonly onStage: (stage: 'prepare' | 'save') => void;
  readonly onProgress: (progress: ForecastProgress) => void | Promise<void>;
  readonly isCancelled: () => boolean;
}

/**
 * Reads the demand of a company, forecasts it, and writes everything in one transaction at the end, in which the run succeeds.
 * @throws ForecastCancelled when somebody asked for it, or when another attempt has taken the run over
 */
export async function trainForecast(database: Database, tensorflow: Tensorflow, run: ForecastRun, hooks: ForecastRunHooks): Promise<void> {
  const { orgId, runId, attempt, params, seed, today } = run;
  const { frequency, horizon, effort } = params;
  hooks.onStage('prepare');
  const { history, analogies } = await withOrg(database.db, orgId, async (tx) => ({
    history: await readHistory(tx, { orgId }, { frequency, horizon, span: await requireHistory(tx, orgId, frequency, today) }),
    analogies: await forecasting.listAnalogies(tx, orgId),
  }));
  if (history === undefined) throw new DomainError('training.no_sales');
  const { panel, members } = trainingPanel(history, analogies);
  const { tf, lstmKernel, compile, backend, device } = tensorflow;
  const result = await forecastPanel(panel, { horizon, effort, seed }, { tf, kernel: lstmKernel, compile, clock: () => performance.now(), onProgress: hooks.onProgress, isCancelled: hooks.isCancelled });

  const pause = async () => {
    await nextTurn();
    if (hooks.isCancelled()) throw new ForecastCancelled();
  };
  const { served, aggregates, approach } = await reconcileRun(history, members, panel, result, { horizon, effort, seed, pause });

  hooks.onStage('save');
  await withOrg(database.db, orgId, async (tx) => {
    const row = await training.findRunForUpdate(tx, { orgId, runId });
    if (row?.status !== 'running' || row.attempt !== attempt || row.cancelRequestedAt !== null) throw new ForecastCancelled();
    await forecasting.writeRunResults(tx, { orgId, runId }, { ...resultRows(history, members, served, horizon), aggregates });
    await training.serveNewRun(tx, { orgId, runId }, { capability: 'forecast', frequency });
    await training.finishRun(tx, { orgId, runId }, {
      status: 'succeeded',
      now: new Date(),
      attempt,
      found: { dataHash: hashPanel(panel), backend, device, seriesCount: history.series.length, champion: championOf(result, approach), peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024) },
    });
    await forecasting.pruneForecasts(tx, orgId, frequency, RUNS_KEPT);
    await publishEvent(tx, { orgId, topic: 'run', id: runId });
  });
  await forecasting.analyzeForecasts(database.owner);
}
