import { recommendation, withOrg } from '@almanac/data';
import type { Reach, ReachOf, Removed, RemovedReason, RecommendedItem } from '@almanac/data/contract';
import { sumResponses } from '@almanac/models';
import type { OrgContext } from '../platform/context';
import { recommendForCustomers } from './recommend-for-customer';
import { companyToday } from './service';

/** Products named in one message. */
const PRODUCTS_EACH = 3;
const STEPS = 8;

type Offer = { readonly probability: number; readonly worth: number };

/** What the most promising customers should spend on the first products of their lists within the response days; `null` before the first run. */
export async function getReach(ctx: OrgContext, { contacts, segment }: ReachOf): Promise<Reach | null> {
  const company = companyToday(ctx);
  const { orgId } = company;
  return withOrg(ctx.database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    if (model === undefined) return null;
    const scope = { orgId, runId: model.runId };
    const filter = { segment, sort: 'value', dir: 'desc' } as const;
    const optedOut = await recommendation.countCustomerRows(tx, { ...scope, filter: { ...filter, contactable: false } });
    const reachable = await recommendation.countCustomerRows(tx, { ...scope, filter: { ...filter, contactable: true } });
    const customers = await recommendation.listCustomerRows(tx, { ...scope, filter: { ...filter, contactable: true }, offset: 0, limit: contacts });
    const lists = await recommendForCustomers(tx, { ...company, customerIds: customers.map(({ id }) => id), limit: PRODUCTS_EACH, purpose: 'contact' });
    const people = lists.map(({ items }) => items.flatMap(offerOf)).filter((offers) => offers.length > 0);
    const removedProducts = new Map<RemovedReason, number>();
    for (const { reason, count } of lists.filter(({ contactBlockedBy }) => contactBlockedBy === null).flatMap(({ removed }) => removed)) removedProducts.set(reason, (removedProducts.get(reason) ?? 0) + count);
    const capped = lists.filter(({ contactBlockedBy }) => contactBlockedBy === 'frequency_cap').length;
    const sizes = [...new Set(Array.from({ length: STEPS }, (_, step) => Math.ceil((people.length * (step + 1)) / STEPS)))].filter((size) => size > 0);
    const steps = sizes.map((size) => ({ contacts: size, ...expect(people.slice(0, size)) }));
    const removedCustomers: Removed[] = [{ reason: 'no_consent' as const, count: optedOut }, { reason: 'frequency_cap' as const, count: capped }].filter(({ count }) => count > 0);
    return {
      ...{ responseDays: model.responseDays, productsEach: PRODUCTS_EACH, reachable, contacts: people.length, steps, removedCustomers },
      removedProducts: Array.from(removedProducts, ([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    };

    function expect(group: readonly (readonly Offer[])[]): Pick<Reach['steps'][number], 'buyers' | 'revenueMinor'> {
      const offers = group.flat();
      const buying = group.map((list) => 1 - list.reduce((none, { probability }) => none * (1 - probability), 1));
      const { mean, lower, upper } = sumResponses(offers.map(({ probability }) => probability), offers.map(({ worth }) => worth), model!.calibration);
      return { buyers: sumResponses(buying, buying.map(() => 1), model!.calibration), revenueMinor: { mean: Math.round(mean), lower: Math.round(lower), upper: Math.round(upper) } };
    }
  });
}

const offerOf = ({ probability, quantity, priceMinor }: RecommendedItem): Offer[] => (probability === null || priceMinor === null ? [] : [{ probability, worth: quantity * priceMinor }]);
