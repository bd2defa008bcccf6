/** A seeded source of random draws (sfc32): the same seed and label give the same sequence on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform integer in [0, n). */
  below(n: number): number;
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  normal(): number;
  exponential(mean: number): number;
  /** Gamma with a whole-number or half shape of at least 1/2. */
  gamma(shape: number, mean: number): number;
  poisson(mean: number): number;
  pick<T>(items: readonly T[]): T;
  /** Index drawn in proportion to `weights`. */
  weighted(weights: ArrayLike<number>): number;
  shuffle<T>(items: readonly T[]): T[];
}

/** @param label names an independent stream, so that a change in one part of the simulation leaves the others alone */
export function seededRandom(seed: number, label: string): Random {
  const uniform = sfc32(seed, label);
  const below = (n: number) => Math.floor(uniform() * n);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const exponential = (mean: number) => -Math.log(1 - uniform()) * mean;
  const gamma = (shape: number, mean: number) => {
    let sum = 0;
    for (let k = 0; k + 1 <= shape; k++) sum += exponential(1);
    if (shape % 1 !== 0) sum += normal() ** 2 / 2;
    return (sum * mean) / shape;
  };
  const poisson = (mean: number) => {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count++;
    return count;
  };
  const weighted = (weights: ArrayLike<number>) => {
    let total = 0;
    for (let k = 0; k < weights.length; k++) total += weights[k]!;
    let rest = uniform() * total;
    for (let k = 0; k < weights.length; k++) if ((rest -= weights[k]!) < 0) return k;
    return weights.length - 1;
  };
  return {
    uniform,
    below,
    between: (low, high) => low + (high - low) * uniform(),
    chance: (probability) => uniform() < probability,
    normal,
    exponential,
    gamma,
    poisson,
    pick: (items) => items[below(items.length)]!,
    weighted,
    shuffle: (items) => {
      const shuffled = [...items];
      for (let k = shuffled.length - 1; k > 0; k--) {
        const other = below(k + 1);
        [shuffled[k], shuffled[other]] = [shuffled[other]!, shuffled[k]!];
      }
      return shuffled;
    },
  };
}

function sfc32(seed: number, label: string): () => number {
  let a = seed | 0;
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  for (const character of label) c = Math.imul(c ^ character.codePointAt(0)!, 0x01000193);
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 16; warmUp++) next();
  return next;
}
