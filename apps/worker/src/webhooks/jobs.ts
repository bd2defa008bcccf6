import { webhooks, withOrg } from '@almanac/data';
import { z } from 'zod';
import { handleJob, type JobHandler } from '../platform/queue';
import { postMessage } from './post-message';
import { deliverJob } from './tell';

interface DeliverySettings {
  /** the address people open */
  readonly publicUrl: string;
  /** also to addresses inside the network, which whoever runs the installation has to allow */
  readonly allowsPrivate: boolean;
}

const Told = z.looseObject({ page: z.string().optional() });

export const webhookJobs = ({ publicUrl, allowsPrivate }: DeliverySettings): readonly JobHandler[] => [
  handleJob(deliverJob, async ({ database, clock, log }, { orgId, deliveryId }, { isLastAttempt }) => {
    const found = await withOrg(database.db, orgId, (tx) => webhooks.findDelivery(tx, orgId, deliveryId));
    if (found === undefined || found.delivery.status !== 'waiting') return; // deleted, or ended by an earlier run of the job
    const { delivery, webhook } = found;
    const now = clock.now();
    const { page, ...data } = Told.parse(delivery.data);
    const link = page === undefined ? {} : { link: new URL(page, publicUrl).href };
    const body = JSON.stringify({ id: delivery.id, event: delivery.event, at: delivery.createdAt, ...link, data });
    const isOff = !webhook.isActive && delivery.event !== 'test';
    const answer: webhooks.Answer = isOff ? { httpStatus: null, problem: 'off' } : await postMessage({ url: webhook.url, secret: webhook.secret, body, at: now }, { allowsPrivate });
    const isHopeless = answer.problem === 'off' || answer.problem === 'private_address' || delivery.event === 'test';
    const isLast = isHopeless || isLastAttempt;
    await withOrg(database.db, orgId, (tx) => webhooks.noteAttempt(tx, delivery, answer, { isLast, now }));
    if (answer.problem === null) return;
    log.info({ orgId, deliveryId, ...answer, isLast }, 'webhook was not delivered');
    if (!isLast) throw new Error(`webhook ${webhook.id}: ${answer.problem}`); // tried again, later each time
  }),
];
