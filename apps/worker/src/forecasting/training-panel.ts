import { createHash } from 'node:crypto';
import type { Panel, PanelSeries } from '@almanac/models';
import { regularPrices } from './prices';
import type { DemandHistory, SeriesHistory } from './read-history';

/**
 * What the models learn from: all series that are still sold, with what is known ahead: the regular price and, when the company has
 * any, promotions.
 */
export function trainingPanel({ frequency, series }: DemandHistory): { panel: Panel; members: readonly SeriesHistory[] } {
  const members = series.filter(({ isDiscontinued }) => !isDiscontinued);
  const hasPromotions = members.some(({ promotion }) => promotion.some((share) => share > 0));
  const toSeries = ({ facts, start, y, sold, revenue, promotion, discount }: SeriesHistory): PanelSeries => {
    const price = regularPrices(sold, revenue, discount);
    return { id: String(facts.id), start, y, known: hasPromotions ? [price, promotion, discount] : [price], category: facts.category ?? undefined };
  };
  return { panel: { frequency, knownNames: hasPromotions ? ['price', 'promotion', 'discount'] : ['price'], series: members.map(toSeries) }, members };
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
