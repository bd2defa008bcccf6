/** A product that may be shown to one customer. */
export type Offer = {
  /** chance of a purchase, > 0 */
  readonly probability: number;
  /** money earned by a purchase, any unit; `NaN` where unknown, which counts as the median of the others */
  readonly worth: number;
  /** products of one group crowd each other out; -1 belongs to none */
  readonly group: number;
};

export type BusinessRules = {
  /** 0: the likeliest purchase first; 1: the highest expected worth first; in between by probability × worthʷ */
  readonly marginWeight: number;
  /** 0 … 1: each offer of a group already shown counts (1 - diversity) times as much as the one before */
  readonly diversity: number;
};

/**
 * The best k offers in the order of their worth to the company, with no more of one group than the rules want: greedy, each place goes to the
 * offer with the highest probability × (worth / median worth)^marginWeight × (1 - diversity)^(places its group has).
 * @returns positions in `offers`; those a diversity of 1 leaves nothing of come last, in the order of their value
 * @throws RangeError unless both rules are within 0 … 1
 */
export function orderByValue(offers: readonly Offer[], { marginWeight, diversity }: BusinessRules, k: number): Int32Array {
  if (!(marginWeight >= 0 && marginWeight <= 1 && diversity >= 0 && diversity <= 1)) throw new RangeError(`orderByValue: margin weight ${marginWeight}, diversity ${diversity}`);
  const typical = medianOf(offers.map(({ worth }) => worth).filter((worth) => worth > 0));
  const value = offers.map(({ probability, worth }) => probability * ((worth > 0 ? worth : Number.isNaN(worth) ? typical : typical * LEAST_WORTH) / typical) ** marginWeight);
  const shown = new Map<number, number>();
  const left = offers.map((_, position) => position);
  const order: number[] = [];
  while (order.length < k && left.length > 0) {
    let best = 0;
    let bestValue = [-1, -1] as [number, number];
    left.forEach((position, place) => {
      const { group } = offers[position]!;
      const crowded = group < 0 ? 1 : (1 - diversity) ** (shown.get(group) ?? 0);
      const now: [number, number] = [value[position]! * crowded, value[position]!];
      if (now[0] > bestValue[0] || (now[0] === bestValue[0] && now[1] > bestValue[1])) [best, bestValue] = [place, now];
    });
    const [position] = left.splice(best, 1);
    order.push(position!);
    const { group } = offers[position!]!;
    shown.set(group, (shown.get(group) ?? 0) + 1);
  }
  return Int32Array.from(order);
}

/** What earns nothing or costs money counts as this share of the median. */
const LEAST_WORTH = 0.01;

function medianOf(values: number[]): number {
  if (values.length === 0) return 1;
  values.sort((a, b) => a - b);
  return values[values.length >> 1]!;
}
