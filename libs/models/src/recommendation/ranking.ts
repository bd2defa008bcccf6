export type Ranked = { readonly items: Int32Array; readonly scores: Float32Array };

/**
 * The k items with the highest scores, best first; equal scores by `tieRank`, the lower first.
 * @param scores one per item; `NaN` or -Infinity is never taken
 * @param tieRank one per item, all different
 * @param isExcluded flags per item, 1 = leave out
 */
export function topItems(scores: Float32Array, k: number, tieRank: Int32Array, isExcluded?: Uint8Array): Ranked {
  const items = new Int32Array(Math.min(k, scores.length));
  const best = new Float32Array(items.length);
  let count = 0;
  let floor = Number.NEGATIVE_INFINITY;
  let floorRank = -1;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (!(score > floor || (score === floor && tieRank[i]! < floorRank)) || isExcluded?.[i] === 1) continue;
    let place = count < items.length ? count++ : count - 1;
    if (place < 0) break; // k is 0
    while (place > 0 && (best[place - 1]! < score || (best[place - 1] === score && tieRank[items[place - 1]!]! > tieRank[i]!))) {
      items[place] = items[place - 1]!;
      best[place] = best[place - 1]!;
      place -= 1;
    }
    items[place] = i;
    best[place] = score;
    if (count === items.length) {
      floor = best[count - 1]!;
      floorRank = tieRank[items[count - 1]!]!;
    }
  }
  return { items: items.slice(0, count), scores: best.slice(0, count) };
}

/** Place of each item when sorted by a value, the highest first (0), equal values by index. */
export function ranksOf(values: Float64Array): Int32Array {
  const order = Int32Array.from(values, (_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
  const ranks = new Int32Array(values.length);
  order.forEach((i, rank) => (ranks[i] = rank));
  return ranks;
}

/** Positions of the `most` largest values in rising order of position; of equal values at the edge the first ones. No `NaN`. */
export function positionsOfLargest(values: Float32Array, most: number): Int32Array {
  const positions = new Int32Array(Math.min(most, values.length));
  if (positions.length === 0) return positions;
  const edge = values.slice().sort()[values.length - positions.length]!; // native sort, much faster than one with a comparator
  let atEdge = positions.length;
  for (const value of values) if (value > edge) atEdge -= 1;
  let n = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (value > edge || (value === edge && atEdge-- > 0)) positions[n++] = k;
  }
  return positions;
}
