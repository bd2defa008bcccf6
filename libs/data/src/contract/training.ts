import { z } from 'zod';
import { ErrorCode } from './errors';
import { ForecastFrequency, type ModelScores } from './forecasting';
import { RunId } from './ids';

export const Effort = z.enum(['quick', 'standard']);
export type Effort = z.output<typeof Effort>;

export const StartTraining = z.object({ capability: z.literal('forecast').default('forecast'), frequency: ForecastFrequency.default('week'), effort: Effort.default('standard') });
export type StartTraining = z.output<typeof StartTraining>;

export const OneRun = z.object({ runId: RunId });
export type OneRun = z.output<typeof OneRun>;

export const TrainingSchedule = z.object({ nightly: z.boolean(), hour: z.number().int().min(0).max(23).default(2) });
export type TrainingSchedule = z.output<typeof TrainingSchedule>;

/** What a forecast run was asked. */
export const ForecastParams = z.object({ frequency: ForecastFrequency, horizon: z.number().int().positive(), effort: Effort });
export type ForecastParams = z.output<typeof ForecastParams>;

export const RunStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);
export type RunStatus = z.output<typeof RunStatus>;
export const isOver = (status: RunStatus): boolean => status === 'succeeded' || status === 'failed' || status === 'cancelled';

export const TrainingStage = z.enum(['prepare', 'backtest', 'train', 'save']);

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
export const Champion = z.object({ model: z.string(), wape: z.number().nullable(), wql: z.number().nullable(), weights: z.record(z.string(), z.record(z.string(), z.number())) });
export type Champion = z.output<typeof Champion>;

export const RunError = z.object({ code: ErrorCode, params: z.record(z.string(), z.union([z.string(), z.number()])) });
export type RunError = z.output<typeof RunError>;

export interface TrainingRun {
  readonly id: RunId;
  readonly capability: string;
  readonly status: RunStatus;
  readonly frequency: ForecastFrequency;
  readonly requestedBy: string | null;
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
  readonly params: ForecastParams;
  readonly seriesCount: number | null;
  readonly champion: string | null;
  readonly weights: Champion['weights'] | null;
  readonly scores: readonly ModelScores[];
  readonly error?: RunError;
}

/** One report of a run that is watched. */
export interface WatchedRun extends Omit<TrainingProgress, 'stage'> {
  readonly runId: RunId;
  readonly status: RunStatus;
  readonly stage: string;
}
