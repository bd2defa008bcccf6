import { webhooks, type Tx } from '@almanac/data';
import { OrgId, type WebhookEvent } from '@almanac/data/contract';
import { z } from 'zod';
import { defineJob, type JobQueue } from '../platform/queue';

export const deliverJob = defineJob('deliver-webhook', z.object({ orgId: OrgId, deliveryId: z.uuid() }));

/** Tries over about an hour and a half, each later than the one before. */
const ATTEMPTS = 8;

/** What a message says: figures and ids, no person's data, and the page to look at. */
export interface Told {
  readonly page: string;
  readonly [figure: string]: string | number | null;
}

/** Tells every address that wants to hear of an event, in the caller's transaction: what did not happen is not told. */
export async function tell(tx: Tx, jobs: Pick<JobQueue, 'send'>, orgId: OrgId, event: WebhookEvent, told: Told): Promise<void> {
  for (const deliveryId of await webhooks.insertDeliveries(tx, orgId, event, told)) await sendDelivery(tx, jobs, orgId, deliveryId);
}

export const sendDelivery = (tx: Tx, jobs: Pick<JobQueue, 'send'>, orgId: OrgId, deliveryId: string) => jobs.send(tx, deliverJob, { orgId, deliveryId }, { maxAttempts: ATTEMPTS });
