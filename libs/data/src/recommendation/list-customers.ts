import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { CustomerFilter, CustomerRow } from '../contract/recommendation';

export interface CustomerPage {
  readonly orgId: OrgId;
  readonly runId: string;
  readonly filter: CustomerFilter;
  readonly offset: number;
  readonly limit: number;
}

const sortKey: Record<CustomerFilter['sort'], SQL> = {
  value: sql`l.value`,
  name: sql`lower(coalesce(c.name, c.code))`,
  orders: sql`l.orders`,
  lastOrder: sql`l.last_ordered_on`,
};

/** Customers with a list of their own, without what stands in it. */
export async function listCustomerRows(tx: Tx, { orgId, runId, filter, offset, limit }: CustomerPage): Promise<Omit<CustomerRow, 'best'>[]> {
  const direction = filter.dir === 'asc' ? sql`asc` : sql`desc nulls last`; // as the indexes are
  return tx.execute<Omit<CustomerRow, 'best'> & Record<string, unknown>>(sql`
    select c.id::int as id, c.code, c.name, c.email, c.segment, c.country, c.has_consent as "hasConsent", l.orders, l.last_ordered_on::text as "lastOrderedOn", l.value as "valueMinor"
    from ${matches(orgId, runId, filter)}
    order by ${sortKey[filter.sort]} ${direction}, c.id offset ${offset} limit ${limit}`);
}

export async function countCustomerRows(tx: Tx, { orgId, runId, filter }: Pick<CustomerPage, 'orgId' | 'runId' | 'filter'>): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from ${matches(orgId, runId, filter)}`);
  return row?.total ?? 0;
}

export const escapeLike = (text: string) => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

function matches(orgId: OrgId, runId: string, { q, segment, country, contactable }: CustomerFilter): SQL {
  const conditions = [sql`l.org_id = ${orgId}`, sql`l.run_id = ${runId}::uuid`];
  if (q !== undefined && q !== '') conditions.push(sql`(c.code || ' ' || coalesce(c.name, '') || ' ' || coalesce(c.email, '')) ilike ${escapeLike(q)}`);
  if (segment !== undefined) conditions.push(sql`c.segment = ${segment}`);
  if (country !== undefined) conditions.push(sql`c.country = ${country}`);
  if (contactable !== undefined) conditions.push(sql`(c.has_consent and not exists (select from recommendation_exclusions x where x.org_id = c.org_id and x.customer_id = c.id)) = ${contactable}`);
  return sql`customer_recommendations l join customers c on c.org_id = l.org_id and c.id = l.customer_id where ${sql.join(conditions, sql` and `)}`;
}
