import type { PanelSeries } from '../series/panel';
import { visibleHistory } from '../series/history';
import { quantileOfSorted } from './distribution';
import { QUANTILE_COUNT, QUANTILE_LEVELS } from './forecast';

/** Periods on either side of an age that tell of it, too: seven together, a whole week of a daily history. */
const REACH = 3;
/** Periods of the similar products' demand that weigh as much as the series' own. */
const PRIOR_PERIODS = 3;

/** A forecast of one series: `mean` [horizon], `quantiles` [horizon × 9], items per period. */
export type AnalogyForecast = { readonly mean: Float64Array; readonly quantiles: Float64Array };

/**
 * Forecasts a product without a history of its own by the launches of similar ones: for every step the mean and the spread of
 * their demand (items per period) when they were as old, counted from the first sale of each. Both are multiplied by `like.scale` and by how the own
 * sales compare with what the launches had at the same ages, shrunk towards 1 as long as there are few (a gamma prior worth three
 * periods). Where no launch reaches an age, its oldest periods stand for it. Missing periods (`NaN`) tell nothing.
 * @param holdout trailing periods hidden from the series and from the similar ones
 * @returns undefined when the series names no similar ones, or none of them had sold
 */
export function forecastByAnalogy(series: PanelSeries, holdout: number, horizon: number): AnalogyForecast | undefined {
  const { like } = series;
  const launches = (like?.histories ?? []).map((y) => sinceFirstSale(visibleHistory({ y }, holdout))).filter(({ length }) => length > 0);
  if (like === undefined || launches.length === 0) return undefined;
  const own = sinceFirstSale(visibleHistory(series, holdout));
  const levelAt = (age: number) => like.scale * meanOf(demandAround(launches, age));
  const factor = like.scale * ownFactor(own, levelAt);

  const mean = new Float64Array(horizon);
  const quantiles = new Float64Array(horizon * QUANTILE_COUNT);
  for (let h = 0; h < horizon; h++) {
    const sample = demandAround(launches, own.length + h).sort();
    mean[h] = factor * meanOf(sample);
    QUANTILE_LEVELS.forEach((level, q) => {
      quantiles[h * QUANTILE_COUNT + q] = factor * quantileOfSorted(sample, level);
    });
  }
  return { mean, quantiles };
}

function sinceFirstSale(y: Float64Array): Float64Array {
  const first = y.findIndex((v) => v > 0);
  return first < 0 ? y.subarray(0, 0) : y.subarray(first);
}

/** What the launches sold within REACH of an age, or before the end of the longest where none is as old. */
function demandAround(launches: readonly Float64Array[], age: number): Float64Array {
  const known = (center: number) => launches.flatMap((y) => Array.from(y.subarray(Math.max(0, center - REACH), Math.max(0, center + REACH + 1))).filter((v) => !Number.isNaN(v)));
  let center = Math.min(age, Math.max(...launches.map(({ length }) => length)));
  while (known(center).length === 0) center -= 1; // ends at the first sale, if not before
  return Float64Array.from(known(center));
}

/** Own sales against what was expected of their periods; 1 without any. */
function ownFactor(own: Float64Array, levelAt: (age: number) => number): number {
  let sold = 0;
  let expected = 0;
  let observed = 0;
  own.forEach((value, age) => {
    if (Number.isNaN(value)) return;
    sold += value;
    expected += levelAt(age);
    observed += 1;
  });
  if (observed === 0 || expected <= 0) return 1;
  const prior = (PRIOR_PERIODS * expected) / observed;
  return (sold + prior) / (expected + prior);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}
