import type { History, Interactions } from './interactions';
import type { MethodSettings, RecommendationMethodName, RecommenderName, Scorer } from './method';
import type { HistoryWeighting } from './fitted-method';

export type RecommenderProgress = { readonly stage: 'validation' | 'final'; readonly method: RecommenderName; readonly fraction: number };

/** How one method did on what was hidden inside the training data; the objective is NDCG@10 + Recall@20. */
export type MethodChoice = { readonly name: RecommendationMethodName; readonly settings: MethodSettings; readonly weighting: HistoryWeighting; readonly objective: number; readonly weight: number };

export type FittedMethod = MethodChoice & { readonly scorer: Scorer; readonly fitSeconds: number };

export type Recommendation = { readonly item: number; readonly score: number };

export type RecommendOptions = {
  /** flags per item, 1 = never recommend */
  readonly isExcluded?: Uint8Array;
  /** recommend also what the user has already; off unless said */
  readonly keepsOwned?: boolean;
};

/** A user to tell about an item; scores compare users for this one item. */
export type Listener = { readonly user: number; readonly score: number };

/** An item the user has that speaks for a recommended one; shares of all that speak for it, over the whole history, add up to 1. */
export type Reason = { readonly item: number; readonly share: number };

export type Recommender = {
  readonly items: number;
  /** the methods that were fitted, those with weight 0 in the combination too when all were asked for */
  readonly methods: readonly FittedMethod[];
  /** what serves, chosen by the validation: the combination, or the one method it came down to */
  readonly champion: { readonly name: RecommenderName; readonly objective: number; readonly validationPoints: number };
  /** seconds spent on choosing settings and weights */
  readonly validationSeconds: number;
  /** at most k items, best first; for an empty history the popular ones */
  readonly recommend: (history: History, k: number, options?: RecommendOptions) => Recommendation[];
  /** the list of one method alone, for comparisons */
  readonly recommendBy: (name: RecommenderName, history: History, k: number, options?: RecommendOptions) => Recommendation[];
  /** the items of the history that speak most for `item`, the strongest first; empty when none does */
  readonly explain: (history: History, item: number, most: number) => Reason[];
  /** users of `data` who do not have `item` and whose histories speak most for it; empty when no method can say */
  readonly audience: (data: Interactions, item: number, most: number) => Listener[];
};
