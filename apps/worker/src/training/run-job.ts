import { OrgId, RunId } from '@almanac/data/contract';
import { z } from 'zod';
import { defineJob } from '../platform/queue';

export const RunKey = z.object({ orgId: OrgId, runId: RunId });
export type RunKey = z.output<typeof RunKey>;

export const trainRun = defineJob('train-run', RunKey);
/** Ties a job to its run; `failLostRuns` looks for it. */
export const jobKeyOf = (runId: RunId): string => `run:${runId}`;
