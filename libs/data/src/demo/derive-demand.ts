import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { collectAllCancellationKeys, matchCancellations } from '../ingest/apply/cancellations';
import { createTouched, rebuildAllDemand } from '../ingest/apply/demand';

/** Reads the written sales lines as an import of them would: what was cancelled, which series there are, their daily demand. */
export async function deriveDemand(tx: Tx, orgId: OrgId): Promise<void> {
  await createTouched(tx); // where matching notes what it changed; everything is added up anyway
  await collectAllCancellationKeys(tx, { orgId });
  await matchCancellations(tx, { orgId });
  await rebuildAllDemand(tx, orgId);
}
