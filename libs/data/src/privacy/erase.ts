import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { Erased } from '../contract/privacy';
import { tablesOfCustomers } from './person';
import { erasureHashOf } from './pseudonym';
import { requirePrivacy } from './settings';

/** What was sold or promised stays without the customer; everything else that names one goes. */
const ANONYMIZED: ReadonlySet<string> = new Set(['sales_lines', 'customer_orders']);

/**
 * Takes customers out of every table. Their codes are remembered by a keyed hash, so that a later file does not bring them back.
 * Models hold no person: the next training is without them.
 */
export async function eraseCustomers(tx: Tx, orgId: OrgId, customerIds: readonly number[]): Promise<Erased> {
  const ids = sql`${sql.param([...customerIds])}::bigint[]`;
  const known = await tx.execute<{ id: number; code: string }>(sql`select id::int as id, code from customers where org_id = ${orgId} and id = any(${ids}) for update`);
  if (known.length === 0) return { anonymized: 0, deleted: 0 };
  const codes = sql`${sql.param(known.map(({ code }) => code.toUpperCase()))}::text[]`;
  let [anonymized, deleted] = [0, 0];
  for (const table of await tablesOfCustomers(tx)) {
    const mine = sql`org_id = ${orgId} and customer_id = any(${ids})`;
    if (ANONYMIZED.has(table)) anonymized += (await tx.execute(sql`update ${sql.identifier(table)} set customer_id = null where ${mine}`)).count;
    else deleted += (await tx.execute(sql`delete from ${sql.identifier(table)} where ${mine}`)).count;
  }
  await tx.execute(sql`
    update product_audiences a set customer_ids = kept.ids, probabilities = kept.probabilities
    from (
      select org_id, run_id, product_id, coalesce(array_agg(id order by place) filter (where id <> all(${ids})), '{}') as ids,
        coalesce(array_agg(probability order by place) filter (where id <> all(${ids})), '{}') as probabilities
      from product_audiences, unnest(customer_ids, probabilities) with ordinality m(id, probability, place)
      where org_id = ${orgId} and customer_ids && ${ids} group by 1, 2, 3) kept
    where a.org_id = kept.org_id and a.run_id = kept.run_id and a.product_id = kept.product_id`);
  // What a file wrote over, and lines between check and apply.
  deleted += (await tx.execute(sql`delete from import_changes where org_id = ${orgId} and table_name = 'customers' and row_key = any(array(select unnest(${ids})::text))`)).count;
  await tx.execute(sql`update staged_sales set customer_code = null where org_id = ${orgId} and upper(customer_code) = any(${codes})`);
  await tx.execute(sql`delete from staged_records s using imports i where s.org_id = ${orgId} and i.org_id = s.org_id and i.id = s.import_id and i.kind = 'customers' and upper(s.record->>'code') = any(${codes})`);
  deleted += (await tx.execute(sql`delete from customers where org_id = ${orgId} and id = any(${ids})`)).count;
  const { secret } = await requirePrivacy(tx, orgId);
  await tx.execute(sql`insert into erasures (org_id, code_hash) select ${orgId}, hash from unnest(${sql.param(known.map(({ code }) => erasureHashOf(secret, code)))}::text[]) hash`);
  return { anonymized, deleted };
}

export async function listErasedHashes(tx: Tx, orgId: OrgId): Promise<Set<string>> {
  const rows = await tx.execute<{ hash: string }>(sql`select distinct code_hash as hash from erasures where org_id = ${orgId}`);
  return new Set(rows.map(({ hash }) => hash));
}
