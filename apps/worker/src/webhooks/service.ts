import { randomBytes } from 'node:crypto';
import { webhooks, withOrg } from '@almanac/data';
import { DomainError, WebhookEvent, WebhookProblem, type AddedWebhook, type AddWebhook, type OneWebhook, type SwitchWebhook, type Webhook, type WebhookDelivery } from '@almanac/data/contract';
import { z } from 'zod';
import { recordAudit } from '../audit/index';
import type { OrgContext } from '../platform/context';
import { sendDelivery } from './tell';

const SHOWN = 30;
const MOST_WEBHOOKS = 20;
const Events = z.array(z.enum(WebhookEvent.options)).catch([]);
const Status = z.enum(['waiting', 'delivered', 'failed']);
const Told = z.enum([...WebhookEvent.options, 'test']);

export async function listWebhooks({ database, orgId }: OrgContext): Promise<Webhook[]> {
  const rows = await withOrg(database.db, orgId, (tx) => webhooks.listWebhooks(tx, orgId));
  return rows.map(({ id, url, events, isActive, failures, createdByName, createdAt }) => ({ id, url, events: Events.parse(events), isActive, failures, createdByName, createdAt }));
}

export async function listDeliveries({ database, orgId }: OrgContext): Promise<WebhookDelivery[]> {
  const rows = await withOrg(database.db, orgId, (tx) => webhooks.listDeliveries(tx, orgId, SHOWN));
  return rows.map(({ delivery: { id, event, status, attempts, httpStatus, problem, createdAt }, url }) => ({ id, url, event: Told.parse(event), status: Status.parse(status), attempts, httpStatus, problem: WebhookProblem.nullable().catch(null).parse(problem), createdAt }));
}

/** @throws DomainError `webhook.too_many` */
export async function addWebhook({ database, orgId, userId, userName, clock }: OrgContext, { url, events }: AddWebhook): Promise<AddedWebhook> {
  const secret = `whs_${randomBytes(32).toString('base64url')}`;
  const id = await withOrg(database.db, orgId, async (tx) => {
    if ((await webhooks.listWebhooks(tx, orgId)).length >= MOST_WEBHOOKS) throw new DomainError('webhook.too_many', { most: MOST_WEBHOOKS });
    await recordAudit(tx, { orgId, userId, action: 'webhook.added', subject: originOf(url) });
    return webhooks.insertWebhook(tx, { orgId, url, events, secret, createdByName: userName, createdAt: clock.now() });
  });
  return { id, secret };
}

/** @throws DomainError `webhook.not_found` */
export async function removeWebhook({ database, orgId, userId }: OrgContext, { webhookId }: OneWebhook): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => {
    const url = requireFound(await webhooks.deleteWebhook(tx, orgId, webhookId));
    await recordAudit(tx, { orgId, userId, action: 'webhook.removed', subject: originOf(url) });
  });
}

/** @throws DomainError `webhook.not_found` */
export async function switchWebhook({ database, orgId }: OrgContext, { webhookId, isActive }: SwitchWebhook): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => void requireFound(await webhooks.switchWebhook(tx, orgId, webhookId, isActive)));
}

/** @throws DomainError `webhook.not_found` */
export async function testWebhook({ database, jobs, orgId }: OrgContext, { webhookId }: OneWebhook): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => sendDelivery(tx, jobs, orgId, requireFound(await webhooks.insertTestDelivery(tx, orgId, webhookId))));
}

/** Paths of such addresses often hold a key, which the audit log is no place for. */
const originOf = (url: string) => new URL(url).origin;

function requireFound(found: string | undefined): string {
  if (found === undefined) throw new DomainError('webhook.not_found');
  return found;
}
