import type { TensorRuntime } from '../forecasting/method';
import type { Cooccurrence } from './cooccurrence';
import type { EntriesByItem, Interactions } from './interactions';

/** `combination` is the weighted sum of the others, and what is served unless one of them alone did better. */
export const RECOMMENDATION_METHODS = ['popularity', 'item-cosine', 'item-lift', 'ease', 'als', 'sequence'] as const;
export type RecommendationMethodName = (typeof RECOMMENDATION_METHODS)[number];
export type RecommenderName = RecommendationMethodName | 'combination';

/** What one user had, with the say each item gets. */
export type WeightedHistory = { readonly items: Int32Array; readonly weights: Float32Array };

export type Scorer = {
  /** Overwrites `out`, one score per item, higher is better, comparable within this user only. An empty history is answered with zeros. */
  readonly score: (history: WeightedHistory, out: Float32Array) => void;
  /** how much each item of the history adds to the score of `item`; absent where a score is no sum over the history */
  readonly contributions?: (history: WeightedHistory, item: number) => Float32Array;
};

/** Named numbers of a method that the validation chooses among. */
export type MethodSettings = Readonly<Record<string, number>>;

export type MethodContext = {
  readonly data: Interactions;
  readonly byItem: EntriesByItem;
  readonly usersOf: Float64Array;
  /** computed at the first call */
  readonly cooccurrence: () => Promise<Cooccurrence>;
  readonly tf: TensorRuntime | undefined;
  readonly seed: number;
  /** most items for which a full square matrix is built */
  readonly denseItems: number;
  /** awaited now and then, so that the host can let messages in; throws once the work is cancelled */
  readonly breathe: () => Promise<void>;
};

export type RecommendationMethod = {
  readonly name: RecommendationMethodName;
  /** whether the say of the items in a history matters */
  readonly readsHistory: boolean;
  /** worth trying on such data, the plainest first; none when the method cannot be used on it */
  readonly settings: (data: Interactions, denseItems: number) => readonly MethodSettings[];
  /** One scorer for each of the settings. */
  readonly fit: (context: MethodContext, settings: readonly MethodSettings[]) => Promise<readonly Scorer[]>;
};
