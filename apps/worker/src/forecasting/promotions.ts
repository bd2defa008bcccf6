import type { forecasting } from '@almanac/data';
import type { EpochDay } from '@almanac/models';

type Promotion = forecasting.PlannedPromotion;
type Product = Pick<forecasting.SeriesFacts, 'productId' | 'locationId' | 'category'>;

/** Finds a product's promotions without looking at all of them for each series. */
export function indexPromotions(promotions: readonly Promotion[]): (product: Product) => Promotion[] {
  const byKey = new Map<string, Promotion[]>();
  for (const promotion of promotions) {
    const key = promotion.productId !== null ? `product ${promotion.productId}` : promotion.category !== null ? `category ${promotion.category}` : 'all';
    const list = byKey.get(key);
    if (list) list.push(promotion);
    else byKey.set(key, [promotion]);
  }
  return ({ productId, locationId, category }) =>
    [`product ${productId}`, `category ${category}`, 'all'].flatMap((key) => byKey.get(key) ?? []).filter((promotion) => promotion.locationId === null || promotion.locationId === locationId);
}

/** Share of each period's days under promotion, and the discount averaged over all its days; both 0 … 1. */
export function promotionShares(promotions: readonly Promotion[], start: EpochDay, periods: number, daysPerPeriod: number): { share: Float64Array; discount: Float64Array } {
  const share = new Float64Array(periods);
  const discount = new Float64Array(periods);
  for (const { from, to, discount: cut } of promotions) {
    const first = Math.max(0, Math.floor((from - start) / daysPerPeriod));
    const last = Math.min(periods - 1, Math.floor((to - start) / daysPerPeriod));
    for (let t = first; t <= last; t++) {
      const begin = start + t * daysPerPeriod;
      const days = Math.min(to, begin + daysPerPeriod - 1) - Math.max(from, begin) + 1;
      share[t] = Math.min(1, share[t]! + days / daysPerPeriod);
      discount[t] = Math.min(1, discount[t]! + (cut * days) / daysPerPeriod);
    }
  }
  return { share, discount };
}
