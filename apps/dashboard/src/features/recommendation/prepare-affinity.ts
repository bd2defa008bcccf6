import type { CategoryAffinity } from '@almanac/data/contract';

export interface AffinityCell {
  readonly value: number;
  /** −1 … 1: how far below or above what chance would give; 0 where it may be chance */
  readonly strength: number;
  readonly affinity: CategoryAffinity;
}

/** From this lift on (and below its inverse) the colour is as strong as it gets. */
const FULL_LIFT = 2;

/** Affinities as a square matrix of categories in the order of their names; a category with itself, and what was not measured, is `null`. */
export function prepareAffinity(affinities: readonly CategoryAffinity[], measure: 'lift' | 'share'): { categories: string[]; cells: (AffinityCell | null)[][] } {
  const categories = [...new Set(affinities.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a.localeCompare(b, 'en'));
  const known = new Map(affinities.map((affinity) => [`${affinity.from}\n${affinity.to}`, affinity]));
  const cells = categories.map((from) =>
    categories.map((to) => {
      const affinity = from === to ? undefined : known.get(`${from}\n${to}`);
      if (affinity === undefined) return null;
      const mayBeChance = affinity.liftLow <= 1 && affinity.liftHigh >= 1;
      const strength = measure === 'share' ? affinity.share : mayBeChance ? 0 : Math.max(-1, Math.min(1, Math.log(Math.max(affinity.lift, 1 / FULL_LIFT)) / Math.log(FULL_LIFT)));
      return { value: affinity[measure], strength, affinity };
    }),
  );
  return { categories, cells };
}
