import type { GraphCompiler, LstmKernel, TensorRuntime } from '../forecasting/method';
import type { ActivitySequences } from './activity-sequences';
import type { FeatureTable } from './feature-table';

/** `combination` is their weighted sum in log-odds, and what serves unless one of them alone did better. */
export const CHURN_METHODS = ['logistic', 'gbdt', 'lstm', 'bg-nbd'] as const;
/** Those used unless others are asked for: the LSTM takes most of the time and has not yet ranked or said better than the rest (docs/methods/churn.md). */
export const DEFAULT_CHURN_METHODS = ['logistic', 'gbdt', 'bg-nbd'] as const satisfies readonly (typeof CHURN_METHODS)[number][];
export type ChurnMethodName = (typeof CHURN_METHODS)[number];
export type ChurnModelName = ChurnMethodName | 'combination';

/** Customers whose fate is known. */
export type ChurnData = {
  readonly table: FeatureTable;
  /** 1 = left */
  readonly labels: Uint8Array;
  readonly sequences?: ActivitySequences;
  /** days without an order that are called leaving; there when the features come from purchases */
  readonly windowDays?: number;
};

export type ChurnMethodContext = {
  /** a fold for every row, for choosing settings and for honest scores */
  readonly folds: Uint8Array;
  readonly foldCount: number;
  readonly seed: number;
  readonly tf: TensorRuntime | undefined;
  readonly kernel: LstmKernel | undefined;
  readonly compile: GraphCompiler | undefined;
  /** awaited now and then with the share done; throws once the work is cancelled */
  readonly breathe: (fraction: number) => Promise<void>;
};

/** What each feature adds to the log-odds of one row; `base` and all of them add up to what the method says. */
export type Attribution = { readonly base: number; readonly byFeature: ReadonlyMap<string, number> };

export type FittedChurnMethod = {
  /** log-odds of leaving, length rows */
  readonly logOdds: (table: FeatureTable, sequences?: ActivitySequences) => Float64Array;
  readonly attribute: (table: FeatureTable, row: number, sequences?: ActivitySequences) => Attribution;
  readonly dispose?: () => void;
};

export type ChurnMethod = {
  readonly name: ChurnMethodName;
  readonly isUsable: (data: ChurnData, context: Pick<ChurnMethodContext, 'tf'>) => boolean;
  /** Chooses settings by the folds and fits on all rows. `outOfFold` holds log-odds of each row from fits that did not see its fold. */
  readonly train: (data: ChurnData, context: ChurnMethodContext) => Promise<{ readonly outOfFold: Float64Array; readonly model: FittedChurnMethod }>;
};
