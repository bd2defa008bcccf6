import { createHash } from 'node:crypto';
import type { forecasting } from '@almanac/data';
import type { Panel, PanelSeries } from '@almanac/models';
import { periodDays } from './periods';
import { regularPrices } from './prices';
import type { DemandHistory, SeriesHistory } from './read-history';

/**
 * What the models learn from: all series that are still sold, with what is known ahead: the regular price and, when the company has
 * any, promotions; and what somebody chose to forecast new products by.
 */
export function trainingPanel({ frequency, series }: DemandHistory, analogies: readonly forecasting.ProductAnalogy[]): { panel: Panel; members: readonly SeriesHistory[] } {
  const members = series.filter(({ isDiscontinued }) => !isDiscontinued);
  const hasPromotions = members.some(({ promotion }) => promotion.some((share) => share > 0));
  const likeOf = indexAnalogies(analogies, series, periodDays[frequency]);
  const toSeries = (history: SeriesHistory): PanelSeries => {
    const { facts, start, y, sold, revenue, promotion, discount } = history;
    const price = regularPrices(sold, revenue, discount);
    return { id: String(facts.id), start, y, known: hasPromotions ? [price, promotion, discount] : [price], category: facts.category ?? undefined, like: likeOf(history) };
  };
  return { panel: { frequency, knownNames: hasPromotions ? ['price', 'promotion', 'discount'] : ['price'], series: members.map(toSeries) }, members };
}

/** The histories of the products that each series is to be like, at the same place; products that ended count up to then. */
function indexAnalogies(analogies: readonly forecasting.ProductAnalogy[], series: readonly SeriesHistory[], days: number): (history: SeriesHistory) => PanelSeries['like'] {
  const byProduct = new Map(analogies.map((analogy) => [analogy.productId, analogy]));
  const wanted = new Set(analogies.flatMap(({ likeIds }) => likeIds));
  const key = (productId: number, locationId: number) => `${productId}/${locationId}`;
  const sources = new Map(series.filter(({ facts }) => wanted.has(facts.productId)).map((history) => [key(history.facts.productId, history.facts.locationId), history]));
  return ({ facts }) => {
    const analogy = byProduct.get(facts.productId);
    const histories = (analogy?.likeIds ?? []).flatMap((id) => sources.get(key(id, facts.locationId)) ?? []).map((source) => whileSold(source, days));
    return analogy === undefined || histories.length === 0 ? undefined : { histories, scale: analogy.scale };
  };
}

function whileSold({ facts, start, y }: SeriesHistory, days: number): Float64Array {
  if (facts.discontinuedOn === null) return y;
  return y.slice().fill(Number.NaN, Math.max(0, Math.ceil((facts.discontinuedOn + 1 - start) / days)));
}

/** SHA-256 over everything the models read: two runs with the same hash, parameters, seed and backend say the same. */
export function hashPanel({ frequency, knownNames = [], series }: Panel): string {
  const hash = createHash('sha256').update(JSON.stringify([frequency, knownNames]));
  for (const { id, start, y, known = [], category, like } of series) {
    hash.update(JSON.stringify([id, start, category ?? null, ...(like ? [like.scale] : [])]));
    for (const values of [y, ...known, ...(like?.histories ?? [])]) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}
