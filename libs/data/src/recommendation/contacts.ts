import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

/** Those of the customers to whom at least `contacts` campaigns were sent after a day; held-back members got nothing. */
export async function listContactedCustomers(tx: Tx, orgId: OrgId, customerIds: readonly number[], { after, contacts }: { after: string; contacts: number }): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select m.customer_id::int as id from campaign_members m
    join campaigns c on c.org_id = m.org_id and c.id = m.campaign_id and c.status = 'sent' and c.sent_on > ${after}::date
    where m.org_id = ${orgId} and m.customer_id = any(${sql.param([...customerIds])}::bigint[]) and not m.is_holdout
    group by m.customer_id having count(*) >= ${contacts} order by 1`);
  return rows.map(({ id }) => id);
}
