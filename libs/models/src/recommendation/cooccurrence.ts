import type { EntriesByItem, Interactions } from './interactions';
import { positionsOfLargest } from './ranking';

/** Number of users that have both items, for each item the others in no order; the item itself is not among them. */
export type Cooccurrence = {
  readonly usersOf: Float64Array;
  readonly others: readonly Int32Array[];
  readonly counts: readonly Float32Array[];
};

/** At most this many others are kept for an item, those with the most users: 50,000 items then take 0.8 GB at worst. */
const MOST_OTHERS = 2000;
const ITEMS_BETWEEN_BREATHS = 500;

/** Counts pairs without a square matrix: work Σ (items of a user)², memory `MOST_OTHERS` per item. */
export async function countPairs({ items, start, item }: Interactions, byItem: EntriesByItem, breathe: () => Promise<void>): Promise<Cooccurrence> {
  const usersOf = new Float64Array(items);
  const others: Int32Array[] = [];
  const counts: Float32Array[] = [];
  const count = new Float32Array(items);
  const touched = new Int32Array(items);
  for (let i = 0; i < items; i++) {
    if (i % ITEMS_BETWEEN_BREATHS === 0) await breathe();
    let n = 0;
    for (let k = byItem.start[i]!; k < byItem.start[i + 1]!; k++) {
      const u = byItem.user[k]!;
      for (let e = start[u]!; e < start[u + 1]!; e++) {
        const j = item[e]!;
        if (count[j]! === 0) touched[n++] = j;
        count[j]! += 1;
      }
    }
    usersOf[i] = count[i]!;
    count[i] = 0;
    const found = touched.subarray(0, n).filter((j) => j !== i);
    const kept = positionsOfLargest(Float32Array.from(found, (j) => count[j]!), MOST_OTHERS).map((k) => found[k]!);
    others.push(kept);
    counts.push(Float32Array.from(kept, (j) => count[j]!));
    for (let k = 0; k < n; k++) count[touched[k]!] = 0;
  }
  return { usersOf, others, counts };
}
