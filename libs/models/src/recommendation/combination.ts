import { topItems, type Ranked } from './ranking';

/** Items of each member's list that take part in the combined ranking. */
export const POOL = 200;

/** A member's list for one history, its scores from 1 (the best) to 0 (the last of the pool). */
export type Scaled = Ranked;

/** The best items of a member that are not excluded, scaled so that members can be added up. */
export function scaledTop(scores: Float32Array, tieRank: Int32Array, isExcluded: Uint8Array): Scaled {
  const { items, scores: raw } = topItems(scores, POOL, tieRank, isExcluded);
  const best = raw[0] ?? 0;
  const last = raw[raw.length - 1] ?? 0;
  const span = best - last;
  return { items, scores: raw.map((score) => (span > 0 ? (score - last) / span : 0)) };
}

/** Adds weighted lists up in `out`, which must be zero, and says which items were touched. */
export function addLists(lists: readonly Scaled[], weights: readonly number[], out: Float32Array): Int32Array {
  const touched: number[] = [];
  lists.forEach(({ items, scores }, m) => {
    const weight = weights[m]!;
    if (weight === 0) return;
    for (let k = 0; k < items.length; k++) {
      const i = items[k]!;
      if (out[i] === 0) touched.push(i);
      out[i]! += weight * scores[k]! + 1e-9; // in the pool at all is better than not
    }
  });
  return Int32Array.from(touched);
}

/** The best of what {@link addLists} touched, which it sets back to zero. */
export function takeTop(out: Float32Array, touched: Int32Array, k: number, tieRank: Int32Array): Int32Array {
  const order = touched.sort((a, b) => out[b]! - out[a]! || tieRank[a]! - tieRank[b]!).slice(0, k);
  for (const i of touched) out[i] = 0;
  return order;
}
