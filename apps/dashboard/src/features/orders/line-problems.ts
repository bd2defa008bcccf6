import type { PurchaseOrderLine } from '@almanac/data/contract';

export interface LineProblems {
  /** not in whole packs */
  readonly isBroken: boolean;
  /** under the smallest quantity the supplier delivers */
  readonly isBelow: boolean;
  /** the next quantity that is neither, items */
  readonly rounded: number;
}

/** What a supplier would object to about a line's quantity. */
export function lineProblems({ quantity, packSize, minimumOrder }: Pick<PurchaseOrderLine, 'quantity' | 'packSize' | 'minimumOrder'>): LineProblems {
  const pack = packSize !== null && packSize > 0 ? packSize : 0;
  const minimum = minimumOrder ?? 0;
  const packs = pack > 0 ? quantity / pack : 0;
  const wanted = Math.max(quantity, minimum);
  return {
    isBroken: pack > 0 && Math.abs(packs - Math.round(packs)) > 1e-9,
    isBelow: quantity < minimum,
    rounded: pack > 0 ? Math.round(Math.ceil(wanted / pack - 1e-9) * pack * 1e6) / 1e6 : wanted,
  };
}
