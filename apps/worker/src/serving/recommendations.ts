import { privacy, recommendation, type Tx } from '@almanac/data';
import { DomainError, type RecommendedItem } from '@almanac/data/contract';
import type { z } from 'zod';
import { recommendForCustomer, recommendForStranger, recommendWithProduct, type CompanyToday, type Shelf } from '../recommendation/index';
import type { Recommendations, RecommendationsQuery } from './schemas';

/**
 * Products for a customer, for somebody not known, or beside a product. Before the first training, and for a customer the company does not know,
 * what is popular answers; while a model is trained anew, the one before it does.
 * @throws DomainError `recommendation.product_not_found`
 */
export async function getRecommendations(tx: Tx, company: CompanyToday & { readonly currency: string; readonly shelf: Shelf }, { customer, product, segment, country, limit }: z.output<typeof RecommendationsQuery>): Promise<Recommendations> {
  const { orgId, today, minorUnits, currency, shelf } = company;
  const asked = { customer: customer ?? null, product: product ?? null, currency };
  const wanted = { orgId, today, minorUnits, limit, shelf };
  if (product !== undefined) {
    const known = await recommendation.findProductByCode(tx, orgId, product);
    if (known === undefined) throw new DomainError('recommendation.product_not_found');
    const { source, trainedAt, items } = await recommendWithProduct(tx, { ...wanted, productId: known.id });
    return { ...asked, source, trainedAt: trainedAt?.toISOString() ?? null, responseDays: null, items: items.map(toPublic) };
  }
  const customerId = customer === undefined ? undefined : await recommendation.findCustomerByCode(tx, orgId, await privacy.storedCodesOf(tx, orgId, customer));
  if (customerId !== undefined) {
    const found = await recommendForCustomer(tx, { ...wanted, customerId, purpose: 'show' }).catch(unlessNoneYet);
    if (found !== undefined) return { ...asked, source: found.source, trainedAt: found.trainedAt.toISOString(), responseDays: found.responseDays, items: found.items.map(toPublic) };
  }
  const { source, trainedAt, items } = await recommendForStranger(tx, { ...wanted, segment: segment ?? null, country: country ?? null });
  return { ...asked, source, trainedAt: trainedAt?.toISOString() ?? null, responseDays: null, items: items.map(toPublic) };
}

function unlessNoneYet(error: unknown): undefined {
  if (error instanceof DomainError && error.code === 'recommendation.none_yet') return undefined;
  throw error;
}

function toPublic({ code, name, category, kind, probability, priceMinor, dueOn, reasons }: RecommendedItem): Recommendations['items'][number] {
  return { product: code, name, category, kind, probability: probability === null ? null : Number(probability.toPrecision(4)), priceMinor, dueOn, because: reasons.map((reason) => ({ product: reason.code, name: reason.name })) };
}
