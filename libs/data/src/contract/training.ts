import { z } from 'zod';
import { ErrorCode } from './errors';
import { type ModelScores } from './forecasting';
import { RunId } from './ids';
import { DemandFeature, PurchaseFeature } from './monitoring';
import type { RecommenderScores } from './recommendation';
import { type Capability, ChurnKind, Effort, ForecastFrequency, type RunStatus, TrainingStage } from './terms';

/** What can be asked of a run; the rest is decided by the data. */
export const StartTraining = z.discriminatedUnion('capability', [
  z.object({ capability: z.literal('forecast'), frequency: z.enum(ForecastFrequency.options).default('week'), effort: z.enum(Effort.options).default('standard') }),
  z.object({ capability: z.literal('recommend'), effort: z.enum(Effort.options).default('standard') }),
  z.object({ capability: z.literal('churn') }),
]);
export type StartTraining = z.output<typeof StartTraining>;

/** What became of the wish to train one of several. */
export type StartedTraining = { readonly capability: Capability } & ({ readonly runId: RunId; readonly error?: undefined } | { readonly runId?: undefined; readonly error: RunError });

export const OneRun = z.object({ runId: RunId });
export type OneRun = z.output<typeof OneRun>;

/** When a company trains by itself, from `hour` on: every night, else on the days when the data have moved, else never. */
export const TrainingSchedule = z.object({ nightly: z.boolean(), onDrift: z.boolean().default(false), hour: z.number().int().min(0).max(23).default(2) });
export type TrainingSchedule = z.output<typeof TrainingSchedule>;

/** Why a run started that nobody asked for. */
export const RunCause = z.discriminatedUnion('kind', [z.object({ kind: z.literal('night') }), z.object({ kind: z.literal('drift'), feature: z.enum([...DemandFeature.options, ...PurchaseFeature.options]), index: z.number() })]);
export type RunCause = z.output<typeof RunCause>;

/** What a forecast run was asked. */
export const ForecastParams = z.object({ frequency: ForecastFrequency, horizon: z.number().int().positive(), effort: Effort });
export type ForecastParams = z.output<typeof ForecastParams>;

/** What a run of recommendations was asked: a response is a purchase within so many days. */
export const RecommendParams = z.object({ responseDays: z.number().int().positive(), effort: z.enum(Effort.options).default('standard') });
export type RecommendParams = z.output<typeof RecommendParams>;

/** What a churn run was asked; `windowDays` is null for a contract company, whose customers file says who left. */
export const ChurnParams = z.object({ kind: ChurnKind, windowDays: z.number().int().positive().nullable() });
export type ChurnParams = z.output<typeof ChurnParams>;

export const RunParams = z.discriminatedUnion('capability', [
  ForecastParams.extend({ capability: z.literal('forecast') }),
  RecommendParams.extend({ capability: z.literal('recommend') }),
  ChurnParams.extend({ capability: z.literal('churn') }),
]);
export type RunParams = z.output<typeof RunParams>;

/** How far a run is. `fraction` is of the whole run, losses are those of the network's present fit. */
export const TrainingProgress = z.object({
  stage: TrainingStage,
  fraction: z.number().min(0).max(1),
  method: z.string().nullable(),
  epoch: z.number(),
  epochs: z.number(),
  loss: z.number().nullable(),
  validationLoss: z.number().nullable(),
  etaSeconds: z.number().nullable(),
  history: z.array(z.object({ epoch: z.number(), loss: z.number().nullable(), validationLoss: z.number().nullable() })),
});
export type TrainingProgress = z.output<typeof TrainingProgress>;

/** What served a run's forecasts and how it fared, with the weight of each method per class of series. */
/** How the levels were made to add up: series and aggregates brought in line, or the series summed. Absent in older runs. */
const Reconciliation = z.enum(['minimum-trace', 'bottom-up']);
export const Champion = z.object({ model: z.string(), wape: z.number().nullable(), wql: z.number().nullable(), weights: z.record(z.string(), z.record(z.string(), z.number())), reconciliation: Reconciliation.optional() });
export type Champion = z.output<typeof Champion>;

export const RunError = z.object({ code: ErrorCode, params: z.record(z.string(), z.union([z.string(), z.number()])) });
export type RunError = z.output<typeof RunError>;

/** Quality of one classifier on customers it had not seen; `brier` is a mean squared error, the others are ratios. */
export interface ClassifierScores {
  readonly model: string;
  readonly rocAuc: number | null;
  readonly prAuc: number | null;
  readonly brier: number | null;
  readonly lift10: number | null;
  readonly weight: number | null;
  readonly isChampion: boolean;
}

interface RunFacts {
  readonly id: RunId;
  readonly status: RunStatus;
  readonly requestedBy: string | null;
  readonly cause: RunCause | null;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly durationSeconds: number | null;
  readonly seed: number;
  readonly attempt: number;
  readonly dataHash: string | null;
  readonly device: string | null;
  readonly backend: string | null;
  readonly peakMemoryMb: number | null;
  /** what was learnt from: series of a forecast, customers of the others */
  readonly seriesCount: number | null;
  /** the method that serves */
  readonly champion: string | null;
  /** since when its predictions are shown, and who chose it by hand; `null` for others */
  readonly serving: { readonly since: Date; readonly chosenBy: string | null } | null;
  /** its predictions are still there, so that it may serve */
  readonly isServable: boolean;
  readonly error?: RunError;
}

export interface ForecastTrainingRun extends RunFacts {
  readonly capability: 'forecast';
  readonly frequency: ForecastFrequency;
  readonly params: ForecastParams;
  readonly weights: Champion['weights'] | null;
  readonly reconciliation: Champion['reconciliation'] | null;
  readonly scores: readonly ModelScores[];
}

export interface RecommendTrainingRun extends RunFacts {
  readonly capability: 'recommend';
  readonly params: RecommendParams;
  readonly scores: readonly RecommenderScores[];
}

export interface ChurnTrainingRun extends RunFacts {
  readonly capability: 'churn';
  readonly params: ChurnParams;
  readonly scores: readonly ClassifierScores[];
}

export type TrainingRun = ForecastTrainingRun | RecommendTrainingRun | ChurnTrainingRun;

/** What `training.serve` and `training.serveNewest` answer: the run that served before, to go back to. */
export interface ServedRun {
  readonly runId: RunId;
  readonly before: RunId | null;
}

/** One report of a run that is watched. */
export interface WatchedRun extends Omit<TrainingProgress, 'stage'> {
  readonly runId: RunId;
  readonly status: RunStatus;
  readonly stage: string;
}
