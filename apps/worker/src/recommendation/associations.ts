import { recommendation, type Tx } from '@almanac/data';
import type { OrgId } from '@almanac/data/contract';
import { collectInteractions, findBundles, findPairs, groupItems, measureGroupPairs, pairFloor, popularityInSegments, type Bundle, type Interactions, type ItemPair } from '@almanac/models';
import { groupsOf, placesOf } from './groups';
import { interactionsUntil, type PurchaseLog } from './purchase-log';

const MOST_PAIRS = 5000;
const MOST_BUNDLES = 300;
/** Larger baskets are a trader's stock-up: they tell nothing of what goes together, and cost their size squared. */
const MOST_IN_BASKET = 150;

/** Orders with the products in them, those without a known customer too. */
export async function readBaskets(tx: Tx, orgId: OrgId, { catalog, firstDay, lastDay }: Pick<PurchaseLog, 'catalog' | 'firstDay' | 'lastDay'>): Promise<Interactions> {
  const placeOf = new Map(catalog.map(({ id }, place) => [id, place]));
  const user: number[] = [];
  const item: number[] = [];
  let basket = { name: '', products: new Set<number>() };
  let baskets = 0;
  const close = () => {
    if (basket.products.size === 0 || basket.products.size > MOST_IN_BASKET) return;
    for (const product of basket.products) {
      user.push(baskets);
      item.push(product);
    }
    baskets += 1;
  };
  for await (const { basket: name, productId } of recommendation.streamBasketLines(tx, orgId, { from: firstDay, until: lastDay })) {
    if (name !== basket.name) {
      close();
      basket = { name, products: new Set() };
    }
    const place = placeOf.get(productId);
    if (place !== undefined) basket.products.add(place);
  }
  close();
  return collectInteractions({ users: baskets, items: catalog.length, user: Int32Array.from(user), item: Int32Array.from(item) });
}

export async function findAssociations(baskets: Interactions, catalog: PurchaseLog['catalog'], breathe: () => Promise<void>): Promise<{ pairs: recommendation.PairRow[]; bundles: recommendation.BundleRow[] }> {
  const pairs = (await findPairs(baskets, pairFloor(baskets), breathe)).slice(0, MOST_PAIRS);
  const id = (place: number) => catalog[place]!.id;
  const pairRow = ({ a, b, confidenceAB, confidenceBA, ...figures }: ItemPair): recommendation.PairRow => ({ ...figures, productA: id(a), productB: id(b), confidenceAb: confidenceAB, confidenceBa: confidenceBA });
  const bundleRow = ({ items, ...figures }: Bundle, place: number): recommendation.BundleRow => ({ ...figures, place, productIds: items.map(id) });
  return { pairs: pairs.map(pairRow), bundles: findBundles(baskets, pairs, MOST_BUNDLES).map(bundleRow) };
}

/** A matrix of more categories than this cannot be read. */
const MOST_CATEGORIES = 60;

/** How customers of the largest categories take to one another. */
export async function affinityRows(data: Interactions, catalog: PurchaseLog['catalog'], breathe: () => Promise<void>): Promise<recommendation.AffinityRow[]> {
  const { names, groupOf } = groupsOf(catalog);
  const grouped = groupItems(data, groupOf.map((group) => (group < 0 ? names.length : group)), names.length + 1);
  const users = new Int32Array(names.length + 1);
  for (const group of grouped.item) users[group]! += 1;
  const largest = new Set(names.map((_, group) => group).sort((a, b) => users[b]! - users[a]! || a - b).slice(0, MOST_CATEGORIES));
  return (await measureGroupPairs(grouped, breathe))
    .filter(({ from, to }) => largest.has(from) && largest.has(to))
    .map(({ from, to, users: customers, ...figures }) => ({ ...figures, customers, fromCategory: names[from]!, toCategory: names[to]! }));
}

/** What counts as selling now. */
const POPULAR_DAYS = 90;
const MOST_POPULAR = 50;
const MOST_NAMES = 100;

/** What sells to everyone, in each segment and in each country. */
export function popularRows(log: PurchaseLog, groups: readonly { segment: string | null; country: string | null }[], isExcluded: Uint8Array, responseDays: number): recommendation.PopularRow[] {
  const days = Math.min(POPULAR_DAYS, log.lastDay - log.firstDay + 1);
  const data = interactionsUntil(log, log.lastDay, log.lastDay - days);
  const rowsOf = (scope: recommendation.PopularRow['scope'], values: readonly (string | null)[]) => {
    const { names, placeOf } = placesOf(values);
    const sizes = new Int32Array(names.length + 1);
    const segmentOf = placeOf.map((place) => (place < 0 || place >= MOST_NAMES ? Math.min(names.length, MOST_NAMES) : place));
    for (const segment of segmentOf) sizes[segment]! += 1;
    const shares = popularityInSegments(data, segmentOf, Math.min(names.length, MOST_NAMES) + 1);
    return names.slice(0, MOST_NAMES).map((name, segment) => ({ scope, name, customers: sizes[segment]!, ...bestOf(shares[segment]!) }));
  };
  const bestOf = (shares: Float64Array) => {
    const best = Int32Array.from(shares, (_, p) => p)
      .filter((p) => isExcluded[p] === 0 && shares[p]! > 0)
      .sort((a, b) => shares[b]! - shares[a]! || a - b)
      .subarray(0, MOST_POPULAR);
    return { productIds: Array.from(best, (p) => log.catalog[p]!.id), probabilities: Array.from(best, (p) => Math.min(1, (shares[p]! * responseDays) / days)) };
  };
  const everyone = rowsOf('everyone', log.customerIds.map(() => ''));
  return [...everyone, ...rowsOf('segment', groups.map(({ segment }) => segment)), ...rowsOf('country', groups.map(({ country }) => country))];
}
