import type { Interactions } from './interactions';
import type { RecommendationMethod } from './method';

/**
 * Number of users of each item, those of long ago counting less: a user whose last interaction with the item was `halfLifeShare` of
 * the covered time before the end counts half.
 */
export function popularityOf(data: Interactions, halfLifeShare = Number.POSITIVE_INFINITY): Float64Array {
  const scores = new Float64Array(data.items);
  const end = data.last.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const span = end - data.first.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const isPlain = !(span > 0) || !Number.isFinite(halfLifeShare);
  for (let e = 0; e < data.item.length; e++) scores[data.item[e]!]! += isPlain ? 1 : 2 ** (-(end - data.last[e]!) / (span * halfLifeShare));
  return scores;
}

export const popularityMethod: RecommendationMethod = {
  name: 'popularity',
  readsHistory: false,
  settings: ({ isOrdered }) => [Number.POSITIVE_INFINITY, ...(isOrdered ? [0.25, 0.05] : [])].map((halfLifeShare) => ({ halfLifeShare })),
  fit: async ({ data }, settings) =>
    settings.map(({ halfLifeShare }) => {
      const scores = Float32Array.from(popularityOf(data, halfLifeShare));
      return { score: (_history, out) => out.set(scores) };
    }),
};
