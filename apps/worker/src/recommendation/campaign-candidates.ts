import { recommendation, type Tx } from '@almanac/data';
import { DomainError, type RecommendationKind } from '@almanac/data/contract';
import type { CompanyToday } from './recommend-for-customer';
import { worthOf } from './worth';

/** A customer who may be told about a product. Consent, exclusions and the frequency cap are the campaign's to apply, and to count. */
export interface CampaignCandidate {
  readonly customerId: number;
  /** what candidates are ordered by: the chance of a purchase */
  readonly score: number;
  readonly responseProbability: number;
  /** probability × the customer's quantity × price; 0 where the product has no price */
  readonly expectedRevenueMinor: number;
  readonly reason: { readonly kind: RecommendationKind; readonly products: readonly { readonly productId: number; readonly share: number }[] };
}

/**
 * Whom a campaign for a product should go to, the likeliest first.
 * @throws DomainError `recommendation.none_yet` or `recommendation.product_not_found`
 */
export async function campaignCandidates(tx: Tx, { orgId, productId, segment, country, today, minorUnits }: CompanyToday & { readonly productId: number; readonly segment?: string | undefined; readonly country?: string | undefined }): Promise<CampaignCandidate[]> {
  const model = await recommendation.findServedModel(tx, orgId);
  if (model === undefined) throw new DomainError('recommendation.none_yet');
  const facts = (await recommendation.listProductFacts(tx, orgId, model.runId, [productId], { today, minorUnits })).get(productId);
  if (facts === undefined) throw new DomainError('recommendation.product_not_found');
  const worth = worthOf(facts);
  const audience = await recommendation.listAudience(tx, orgId, model.runId, productId, { segment, country });
  return audience.map(({ id, probability, quantityScale, isAgain, reasonProductIds, reasonShares }) => ({
    ...{ customerId: id, score: probability, responseProbability: probability, expectedRevenueMinor: probability * worth(quantityScale) },
    reason: { kind: isAgain ? ('again' as const) : ('new' as const), products: reasonProductIds.flatMap((reason, r) => (reason === 0 ? [] : [{ productId: reason, share: reasonShares[r]! }])) },
  }));
}
