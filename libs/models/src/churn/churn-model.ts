import type { ActivitySequences } from './activity-sequences';
import type { Calibration } from './calibration';
import type { FeatureTable } from './feature-table';
import type { ChurnMethodName, ChurnModelName } from './method';
import type { ChurnScores } from './metrics';

export type ChurnProgress = { readonly method: ChurnModelName; /** of the whole fit, 0 … 1 */ readonly fraction: number };

/** How one method did on rows it had not seen. `weight` is its say in the combination. */
export type ChurnMethodScores = ChurnScores & { readonly name: ChurnMethodName; readonly weight: number; readonly fitSeconds: number };

/** What a feature adds to one customer's log-odds of leaving, against an average customer; above 0 speaks for leaving. */
export type ChurnContribution = {
  readonly feature: string;
  /** the customer's own; absent when it is missing, or the feature is no column (`weeklyActivity`) */
  readonly value?: number | string;
  readonly contribution: number;
};

export type ChurnModel = {
  /** probabilities of leaving, calibrated, length rows */
  readonly predict: (table: FeatureTable, sequences?: ActivitySequences) => Float64Array;
  /** the same of one method alone */
  readonly predictBy: (name: ChurnModelName, table: FeatureTable, sequences?: ActivitySequences) => Float64Array;
  /** what serves: the combination, or the one method that did as well alone */
  readonly champion: { readonly name: ChurnModelName } & ChurnScores;
  readonly methods: readonly ChurnMethodScores[];
  /** probabilities of the training rows from fits that had not seen them: for thresholds, curves and reliability */
  readonly outOfFold: Float64Array;
  readonly calibration: Calibration['kind'];
  /** log-odds of an average customer, before isotonic calibration */
  readonly baseLogOdds: number;
  /**
   * What speaks for and against leaving, the strongest first. All of them (`most` infinite) and `baseLogOdds` add up to the log-odds, which are those of `predict`
   * unless `calibration` is isotonic.
   */
  readonly explain: (table: FeatureTable, row: number, most: number, sequences?: ActivitySequences) => ChurnContribution[];
  /** mean size of each feature's contribution as a share of all, largest first */
  readonly importance: readonly { readonly feature: string; readonly share: number }[];
  readonly dispose: () => void;
};
