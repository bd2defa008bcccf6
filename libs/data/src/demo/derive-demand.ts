import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { matchCancellations } from '../ingest/apply/cancellations';
import { createTouched, rebuildDemand } from '../ingest/apply/demand';

/** Reads the written sales lines as an import of them would: what was cancelled, which series there are, their daily demand. */
export async function deriveDemand(tx: Tx, orgId: OrgId): Promise<void> {
  await createTouched(tx);
  await tx.execute(sql`
    create temp table import_keys on commit drop as
      select distinct customer_id, product_id, -quantity as quantity from sales_lines
      where org_id = ${orgId} and quantity < 0 and customer_id is not null`);
  await tx.execute(sql`analyze import_keys`);
  await matchCancellations(tx, { orgId });
  await tx.execute(sql`insert into touched select distinct product_id, location_id, sold_on from sales_lines where org_id = ${orgId}`);
  await rebuildDemand(tx, orgId);
}
