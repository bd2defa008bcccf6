import { recommendation, type Tx } from '@almanac/data';
import type { OrgId, RecommendationSettings } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';

/** Customers who have had as many contacts lately as the company's frequency cap allows. */
export async function listContacted(tx: Tx, orgId: OrgId, customerIds: readonly number[], { capContacts, capDays }: RecommendationSettings, today: string): Promise<ReadonlySet<number>> {
  if (capDays === 0) return new Set();
  return new Set(await recommendation.listContactedCustomers(tx, orgId, customerIds, { after: addDays(today, -capDays), contacts: capContacts }));
}
