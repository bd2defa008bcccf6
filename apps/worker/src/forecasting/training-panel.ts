import { createHash } from 'node:crypto';
import type { Panel, PanelSeries } from '@almanac/models';
import type { DemandHistory, SeriesHistory } from './read-history';

/**
 * What the models learn from: all series that are still sold. Promotions are known ahead and are told to the models when the
 * company has any. Prices are not: the price of a past period is the mean of what was paid in it, which betrays how much was
 * sold (bulk orders are cheaper), and a backtest that sees it would promise too much.
 */
export function trainingPanel({ frequency, series }: DemandHistory): { panel: Panel; members: readonly SeriesHistory[] } {
  const members = series.filter(({ isDiscontinued }) => !isDiscontinued);
  const hasPromotions = members.some(({ promotion }) => promotion.some((share) => share > 0));
  const knownNames = hasPromotions ? ['promotion', 'discount'] : [];
  const toSeries = ({ facts, start, y, promotion, discount }: SeriesHistory): PanelSeries => ({
    id: String(facts.id),
    start,
    y,
    known: hasPromotions ? [promotion, discount] : [],
    category: facts.category ?? undefined,
  });
  return { panel: { frequency, knownNames, series: members.map(toSeries) }, members };
}

/** SHA-256 over everything the models read: two runs with the same hash, parameters, seed and backend say the same. */
export function hashPanel({ frequency, knownNames = [], series }: Panel): string {
  const hash = createHash('sha256').update(JSON.stringify([frequency, knownNames]));
  for (const { id, start, y, known = [], category } of series) {
    hash.update(JSON.stringify([id, start, category ?? null]));
    for (const values of [y, ...known]) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}
