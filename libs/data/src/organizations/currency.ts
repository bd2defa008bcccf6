import { eq } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { organizations } from '../schema/auth';

/** ISO 4217 code of the currency a company counts in. */
export async function getCurrency(tx: Tx, orgId: OrgId): Promise<string> {
  const [row] = await tx.select({ currency: organizations.currency }).from(organizations).where(eq(organizations.id, orgId));
  if (row === undefined) throw new RangeError(`getCurrency: there is no company ${orgId}`);
  return row.currency;
}
