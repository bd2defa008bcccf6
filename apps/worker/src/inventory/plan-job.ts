import type { Database, Tx } from '@almanac/data';
import { OrgId, RunReplay } from '@almanac/data/contract';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineJob, type JobQueue } from '../platform/queue';

export const planJob = defineJob('plan-inventory', z.object({ orgId: OrgId }));
export const replayJob = defineJob('replay-inventory', z.object({ orgId: OrgId, scope: RunReplay }));

/** Changes come in bunches (several files, an order of twenty lines): one plan for all that happens in this time. */
const GATHER_MS = 4000;
const jobKey = (orgId: OrgId) => `plan-inventory:${orgId}`;

/** Asks for a new plan in the caller's transaction; what was asked for and has not begun is the same plan. */
export function queuePlan(tx: Tx, jobs: JobQueue, orgId: OrgId, { atOnce = false }: { readonly atOnce?: boolean } = {}): Promise<void> {
  return jobs.send(tx, planJob, { orgId }, { jobKey: jobKey(orgId), runAt: atOnce ? undefined : new Date(Date.now() + GATHER_MS) });
}

/** Whether a plan waits or is being made. */
export async function isPlanQueued({ owner }: Database, orgId: OrgId): Promise<boolean> {
  const rows = await owner.execute(sql`select from graphile_worker.jobs where key = ${jobKey(orgId)} and attempts < max_attempts limit 1`);
  return rows.length > 0;
}
