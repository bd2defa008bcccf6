import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { StoredReason, type CampaignMember } from '../contract/campaigns';
import type { OrgId } from '../contract/ids';

export interface NewMember {
  readonly customerId: number;
  readonly rank: number;
  readonly isHoldout: boolean;
  readonly responseProbability: number;
  readonly expectedRevenueMinor: number;
  readonly reason: StoredReason;
}

const ROWS_A_STATEMENT = 5000;

export async function insertMembers(tx: Tx, orgId: OrgId, campaignId: number, members: readonly NewMember[]): Promise<void> {
  for (let first = 0; first < members.length; first += ROWS_A_STATEMENT) {
    await tx.execute(sql`
      insert into campaign_members (org_id, campaign_id, customer_id, rank, is_holdout, response_probability, expected_revenue_minor, reason)
      select ${orgId}, ${campaignId}, "customerId", rank, "isHoldout", "responseProbability", "expectedRevenueMinor", reason
      from jsonb_to_recordset(${JSON.stringify(members.slice(first, first + ROWS_A_STATEMENT))}::jsonb)
        as r("customerId" bigint, rank int, "isHoldout" bool, "responseProbability" float4, "expectedRevenueMinor" float8, reason jsonb)`);
  }
}

export interface MemberRow extends Omit<CampaignMember, 'reason'> {
  readonly reason: StoredReason;
}

interface OfCampaign {
  readonly orgId: OrgId;
  readonly campaignId: number;
  readonly q?: string | undefined;
}

/** Those to write to: not held back, and neither opted out nor excluded since. */
function contacts({ orgId, campaignId, q }: OfCampaign): SQL {
  const like = `%${(q ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`campaign_members m join customers c on c.org_id = m.org_id and c.id = m.customer_id
    where m.org_id = ${orgId} and m.campaign_id = ${campaignId} and not m.is_holdout and c.has_consent
      and not exists (select from recommendation_exclusions x where x.org_id = c.org_id and x.customer_id = c.id)
      and ${q ? sql`(c.code ilike ${like} or c.name ilike ${like} or c.email ilike ${like})` : sql`true`}`;
}

/** The most promising first. */
export async function listMembers(tx: Tx, of: OfCampaign, { offset, limit }: { readonly offset: number; readonly limit: number }): Promise<MemberRow[]> {
  const rows = await tx.execute<MemberRow & Record<string, unknown>>(sql`
    select c.id::int as "customerId", c.code, c.name, c.email, c.segment, c.country, m.response_probability as "responseProbability", m.expected_revenue_minor as "expectedRevenueMinor", m.reason
    from ${contacts(of)} order by m.rank offset ${offset} limit ${limit}`);
  return rows.map((row) => ({ ...row, reason: StoredReason.parse(row.reason) }));
}

/** Those to write to now, how many of them have no address, and how many were taken off since the list was made. */
export async function countMembers(tx: Tx, of: OfCampaign): Promise<{ contactable: number; withoutEmail: number; withdrawn: number }> {
  const [row] = await tx.execute<{ contactable: number; withoutEmail: number; listed: number }>(sql`
    select count(*)::int as contactable, count(*) filter (where coalesce(c.email, '') = '')::int as "withoutEmail",
      (select count(*)::int from campaign_members a where a.org_id = ${of.orgId} and a.campaign_id = ${of.campaignId} and not a.is_holdout) as listed
    from ${contacts(of)}`);
  const { contactable, withoutEmail, listed } = row!;
  return { contactable, withoutEmail, withdrawn: listed - contactable };
}
