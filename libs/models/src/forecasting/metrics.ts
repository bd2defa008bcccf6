import { MEDIAN, QUANTILE_COUNT, QUANTILE_LEVELS, type ForecastBlock } from './forecast';

/**
 * Forecast accuracy over many series and steps; lower is better, except that `coverage80` should be 0.80 and `bias` 0.
 * Each measure judges the point that it rewards: `wape`, `mase` and `smape` the median, `rmsse` and `bias` the mean.
 */
export type ForecastScores = {
  readonly wape: number;
  readonly mase: number;
  readonly rmsse: number;
  readonly smape: number;
  readonly wql: number;
  readonly coverage80: number;
  readonly bias: number;
};

/**
 * Scores a block against the truth, pooled over series and steps.
 * - With f the median: WAPE = Σ|y - f| / Σ|y|; sMAPE = 100 · mean of 2|y - f| / (|y| + |f|), 0 where both are 0. With f the mean: bias = Σ(f - y) / Σ|y|.
 * - MASE of the median, RMSSE of the mean: per series, scaled by the training error of repeating the value `scaleLag` periods ago; series whose scale is 0 are left out.
 * - wQL = mean over the nine levels of 2 Σ pinball / Σ|y|; coverage80 = share of y within [q0.1, q0.9].
 * Steps whose truth is `NaN` are left out everywhere.
 * @param truth [series × horizon] row-major
 * @param history training rows of each series, for the scale
 * @throws RangeError when the sizes disagree
 */
export function scoreForecasts(
  block: ForecastBlock,
  truth: Float64Array,
  history: readonly Float64Array[],
  scaleLag: number,
): ForecastScores {
  const { horizon, mean, quantiles } = block;
  if (truth.length !== mean.length) throw new RangeError(`truth has ${truth.length} values, the forecast ${mean.length}`);
  if (history.length * horizon !== mean.length) throw new RangeError(`${history.length} histories, ${mean.length / horizon} forecasts`);
  const total = { absolute: 0, signed: 0, demand: 0, pinball: 0, covered: 0, steps: 0, smape: 0 };
  const scaled = { mase: 0, rmsse: 0, maseSeries: 0, rmsseSeries: 0 };
  history.forEach((training, i) => {
    let absolute = 0;
    let squared = 0;
    let steps = 0;
    for (let k = i * horizon; k < (i + 1) * horizon; k++) {
      const y = truth[k]!;
      if (Number.isNaN(y)) continue;
      const row = quantiles.subarray(k * QUANTILE_COUNT, (k + 1) * QUANTILE_COUNT);
      const median = row[MEDIAN]!;
      const error = mean[k]! - y;
      const absoluteError = Math.abs(median - y);
      steps += 1;
      absolute += absoluteError;
      squared += error * error;
      total.signed += error;
      total.demand += Math.abs(y);
      const size = Math.abs(y) + Math.abs(median);
      total.smape += size === 0 ? 0 : (2 * absoluteError) / size;
      for (let q = 0; q < QUANTILE_COUNT; q++) total.pinball += pinball(y, row[q]!, QUANTILE_LEVELS[q]!);
      if (row[0]! <= y && y <= row[QUANTILE_COUNT - 1]!) total.covered += 1;
    }
    if (steps === 0) return;
    total.steps += steps;
    total.absolute += absolute;
    const scale = naiveScale(training, scaleLag);
    if (scale.absolute > 0) {
      scaled.mase += absolute / steps / scale.absolute;
      scaled.maseSeries += 1;
    }
    if (scale.squared > 0) {
      scaled.rmsse += Math.sqrt(squared / steps / scale.squared);
      scaled.rmsseSeries += 1;
    }
  });
  return {
    wape: ratio(total.absolute, total.demand),
    mase: ratio(scaled.mase, scaled.maseSeries),
    rmsse: ratio(scaled.rmsse, scaled.rmsseSeries),
    smape: 100 * ratio(total.smape, total.steps),
    wql: ratio((2 * total.pinball) / QUANTILE_COUNT, total.demand),
    coverage80: ratio(total.covered, total.steps),
    bias: ratio(total.signed, total.demand),
  };
}

/** Pinball loss of the quantile forecast `f` at level `q`: q(y - f) when y lies above, (q - 1)(y - f) when below. */
export function pinball(y: number, f: number, q: number): number {
  const error = y - f;
  return error >= 0 ? q * error : (q - 1) * error;
}

/** Mean absolute and mean squared difference to the value `lag` periods before, over pairs that are both known. */
export function naiveScale(y: Float64Array, lag: number): { absolute: number; squared: number } {
  let absolute = 0;
  let squared = 0;
  let pairs = 0;
  for (let t = lag; t < y.length; t++) {
    const difference = y[t]! - y[t - lag]!;
    if (Number.isNaN(difference)) continue;
    absolute += Math.abs(difference);
    squared += difference * difference;
    pairs += 1;
  }
  return { absolute: ratio(absolute, pairs), squared: ratio(squared, pairs) };
}

function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? Number.NaN : numerator / denominator;
}
