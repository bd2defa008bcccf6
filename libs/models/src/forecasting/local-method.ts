import { visibleHistory } from '../series/history';
import { seasonalityOf } from '../series/panel';
import { createBlock, QUANTILE_COUNT, tidyBlock, type MethodName } from './forecast';
import type { ForecastMethod } from './method';

/** Where a local method writes its answer for one series: views into the block. */
export type SeriesOutput = {
  /** length `horizon` */
  readonly mean: Float64Array;
  /** [horizon × 9] row-major */
  readonly quantiles: Float64Array;
};

/** Forecasts one series. `y` begins with an observed value and has at least two observed periods. */
export type LocalForecaster = (y: Float64Array, horizon: number, seasonality: number, out: SeriesOutput) => void;

const PAUSE_EVERY = 200;

/** A method that looks at one series at a time: its fit is part of its forecast, made anew from every cutoff. */
export function localMethod(name: MethodName, forecastSeries: LocalForecaster): ForecastMethod {
  return {
    name,
    fit: async (panel, { horizon, report }) => {
      const seasonality = seasonalityOf(panel);
      return {
        forecast: async (holdout) => {
          const block = createBlock(panel.series.length, horizon);
          for (let i = 0; i < panel.series.length; i++) {
            const out = {
              mean: block.mean.subarray(i * horizon, (i + 1) * horizon),
              quantiles: block.quantiles.subarray(i * horizon * QUANTILE_COUNT, (i + 1) * horizon * QUANTILE_COUNT),
            };
            const y = observedPart(visibleHistory(panel.series[i]!, holdout));
            if (y.length > 0) forecastSeries(y, horizon, seasonality, out);
            if (i % PAUSE_EVERY === PAUSE_EVERY - 1) await report(i / panel.series.length);
          }
          tidyBlock(block);
          return block;
        },
      };
    },
  };
}

/** From the first observed period to the last one of the cutoff; empty with fewer than two observed periods. */
function observedPart(y: Float64Array): Float64Array {
  let first = -1;
  let observed = 0;
  for (let t = 0; t < y.length; t++) {
    if (Number.isNaN(y[t]!)) continue;
    observed += 1;
    if (first < 0) first = t;
  }
  return observed < 2 ? y.subarray(0, 0) : y.subarray(first);
}
