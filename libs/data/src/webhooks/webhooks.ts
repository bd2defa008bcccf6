import { and, desc, eq, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { WebhookEvent } from '../contract/terms';
import type { WebhookProblem } from '../contract/webhooks';
import { webhookDeliveries, webhooks } from '../schema/index';

export type WebhookRow = typeof webhooks.$inferSelect;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

const KEPT_DAYS = 30;
/** Messages given up in a row after which nobody is there any more. */
const MOST_FAILURES = 5;
const isHook = (orgId: OrgId, id: string) => and(eq(webhooks.orgId, orgId), eq(webhooks.id, id));

export function listWebhooks(tx: Tx, orgId: OrgId): Promise<WebhookRow[]> {
  return tx.select().from(webhooks).where(eq(webhooks.orgId, orgId)).orderBy(webhooks.createdAt, webhooks.id);
}

export async function insertWebhook(tx: Tx, row: typeof webhooks.$inferInsert): Promise<string> {
  const [inserted] = await tx.insert(webhooks).values(row).returning({ id: webhooks.id });
  return inserted!.id;
}

/** @returns its address, or nothing where the company has no such webhook */
export async function deleteWebhook(tx: Tx, orgId: OrgId, id: string): Promise<string | undefined> {
  const [row] = await tx.delete(webhooks).where(isHook(orgId, id)).returning({ url: webhooks.url });
  return row?.url;
}

/** Turned on again it starts with a clean slate. */
export async function switchWebhook(tx: Tx, orgId: OrgId, id: string, isActive: boolean): Promise<string | undefined> {
  const [row] = await tx.update(webhooks).set({ isActive, failures: 0 }).where(isHook(orgId, id)).returning({ url: webhooks.url });
  return row?.url;
}

/** One message for each address that wants to hear of the event, and the end of those that are old. @returns their ids */
export async function insertDeliveries(db: Queryable, orgId: OrgId, event: WebhookEvent, data: unknown): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    insert into webhook_deliveries (org_id, webhook_id, event, data)
    select org_id, id, ${event}, ${JSON.stringify(data)}::jsonb from webhooks where org_id = ${orgId} and is_active and ${event} = any(events)
    returning id`);
  if (rows.length > 0) await db.execute(sql`delete from webhook_deliveries where org_id = ${orgId} and created_at < now() - make_interval(days => ${KEPT_DAYS}::int)`);
  return rows.map(({ id }) => id);
}

/** A message to one address, turned off or not, to see whether it arrives. @returns its id, or nothing where there is no such webhook */
export async function insertTestDelivery(tx: Tx, orgId: OrgId, webhookId: string): Promise<string | undefined> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into webhook_deliveries (org_id, webhook_id, event, data) select org_id, id, 'test', '{}'::jsonb from webhooks where org_id = ${orgId} and id = ${webhookId}::uuid returning id`);
  return row?.id;
}

export async function findDelivery(tx: Tx, orgId: OrgId, id: string): Promise<{ delivery: DeliveryRow; webhook: WebhookRow } | undefined> {
  const [row] = await tx
    .select({ delivery: webhookDeliveries, webhook: webhooks })
    .from(webhookDeliveries)
    .innerJoin(webhooks, and(eq(webhooks.orgId, webhookDeliveries.orgId), eq(webhooks.id, webhookDeliveries.webhookId)))
    .where(and(eq(webhookDeliveries.orgId, orgId), eq(webhookDeliveries.id, id)));
  return row;
}

/** The newest first, with the addresses they went to. */
export function listDeliveries(tx: Tx, orgId: OrgId, limit: number) {
  return tx
    .select({ delivery: webhookDeliveries, url: webhooks.url })
    .from(webhookDeliveries)
    .innerJoin(webhooks, and(eq(webhooks.orgId, webhookDeliveries.orgId), eq(webhooks.id, webhookDeliveries.webhookId)))
    .where(eq(webhookDeliveries.orgId, orgId))
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
    .limit(limit);
}

export interface Answer {
  readonly httpStatus: number | null;
  readonly problem: WebhookProblem | null;
}

/** Writes down how a try ended. A message that is given up counts against its address, which is turned off after too many; one that arrives clears it. */
export async function noteAttempt(tx: Tx, { orgId, id, webhookId }: Pick<DeliveryRow, 'orgId' | 'id' | 'webhookId'>, { httpStatus, problem }: Answer, { isLast, now }: { isLast: boolean; now: Date }): Promise<void> {
  const status = problem === null ? 'delivered' : isLast ? 'failed' : 'waiting';
  await tx
    .update(webhookDeliveries)
    .set({ status, httpStatus, problem, attempts: sql`${webhookDeliveries.attempts} + 1`, finishedAt: status === 'waiting' ? null : now })
    .where(and(eq(webhookDeliveries.orgId, orgId), eq(webhookDeliveries.id, id)));
  if (status === 'delivered') await tx.update(webhooks).set({ failures: 0 }).where(and(eq(webhooks.orgId, orgId), eq(webhooks.id, webhookId)));
  if (status === 'failed') {
    await tx
      .update(webhooks)
      .set({ failures: sql`${webhooks.failures} + 1`, isActive: sql`${webhooks.isActive} and ${webhooks.failures} + 1 < ${MOST_FAILURES}` })
      .where(and(eq(webhooks.orgId, orgId), eq(webhooks.id, webhookId)));
  }
}
