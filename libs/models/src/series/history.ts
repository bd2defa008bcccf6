import type { PanelSeries } from './panel';

/** The part of a series a forecaster may see when its last `holdout` periods are hidden. A view, not a copy. */
export function visibleHistory({ y }: Pick<PanelSeries, 'y'>, holdout: number): Float64Array {
  return y.subarray(0, Math.max(0, y.length - holdout));
}

/** The history without the missing periods before the first known value; empty when nothing was observed. */
export function trimLeadingGap(y: Float64Array): Float64Array {
  let first = 0;
  while (first < y.length && Number.isNaN(y[first]!)) first += 1;
  return y.subarray(first);
}

/** Fills inner and trailing gaps by straight lines, and the last known value past the end; a leading gap is cut off. */
export function fillGaps(y: Float64Array): Float64Array {
  const filled = Float64Array.from(trimLeadingGap(y));
  let last = 0;
  for (let t = 1; t < filled.length; t++) {
    if (Number.isNaN(filled[t]!)) continue;
    for (let gap = last + 1; gap < t; gap++) filled[gap] = filled[last]! + ((filled[t]! - filled[last]!) * (gap - last)) / (t - last);
    last = t;
  }
  filled.fill(filled[last] ?? Number.NaN, last + 1);
  return filled;
}
