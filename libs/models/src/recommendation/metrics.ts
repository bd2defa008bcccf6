/** Ranked list of one user, best first, and what the user then took. Unknown items may carry any index not in the list, all different. */
export type RankedTest = { readonly ranked: Int32Array; readonly targets: Int32Array };

/** Means over users; ratios from 0 to 1. */
export type RankingScores = { readonly hitRate: number; readonly ndcg: number; readonly recall: number; readonly coverage: number };

/** Whether one of the targets is among the first k: 1 or 0. */
export function hitAt(ranked: Int32Array, targets: Int32Array, k: number): number {
  const wanted = new Set(targets);
  for (let rank = 0; rank < Math.min(k, ranked.length); rank++) if (wanted.has(ranked[rank]!)) return 1;
  return 0;
}

/**
 * Normalized discounted cumulative gain with gain 1: Σ over hits at rank r (from 1) of 1/log₂(r + 1), divided by the same sum for
 * min(k, number of targets) hits. `NaN` without targets. Source: Järvelin & Kekäläinen (2002).
 */
export function ndcgAt(ranked: Int32Array, targets: Int32Array, k: number): number {
  const wanted = new Set(targets);
  let gain = 0;
  let ideal = 0;
  for (let rank = 0; rank < k; rank++) {
    const discount = 1 / Math.log2(rank + 2);
    if (rank < ranked.length && wanted.has(ranked[rank]!)) gain += discount;
    if (rank < wanted.size) ideal += discount;
  }
  return ideal === 0 ? Number.NaN : gain / ideal;
}

/** Share of the targets found among the first k; `NaN` without targets. */
export function recallAt(ranked: Int32Array, targets: Int32Array, k: number): number {
  const wanted = new Set(targets);
  let found = 0;
  for (let rank = 0; rank < Math.min(k, ranked.length); rank++) if (wanted.has(ranked[rank]!)) found += 1;
  return wanted.size === 0 ? Number.NaN : found / wanted.size;
}

/** Share of all items that occur in the first k of any user. */
export function coverageAt(lists: readonly Int32Array[], items: number, k: number): number {
  const shown = new Set<number>();
  for (const list of lists) for (const item of list.subarray(0, k)) shown.add(item);
  return items === 0 ? Number.NaN : shown.size / items;
}

/** Mean self-information of what is shown, log₂(users / users of the item), bits: 0 when everybody has it already. Source: Zhou et al. (2010). */
export function noveltyAt(lists: readonly Int32Array[], usersOf: Float64Array, users: number, k: number): number {
  let bits = 0;
  let shown = 0;
  for (const list of lists) {
    for (const item of list.subarray(0, k)) {
      bits += Math.log2(users / Math.max(1, usersOf[item]!));
      shown += 1;
    }
  }
  return shown === 0 ? Number.NaN : bits / shown;
}

/** Hit rate, NDCG and coverage at k, recall at 2k, means over users with targets; all `NaN` when there is none. */
export function scoreRanking(tests: readonly RankedTest[], items: number, k: number): RankingScores {
  const scored = tests.filter(({ targets }) => targets.length > 0);
  const mean = (measure: (test: RankedTest) => number) => scored.reduce((sum, test) => sum + measure(test), 0) / scored.length;
  return {
    hitRate: mean(({ ranked, targets }) => hitAt(ranked, targets, k)),
    ndcg: mean(({ ranked, targets }) => ndcgAt(ranked, targets, k)),
    recall: mean(({ ranked, targets }) => recallAt(ranked, targets, 2 * k)),
    coverage: coverageAt(scored.map(({ ranked }) => ranked), items, k),
  };
}
