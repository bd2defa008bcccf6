import { z } from 'zod';
import { ChurnReason } from './churn';
import { type Estimate } from './recommendation';
import { CampaignOrigin, CampaignRemovedReason, CampaignStatus, type CampaignVerdict, RecommendationKind } from './terms';

const Id = z.number().int().positive();
const Name = z.string().trim().min(1).max(120);

export const CampaignRemoved = z.object({ reason: CampaignRemovedReason, count: z.number() });
export type CampaignRemoved = z.output<typeof CampaignRemoved>;

const Estimated = z.object({ mean: z.number(), lower: z.number(), upper: z.number() });
/**
 * What was expected of the contacts. Of a product: purchases and their revenue within the window of responses, which come whether or not the message
 * causes them. Of keeping customers: customers the message should keep, and what they are worth.
 */
export const CampaignExpectation = z.object({ responses: Estimated, revenueMinor: Estimated.nullable() });
export type CampaignExpectation = z.output<typeof CampaignExpectation>;

const plan = {
  origin: CampaignOrigin,
  productId: Id.optional(),
  segment: z.string().max(200).optional(),
  country: z.string().max(200).optional(),
  /** most contacts */
  budget: z.number().int().min(1).max(100_000),
  /** of one contact */
  costMinor: z.number().int().min(0).max(1_000_000),
  /** of the chosen customers, held back */
  holdoutShare: z.number().min(0).max(0.5),
  /** days from sending whose sales are compared */
  windowDays: z.number().int().min(1).max(365),
};
const hasSubject = ({ origin, productId }: { readonly origin: CampaignOrigin; readonly productId?: number | undefined }) => (origin === 'recommendation') === (productId !== undefined);

export const PreviewCampaign = z.object(plan).refine(hasSubject);
export type PreviewCampaign = z.output<typeof PreviewCampaign>;
const words = { name: Name, ownerId: z.string().min(1).max(64), dueOn: z.iso.date(), action: z.string().trim().max(500).optional() };
export const CreateCampaign = z.object({ ...plan, ...words }).refine(hasSubject);
export type CreateCampaign = z.output<typeof CreateCampaign>;
export const OneCampaign = z.object({ campaignId: Id });
export type OneCampaign = z.output<typeof OneCampaign>;
export const UpdateCampaign = OneCampaign.extend(words);
export type UpdateCampaign = z.output<typeof UpdateCampaign>;
export const MarkCampaignSent = OneCampaign.extend({ sentOn: z.iso.date() });
export type MarkCampaignSent = z.output<typeof MarkCampaignSent>;

const PageOf = { cursor: z.number().int().nonnegative().nullish() };
export const ListCampaigns = z.object({ q: z.string().trim().max(100).optional(), status: z.optional(CampaignStatus), ...PageOf, limit: z.number().int().min(1).max(100).default(50) });
export type ListCampaigns = z.output<typeof ListCampaigns>;
export const ListCampaignMembers = OneCampaign.extend({ q: z.string().trim().max(100).optional(), ...PageOf, limit: z.number().int().min(1).max(500).default(100) });
export type ListCampaignMembers = z.output<typeof ListCampaignMembers>;

/** As it is stored; products are named when it is read. */
export const StoredReason = z.discriminatedUnion('kind', [
  z.object({ kind: RecommendationKind, products: z.array(z.object({ productId: z.number(), share: z.number() }).readonly()).readonly() }),
  z.object({ kind: z.literal('churn'), reasons: z.array(ChurnReason).readonly() }),
]);
export type StoredReason = z.output<typeof StoredReason>;
export type CampaignReason = { readonly kind: RecommendationKind; readonly products: readonly string[] } | { readonly kind: 'churn'; readonly reasons: readonly ChurnReason[] };

export interface CampaignMember {
  readonly customerId: number;
  readonly code: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly responseProbability: number;
  readonly expectedRevenueMinor: number;
  readonly reason: CampaignReason;
}

export interface CampaignProduct {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

/** What stands against writing about a product now. */
export type CampaignWarning = { readonly kind: 'not_offered' } | { readonly kind: 'product_excluded' } | { readonly kind: 'little_stock'; readonly onHand: number; readonly expected: number };

/**
 * Whether the holdout can show the effect: the share expected to buy (or to come back) anyway, and the smallest share among those written to that
 * four of five such campaigns would tell from it. `null`: there is no holdout, or not even everyone's response would be seen.
 */
export interface HoldoutStrength {
  readonly verdict: 'none' | 'weak' | 'fair' | 'strong';
  readonly baseRate: number;
  readonly visibleRate: number | null;
  /** a good effect: half as many purchases again, or as many kept as the model expects */
  readonly hopedRate: number;
  /** customers, held back ones included, with which that would be seen at this share; `null` without a holdout */
  readonly customersNeeded: number | null;
}

export interface CampaignPreview {
  readonly product: CampaignProduct | null;
  /** customers the model names, before anyone is left out */
  readonly candidates: number;
  readonly removed: readonly CampaignRemoved[];
  readonly eligible: number;
  readonly contacts: number;
  readonly holdout: number;
  readonly withoutEmail: number;
  readonly costMinor: number;
  readonly expected: CampaignExpectation;
  /** days the expectation is for */
  readonly responseDays: number;
  readonly strength: HoldoutStrength;
  readonly warnings: readonly CampaignWarning[];
  readonly segments: readonly string[];
  readonly countries: readonly string[];
  /** the first of the list; a part of them will be held back */
  readonly first: readonly CampaignMember[];
}

/** One side of the comparison: buyers are those who bought the product, or anything where the aim is to keep customers. */
export interface CampaignGroup {
  readonly customers: number;
  readonly buyers: number;
  /** of the product, or all of it where the aim is to keep customers; per customer of the group, buyers or not */
  readonly revenueMinor: number;
  /** everything they bought */
  readonly allRevenueMinor: number;
}

export interface CampaignResult {
  readonly verdict: CampaignVerdict;
  readonly sentOn: string | null;
  readonly windowEndsOn: string | null;
  /** days of the window whose sales are known */
  readonly daysKnown: number;
  readonly windowDays: number;
  readonly contacts: CampaignGroup;
  readonly holdout: CampaignGroup;
  /** contacts less holdout with 95 % intervals, `null` where there is nothing to compare; shares, and minor units per customer */
  readonly conversion: Estimate | null;
  readonly revenueMinor: Estimate | null;
  readonly allRevenueMinor: Estimate | null;
  /** what writing brought in all: revenue difference × contacts × margin, less the cost of the contacts; `margin` is the share of revenue, `null` where costs are not known */
  readonly margin: number | null;
  readonly costMinor: number;
  readonly gainMinor: Estimate | null;
}

export interface CampaignSummary {
  readonly campaignId: number;
  readonly name: string;
  readonly origin: CampaignOrigin;
  readonly product: CampaignProduct | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly dueOn: string;
  readonly status: CampaignStatus;
  readonly sentOn: string | null;
  readonly contacts: number;
  readonly holdout: number;
  /** of a sent one */
  readonly result: CampaignResult | null;
}

export interface CampaignsPage {
  readonly total: number;
  readonly items: readonly CampaignSummary[];
  readonly nextCursor: number | null;
}

export interface CampaignDetail extends Omit<CampaignSummary, 'result'> {
  readonly action: string | null;
  readonly budget: number;
  readonly costMinor: number;
  readonly holdoutShare: number;
  readonly windowDays: number;
  readonly removed: readonly CampaignRemoved[];
  readonly expected: CampaignExpectation;
  /** on the list who opted out or were excluded since, and are in no export */
  readonly withdrawn: number;
  readonly withoutEmail: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly result: CampaignResult;
}

export interface CampaignMembersPage {
  readonly total: number;
  readonly items: readonly CampaignMember[];
  readonly nextCursor: number | null;
}

export interface CampaignOwner {
  readonly userId: string;
  readonly name: string;
}
