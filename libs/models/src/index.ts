export {
  addPeriods,
  civilDateOf,
  DEFAULT_SEASONALITY,
  epochDayOf,
  formatIsoDate,
  parseIsoDate,
  periodsBetween,
  startOfPeriod,
  weekdayOf,
  type CivilDate,
  type EpochDay,
  type Frequency,
} from './series/calendar';
export { seasonalityOf, type Panel, type PanelSeries } from './series/panel';
export { classifySeries, SERIES_CLASSES, type SeriesClass } from './series/classify';
export {
  METHOD_NAMES,
  QUANTILE_LEVELS,
  type FallbackReason,
  type ForecastBlock,
  type MethodName,
  type ModelName,
  type SeriesForecast,
} from './forecasting/forecast';
export { ForecastCancelled, type CompiledGraph, type Effort, type ForecastProgress, type ForecastRuntime, type GraphCompiler, type LstmKernel, type TensorRuntime } from './forecasting/method';
export { scoreForecasts, type ForecastScores } from './forecasting/metrics';
export { createAdam, type Adam } from './training/adam';
export { portableLstm } from './forecasting/lstm/portable-kernel';
export { forecastPanel } from './forecasting/forecast-panel';
export type { BacktestWindow, ClassScores, ForecastPanelOptions, MethodTiming, PanelForecast } from './forecasting/panel-forecast';
export type { Grouping } from './reconciliation/hierarchy';
export { reconcileForecasts, type LevelForecast, type ReconciledForecasts } from './reconciliation/reconcile-forecasts';
