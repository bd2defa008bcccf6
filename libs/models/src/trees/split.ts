import type { BinnedMatrix } from './binning';
import type { Histogram } from './histogram';

/** The rules a tree keeps while it grows. */
export type SplitRules = {
  /** least sum of hessians (rows, for squared and quantile loss) on each side */
  readonly minChildWeight: number;
  /** least rows on each side, see `BoosterOptions` */
  readonly minChildRows: number;
  /** added to the sum of hessians of a leaf */
  readonly l2: number;
  /** of a feature with at most so many categories, a split takes one against all others, without the smoothing that subsets need */
  readonly fewCategories: number;
};

export type Split = {
  readonly feature: number;
  /** how much less the loss becomes, twice over: G²/(H + l2) of both sides less that of the node */
  readonly gain: number;
  /** 1 for each bin of the feature that goes left, missing (bin 0) included; 256 long */
  readonly goesLeft: Uint8Array;
  /** the last bin that goes left; -1 for categories */
  readonly lastBin: number;
};

export type NodeSums = { readonly gradient: number; readonly hessian: number };

/** Ordering categories by gradient over hessian overfits the rare ones; these soften it (as LightGBM does). */
const CATEGORY_SMOOTHING = 10;
const CATEGORY_L2 = 10;
const LEAST_GAIN = 1e-9;

/** The best split of a node over the features, or `undefined` when none lowers the loss within the rules. */
export function findSplit(histogram: Histogram, binned: BinnedMatrix, offsets: Int32Array, features: Int32Array, sums: NodeSums, rules: SplitRules): Split | undefined {
  let best: Candidate | undefined;
  for (const feature of features) {
    const part = histogram.subarray(2 * offsets[feature]!, 2 * offsets[feature + 1]!);
    const candidate = binned.isCategorical[feature] ? scanCategories(part, sums, rules) : scanNumbers(part, sums, rules);
    if (candidate && candidate.gain > (best?.gain ?? LEAST_GAIN)) best = { ...candidate, feature };
  }
  if (!best) return undefined;
  const { feature = 0, gain, lastBin, isMissingLeft, leftBins } = best;
  const goesLeft = new Uint8Array(256);
  if (leftBins) for (const bin of leftBins) goesLeft[bin] = 1;
  else {
    goesLeft.fill(1, 1, lastBin + 1);
    goesLeft[0] = isMissingLeft ? 1 : 0;
  }
  return { feature, gain, goesLeft, lastBin: leftBins ? -1 : lastBin };
}

type Candidate = { readonly feature?: number; readonly gain: number; readonly lastBin: number; readonly isMissingLeft: boolean; readonly leftBins?: readonly number[] };

/** All cuts of an ordered feature, missing values once on the right and, where there are any, once on the left. */
function scanNumbers(part: Float64Array, { gradient, hessian }: NodeSums, { minChildWeight, l2 }: SplitRules): Candidate | undefined {
  const bins = part.length / 2;
  const whole = (gradient * gradient) / (hessian + l2);
  const hasMissing = part[1]! > 1e-12;
  let bestGain = LEAST_GAIN;
  let lastBin = -1;
  let isMissingLeft = false;
  for (let pass = 0; pass < (hasMissing ? 2 : 1); pass++) {
    let g = pass === 1 ? part[0]! : 0;
    let h = pass === 1 ? part[1]! : 0;
    for (let bin = 1; bin < (hasMissing ? bins : bins - 1); bin++) {
      g += part[2 * bin]!;
      h += part[2 * bin + 1]!;
      if (h < minChildWeight) continue;
      const rest = hessian - h;
      if (rest < minChildWeight) break;
      const gain = (g * g) / (h + l2) + ((gradient - g) * (gradient - g)) / (rest + l2) - whole;
      if (gain > bestGain) {
        bestGain = gain;
        lastBin = bin;
        isMissingLeft = hasMissing ? pass === 1 : h > rest; // where none was missing, the larger side takes those to come
      }
    }
  }
  return lastBin < 0 ? undefined : { gain: bestGain, lastBin, isMissingLeft };
}

/** Categories in the order of their mean gradient, cut like an ordered feature: the best of all subsets for one output (Fisher 1958). */
function scanCategories(part: Float64Array, { gradient, hessian }: NodeSums, { minChildWeight, l2, fewCategories }: SplitRules): Candidate | undefined {
  const present: number[] = [];
  for (let bin = 1; bin < part.length / 2; bin++) if (part[2 * bin + 1]! > 1e-12) present.push(bin);
  if (part.length / 2 - 1 <= fewCategories) return scanOneAgainstRest(part, present, { gradient, hessian }, { minChildWeight, l2 });
  const rank = (bin: number) => part[2 * bin]! / (part[2 * bin + 1]! + CATEGORY_SMOOTHING);
  present.sort((a, b) => rank(a) - rank(b) || a - b);
  const penalty = l2 + CATEGORY_L2;
  const whole = (gradient * gradient) / (hessian + l2);
  let best: Candidate | undefined;
  for (const order of [present, present.toReversed()]) {
    let g = 0;
    let h = 0;
    for (const [k, bin] of order.entries()) {
      g += part[2 * bin]!;
      h += part[2 * bin + 1]!;
      const rest = hessian - h;
      if (rest < minChildWeight) break;
      if (h < minChildWeight) continue;
      const gain = (g * g) / (h + penalty) + ((gradient - g) * (gradient - g)) / (rest + penalty) - whole;
      if (gain > (best?.gain ?? LEAST_GAIN)) best = { gain, lastBin: -1, isMissingLeft: false, leftBins: order.slice(0, k + 1) };
    }
  }
  return best;
}

/** Each category against all others, missing values among these. */
function scanOneAgainstRest(part: Float64Array, present: readonly number[], { gradient, hessian }: NodeSums, { minChildWeight, l2 }: Pick<SplitRules, 'minChildWeight' | 'l2'>): Candidate | undefined {
  let best: Candidate | undefined;
  for (const bin of present) {
    const [g, h] = [part[2 * bin]!, part[2 * bin + 1]!];
    const rest = hessian - h;
    if (h < minChildWeight || rest < minChildWeight) continue;
    const gain = (g * g) / (h + l2) + ((gradient - g) * (gradient - g)) / (rest + l2) - (gradient * gradient) / (hessian + l2);
    if (gain > (best?.gain ?? LEAST_GAIN)) best = { gain, lastBin: -1, isMissingLeft: false, leftBins: [bin] };
  }
  return best;
}
