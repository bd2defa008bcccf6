import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { CampaignOwner } from '../contract/campaigns';
import type { OrgId } from '../contract/ids';
import { members, users } from '../schema/index';

export interface Reachability {
  readonly customerId: number;
  readonly code: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly hasConsent: boolean;
  readonly isExcluded: boolean;
  /** held back by another campaign whose window still runs */
  readonly isHeldBack: boolean;
}

const asArray = (ids: readonly number[]) => sql`${sql.param([...ids])}::bigint[]`;

/** Whether each customer may be written to, by id. */
export async function listReachability(tx: Tx, orgId: OrgId, customerIds: readonly number[], today: string): Promise<Map<number, Reachability>> {
  const rows = await tx.execute<Reachability & Record<string, unknown>>(sql`
    select c.id::int as "customerId", c.code, c.name, c.email, c.segment, c.country, c.has_consent as "hasConsent",
      exists (select from recommendation_exclusions x where x.org_id = c.org_id and x.customer_id = c.id) as "isExcluded",
      exists (select from campaign_members m join campaigns k on k.org_id = m.org_id and k.id = m.campaign_id
              where m.org_id = c.org_id and m.customer_id = c.id and m.is_holdout and k.status = 'sent' and k.sent_on + k.window_days > ${today}::date) as "isHeldBack"
    from customers c where c.org_id = ${orgId} and c.id = any(${asArray(customerIds)})`);
  return new Map(rows.map((row) => [row.customerId, row]));
}

/** What products are called, by id; those that are gone are left out. */
export async function listProductNames(tx: Tx, orgId: OrgId, productIds: readonly number[]): Promise<Map<number, string>> {
  if (productIds.length === 0) return new Map();
  const rows = await tx.execute<{ id: number; name: string }>(sql`select id::int as id, name from products where org_id = ${orgId} and id = any(${asArray(productIds)})`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Members who may answer for a campaign, by name. */
export async function listOwners(tx: Tx, orgId: OrgId): Promise<CampaignOwner[]> {
  return tx.select({ userId: users.id, name: users.name }).from(members).innerJoin(users, eq(users.id, members.userId)).where(eq(members.organizationId, orgId)).orderBy(users.name);
}

export async function findOwner(tx: Tx, orgId: OrgId, userId: string): Promise<CampaignOwner | undefined> {
  const [row] = await tx.select({ userId: users.id, name: users.name }).from(members).innerJoin(users, eq(users.id, members.userId)).where(and(eq(members.organizationId, orgId), eq(users.id, userId)));
  return row;
}
