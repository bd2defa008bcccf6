import type { Tx } from '@almanac/data';
import { OrgId, RunId } from '@almanac/data/contract';
import { z } from 'zod';
import { defineJob, type JobQueue } from '../platform/queue';

export const RunKey = z.object({ orgId: OrgId, runId: RunId });
export type RunKey = z.output<typeof RunKey>;

export const trainRun = defineJob('train-run', RunKey);
/** Also counts workers that died with the run, or were stopped. */
export const MOST_ATTEMPTS = 10;

/** Sends a run to the workers. The key ties the job to it: `failLostRuns` looks for that. */
export function sendRun(tx: Tx, jobs: JobQueue, key: RunKey, runAt?: Date): Promise<void> {
  return jobs.send(tx, trainRun, key, { jobKey: `run:${key.runId}`, runAt, maxAttempts: MOST_ATTEMPTS });
}
