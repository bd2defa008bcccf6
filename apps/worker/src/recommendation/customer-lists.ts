import type { recommendation } from '@almanac/data';
import { collectPurchaseDays, fitGroupAffinity, fitReplenishment, formatIsoDate, historyOf, type Interactions, type Recommender } from '@almanac/models';
import { activityAt, type Activity } from './activity';
import { audienceByWeight, createAudiences, MOST_MEMBERS, without, type Audience } from './audiences';
import { groupsOf } from './groups';
import { listFor, probabilityOfAgain, probabilityOfNew, type CustomerList, type Responses } from './lists';
import { measureProducts } from './product-figures';
import type { PurchaseLog } from './purchase-log';

/** Products stored for a customer, and of these what is bought again. */
const LISTED = 50;
const LISTED_AGAIN = 20;
/** What is due later than this is no matter of today's list. */
const MOST_DUE_DAYS = 60;
const REASONS = 3;
/** Products whose revenue makes a customer's value. */
const VALUED = 10;
/** Entries of all customers together that audiences are chosen from. */
const MOST_ENTRIES = 8_000_000;
/** Fewer buyers than this say nothing about who else would buy a product. */
const COLD_BUYERS = 5;
/** Entries of the audiences of all such products together: in a long tail of tens of thousands each gets a short one. */
const MOST_COLD_ENTRIES = 2_000_000;
const FEWEST_COLD_MEMBERS = 50;

interface Fitted {
  readonly log: PurchaseLog;
  readonly data: Interactions;
  readonly recommender: Recommender;
  readonly responses: Responses;
  readonly responseDays: number;
  /** of the currency */
  readonly minorUnits: number;
  readonly isExcluded: Uint8Array;
  /** awaited now and then with the share that is done */
  readonly breathe: (share: number) => Promise<void>;
}

/** The list of each customer and the audience of each product, row by row as they are stored. */
export async function makeLists({ log, data, recommender, responses, responseDays, minorUnits, isExcluded, breathe }: Fitted): Promise<{ lists: recommendation.ListRow[]; audiences: () => Generator<recommendation.AudienceRow> }> {
  const { customerIds, catalog, lastDay } = log;
  const { groupOf, names } = groupsOf(catalog);
  const purchases = collectPurchaseDays({ customers: customerIds.length, products: catalog.length, customer: log.customer, product: log.product, day: log.day });
  const replenishment = fitReplenishment(purchases, lastDay, groupOf, names.length);
  const activity = activityAt(log, lastDay, responseDays);
  const figures = measureProducts(log);
  const price = Float64Array.from(catalog, ({ priceMinor }, p) => priceMinor ?? figures.unitPrice[p]! * minorUnits);
  const pool = Math.max(LISTED, Math.min(200, Math.floor(MOST_ENTRIES / customerIds.length)));
  const audiences = createAudiences(catalog.length, Math.min(customerIds.length * pool, MOST_ENTRIES));
  const sources = { data, purchases, recommender, replenishment, activity, isExcluded, responseDays };
  const lists: recommendation.ListRow[] = [];
  for (const [customer, customerId] of customerIds.entries()) {
    if (customer % 100 === 0) await breathe(customer / customerIds.length);
    const list = listFor(sources, customer, pool);
    const offers = offersOf(list, (row) => probabilityOfNew(responses, activity, customerIds.length, row), (row) => probabilityOfAgain(responses, row), lastDay);
    for (const { item, probability } of offers) audiences.add(item, customer, probability);
    const kept = chooseListed(offers);
    const scale = figures.quantityScale[customer]!;
    const quantities = kept.map(({ item }) => Number((figures.usualQuantity[item]! * scale).toPrecision(2)));
    const reasons = kept.map(({ item, dueDay }) => (dueDay === null ? recommender.explain(list.history, item, REASONS) : []));
    const worth = kept.map(({ item, probability }, k) => (Number.isFinite(price[item]) ? probability * quantities[k]! * price[item]! : 0));
    lists.push({
      ...{ customerId, orders: activity.orders[customer]!, lastOrderedOn: formatIsoDate(activity.lastDay[customer]!) },
      productIds: kept.map(({ item }) => catalog[item]!.id),
      scores: kept.map(({ score }) => shortNumber(score)),
      probabilities: kept.map(({ probability }) => shortNumber(probability)),
      quantities,
      quantityScale: shortNumber(scale),
      dueDays: kept.map(({ dueDay }) => (dueDay === null ? null : dueDay - lastDay)),
      reasonProductIds: reasons.flatMap((list) => Array.from({ length: REASONS }, (_, r) => (list[r] ? catalog[list[r].item]!.id : 0))),
      reasonShares: reasons.flatMap((list) => Array.from({ length: REASONS }, (_, r) => shortNumber(list[r]?.share ?? 0))),
      value: worth.sort((a, b) => b - a).slice(0, VALUED).reduce((sum, value) => sum + value, 0),
    });
  }
  const audienceOf = audiences.byProduct();
  const coldAudience = createColdAudiences(data, groupOf, names.length, activity, figures.buyers);
  function* rows(): Generator<recommendation.AudienceRow> {
    for (const [p, { id, isOffered }] of catalog.entries()) {
      if (!isOffered) continue;
      const isCold = figures.buyers[p]! < COLD_BUYERS;
      const { customers, probabilities } = isCold ? coldAudience(p) : audienceOf(p);
      const expectedBuyers = probabilities.reduce((sum, value) => sum + value, 0);
      const revenue = customers.reduce((sum, customer, k) => sum + probabilities[k]! * figures.usualQuantity[p]! * figures.quantityScale[customer]!, 0) * price[p]!;
      yield {
        ...{ productId: id, customerIds: Array.from(customers, (customer) => customerIds[customer]!), probabilities: Array.from(probabilities, shortNumber), buyers: figures.buyers[p]!, recentBuyers: activity.recentBuyers[p]! },
        ...{ usualQuantity: figures.usualQuantity[p]!, unitPrice: finite(figures.unitPrice[p]!), repeatShare: replenishment.repeatShare[p]!, intervalDays: finite(replenishment.intervalDays[p]!), isCold, expectedBuyers, value: finite(revenue) ?? 0 },
      };
    }
  }
  return { lists, audiences: rows };
}

interface ListedOffer {
  readonly item: number;
  readonly score: number;
  readonly probability: number;
  readonly dueDay: number | null;
}

function offersOf(list: CustomerList, ofNew: (row: CustomerList['fresh'][number]) => number, ofAgain: (row: CustomerList['again'][number]) => number, lastDay: number): ListedOffer[] {
  const again = list.again.filter(({ dueDay }) => dueDay <= lastDay + MOST_DUE_DAYS).map((row) => ({ item: row.item, score: row.probability, probability: ofAgain(row), dueDay: row.dueDay }));
  return [...list.fresh.map((row) => ({ item: row.item, score: row.score, probability: ofNew(row), dueDay: null })), ...again];
}

function chooseListed(offers: readonly ListedOffer[]): ListedOffer[] {
  const likeliest = (a: ListedOffer, b: ListedOffer) => b.probability - a.probability;
  const again = offers.filter(({ dueDay }) => dueDay !== null).sort(likeliest).slice(0, LISTED_AGAIN);
  const fresh = offers.filter(({ dueDay }) => dueDay === null).sort(likeliest).slice(0, LISTED - again.length);
  return [...again, ...fresh].sort(likeliest);
}

/** Audiences of products that too few have bought: by what is bought together between categories, and by how active a customer is. */
function createColdAudiences(data: Interactions, groupOf: Int32Array, groups: number, { recentBuyers, recentOrders }: Activity, buyers: Int32Array): (product: number) => Audience {
  const everyGroup = groupOf.map((group) => (group < 0 ? groups : group));
  const affinity = fitGroupAffinity(data, everyGroup, groups + 1);
  const byGroup = new Map<number, Audience>();
  const ofGroup = (group: number): Audience => {
    const known = byGroup.get(group);
    if (known) return known;
    let [sold, taken] = [0, 0];
    everyGroup.forEach((of, p) => {
      if (of !== group || buyers[p]! < COLD_BUYERS) return;
      sold += 1;
      taken += recentBuyers[p]!;
    });
    const weights = Float64Array.from({ length: data.users }, (_, user) => affinity.scoreOf(historyOf(data, user), group) * (recentOrders[user]! + 0.5));
    const audience = audienceByWeight(weights, sold === 0 ? 0 : taken / sold / data.users, COLD_BUYERS);
    byGroup.set(group, audience);
    return audience;
  };
  const ownersOf = new Map<number, Set<number>>();
  for (let user = 0; user < data.users; user++) {
    for (let e = data.start[user]!; e < data.start[user + 1]!; e++) if (buyers[data.item[e]!]! < COLD_BUYERS) ownersOf.set(data.item[e]!, (ownersOf.get(data.item[e]!) ?? new Set<number>()).add(user));
  }
  const cold = buyers.reduce((count, of) => count + (of < COLD_BUYERS ? 1 : 0), 0);
  const most = Math.min(MOST_MEMBERS, Math.max(FEWEST_COLD_MEMBERS, Math.floor(MOST_COLD_ENTRIES / Math.max(1, cold))));
  return (product) => without(ofGroup(everyGroup[product]!), ownersOf.get(product) ?? NOBODY, most);
}

const NOBODY: ReadonlySet<number> = new Set();

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** Figures are stored in single precision: more digits would only take room on the way. */
const shortNumber = (value: number) => Number(value.toPrecision(6));
