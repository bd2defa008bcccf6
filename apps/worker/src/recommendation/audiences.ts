/** Customers kept for each product. */
export const MOST_MEMBERS = 2000;

export interface Audience {
  readonly customers: Int32Array;
  readonly probabilities: Float32Array;
}

/** Collects who may be told about what, customer by customer, and turns it round. Twelve bytes an entry. */
export function createAudiences(products: number, capacity: number) {
  let [product, customer, probability] = [new Int32Array(capacity), new Int32Array(capacity), new Float32Array(capacity)];
  let size = 0;
  const grow = () => {
    const wider = <T extends Int32Array | Float32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const length = Math.ceil(product.length * 1.5) + 1;
    [product, customer, probability] = [wider(product, new Int32Array(length)), wider(customer, new Int32Array(length)), wider(probability, new Float32Array(length))];
  };
  return {
    add(p: number, c: number, chance: number) {
      if (size === product.length) grow();
      product[size] = p;
      customer[size] = c;
      probability[size] = chance;
      size += 1;
    },
    /** The likeliest customers of each product first. */
    byProduct(): (p: number) => Audience {
      const start = new Int32Array(products + 1);
      for (let k = 0; k < size; k++) start[product[k]! + 1]! += 1;
      for (let p = 0; p < products; p++) start[p + 1]! += start[p]!;
      const next = start.slice();
      const entry = new Int32Array(size);
      for (let k = 0; k < size; k++) entry[next[product[k]!]!++] = k;
      return (p) => {
        const best = entry
          .slice(start[p], start[p + 1])
          .sort((a, b) => probability[b]! - probability[a]! || customer[a]! - customer[b]!)
          .subarray(0, MOST_MEMBERS);
        return { customers: best.map((k) => customer[k]!), probabilities: Float32Array.from(best, (k) => probability[k]!) };
      };
    },
  };
}

/** The customers with the highest weights, `spare` more of them than are kept, with chances whose mean over all customers is `meanChance`. */
export function audienceByWeight(weights: Float64Array, meanChance: number, spare: number): Audience {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const best = Int32Array.from(weights, (_, c) => c)
    .filter((c) => weights[c]! > 0)
    .sort((a, b) => weights[b]! - weights[a]! || a - b)
    .slice(0, MOST_MEMBERS + spare);
  return { customers: best, probabilities: Float32Array.from(best, (c) => Math.min(MOST_CHANCE, (meanChance * weights[c]! * weights.length) / total)) };
}

/** An audience without some customers, of `most` at most. */
export function without({ customers, probabilities }: Audience, leftOut: ReadonlySet<number>, most: number): Audience {
  const kept = Int32Array.from(customers, (_, k) => k)
    .subarray(0, most + leftOut.size)
    .filter((k) => !leftOut.has(customers[k]!))
    .subarray(0, most);
  return { customers: kept.map((k) => customers[k]!), probabilities: Float32Array.from(kept, (k) => probabilities[k]!) };
}

/** Of a product that nobody knows yet. */
const MOST_CHANCE = 0.5;
