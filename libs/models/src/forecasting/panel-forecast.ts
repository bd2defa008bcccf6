import type { SeriesClass } from '../series/classify';
import type { ForecastBlock, MethodName, ModelName, SeriesForecast } from './forecast';
import type { Effort } from './method';
import type { ForecastScores } from './metrics';

export type ForecastPanelOptions = {
  /** periods to forecast after the last one of each series */
  readonly horizon: number;
  /** methods to try; `DEFAULT_METHODS` by default */
  readonly models?: readonly MethodName[];
  readonly effort?: Effort;
  readonly seed?: number;
  /** backtest windows and the periods between two of them; chosen from the length of the history by default */
  readonly backtest?: { readonly windows?: number; readonly step?: number };
};

/** Seconds a method took over the whole run: all its fits, all its forecasts. */
export type MethodTiming = { readonly fitSeconds: number; readonly predictSeconds: number };

/** One rolling-origin window: the last `holdout` periods were hidden, the first `horizon` of them forecast. */
export type BacktestWindow = {
  readonly holdout: number;
  /** what the champion would have said, in the order of `panel.series` */
  readonly champion: ForecastBlock;
};

export type ClassScores = {
  readonly seriesClass: SeriesClass;
  readonly seriesCount: number;
  /** each method tried, and `combination`; pooled over the backtest windows */
  readonly scores: Readonly<Partial<Record<ModelName, ForecastScores>>>;
};

export type PanelForecast = {
  /** in the order of `panel.series` */
  readonly forecasts: readonly SeriesForecast[];
  /** what each method alone forecasts from the end of the history, for comparison */
  readonly byModel: Readonly<Partial<Record<MethodName, ForecastBlock>>>;
  /** the served forecast as one block, the same numbers as `forecasts` */
  readonly champion: ForecastBlock;
  /** one class per series, by the whole history */
  readonly classes: readonly SeriesClass[];
  /** weight of each method in the served forecast of a class; they add to 1 */
  readonly weights: Readonly<Partial<Record<SeriesClass, Readonly<Partial<Record<MethodName, number>>>>>>;
  readonly backtest: {
    readonly windows: readonly BacktestWindow[];
    /** pooled over all series; includes `combination`, which is what is served */
    readonly scores: Readonly<Partial<Record<ModelName, ForecastScores>>>;
    readonly byClass: readonly ClassScores[];
  };
  readonly timings: Readonly<Partial<Record<ModelName, MethodTiming>>>;
};
