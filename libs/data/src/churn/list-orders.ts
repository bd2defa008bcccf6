import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

/** Days on which a customer bought, in order of time, the newest `limit` of them. Money in minor units. */
export async function listOrders(tx: Tx, orgId: OrgId, customerId: number, { minorUnits, limit }: { minorUnits: number; limit: number }): Promise<{ date: string; amountMinor: number; lines: number }[]> {
  const rows = await tx.execute<{ date: string; amountMinor: number; lines: number }>(sql`
    select sold_on::text as date, round(sum(quantity * unit_price) * ${minorUnits})::float8 as "amountMinor", count(*)::int as lines from sales_lines
    where org_id = ${orgId} and customer_id = ${customerId} and kind = 'sale' group by 1 order by 1 desc limit ${limit}`);
  return [...rows].reverse();
}
