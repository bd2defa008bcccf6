import { recommendation, type Tx } from '@almanac/data';
import type { AudienceMember, Estimate, OneProduct, ProductRecommendations, ProductRow, Removed, RemovedReason } from '@almanac/data/contract';
import { sumResponses } from '@almanac/models';
import { listContacted } from './contacts';
import type { CompanyToday } from './recommend-for-customer';
import { worthOf } from './worth';

type Audience = Pick<ProductRecommendations, 'contactable' | 'expectedBuyers' | 'expectedRevenueMinor' | 'removed' | 'members'>;

/** The audience of a product that may be written to now, what to expect of all of it, and the first of its members. */
export async function getAudience(tx: Tx, { orgId, today, minorUnits }: CompanyToday, model: recommendation.ServedModel, product: ProductRow, { segment, limit }: OneProduct): Promise<Audience> {
  const audience = await recommendation.listAudience(tx, orgId, model.runId, product.id, { segment });
  const settings = await recommendation.getSettings(tx, orgId);
  const contacted = await listContacted(tx, orgId, audience.map(({ id }) => id), settings, today);
  const counts = new Map<RemovedReason, number>();
  const contactable = audience.filter(({ id, hasConsent, isExcluded }) => {
    const reason = !hasConsent ? 'no_consent' : isExcluded ? 'excluded' : contacted.has(id) ? 'frequency_cap' : undefined;
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
  const shown = contactable.slice(0, limit);
  const facts = await recommendation.listProductFacts(tx, orgId, model.runId, [product.id, ...new Set(shown.flatMap(({ reasonProductIds }) => reasonProductIds))], { today, minorUnits });
  const worth = worthOf(facts.get(product.id));
  const probabilities = contactable.map(({ probability }) => probability);
  const members = shown.map(({ isExcluded: _, isAgain, quantityScale, reasonProductIds, reasonShares, ...customer }): AudienceMember => {
    const reasons = reasonProductIds.flatMap((id, r) => {
      const product = facts.get(id);
      return product === undefined ? [] : [{ productId: id, code: product.code, name: product.name, share: reasonShares[r]! }];
    });
    return { ...customer, kind: isAgain ? 'again' : 'new', expectedRevenueMinor: Math.round(customer.probability * worth(quantityScale)), reasons };
  });
  return {
    contactable: contactable.length,
    expectedBuyers: sumResponses(probabilities, probabilities.map(() => 1), model.calibration),
    expectedRevenueMinor: product.priceMinor === null ? null : rounded(sumResponses(probabilities, contactable.map(({ quantityScale }) => worth(quantityScale)), model.calibration)),
    removed: Array.from(counts, ([reason, count]): Removed => ({ reason, count })),
    members,
  };
}

const rounded = ({ mean, lower, upper }: Estimate): Estimate => ({ mean: Math.round(mean), lower: Math.round(lower), upper: Math.round(upper) });
