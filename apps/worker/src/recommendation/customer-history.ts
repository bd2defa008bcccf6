import { recommendation, withOrg } from '@almanac/data';
import { DomainError, type CustomerHistory, type DuePurchase, type HistoryOfCustomer } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { companyToday } from './service';

const PRODUCTS = 500;

/** What a customer bought, and when what runs out is due again: as the model says, or after the usual interval where the customer has bought since. */
export async function getCustomerHistory(ctx: OrgContext, { customerId }: HistoryOfCustomer): Promise<CustomerHistory> {
  const { orgId, today, minorUnits } = companyToday(ctx);
  return withOrg(ctx.database.db, orgId, async (tx) => {
    if ((await recommendation.listCustomers(tx, orgId, [customerId])).length === 0) throw new DomainError('recommendation.customer_not_found');
    const of = { orgId, customerId, minorUnits };
    const purchases = await recommendation.listPurchases(tx, { ...of, limit: PRODUCTS });
    const sums = await recommendation.sumPurchases(tx, of);
    const model = await recommendation.findServedModel(tx, orgId);
    if (model === undefined) return { sums, purchases, due: [] };
    const intervals = await recommendation.listIntervals(tx, orgId, model.runId, purchases.map(({ productId }) => productId));
    const stored = (await recommendation.listStoredLists(tx, orgId, model.runId, [customerId])).get(customerId);
    const told = new Map(stored?.productIds.map((productId, k) => [productId, stored.dueDays[k] ?? null]));
    const due = purchases.flatMap(({ productId, code, name, lastBoughtOn }): DuePurchase[] => {
      const intervalDays = intervals.get(productId);
      if (intervalDays === undefined) return [];
      const days = lastBoughtOn <= model.dataUntil ? told.get(productId) : undefined;
      const dueOn = days == null ? addDays(lastBoughtOn, Math.round(intervalDays)) : addDays(model.dataUntil, days);
      const isStillWanted = addDays(dueOn, Math.round(intervalDays / 2)) >= today; // much later than usual: no longer bought
      return isStillWanted ? [{ productId, code, name, lastBoughtOn, intervalDays: Math.round(intervalDays), dueOn }] : [];
    });
    return { sums, purchases, due: due.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.productId - b.productId)) };
  });
}
