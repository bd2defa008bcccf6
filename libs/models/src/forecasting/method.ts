import type * as tfTypes from '@tensorflow/tfjs';
import type { Panel } from '../series/panel';
import type { ForecastBlock, MethodName } from './forecast';

/** How much time to spend: `quick` for a first look and the demo, `standard` for a nightly run. */
export type Effort = 'quick' | 'standard';
export type TensorRuntime = typeof tfTypes;

/**
 * An LSTM over a whole sequence, differentiable in its weights; gates in the order i, f, c, o as in Keras, sigmoid and tanh.
 * @param x [time, batch, input]  @param w [input + units, 4 · units]  @param b [4 · units]  @returns last hidden state [batch, units]
 */
export type LstmKernel = (x: tfTypes.Tensor3D, w: tfTypes.Tensor2D, b: tfTypes.Tensor1D) => tfTypes.Tensor2D;

/** A function of tensors made ready to be called often with tensors of the same shapes; the results are the caller's to dispose. */
export type CompiledGraph = { readonly run: (inputs: readonly tfTypes.Tensor[]) => tfTypes.Tensor[]; readonly dispose: () => void };

/** Makes a function of tensors fast to repeat; fails where a backend cannot. `inputs` are an example, not kept. */
export type GraphCompiler = (work: (inputs: readonly tfTypes.Tensor[]) => tfTypes.Tensor[], inputs: readonly tfTypes.Tensor[]) => Promise<CompiledGraph>;

/** One report of a running fit. `etaMs` is the time left as far as it can be told, `NaN` without a clock. */
export type ForecastProgress = {
  readonly stage: 'backtest' | 'final';
  readonly method: MethodName;
  /** share of the whole run that is done, 0 … 1 */
  readonly fraction: number;
  readonly epoch?: number;
  readonly epochs?: number;
  readonly loss?: number;
  readonly validationLoss?: number;
  readonly etaMs: number;
};

/** What a pure forecaster needs from the world: tensors, and ways to report and to be stopped. */
export type ForecastRuntime = {
  /** needed by `lstm` only; without it that method is left out */
  readonly tf?: TensorRuntime;
  /** fused kernel of the backend; the portable one when absent */
  readonly kernel?: LstmKernel;
  /** runs a training step as one graph; step by step when absent or when it fails */
  readonly compile?: GraphCompiler;
  /** awaited, so that the host can let messages in */
  readonly onProgress?: (progress: ForecastProgress) => void | Promise<void>;
  readonly isCancelled?: () => boolean;
  /** monotonic milliseconds */
  readonly clock?: () => number;
};

/** Thrown between two steps once `isCancelled` says so. */
export class ForecastCancelled extends Error {
  override readonly name = 'ForecastCancelled';
}

export type FitContext = {
  readonly horizon: number;
  /** trailing periods of every series the fit must not see */
  readonly holdout: number;
  readonly effort: Effort;
  readonly seed: number;
  readonly report: (fraction: number, details?: Pick<ForecastProgress, 'epoch' | 'epochs' | 'loss' | 'validationLoss'>) => Promise<void>;
};

export type FittedMethod = {
  /** Forecasts from any cutoff; `holdout` is the number of trailing periods it must not look at. */
  readonly forecast: (holdout: number) => Promise<ForecastBlock>;
  /** The same method fitted with fewer periods hidden, using what this fit has learnt; a plain new fit when absent. */
  readonly refit?: (context: FitContext) => Promise<FittedMethod>;
  /** releases what the method holds outside of memory management, also for its refits */
  readonly dispose?: () => void;
};

/** The one interface of all methods, local (one series at a time) and global (all at once). */
export type ForecastMethod = {
  readonly name: MethodName;
  readonly fit: (panel: Panel, context: FitContext) => Promise<FittedMethod>;
};
