import { sparseItemMatrix, type SparseColumn } from './item-matrix';
import { itemScorer } from './item-scorer';
import type { MethodContext, RecommendationMethod } from './method';
import { positionsOfLargest } from './ranking';

/** Later items further away than this many entries of the user say nothing about an item. */
const WINDOW = 20;
const MOST_FOLLOWERS = 300;
const ITEMS_BETWEEN_BREATHS = 500;

/**
 * What is taken after what: each user who took `to` some entries after `from` adds 1 / distance, where interactions at the same time are
 * no order; divided by the users of `from`, and by (users of `to`)^`damping` against what follows everything.
 * Source: Ludewig & Jannach (2018), "Evaluation of session-based recommendation algorithms", sequential rules.
 */
async function countFollowers({ data, byItem, breathe }: MethodContext): Promise<{ followers: Int32Array; counts: Float32Array }[]> {
  const { items, start, item, first } = data;
  const count = new Float32Array(items);
  const touched = new Int32Array(items);
  const rows: { followers: Int32Array; counts: Float32Array }[] = [];
  for (let i = 0; i < items; i++) {
    if (i % ITEMS_BETWEEN_BREATHS === 0) await breathe();
    let n = 0;
    for (let k = byItem.start[i]!; k < byItem.start[i + 1]!; k++) {
      const e = byItem.entry[k]!;
      const end = Math.min(start[byItem.user[k]! + 1]!, e + 1 + WINDOW);
      for (let later = e + 1; later < end; later++) {
        if (first[later] === first[e]) continue;
        const j = item[later]!;
        if (count[j] === 0) touched[n++] = j;
        count[j]! += 1 / (later - e);
      }
    }
    const found = touched.slice(0, n);
    const followers = positionsOfLargest(Float32Array.from(found, (j) => count[j]!), MOST_FOLLOWERS).map((k) => found[k]!);
    rows.push({ followers, counts: Float32Array.from(followers, (j) => count[j]!) });
    for (let k = 0; k < n; k++) count[touched[k]!] = 0;
  }
  return rows;
}

export const sequenceMethod: RecommendationMethod = {
  name: 'sequence',
  readsHistory: true,
  settings: ({ isOrdered }) => (isOrdered ? [0, 0.25, 0.5].map((damping) => ({ damping })) : []),
  fit: async (context, settings) => {
    const rows = await countFollowers(context);
    return settings.map(({ damping = 0 }) => {
      const byFollower: { rows: number[]; weights: number[] }[] = rows.map(() => ({ rows: [], weights: [] }));
      rows.forEach(({ followers, counts }, from) => {
        followers.forEach((to, k) => {
          byFollower[to]!.rows.push(from);
          byFollower[to]!.weights.push(counts[k]! / (context.usersOf[from]! * context.usersOf[to]! ** damping));
        });
      });
      const columns: SparseColumn[] = byFollower.map((column) => ({ rows: Int32Array.from(column.rows), weights: Float32Array.from(column.weights) }));
      return itemScorer(sparseItemMatrix(columns));
    });
  },
};
