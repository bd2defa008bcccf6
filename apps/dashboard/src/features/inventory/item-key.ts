import { ItemKey } from '@almanac/data/contract';

/** The part of an address that names a product at a location, such as `12-3`. */
export function parseItem(text: string): ItemKey | undefined {
  const [, productId, locationId] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  return ItemKey.safeParse({ productId, locationId }).data;
}
