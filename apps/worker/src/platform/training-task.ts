import { training, withOrg, type Database, type Tx } from '@almanac/data';
import type { Capability, OrgId, RunId } from '@almanac/data/contract';
import { ForecastCancelled } from '@almanac/models';
import { publishEvent } from './bus';
import type { Tensorflow } from './tensorflow';

/** One attempt of a run, as its capability's training gets it. */
export interface TrainingTask<Params> {
  readonly orgId: OrgId;
  readonly runId: RunId;
  readonly attempt: number;
  readonly params: Params;
  readonly seed: number;
  /** the company's calendar day */
  readonly today: string;
}

/** How far a method is; `fraction` is of the whole run. */
export interface MethodProgress {
  readonly stage: 'backtest' | 'final';
  readonly method: string;
  readonly fraction: number;
  readonly epoch?: number;
  readonly epochs?: number;
  readonly loss?: number;
  readonly validationLoss?: number;
  /** worked out from the fraction when absent */
  readonly etaMs?: number;
}

export interface TrainingHooks {
  readonly onStage: (stage: 'prepare' | 'save') => void;
  readonly onProgress: (progress: MethodProgress) => void | Promise<void>;
  readonly isCancelled: () => boolean;
}

interface Completion {
  readonly capability: Exclude<Capability, 'forecast'>;
  readonly found: Pick<training.RunFindings, 'dataHash' | 'seriesCount' | 'champion'>;
  /** writes what the run found, replacing what an earlier attempt of it may have left */
  readonly write: (tx: Tx) => Promise<void>;
}

/**
 * Writes what a run found, makes it serve and ends it, in one transaction: it leaves all of it or nothing.
 * @throws ForecastCancelled when somebody asked for it, or when another attempt has taken the run over
 */
export async function completeRun(database: Database, { backend, device }: Tensorflow, { orgId, runId, attempt }: TrainingTask<unknown>, { capability, found, write }: Completion): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => {
    const row = await training.findRunForUpdate(tx, { orgId, runId });
    if (row?.status !== 'running' || row.attempt !== attempt || row.cancelRequestedAt !== null) throw new ForecastCancelled();
    await write(tx);
    await training.serveNewRun(tx, { orgId, runId }, { capability, frequency: 'all' });
    const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
    await training.finishRun(tx, { orgId, runId }, { status: 'succeeded', now: new Date(), attempt, found: { ...found, backend, device, peakMemoryMb } });
    await publishEvent(tx, { orgId, topic: 'run', id: runId });
  });
}
