/** The eleven segments marketers commonly cut by recency and by frequency with value. */
export const RFM_SEGMENTS = ['champions', 'loyal', 'potentialLoyal', 'new', 'promising', 'needAttention', 'aboutToSleep', 'atRisk', 'cannotLose', 'hibernating', 'lost'] as const;
export type RfmSegment = (typeof RFM_SEGMENTS)[number];

export type Rfm = {
  /** 1 (worst) … 5 (best) each */
  readonly recency: Uint8Array;
  readonly frequency: Uint8Array;
  readonly monetary: Uint8Array;
  readonly segments: readonly RfmSegment[];
};

/**
 * Scores customers by fifths of recency (days, fewer is better), orders and value, and names their segment. Equal values share a score. A missing value (`NaN`) scores 1.
 * @throws RangeError when the lengths differ
 */
export function segmentByRfm(recencyDays: Float64Array, orders: Float64Array, amount: Float64Array): Rfm {
  if (recencyDays.length !== orders.length || orders.length !== amount.length) throw new RangeError(`segmentByRfm: ${recencyDays.length}, ${orders.length} and ${amount.length} customers`);
  const recency = fifths(recencyDays.map((days) => -days));
  const frequency = fifths(orders);
  const monetary = fifths(amount);
  return { recency, frequency, monetary, segments: Array.from(recency, (r, row) => segmentOf(r, Math.round((frequency[row]! + monetary[row]!) / 2), orders[row]!)) };
}

/** 1 … 5: one more for each fifth of the known values that is strictly below. */
function fifths(values: Float64Array): Uint8Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return 1;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return 1 + Math.min(4, Math.floor((5 * low) / sorted.length));
  });
}

function segmentOf(recency: number, worth: number, orders: number): RfmSegment {
  if (recency === 5) return orders <= 1 ? 'new' : worth >= 4 ? 'champions' : worth >= 2 ? 'potentialLoyal' : 'promising';
  if (recency === 4) return worth >= 4 ? 'loyal' : worth >= 2 ? 'potentialLoyal' : 'promising';
  if (recency === 3) return worth >= 4 ? 'loyal' : worth >= 3 ? 'needAttention' : 'aboutToSleep';
  if (worth === 5) return 'cannotLose';
  if (worth >= 3) return 'atRisk';
  return recency === 2 ? 'hibernating' : 'lost';
}
