import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { CampaignExpectation, CampaignRemoved } from '../contract/campaigns';
import type { OrgId } from '../contract/ids';
import type { CampaignOrigin, CampaignStatus } from '../contract/terms';
import { campaigns } from '../schema/index';

export type NewCampaign = Omit<typeof campaigns.$inferInsert, 'id' | 'status' | 'sentOn' | 'createdAt'> & { readonly createdAt: Date; readonly expected: CampaignExpectation; readonly removed: readonly CampaignRemoved[] };

export async function insertCampaign(tx: Tx, campaign: NewCampaign): Promise<number> {
  const [row] = await tx.insert(campaigns).values(campaign).returning({ id: campaigns.id });
  return row!.id;
}

export interface CampaignRow {
  readonly campaignId: number;
  readonly name: string;
  readonly origin: CampaignOrigin;
  readonly productId: number | null;
  readonly productCode: string | null;
  readonly productName: string | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly action: string | null;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly dueOn: string;
  readonly budget: number;
  readonly costMinor: number;
  readonly holdoutShare: number;
  readonly windowDays: number;
  readonly removed: readonly CampaignRemoved[];
  readonly expected: CampaignExpectation;
  readonly status: CampaignStatus;
  readonly sentOn: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly contacts: number;
  readonly holdout: number;
}

const columns = sql`
  k.id::int as "campaignId", k.name, k.origin, k.product_id::int as "productId", p.code as "productCode", p.name as "productName", k.segment, k.country, k.action, k.owner_id as "ownerId", k.owner_name as "ownerName",
  k.due_on::text as "dueOn", k.budget, k.cost_minor::float8 as "costMinor", k.holdout_share as "holdoutShare", k.window_days as "windowDays", k.removed, k.expected, k.status, k.sent_on::text as "sentOn",
  k.created_by as "createdBy", k.created_at as "createdAt", size.contacts, size.holdout`;
const joined = (where: SQL) => sql`
  campaigns k left join products p on p.org_id = k.org_id and p.id = k.product_id
  cross join lateral (select count(*) filter (where not m.is_holdout)::int as contacts, count(*) filter (where m.is_holdout)::int as holdout from campaign_members m where m.org_id = k.org_id and m.campaign_id = k.id) size
  where ${where}`;
const parse = (row: CampaignRow): CampaignRow => ({ ...row, createdAt: new Date(row.createdAt), removed: CampaignRemoved.array().parse(row.removed), expected: CampaignExpectation.parse(row.expected) });

export async function findCampaign(tx: Tx, orgId: OrgId, campaignId: number): Promise<CampaignRow | undefined> {
  const [row] = await tx.execute<CampaignRow & Record<string, unknown>>(sql`select ${columns} from ${joined(sql`k.org_id = ${orgId} and k.id = ${campaignId}`)}`);
  return row && parse(row);
}

/** Reads a campaign's state and keeps others from changing it until the transaction ends. */
export async function findCampaignForUpdate(tx: Tx, orgId: OrgId, campaignId: number) {
  const [row] = await tx.select({ name: campaigns.name, status: campaigns.status, createdAt: campaigns.createdAt }).from(campaigns).where(and(eq(campaigns.orgId, orgId), eq(campaigns.id, campaignId))).for('update');
  return row;
}

export interface CampaignFilter {
  readonly orgId: OrgId;
  readonly q?: string | undefined;
  readonly status?: CampaignStatus | undefined;
}

function conditions({ orgId, q, status }: CampaignFilter): SQL {
  const isPart = (text: SQL) => sql`strpos(lower(${text}), lower(${q ?? ''})) > 0`;
  const found = q ? sql`(${isPart(sql`k.name`)} or ${isPart(sql`k.owner_name`)} or exists (select from products x where x.org_id = k.org_id and x.id = k.product_id and (${isPart(sql`x.name`)} or ${isPart(sql`x.code`)})))` : sql`true`;
  return sql`k.org_id = ${orgId} and ${found} and ${status === undefined ? sql`true` : sql`k.status = ${status}`}`;
}

export async function countCampaigns(tx: Tx, filter: CampaignFilter): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from campaigns k where ${conditions(filter)}`);
  return row!.total;
}

/** Planned ones first, the most urgent of them on top; then the newest. */
export async function listCampaigns(tx: Tx, filter: CampaignFilter, { offset, limit }: { readonly offset: number; readonly limit: number }): Promise<CampaignRow[]> {
  const rows = await tx.execute<CampaignRow & Record<string, unknown>>(sql`
    select ${columns} from ${joined(conditions(filter))}
    order by k.status = 'planned' desc, case when k.status = 'planned' then k.due_on end, coalesce(k.sent_on, k.created_at::date) desc, k.id desc offset ${offset} limit ${limit}`);
  return rows.map(parse);
}

export type CampaignWords = Pick<typeof campaigns.$inferInsert, 'name' | 'ownerId' | 'ownerName' | 'dueOn' | 'action'>;

export async function updateCampaign(tx: Tx, orgId: OrgId, campaignId: number, words: CampaignWords): Promise<void> {
  await tx.update(campaigns).set(words).where(and(eq(campaigns.orgId, orgId), eq(campaigns.id, campaignId)));
}

export async function setCampaignStatus(tx: Tx, orgId: OrgId, campaignId: number, state: { readonly status: CampaignStatus; readonly sentOn: string | null }): Promise<void> {
  await tx.update(campaigns).set(state).where(and(eq(campaigns.orgId, orgId), eq(campaigns.id, campaignId)));
}

/** A campaign that waits for somebody: its day has passed without a sending, or its comparison is over. */
export interface WaitingCampaign {
  readonly campaignId: number;
  readonly name: string;
  readonly ownerName: string;
  readonly reason: 'overdue' | 'measured';
  /** since the day it was to go out, or since the last day that is compared */
  readonly days: number;
}

/** Those of the last `within` days, the longest waiting first. */
export function listWaitingCampaigns(tx: Tx, orgId: OrgId, { today, within, limit }: { readonly today: string; readonly within: number; readonly limit: number }): Promise<WaitingCampaign[]> {
  return tx.execute<WaitingCampaign & Record<string, unknown>>(sql`
    select id::int as "campaignId", name, owner_name as "ownerName", reason, days from (
      select id, name, owner_name, 'overdue' as reason, ${today}::date - due_on as days from campaigns where org_id = ${orgId} and status = 'planned'
      union all
      select id, name, owner_name, 'measured', ${today}::date - (sent_on + window_days - 1) from campaigns where org_id = ${orgId} and status = 'sent'
    ) as waiting where days between 1 and ${within} order by days desc, id limit ${limit}`);
}
