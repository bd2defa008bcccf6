import { seededRandom } from '../training/random';

/**
 * Draws who is held back from a ranked list: the list is cut into as many strata of neighbouring ranks as customers are to be held back, and one of
 * each stratum is drawn by lot. Both groups so have the same spread of scores, and everyone has the same chance within one stratum's rounding.
 * Source: stratified randomization, Kernan et al. (1999), Journal of Clinical Epidemiology 52.
 * @param size customers on the list, the best first
 * @param share to hold back, 0 … 0.5; rounded to whole customers
 * @returns one flag a customer, 1 for held back
 * @throws RangeError when `share` is outside 0 … 0.5 or `size` is not a whole number
 */
export function assignHoldout(size: number, share: number, seed: number): Uint8Array {
  if (!(share >= 0 && share <= 0.5)) throw new RangeError(`assignHoldout: share is ${share}, not within 0 and 0.5`);
  if (!Number.isInteger(size) || size < 0) throw new RangeError(`assignHoldout: size is ${size}`);
  const random = seededRandom(seed);
  const strata = Math.round(size * share);
  const flags = new Uint8Array(size);
  for (let s = 0; s < strata; s++) {
    const first = Math.floor((s * size) / strata);
    const next = Math.floor(((s + 1) * size) / strata);
    flags[first + random.integer(next - first)] = 1;
  }
  return flags;
}

/** How many customers to choose so that `contacts` of them are left to write to after holding back a share. */
export const sizeWithHoldout = (contacts: number, share: number): number => {
  let size = Math.round(contacts / (1 - share));
  while (size - Math.round(size * share) > contacts) size -= 1;
  while (size + 1 - Math.round((size + 1) * share) <= contacts) size += 1;
  return size;
};
