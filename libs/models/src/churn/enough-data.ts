import type { PurchaseHistories } from './purchase-histories';

/** What is lacking for an honest score: how much there is, and how much is needed. */
export type MissingData = { readonly code: 'customers' | 'left' | 'stayed' | 'historyDays' | 'returning'; readonly have: number; readonly needed: number };

const LEAST_CUSTOMERS = 200;
const LEAST_OF_A_CLASS = 30;
/** Customers who ordered on two days, without whom there is no rhythm to judge silence by. */
const LEAST_RETURNING = 50;

/** What is missing to learn from customers whose fate is known; nothing when they are enough. */
export function checkChurnLabels(labels: Uint8Array): MissingData[] {
  const left = labels.reduce((sum, label) => sum + label, 0);
  return lacking([
    { code: 'customers', have: labels.length, needed: LEAST_CUSTOMERS },
    { code: 'left', have: left, needed: LEAST_OF_A_CLASS },
    { code: 'stayed', have: labels.length - left, needed: LEAST_OF_A_CLASS },
  ]);
}

/** What is missing to learn from purchases with this window: one window to see who came again, and as much before it to look back on. */
export function checkPurchaseHistories({ customers, start, day, lines }: PurchaseHistories, windowDays: number): MissingData[] {
  let [first, last, returning, buyers] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let c = 0; c < customers; c++) {
    const days = new Set<number>();
    for (let k = start[c]!; k < start[c + 1]!; k++) if (lines[k]! > 0) days.add(day[k]!);
    for (const d of days) [first, last] = [Math.min(first, d), Math.max(last, d)];
    if (days.size > 0) buyers += 1;
    if (days.size > 1) returning += 1;
  }
  return lacking([
    { code: 'customers', have: buyers, needed: LEAST_CUSTOMERS },
    { code: 'historyDays', have: last >= first ? last - first + 1 : 0, needed: 2 * windowDays },
    { code: 'returning', have: returning, needed: LEAST_RETURNING },
  ]);
}

function lacking(needs: readonly MissingData[]): MissingData[] {
  return needs.filter(({ have, needed }) => have < needed);
}
