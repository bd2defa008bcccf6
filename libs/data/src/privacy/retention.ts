import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { ImportId, type OrgId } from '../contract/ids';
import type { ImportKind } from '../contract/terms';

/** Takes the customer off lines sold before a day. @returns how many lines */
export async function anonymizePurchasesBefore(tx: Tx, orgId: OrgId, day: string): Promise<number> {
  return (await tx.execute(sql`update sales_lines set customer_id = null where org_id = ${orgId} and customer_id is not null and sold_on < ${day}::date`)).count;
}

/** Customers whose last purchase lies before a day; those who never bought anything are left to the company. */
export async function listIdleCustomers(tx: Tx, orgId: OrgId, day: string, limit: number): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select customer_id::int as id from sales_lines where org_id = ${orgId} and customer_id is not null
    group by customer_id having max(sold_on) < ${day}::date order by customer_id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Imports that nothing is left to do with; before an instant, or all. */
export async function listFinishedImports(tx: Tx, orgId: OrgId, { before, kinds }: { before?: Date; kinds?: readonly ImportKind[] }): Promise<ImportId[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from imports
    where org_id = ${orgId} and status in ('applied', 'undone', 'failed') and ${before === undefined ? sql`true` : sql`coalesce(finished_at, created_at) < ${before.toISOString()}::timestamptz`}
      and ${kinds === undefined ? sql`true` : sql`kind::text = any(${sql.param([...kinds])}::text[])`}`);
  return rows.map(({ id }) => ImportId.parse(id));
}

/** Cells as they were written stand in the lists of problems. */
export async function forgetProblems(tx: Tx, orgId: OrgId, importIds: readonly ImportId[]): Promise<void> {
  const ids = sql`${sql.param([...importIds])}::uuid[]`;
  await tx.execute(sql`delete from import_problems where org_id = ${orgId} and import_id = any(${ids})`);
  await tx.execute(sql`update imports set problems_key = null where org_id = ${orgId} and id = any(${ids}) and problems_key is not null`);
}
