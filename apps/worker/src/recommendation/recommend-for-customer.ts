import { recommendation, type Tx } from '@almanac/data';
import { DomainError, type CustomerRecommendations, type OrgId, type RecommendedItem, type RecommendationSettings, type Removed } from '@almanac/data/contract';
import { orderByValue, responseInterval } from '@almanac/models';
import { addDays } from '../platform/calendar';
import { applyRules, type Allowed, type Candidate } from './constraints';
import { listContacted } from './contacts';
import { shelfNow, type Shelf } from './shelf';

/** `show`: on a page of ours or in the company's shop. `contact`: in a list of people to write to, where consent and the frequency cap hold. */
export type Purpose = 'show' | 'contact';

export interface CompanyToday {
  readonly orgId: OrgId;
  /** the company's calendar day */
  readonly today: string;
  /** of its currency */
  readonly minorUnits: number;
}

interface Wanted extends CompanyToday {
  readonly customerIds: readonly number[];
  readonly limit: number;
  readonly purpose: Purpose;
  /** without one, everything is read as it is now */
  readonly shelf?: Shelf;
}

/**
 * What to recommend to one customer now, after all business rules.
 * @throws DomainError `recommendation.none_yet` or `recommendation.customer_not_found`
 */
export async function recommendForCustomer(tx: Tx, { customerId, ...wanted }: Omit<Wanted, 'customerIds'> & { readonly customerId: number }): Promise<CustomerRecommendations> {
  const [found] = await recommendForCustomers(tx, { ...wanted, customerIds: [customerId] });
  if (found === undefined) throw new DomainError('recommendation.customer_not_found');
  return found;
}

/**
 * The same for many, in the order asked; customers who do not exist are left out.
 * @throws DomainError `recommendation.none_yet`
 */
export async function recommendForCustomers(tx: Tx, wanted: Wanted): Promise<CustomerRecommendations[]> {
  const { orgId, customerIds, today, shelf = shelfNow(wanted) } = wanted;
  // Queries that do not need one another go out together: a page of a shop waits for them.
  const [model, settings, known] = await Promise.all([shelf.model(tx), shelf.settings(tx), recommendation.listCustomers(tx, orgId, customerIds)]);
  if (model === undefined) throw new DomainError('recommendation.none_yet');
  const customers = new Map(known.map((customer) => [customer.id, customer]));
  const [stored, boughtSince, contacted] = await Promise.all([
    recommendation.listStoredLists(tx, orgId, model.runId, customerIds),
    recommendation.listBoughtSince(tx, orgId, customerIds, model.dataUntil),
    listContacted(tx, orgId, customerIds, settings, today),
  ]);
  const lists = new Map<number, List>();
  for (const id of customerIds) {
    const customer = customers.get(id);
    if (customer === undefined) continue;
    const list = stored.get(id);
    lists.set(id, list === undefined ? await popularList(tx, shelf, model, customer) : { source: 'personal', orders: list.orders, lastOrderedOn: list.lastOrderedOn, candidates: candidatesOf(list, model.dataUntil) });
  }
  const named = [...lists.values()].flatMap(({ candidates }) => candidates.map(({ productId }) => productId));
  const facts = await shelf.facts(tx, model.runId, [...new Set(named)]);
  const answers = customerIds.flatMap((id) => {
    const [customer, list] = [customers.get(id), lists.get(id)];
    if (customer === undefined || list === undefined) return [];
    const { isExcluded, ...known } = customer;
    const contactBlockedBy = !customer.hasConsent ? 'no_consent' : isExcluded ? 'excluded' : contacted.has(id) ? 'frequency_cap' : null;
    const { source, orders, lastOrderedOn, candidates } = list;
    const answer = { runId: model.runId, trainedAt: model.trainedAt, responseDays: model.responseDays, customer: known, source, orders, lastOrderedOn, contactBlockedBy } as const;
    if (isExcluded || (wanted.purpose === 'contact' && contactBlockedBy !== null)) return [{ ...answer, chosen: [], removed: [{ reason: contactBlockedBy ?? 'excluded', count: candidates.length }] satisfies Removed[] }];
    const { allowed, removed } = applyRules(candidates, { today, settings, facts, boughtSince: boughtSince.get(id) });
    return [{ ...answer, chosen: choose(allowed, settings, wanted.limit), removed: removed satisfies Removed[] }];
  });
  // Reasons are three times as many as products: only those of what was chosen are named.
  const reasons = answers.flatMap(({ chosen }) => chosen.flatMap((item) => item.reasons.map(({ productId }) => productId)));
  const names = await shelf.names(tx, [...new Set(reasons)]);
  return answers.map(({ chosen, ...answer }) => ({ ...answer, items: chosen.map((item) => toItem(item, names, model)) }));
}

interface List {
  readonly source: CustomerRecommendations['source'];
  readonly orders: number;
  readonly lastOrderedOn: string | null;
  readonly candidates: readonly Candidate[];
}

const REASONS = 3;

function candidatesOf(list: recommendation.StoredList, dataUntil: string): Candidate[] {
  return list.productIds.map((productId, k) => {
    const dueDays = list.dueDays[k] ?? null;
    const probability = list.probabilities[k]!;
    const reasons = list.reasonProductIds.slice(REASONS * k, REASONS * (k + 1)).flatMap((reason, r) => (reason === 0 ? [] : [{ productId: reason, share: list.reasonShares[REASONS * k + r]! }]));
    return {
      ...{ productId, kind: dueDays === null ? 'new' : 'again', score: list.scores[k]!, probability: Number.isNaN(probability) ? null : probability, quantity: list.quantities[k]! },
      ...{ dueOn: dueDays === null ? null : addDays(dataUntil, dueDays), reasons },
    };
  });
}

export async function popularList(tx: Tx, shelf: Shelf, model: recommendation.ServedModel, group: Pick<recommendation.KnownCustomer, 'segment' | 'country'>): Promise<List> {
  const popular = await shelf.popular(tx, model.runId, group);
  const candidates = (popular?.productIds ?? []).map((productId, k): Candidate => ({ productId, kind: 'popular', score: popular!.probabilities[k]!, probability: popular!.probabilities[k]!, quantity: 0, dueOn: null, reasons: [] }));
  return { source: popular?.source ?? 'everyone', orders: 0, lastOrderedOn: null, candidates };
}

export function choose(allowed: readonly Allowed[], settings: RecommendationSettings, limit: number): Allowed[] {
  const groups = [...new Set(allowed.map(({ facts: { category } }) => category))];
  const margins = allowed.flatMap(({ facts: { priceMinor, costMinor } }) => (priceMinor !== null && costMinor !== null && priceMinor > 0 ? [(priceMinor - costMinor) / priceMinor] : []));
  const usualMargin = margins.length === 0 ? 1 : margins.reduce((sum, share) => sum + share, 0) / margins.length;
  const offers = allowed.map(({ probability, quantity, facts: { category, priceMinor, costMinor, usualQuantity } }, place) => ({
    probability: probability ?? 1 / (place + 1), // untold: by the model's order
    worth: priceMinor === null ? Number.NaN : (quantity || usualQuantity) * (costMinor === null ? priceMinor * usualMargin : priceMinor - costMinor),
    group: category === null ? -1 : groups.indexOf(category),
  }));
  return Array.from(orderByValue(offers, settings, limit), (k) => allowed[k]!);
}

export function toItem({ productId, kind, score, probability, dueOn, reasons, facts: product, ...candidate }: Allowed, names: ReadonlyMap<number, recommendation.ProductName>, model: Pick<recommendation.ServedModel, 'calibration'>): RecommendedItem {
  const { code, name, category, priceMinor, costMinor, usualQuantity, onHand } = product;
  const quantity = candidate.quantity || usualQuantity;
  const money = priceMinor === null || probability === null ? null : { worth: quantity * priceMinor, ...responseInterval(probability, model.calibration) };
  return {
    ...{ productId, code, name, category, kind, score, probability, quantity, priceMinor, dueOn, onHand },
    expectedRevenueMinor: money && { mean: Math.round(money.mean * money.worth), lower: Math.round(money.lower * money.worth), upper: Math.round(money.upper * money.worth) },
    expectedMarginMinor: money === null || costMinor === null ? null : Math.round(money.mean * quantity * (priceMinor! - costMinor)),
    reasons: reasons.flatMap(({ productId: id, share }) => {
      const spoken = names.get(id);
      return spoken === undefined ? [] : [{ productId: id, code: spoken.code, name: spoken.name, share }];
    }),
  };
}
