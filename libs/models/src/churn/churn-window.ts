import type { PurchaseHistories } from './purchase-histories';

export type ChurnWindow = {
  /** days without an order to call leaving; absent when nobody ordered twice */
  readonly days?: number;
  /** days within which nine of ten pauses end: what `days` would be in a longer history */
  readonly idealDays?: number;
  /** pauses between two orders that it rests on */
  readonly gaps: number;
  readonly medianGapDays: number;
  /** share of those who ordered again after an order that had done so by these days: what each window would call leaving wrongly is the rest */
  readonly returned: readonly { readonly days: number; readonly share: number }[];
  readonly historyDays: number;
};

/** Of those who order again, this share has done so within the window. */
const RETURNED = 0.9;
/** In a short history the window gives way, but not below this share. */
const LEAST_RETURNED = 0.75;
/** A history should hold as many windows, so that there is enough to look back on before the one that shows who came again. */
const WINDOWS = 3;
const STEP = 7;
const SHORTEST = 14;
const SHOWN = [30, 60, 90, 120, 180, 270, 365];

/**
 * Proposes the days without an order after which a customer is called lost: the shortest whole weeks within which nine of ten pauses end, of pauses
 * that end at all. Each customer counts once, however many orders there are, so that a few busy ones do not set the window for all. A history that
 * does not hold three such windows gets a shorter one, within which at least three of four pauses end.
 */
export function proposeChurnWindow({ customers, start, day, lines }: PurchaseHistories): ChurnWindow {
  const gaps: { days: number; weight: number }[] = [];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let c = 0; c < customers; c++) {
    const own: number[] = [];
    let before = Number.NaN;
    for (let k = start[c]!; k < start[c + 1]!; k++) {
      if (lines[k]! === 0) continue;
      if (day[k]! > before) own.push(day[k]! - before);
      before = day[k]!;
      first = Math.min(first, before);
      last = Math.max(last, before);
    }
    for (const days of own) gaps.push({ days, weight: 1 / own.length });
  }
  gaps.sort((a, b) => a.days - b.days);
  const total = gaps.reduce((sum, { weight }) => sum + weight, 0);
  const shareBy = (days: number) => gaps.reduce((sum, gap) => sum + (gap.days <= days ? gap.weight : 0), 0) / total;
  const historyDays = last >= first ? last - first + 1 : 0;
  if (gaps.length === 0) return { gaps: 0, medianGapDays: Number.NaN, returned: [], historyDays };
  const weeksWithin = (share: number) => Math.max(SHORTEST, Math.ceil(quantile(gaps, total * share) / STEP) * STEP);
  const idealDays = weeksWithin(RETURNED);
  const days = Math.min(idealDays, Math.max(weeksWithin(LEAST_RETURNED), Math.floor(historyDays / WINDOWS / STEP) * STEP));
  return { days, idealDays, gaps: gaps.length, medianGapDays: quantile(gaps, total / 2), returned: SHOWN.map((d) => ({ days: d, share: shareBy(d) })), historyDays };
}

function quantile(gaps: readonly { readonly days: number; readonly weight: number }[], wanted: number): number {
  let sum = 0;
  for (const { days, weight } of gaps) {
    sum += weight;
    if (sum >= wanted - 1e-9) return days;
  }
  return gaps[gaps.length - 1]!.days;
}
