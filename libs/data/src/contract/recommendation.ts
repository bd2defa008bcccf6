import { z } from 'zod';
import type { RecommendationKind, RemovedReason } from './terms';

const Id = z.number().int().positive();
const PageOf = { cursor: z.number().int().nonnegative().nullish(), limit: z.number().int().min(1).max(500).default(100) };

export interface Removed {
  readonly reason: RemovedReason;
  readonly count: number;
}

/** An expected value with a 95 % interval that holds what is uncertain about it, not the chance of a single case. */
export interface Estimate {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** A product the customer has that speaks for a recommended one; `share` of the whole history's say, 0 … 1. */
export interface RecommendationReason {
  readonly productId: number;
  readonly code: string;
  readonly name: string;
  readonly share: number;
}

export interface RecommendedItem {
  readonly productId: number;
  readonly code: string;
  readonly name: string;
  readonly category: string | null;
  readonly kind: RecommendationKind;
  /** the model's score, comparable within one list only */
  readonly score: number;
  /** chance of a purchase within the response days; `null` where it cannot be told */
  readonly probability: number | null;
  /** items usually taken at once, and the price of one */
  readonly quantity: number;
  readonly priceMinor: number | null;
  /** probability × quantity × price, within the response days */
  readonly expectedRevenueMinor: Estimate | null;
  /** the same with the margin in place of the price; `null` where the cost is not known */
  readonly expectedMarginMinor: number | null;
  /** day the next purchase is expected, for what is bought again */
  readonly dueOn: string | null;
  /** items in stock over all locations; `null` where stock is not counted */
  readonly onHand: number | null;
  /** strongest first; empty for `again` and `popular` */
  readonly reasons: readonly RecommendationReason[];
}

export interface RecommendedCustomer {
  readonly id: number;
  readonly code: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly hasConsent: boolean;
}

/** Where a list comes from: the customer's own history, or what sells in the segment, the country, or to everyone. */
export type RecommendationSource = 'personal' | 'segment' | 'country' | 'everyone';

export interface CustomerRecommendations {
  readonly runId: string;
  readonly trainedAt: Date;
  /** a response is a purchase within so many days */
  readonly responseDays: number;
  readonly customer: RecommendedCustomer;
  readonly source: RecommendationSource;
  readonly orders: number;
  readonly lastOrderedOn: string | null;
  readonly items: readonly RecommendedItem[];
  /** products taken out of the list; `no_consent`, `frequency_cap` and `excluded` may stand for the customer and then count all of them */
  readonly removed: readonly Removed[];
  /** why the customer must not be written to now */
  readonly contactBlockedBy: 'no_consent' | 'frequency_cap' | 'excluded' | null;
}

/** Which customers to list. */
export const CustomerFilter = z.object({
  /** part of a code, a name or an address */
  q: z.string().trim().max(200).optional(),
  segment: z.string().max(200).optional(),
  country: z.string().max(200).optional(),
  contactable: z.boolean().optional(),
  sort: z.enum(['value', 'name', 'orders', 'lastOrder']).default('value'),
  dir: z.enum(['asc', 'desc']).default('desc'),
});
export type CustomerFilter = z.output<typeof CustomerFilter>;
export const ListRecommendedCustomers = CustomerFilter.extend(PageOf);
export type ListRecommendedCustomers = z.output<typeof ListRecommendedCustomers>;

export interface CustomerRow extends RecommendedCustomer {
  readonly orders: number;
  readonly lastOrderedOn: string;
  /** expected revenue of the best ten products, before constraints */
  readonly valueMinor: number;
  /** the first products after all constraints */
  readonly best: readonly Pick<RecommendedItem, 'productId' | 'code' | 'name' | 'kind' | 'probability'>[];
}

export const OneCustomer = z.object({ customerId: Id, limit: z.number().int().min(1).max(50).default(10) });
export type OneCustomer = z.output<typeof OneCustomer>;

/** Which products to list. */
export const ProductFilter = z.object({
  q: z.string().trim().max(200).optional(),
  category: z.string().max(200).optional(),
  kind: z.enum(['replenishable', 'cold']).optional(),
  sort: z.enum(['value', 'name', 'expectedBuyers', 'buyers']).default('value'),
  dir: z.enum(['asc', 'desc']).default('desc'),
});
export type ProductFilter = z.output<typeof ProductFilter>;
export const ListRecommendedProducts = ProductFilter.extend(PageOf);
export type ListRecommendedProducts = z.output<typeof ListRecommendedProducts>;

export interface ProductRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly category: string | null;
  readonly buyers: number;
  readonly recentBuyers: number;
  readonly audience: number;
  readonly expectedBuyers: number;
  readonly valueMinor: number;
  readonly priceMinor: number | null;
  readonly intervalDays: number | null;
  readonly repeatShare: number;
  readonly isCold: boolean;
  readonly onHand: number | null;
  readonly isExcluded: boolean;
}

export const OneProduct = z.object({ productId: Id, segment: z.string().max(200).optional(), limit: z.number().int().min(1).max(500).default(50) });
export type OneProduct = z.output<typeof OneProduct>;

/** A customer to tell about a product. */
export interface AudienceMember extends RecommendedCustomer {
  readonly probability: number;
  readonly expectedRevenueMinor: number;
  readonly kind: RecommendationKind;
  readonly reasons: readonly RecommendationReason[];
}

export interface ProductRecommendations {
  readonly runId: string;
  readonly responseDays: number;
  readonly product: ProductRow;
  /** how many of the stored audience may be written to, what to expect of all of these, and whom was left out */
  readonly contactable: number;
  readonly expectedBuyers: Estimate;
  readonly expectedRevenueMinor: Estimate | null;
  readonly removed: readonly Removed[];
  readonly members: readonly AudienceMember[];
  readonly pairs: readonly ProductPair[];
}

export interface PairProduct {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly category: string | null;
}

/** Ratios; `lift` 2 is twice as often together as chance would have it. */
export interface ProductPair {
  readonly a: PairProduct;
  readonly b: PairProduct;
  readonly baskets: number;
  readonly support: number;
  readonly confidenceAb: number;
  readonly confidenceBa: number;
  readonly lift: number;
  readonly liftLow: number;
}

export const ListPairs = z.object({
  q: z.string().trim().max(200).optional(),
  category: z.string().max(200).optional(),
  sort: z.enum(['sureness', 'lift', 'baskets', 'confidence']).default('sureness'),
  ...PageOf,
});
export type ListPairs = z.output<typeof ListPairs>;

export interface ProductBundle {
  readonly products: readonly PairProduct[];
  readonly baskets: number;
  readonly support: number;
  readonly lift: number;
  /** price and cost of all together; `null` where one has none */
  readonly priceMinor: number | null;
  readonly costMinor: number | null;
}

/** Customers of `from` who have `to`; a row of the matrix is one `from`. */
export interface CategoryAffinity {
  readonly from: string;
  readonly to: string;
  readonly customers: number;
  readonly share: number;
  readonly lift: number;
  readonly liftLow: number;
  readonly liftHigh: number;
}

/** Quality of one method on what came after a date it had not seen; ratios, novelty in bits. */
export interface RecommenderScores {
  readonly model: string;
  readonly hitRate10: number | null;
  readonly ndcg10: number | null;
  readonly recall20: number | null;
  readonly coverage10: number | null;
  readonly novelty10: number | null;
  readonly weight: number | null;
  readonly isChampion: boolean;
}

/** Customers whose predicted probability lay in a bin, and the share that bought, with its 95 % interval. */
export const CalibrationBin = z.object({ count: z.number(), predicted: z.number(), observed: z.number(), lower: z.number(), upper: z.number() });
export type CalibrationBin = z.output<typeof CalibrationBin>;

/** `null` of the whole: nothing has been trained yet. */
export interface RecommendationOverview {
  readonly runId: string;
  readonly trainedAt: Date;
  readonly dataUntil: string;
  readonly responseDays: number;
  readonly customers: number;
  readonly contactableCustomers: number;
  readonly products: number;
  readonly interactions: number;
  readonly baskets: number;
  readonly pairs: number;
  readonly bundles: number;
  readonly replenishableProducts: number;
  readonly coldProducts: number;
  readonly excluded: number;
  /** share of products that stand among somebody's first ten, and how surprising these are (bits) */
  readonly coverage10: number | null;
  readonly novelty10: number | null;
  readonly scores: readonly RecommenderScores[];
  readonly calibration: readonly CalibrationBin[];
  readonly segments: readonly string[];
  readonly countries: readonly string[];
  readonly categories: readonly string[];
}

export const RecommendationSettings = z.object({
  marginWeight: z.number().min(0).max(1),
  diversity: z.number().min(0).max(1),
  hidesOutOfStock: z.boolean(),
  keepsReplenishable: z.boolean(),
  capContacts: z.number().int().min(1).max(100),
  capDays: z.number().int().min(0).max(365),
});
export type RecommendationSettings = z.output<typeof RecommendationSettings>;

export const defaultRecommendationSettings: RecommendationSettings = { marginWeight: 0.3, diversity: 0.3, hidesOutOfStock: true, keepsReplenishable: true, capContacts: 2, capDays: 14 };

export const AddExclusion = z
  .object({ productId: Id.optional(), category: z.string().min(1).max(200).optional(), customerId: Id.optional(), note: z.string().trim().max(500).optional() })
  .refine(({ productId, category, customerId }) => [productId, category, customerId].filter((value) => value !== undefined).length === 1);
export type AddExclusion = z.output<typeof AddExclusion>;
export const OneExclusion = z.object({ id: Id });
export type OneExclusion = z.output<typeof OneExclusion>;

export interface RecommendationExclusion {
  readonly id: number;
  readonly kind: 'product' | 'category' | 'customer';
  /** product or customer; `null` for a category */
  readonly targetId: number | null;
  /** code of the product or customer, or the category */
  readonly code: string;
  readonly name: string | null;
  readonly note: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** What `recommendation.settings` answers. */
export interface RecommendationRules {
  readonly settings: RecommendationSettings;
  readonly exclusions: readonly RecommendationExclusion[];
}

export const HistoryOfCustomer = z.object({ customerId: Id });
export type HistoryOfCustomer = z.output<typeof HistoryOfCustomer>;

/** One product of a customer's history. */
export interface PurchasedProduct {
  readonly productId: number;
  readonly code: string;
  readonly name: string;
  readonly category: string | null;
  /** days on which it was bought */
  readonly purchases: number;
  /** returns taken off, as is the revenue */
  readonly quantity: number;
  readonly revenueMinor: number;
  readonly lastBoughtOn: string;
}

export interface PurchaseSums {
  readonly orders: number;
  readonly products: number;
  readonly revenueMinor: number;
  readonly firstBoughtOn: string | null;
  readonly lastBoughtOn: string | null;
}

/** Something that runs out, with the day it is expected to be bought again. */
export interface DuePurchase {
  readonly productId: number;
  readonly code: string;
  readonly name: string;
  readonly lastBoughtOn: string;
  readonly intervalDays: number;
  readonly dueOn: string;
}

export interface CustomerHistory {
  readonly sums: PurchaseSums;
  /** the latest first */
  readonly purchases: readonly PurchasedProduct[];
  /** the earliest first */
  readonly due: readonly DuePurchase[];
}

export const ReachOf = z.object({ contacts: z.number().int().min(1).max(1000).default(200), segment: z.string().max(200).optional() });
export type ReachOf = z.output<typeof ReachOf>;

/** What to expect of telling the most promising customers about their first products; the sums come whether or not the message causes them. */
export interface Reach {
  readonly responseDays: number;
  readonly productsEach: number;
  /** customers who may be written to */
  readonly reachable: number;
  /** of the asked number, those who may be written to now and have something to be told about */
  readonly contacts: number;
  /** for the first so many of them, up to all */
  readonly steps: readonly { readonly contacts: number; readonly buyers: Estimate; readonly revenueMinor: Estimate }[];
  readonly removedCustomers: readonly Removed[];
  readonly removedProducts: readonly Removed[];
}
