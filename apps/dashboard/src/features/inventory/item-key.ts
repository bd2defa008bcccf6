import type { ItemKey } from '@almanac/data/contract';

/** The part of an address that names a product at a location, such as `12-3`. */
export function parseItem(text: string): ItemKey | undefined {
  const [, productId, locationId] = /^([1-9]\d{0,14})-([1-9]\d{0,14})$/.exec(text) ?? [];
  return productId && locationId ? { productId: Number(productId), locationId: Number(locationId) } : undefined;
}
