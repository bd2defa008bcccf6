import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

/** What is known of a customer beside the purchases. */
export interface CustomerRow {
  readonly id: number;
  readonly segment: string | null;
  readonly country: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly hasLeft: boolean | null;
}

const BATCH = 5_000;

/** All customers by id, a batch at a time. */
export async function* listCustomerRows(tx: Tx, orgId: OrgId): AsyncGenerator<readonly CustomerRow[]> {
  for (let after = 0; ; ) {
    const rows = await tx.execute<CustomerRow & Record<string, unknown>>(sql`
      select id::int as id, segment, country, coalesce(attributes, '{}'::jsonb) as attributes, has_left as "hasLeft" from customers
      where org_id = ${orgId} and id > ${after} order by id limit ${BATCH}`);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    after = rows[rows.length - 1]!.id;
  }
}

/** How many customers the file says left, and stayed. */
export async function countCustomersByLabel(tx: Tx, orgId: OrgId): Promise<{ left: number; stayed: number }> {
  const [row] = await tx.execute<{ left: number; stayed: number }>(sql`
    select count(*) filter (where has_left)::int as left, count(*) filter (where not has_left)::int as stayed from customers where org_id = ${orgId} and has_left is not null`);
  return row!;
}
