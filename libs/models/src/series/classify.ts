/**
 * Demand pattern by Syntetos, Boylan & Croston (2005): average interval between demands (ADI) and squared coefficient of
 * variation of the sizes (CV²), cut at 1.32 and 0.49. `short` has too little history to tell.
 */
export type SeriesClass = 'smooth' | 'erratic' | 'intermittent' | 'lumpy' | 'short';
export const SERIES_CLASSES: readonly SeriesClass[] = ['smooth', 'erratic', 'intermittent', 'lumpy', 'short'];

const ADI_CUT = 1.32;
const CV2_CUT = 0.49;

/** @param minPeriods observed periods below which a series is `short` */
export function classifySeries(y: Float64Array, minPeriods: number): SeriesClass {
  const { observed, adi, cv2 } = demandPattern(y);
  if (observed < minPeriods || Number.isNaN(adi)) return 'short';
  if (adi < ADI_CUT) return cv2 < CV2_CUT ? 'smooth' : 'erratic';
  return cv2 < CV2_CUT ? 'intermittent' : 'lumpy';
}

/** Average demand interval in periods and CV² of the sizes; `NaN` when nothing was sold. Missing periods are left out. */
export function demandPattern(y: Float64Array): { observed: number; adi: number; cv2: number } {
  let observed = 0;
  let demands = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (const value of y) {
    if (Number.isNaN(value)) continue;
    observed += 1;
    if (value <= 0) continue;
    demands += 1;
    sum += value;
    sumOfSquares += value * value;
  }
  if (demands === 0) return { observed, adi: Number.NaN, cv2: Number.NaN };
  const mean = sum / demands;
  const variance = Math.max(0, sumOfSquares / demands - mean * mean);
  return { observed, adi: observed / demands, cv2: variance / (mean * mean) };
}
