import type { EpochDay } from '../series/calendar';
import { quantileOfSorted } from '../forecasting/distribution';
import type { LeadTime } from './item';

/** One delivery: when it was ordered and when it came. */
export type PastReceipt = { readonly orderedOn: EpochDay; readonly receivedOn: EpochDay };

export type LearnedLeadTime = LeadTime & {
  /** days at the levels 0.1, 0.5 and 0.9 of the receipts alone; `NaN` without any */
  readonly quantiles: readonly [number, number, number];
  /** receipts it was learned from */
  readonly receipts: number;
};

/** Receipts that weigh as much as the supplier's word. */
const PRIOR_RECEIPTS = 4;
/** Spread assumed where nothing was received yet, as a share of the stated lead time. */
const PRIOR_VARIATION = 0.25;

/**
 * Lead time of a supplier or product from its past receipts, drawn towards the stated one while there are few: with n receipts the
 * mean is (n · mean of receipts + 4 · stated) / (n + 4), and the variance likewise about that mean. The latest 50 count.
 * A receipt before its order is a slip of the pen and left out.
 * @param statedDays what the supplier says, days
 * @throws RangeError when the stated lead time is negative or no number
 */
export function learnLeadTime(receipts: readonly PastReceipt[], statedDays: number): LearnedLeadTime {
  if (!(statedDays >= 0)) throw new RangeError(`stated lead time of ${statedDays} days`);
  const days = [...receipts]
    .filter(({ orderedOn, receivedOn }) => receivedOn >= orderedOn)
    .sort((a, b) => a.orderedOn - b.orderedOn)
    .slice(-50)
    .map(({ orderedOn, receivedOn }) => receivedOn - orderedOn);
  const n = days.length;
  const meanDays = (days.reduce((sum, d) => sum + d, 0) + PRIOR_RECEIPTS * statedDays) / (n + PRIOR_RECEIPTS);
  const prior = (PRIOR_VARIATION * statedDays) ** 2 + (statedDays - meanDays) ** 2;
  const squares = days.reduce((sum, d) => sum + (d - meanDays) ** 2, 0);
  const sorted = days.sort((a, b) => a - b);
  return {
    meanDays,
    sdDays: Math.sqrt((squares + PRIOR_RECEIPTS * prior) / (n + PRIOR_RECEIPTS)),
    quantiles: [quantileOfSorted(sorted, 0.1), quantileOfSorted(sorted, 0.5), quantileOfSorted(sorted, 0.9)],
    receipts: n,
  };
}
