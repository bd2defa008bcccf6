import { forecasting, withOrg, type Tx } from '@almanac/data';
import { DomainError, type ListPromotions, type OnePromotion, type OrgId, type Promotion, type SavePromotion } from '@almanac/data/contract';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';

const MOST_ROWS = 500;

export async function listPromotions({ database, orgId, org, clock }: OrgContext, { hasPast }: ListPromotions): Promise<Promotion[]> {
  const from = hasPast ? undefined : today(clock, org.timeZone);
  return withOrg(database.db, orgId, (tx) => forecasting.listPromotions(tx, orgId, { from, limit: MOST_ROWS }));
}

/**
 * Plans a promotion or changes one that was planned here. The next training reads it; what serves now stays as it is.
 * @throws DomainError `promotion.not_found`, `promotion.imported`, `promotion.target_not_found` for an unknown product, category or location
 */
export async function savePromotion({ database, orgId }: OrgContext, { id, name, startsOn, endsOn, discountPercent, ...named }: SavePromotion): Promise<OnePromotion> {
  return withOrg(database.db, orgId, async (tx) => {
    if (id !== undefined) await requireOwn(tx, orgId, id);
    const target = await forecasting.findPromotionTarget(tx, orgId, named);
    if (target === undefined) throw new DomainError('promotion.target_not_found', { ...named });
    const saved = await forecasting.savePromotion(tx, orgId, id, { name, startsOn, endsOn, discountPercent: discountPercent ?? null, ...target });
    if (saved === undefined) throw new DomainError('promotion.not_found');
    return { id: saved };
  });
}

/** @throws DomainError `promotion.not_found`, `promotion.imported` */
export async function removePromotion({ database, orgId }: OrgContext, { id }: OnePromotion): Promise<OnePromotion> {
  return withOrg(database.db, orgId, async (tx) => {
    await requireOwn(tx, orgId, id);
    await forecasting.deletePromotion(tx, orgId, id);
    return { id };
  });
}

/** What came with a file is mended in the file: undoing its import must find it as it was. */
async function requireOwn(tx: Tx, orgId: OrgId, id: number): Promise<void> {
  const found = await forecasting.findPromotion(tx, orgId, id);
  if (found === undefined) throw new DomainError('promotion.not_found', { id });
  if (found.isImported) throw new DomainError('promotion.imported', { id });
}
