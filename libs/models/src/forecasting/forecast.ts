import type { SeriesClass } from '../series/classify';

/** Levels of the nine forecast quantiles. */
export const QUANTILE_LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
export const QUANTILE_COUNT = QUANTILE_LEVELS.length;
/** Position of the median among the levels: the point that absolute errors are of. */
export const MEDIAN = 4;

/** The single methods; `combination` is their weighted mean, quantile by quantile. */
export const METHOD_NAMES = ['seasonal-naive', 'moving-average', 'ets', 'theta', 'mstl', 'empirical', 'croston', 'sba', 'tsb', 'adida', 'gbdt', 'lstm', 'nhits'] as const;
/**
 * What runs unless asked otherwise: those that earn a weight on some kind of demand. Croston and SBA never came before TSB and
 * ADIDA, and MSTL (the slowest of the local ones) never before Theta and the trees, on any set measured.
 */
export const DEFAULT_METHODS = METHOD_NAMES.filter((name) => name !== 'croston' && name !== 'sba' && name !== 'mstl');
export type MethodName = (typeof METHOD_NAMES)[number];
export type ModelName = MethodName | 'combination';

/**
 * Why a series has no forecast of its own:
 * `new` it has never been observed; `no_sales` it was observed and never sold; `history_short` too few periods for a model;
 * `by_analogy` any of these, and similar products that somebody chose stand in.
 */
export type FallbackReason = 'history_short' | 'no_sales' | 'new' | 'by_analogy';

/** Forecasts of many series, flat and row-major. */
export type ForecastBlock = {
  readonly horizon: number;
  /** [series × horizon] expected demand per period */
  readonly mean: Float64Array;
  /** [series × horizon × 9], ascending along the last axis */
  readonly quantiles: Float64Array;
};

/** The answer for one series, ready to be stored and shown. */
export type SeriesForecast = {
  readonly id: string;
  /** length `horizon`; the first value belongs to the period after the last one of `y` */
  readonly mean: Float64Array;
  /** nine arrays of length `horizon`, for the levels 0.1 … 0.9 */
  readonly quantiles: readonly Float64Array[];
  readonly model: ModelName | 'fallback';
  readonly seriesClass: SeriesClass;
  readonly reason?: FallbackReason;
};

/** An empty block to write into. */
export function createBlock(seriesCount: number, horizon: number): ForecastBlock {
  return {
    horizon,
    mean: new Float64Array(seriesCount * horizon),
    quantiles: new Float64Array(seriesCount * horizon * QUANTILE_COUNT),
  };
}

/** Makes every forecast a valid one for demand: no negative value, quantiles in ascending order. In place. */
export function tidyBlock({ mean, quantiles }: ForecastBlock): void {
  for (let k = 0; k < mean.length; k++) {
    mean[k] = Math.max(0, mean[k]!);
    const row = quantiles.subarray(k * QUANTILE_COUNT, (k + 1) * QUANTILE_COUNT);
    for (let q = 0; q < QUANTILE_COUNT; q++) row[q] = Math.max(0, row[q]!);
    row.sort();
  }
}

/** The rows of one series as the nine arrays of {@link SeriesForecast}. */
export function quantilesOfSeries({ horizon, quantiles }: ForecastBlock, series: number): Float64Array[] {
  return QUANTILE_LEVELS.map((_, q) =>
    Float64Array.from({ length: horizon }, (__, h) => quantiles[(series * horizon + h) * QUANTILE_COUNT + q]!),
  );
}
