import { entriesByItem, countUsers, type Interactions } from './interactions';
import { countPairs } from './cooccurrence';

/** Two items in the same baskets more often than chance. */
export type ItemPair = {
  readonly a: number;
  readonly b: number;
  /** baskets with both, and their share of all baskets, P(A,B) */
  readonly baskets: number;
  readonly support: number;
  /** P(B|A) and P(A|B) */
  readonly confidenceAB: number;
  readonly confidenceBA: number;
  /** P(A,B) / (P(A) P(B)), and the lower end of its 95 % interval */
  readonly lift: number;
  readonly liftLow: number;
  /** evidence against independence; above 10.83 chance alone would do it once in a thousand pairs */
  readonly logLikelihoodRatio: number;
};

export type PairFloor = {
  /** fewest baskets with both */
  readonly baskets: number;
  readonly logLikelihoodRatio: number;
};

export const PAIR_FLOOR: PairFloor = { baskets: 5, logLikelihoodRatio: 10.83 };
const Z95 = 1.96;

/**
 * A floor that chance alone passes about once among all pairs that could pass it: the likelihood ratio's tail, χ² with one degree of freedom, is
 * put at one over their number (Bonferroni), and never below that of {@link PAIR_FLOOR}.
 */
export function pairFloor(baskets: Interactions): PairFloor {
  const able = countUsers(baskets).filter((users) => users >= PAIR_FLOOR.baskets).length;
  const pairs = Math.max(2, (able * (able - 1)) / 2);
  let ratio = PAIR_FLOOR.logLikelihoodRatio;
  // P(χ² > x) ≈ √(2 / πx) · exp(-x / 2), solved for x by repetition
  for (let k = 0; k < 20; k++) ratio = Math.max(PAIR_FLOOR.logLikelihoodRatio, 2 * Math.log(pairs) - Math.log((Math.PI * ratio) / 2));
  return { baskets: PAIR_FLOOR.baskets, logLikelihoodRatio: ratio };
}

/**
 * Pairs that sell together, the surest first: those above the floor whose lift is above 1 at its lower end, too.
 * @param baskets interactions whose "users" are orders (or customers)
 */
export async function findPairs(baskets: Interactions, floor: PairFloor = PAIR_FLOOR, breathe: () => Promise<void> = async () => undefined): Promise<ItemPair[]> {
  const { usersOf, others, counts } = await countPairs(baskets, entriesByItem(baskets), breathe);
  const pairs: ItemPair[] = [];
  others.forEach((candidates, a) => {
    for (let k = 0; k < candidates.length; k++) {
      const b = candidates[k]!;
      if (a > b || counts[a]![k]! < floor.baskets) continue;
      const pair = measurePair(a, b, counts[a]![k]!, usersOf[a]!, usersOf[b]!, baskets.users);
      if (pair.liftLow > 1 && pair.logLikelihoodRatio >= floor.logLikelihoodRatio) pairs.push(pair);
    }
  });
  return pairs.sort((x, y) => y.logLikelihoodRatio - x.logLikelihoodRatio || x.a - y.a || x.b - y.b);
}

/**
 * Measures of one pair from counts of baskets. Likelihood ratio: Dunning (1993), 2 Σ observed · ln(observed / expected) over the four
 * cells; interval of the lift on the log scale by the delta method, variance 1/k - 1/n_a - 1/n_b + 2k/(n_a n_b) - 1/n.
 * @throws RangeError when `both` is not between 1 and the baskets of either, or these exceed all
 */
export function measurePair(a: number, b: number, both: number, withA: number, withB: number, all: number): ItemPair {
  if (!(both >= 1 && both <= Math.min(withA, withB) && withA + withB - both <= all)) throw new RangeError(`measurePair: ${both} of ${withA} and ${withB} in ${all}`);
  const lift = (both * all) / (withA * withB);
  const variance = Math.max(0, 1 / both - 1 / withA - 1 / withB + (2 * both) / (withA * withB) - 1 / all);
  const cell = (observed: number, row: number, column: number) => (observed === 0 ? 0 : observed * Math.log((observed * all) / (row * column)));
  const ratio =
    2 *
    (cell(both, withA, withB) + cell(withA - both, withA, all - withB) + cell(withB - both, all - withA, withB) + cell(all - withA - withB + both, all - withA, all - withB));
  return {
    a,
    b,
    baskets: both,
    support: both / all,
    confidenceAB: both / withA,
    confidenceBA: both / withB,
    lift,
    liftLow: lift * Math.exp(-Z95 * Math.sqrt(variance)),
    logLikelihoodRatio: Math.max(0, ratio), // rounding may leave it just below 0
  };
}

/** Three or more items of which each two are a pair. */
export type Bundle = {
  readonly items: readonly number[];
  readonly baskets: number;
  readonly support: number;
  /** baskets with all of them over what independent items would give */
  readonly lift: number;
};

/** A bundle has no more items than this. */
const MOST_IN_BUNDLE = 4;

/**
 * Grows pairs into bundles: each pair, the surest first, takes in the item that is in most of its baskets and pairs with all of it, as
 * long as enough baskets have everything.
 * @param pairs from {@link findPairs} on the same baskets
 */
export function findBundles(baskets: Interactions, pairs: readonly ItemPair[], most: number, fewestBaskets = PAIR_FLOOR.baskets): Bundle[] {
  const partners = new Map<number, Set<number>>();
  for (const { a, b } of pairs) {
    for (const [x, y] of [[a, b], [b, a]] as const) partners.set(x, (partners.get(x) ?? new Set()).add(y));
  }
  const usersOf = countUsers(baskets);
  const byItem = entriesByItem(baskets);
  const having = (item: number) => byItem.user.subarray(byItem.start[item], byItem.start[item + 1]);
  const found = new Map<string, Bundle>();
  for (const { a, b } of pairs) {
    if (found.size >= most) break;
    let items = [a, b];
    let together = intersect(having(a), having(b));
    while (items.length < MOST_IN_BUNDLE) {
      const candidates = [...(partners.get(a) ?? [])].filter((c) => !items.includes(c) && items.every((item) => partners.get(item)!.has(c)));
      const grown = candidates.map((c) => ({ c, users: intersect(together, having(c)) })).sort((x, y) => y.users.length - x.users.length || x.c - y.c)[0];
      if (!grown || grown.users.length < fewestBaskets) break;
      items = [...items, grown.c];
      together = grown.users;
    }
    if (items.length < 3) continue;
    items.sort((x, y) => x - y);
    const expected = items.reduce((share, item) => share * (usersOf[item]! / baskets.users), baskets.users);
    found.set(items.join(), { items, baskets: together.length, support: together.length / baskets.users, lift: together.length / expected });
  }
  return [...found.values()];
}

/** Both arrays rise. */
function intersect(x: Int32Array, y: Int32Array): Int32Array {
  const both: number[] = [];
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    if (x[i] === y[j]) both.push(x[i]!);
    if (x[i]! <= y[j]!) i += 1;
    else j += 1;
  }
  return Int32Array.from(both);
}
