/** How long spells last. */
export type Survival = {
  /** share of spells longer than so many days, 1 … 0; after the longest one seen it stays where it was */
  readonly at: (days: number) => number;
  /** median of the spells that ended */
  readonly usual: number;
};

/**
 * Product-limit estimate of a survival curve. Source: Kaplan & Meier (1958).
 * @param days length of each spell, > 0
 * @param isOver 1 for a spell that ended then, 0 for one that was still going on
 * @throws RangeError without a spell that ended, or when lengths differ
 */
export function fitSurvival(days: Float64Array, isOver: Uint8Array): Survival {
  if (days.length !== isOver.length) throw new RangeError(`fitSurvival: ${days.length} spells, ${isOver.length} ends`);
  const order = Int32Array.from(days, (_, k) => k).sort((a, b) => days[a]! - days[b]! || isOver[b]! - isOver[a]!);
  const times: number[] = [];
  const shares: number[] = [];
  const ended: number[] = [];
  let share = 1;
  for (let k = 0; k < order.length; ) {
    const time = days[order[k]!]!;
    const atRisk = order.length - k;
    let ends = 0;
    for (; k < order.length && days[order[k]!] === time; k++) {
      if (isOver[order[k]!] === 1) {
        ends += 1;
        ended.push(time);
      }
    }
    if (ends === 0) continue;
    share *= 1 - ends / atRisk;
    times.push(time);
    shares.push(share);
  }
  if (ended.length === 0) throw new RangeError('fitSurvival: no spell ended');
  const at = (wanted: number): number => {
    let [low, high] = [0, times.length]; // first time after `wanted`
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= wanted) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 1 : shares[low - 1]!;
  };
  return { at, usual: ended[ended.length >> 1]! };
}
