import type { recommendation } from '@almanac/data';

/**
 * What a purchase of a product brings, in minor units, by how many times the usual quantity a customer takes; 0 where it has no price.
 * One rule for lists, audiences and campaigns, so that the same customers are worth the same everywhere.
 */
export function worthOf(product: Pick<recommendation.ProductFacts, 'usualQuantity' | 'priceMinor'> | undefined): (quantityScale: number) => number {
  const usual = (product?.usualQuantity ?? 1) * (product?.priceMinor ?? 0);
  return (quantityScale) => usual * quantityScale;
}
