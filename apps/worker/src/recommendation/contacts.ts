import type { Tx } from '@almanac/data';
import type { OrgId, RecommendationSettings } from '@almanac/data/contract';

/** Customers who have had as many contacts lately as the company allows. */
export async function listContacted(_tx: Tx, _orgId: OrgId, _customerIds: readonly number[], _settings: RecommendationSettings, _today: string): Promise<ReadonlySet<number>> {
  return new Set();
}
