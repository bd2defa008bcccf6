import type { PlanInput } from './item';

/**
 * Rounds what is needed to what can be ordered: at least the minimum, whole packs, and no more than can be sold before it spoils.
 * @param needed items; 0 or less orders nothing
 * @param sellable items that will be sold within the shelf life of the order; `Infinity` when it keeps
 * @returns items to order, and whether the shelf life made it less
 */
export function roundOrder(
  needed: number,
  { packSize, minimumOrder }: Pick<PlanInput, 'packSize' | 'minimumOrder'>,
  sellable = Infinity,
): { readonly quantity: number; readonly isCapped: boolean } {
  if (!(needed > 1e-9)) return { quantity: 0, isCapped: false };
  const least = Math.ceil(minimumOrder / packSize - 1e-9) * packSize;
  const wanted = Math.max(least, Math.ceil(needed / packSize - 1e-9) * packSize);
  if (wanted <= sellable) return { quantity: wanted, isCapped: false };
  const fitting = Math.floor(Math.max(0, sellable) / packSize + 1e-9) * packSize;
  return { quantity: fitting >= least ? fitting : 0, isCapped: true };
}
