import { forecasting, withOrg } from '@almanac/data';
import { DomainError, type Analogy, type GetAnalogy, type SetAnalogy } from '@almanac/data/contract';
import type { OrgContext } from '../platform/context';

const MOST_FOUND = 8;

/** @throws DomainError `forecast.series_not_found` */
export async function getAnalogy({ database, orgId }: OrgContext, { seriesId, q }: GetAnalogy): Promise<Analogy> {
  return withOrg(database.db, orgId, async (tx) => {
    if ((await forecasting.findProductOfSeries(tx, orgId, seriesId)) === undefined) throw new DomainError('forecast.series_not_found', { seriesId });
    const rows = await forecasting.listChosenSimilar(tx, orgId, seriesId);
    return {
      chosen: rows.map(({ id, code, name, category, priceMinor, soldSince }) => ({ id, code, name, category, priceMinor, soldSince })),
      scalePercent: rows[0]?.scalePercent ?? 100,
      author: rows[0]?.author ?? null,
      createdAt: rows[0]?.createdAt ?? null,
      found: await forecasting.listSimilar(tx, orgId, seriesId, { q: q || undefined, limit: MOST_FOUND }),
    };
  });
}

/**
 * Chooses what the product of a series is like, at every location. The next training reads it; what serves now stays as it is.
 * @throws DomainError `forecast.series_not_found`, `forecast.product_not_found` for an unknown product or the product itself
 */
export async function setAnalogy({ database, orgId, userId, userName }: OrgContext, { seriesId, likeIds, scalePercent }: SetAnalogy): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => {
    const productId = await forecasting.findProductOfSeries(tx, orgId, seriesId);
    if (productId === undefined) throw new DomainError('forecast.series_not_found', { seriesId });
    if (likeIds.includes(productId) || (await forecasting.countProducts(tx, orgId, likeIds)) < likeIds.length) throw new DomainError('forecast.product_not_found');
    await forecasting.replaceAnalogy(tx, { orgId, productId }, likeIds, { scalePercent, authorId: userId, authorName: userName });
  });
}
