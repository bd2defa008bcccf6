import type { Cooccurrence } from './cooccurrence';
import { sparseItemMatrix, type SparseColumn } from './item-matrix';
import { itemScorer } from './item-scorer';
import type { RecommendationMethod, RecommendationMethodName } from './method';
import { positionsOfLargest } from './ranking';

/** From users of both items, of the one and of the other, to how much the first speaks for the second. */
type Similarity = (both: number, usersFrom: number, usersTo: number) => number;

/** The `most` neighbours of each item that speak most for it. */
export function nearestItems({ usersOf, others, counts }: Cooccurrence, most: number, similarity: Similarity): SparseColumn[] {
  return others.map((candidates, to) => {
    const weights = counts[to]!.map((both, k) => similarity(both, usersOf[candidates[k]!]!, usersOf[to]!));
    const order = positionsOfLargest(weights, most);
    return { rows: Int32Array.from(order, (k) => candidates[k]!), weights: Float32Array.from(order, (k) => weights[k]!) };
  });
}

const neighbourMethod = (name: RecommendationMethodName, settings: readonly Readonly<Record<string, number>>[], similarityOf: (settings: Readonly<Record<string, number>>, users: number) => Similarity): RecommendationMethod => ({
  name,
  readsHistory: true,
  settings: () => settings,
  fit: async ({ data, cooccurrence }, chosen) => {
    const pairs = await cooccurrence();
    return chosen.map((values) => itemScorer(sparseItemMatrix(nearestItems(pairs, values['neighbours']!, similarityOf(values, data.users)))));
  },
});

/**
 * Cosine of two columns of the user-item matrix of ones, both / √(users of a · users of b); a `tilt` above ½ favours items with few
 * users, below ½ those with many. Source: Deshpande & Karypis (2004); tilt: Aiolli (2013), asymmetric cosine.
 */
export const cosineMethod = neighbourMethod(
  'item-cosine',
  [0.5, 0.25, 0.75].map((tilt) => ({ neighbours: 100, tilt })),
  ({ tilt = 0.5 }) => (both, usersFrom, usersTo) => both / (usersFrom ** (1 - tilt) * usersTo ** tilt),
);

/** Logarithm of the lift, users · both / (users of a · users of b), drawn to 0 where few users have both; pairs below chance say nothing. */
export const liftMethod = neighbourMethod(
  'item-lift',
  [5, 50].map((shrinkage) => ({ neighbours: 100, shrinkage })),
  ({ shrinkage = 5 }, users) => (both, usersFrom, usersTo) => Math.max(0, Math.log((users * both) / (usersFrom * usersTo))) * (both / (both + shrinkage)),
);
