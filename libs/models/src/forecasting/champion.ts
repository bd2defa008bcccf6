import { SERIES_CLASSES, type SeriesClass } from '../series/classify';
import { visibleHistory } from '../series/history';
import type { Panel } from '../series/panel';
import type { ScoredWindow } from './backtest';
import { calibrate, fitCalibration, UNCHANGED, type Calibration } from './calibration';
import { combine, fitWeights, priorWeights, withoutOutliers, type Aspect, type Weights } from './combination';
import { isCount, roundCounts } from './counts';
import type { ForecastBlock } from './forecast';
import { bucketOf, bucketsOf } from './horizon-buckets';
import { naiveScale } from './metrics';
import { preferSingle } from './prefer-single';
import type { MethodResult } from './run-method';

/** Classes with fewer series than this borrow the weights and interval widths of the whole panel. */
const FEWEST_SERIES = 8;

/** What is served: the methods combined by class of series and part of the horizon, with calibrated intervals. */
export type Champion = {
  readonly final: ForecastBlock;
  /** the same as it would have been at each backtest window */
  readonly backtest: readonly ForecastBlock[];
  readonly members: ReadonlyMap<SeriesClass, readonly number[]>;
  /** weight of each method in the quantiles of a class, mean over the horizon, in the order of the results */
  readonly weightsByClass: ReadonlyMap<SeriesClass, Weights>;
};

/** Weighs the methods by their backtest, combines them, and calibrates the intervals on the combination's residuals. */
export function chooseChampion(panel: Panel, windows: readonly ScoredWindow[], results: readonly MethodResult[], classes: readonly SeriesClass[]): Champion {
  const members = membersByClass(classes);
  const counts = panel.series.map(({ y }, i) => isMostlyZero(classes[i]!) && isCount(y));
  const weights = weighByClass(panel, windows, results, members, counts);
  const weightsOf = (series: number, step: number, aspect: Aspect) => weights[aspect].get(classes[series]!)![bucketOf(step, results[0]!.final.horizon, weights.buckets)]!;
  const combineAt = (pick: (result: MethodResult) => ForecastBlock) => combine(results.map(pick), weightsOf);
  const uncalibrated = windows.map((_, w) => combineAt((result) => result.backtest[w]!));
  const calibrationOf = calibrateByClass(windows, uncalibrated, classes, members);
  const finish = (block: ForecastBlock) => {
    const calibrated = calibrate(block, (series) => (counts[series]! ? UNCHANGED : calibrationOf(series)));
    roundCounts(calibrated, counts);
    return calibrated;
  };
  return {
    final: finish(combineAt((result) => result.final)),
    backtest: uncalibrated.map(finish),
    members,
    weightsByClass: new Map([...weights.quantiles].map(([seriesClass, byBucket]) => [seriesClass, meanOf(byBucket)])),
  };
}

type WeightsByBucket = readonly Weights[];
type ClassWeights = ReadonlyMap<SeriesClass, WeightsByBucket>;

/**
 * From the prior to the panel, from the panel to the class, from the class to its parts of the horizon: each step drawn back to the one
 * before. Where a single method did better in every window, it takes all.
 */
function weighByClass(panel: Panel, windows: readonly ScoredWindow[], results: readonly MethodResult[], members: ReadonlyMap<SeriesClass, readonly number[]>, counts: readonly boolean[]): { buckets: number; quantiles: ClassWeights; mean: ClassWeights } {
  const blocks = results.map(({ backtest }) => backtest);
  const oldest = windows[0]?.holdout ?? 0;
  const scales = panel.series.map((series) => Math.sqrt(naiveScale(visibleHistory(series, oldest), 1).squared));
  const usual = scales.reduce((sum, v) => sum + (v > 0 ? v : 0), 0) / Math.max(1, scales.filter((v) => v > 0).length);
  const scaleOf = (series: number) => (scales[series]! > 0 ? scales[series]! : usual || 1);
  const buckets = bucketsOf(results[0]!.final.horizon);
  const weigh = (aspect: Aspect): ClassWeights => {
    const fit = (list: readonly number[], prior: Weights, bucket?: { index: number; of: number }) => fitWeights(windows, blocks, aspect, { members: list, bucket, scaleOf }, prior);
    const prior = priorWeights(results.map(({ name }) => name), aspect);
    const general = fit(panel.series.map((_, i) => i), prior);
    return new Map(
      [...members].map(([seriesClass, list]) => {
        const isLarge = list.length >= FEWEST_SERIES && seriesClass !== 'short';
        const start = aspect === 'mean' ? withoutOutliers(general, blocks, list) : general;
        const ofClass = isLarge ? fit(list, start) : start;
        const byBucket = Array.from({ length: buckets }, (_, index) => (isLarge && buckets > 1 ? fit(list, ofClass, { index, of: buckets }) : ofClass));
        const single = isLarge && aspect === 'quantiles' ? preferSingle(windows, blocks, list, byBucket, counts) : undefined;
        return [seriesClass, single === undefined ? byBucket : byBucket.map((weights) => weights.map((_, m) => (m === single ? 1 : 0)))];
      }),
    );
  };
  return { buckets, quantiles: weigh('quantiles'), mean: weigh('mean') };
}

function membersByClass(classes: readonly SeriesClass[]): Map<SeriesClass, number[]> {
  return new Map(
    SERIES_CLASSES.map((seriesClass): [SeriesClass, number[]] => [seriesClass, classes.flatMap((c, i) => (c === seriesClass ? [i] : []))]).filter(([, list]) => list.length > 0),
  );
}

function calibrateByClass(windows: readonly ScoredWindow[], blocks: readonly ForecastBlock[], classes: readonly SeriesClass[], members: ReadonlyMap<SeriesClass, readonly number[]>): (series: number) => Calibration {
  const mostlyZeroShare = classes.filter(isMostlyZero).length / Math.max(1, classes.length);
  const general = fitCalibration(windows, blocks, classes.map((_, i) => i), mostlyZeroShare > 0.5);
  const byClass = new Map([...members].map(([seriesClass, list]) => [seriesClass, list.length < FEWEST_SERIES ? general : fitCalibration(windows, blocks, list, isMostlyZero(seriesClass))]));
  return (series) => byClass.get(classes[series]!) ?? general;
}

function isMostlyZero(seriesClass: SeriesClass): boolean {
  return seriesClass === 'intermittent' || seriesClass === 'lumpy';
}

function meanOf(weights: WeightsByBucket): Weights {
  return weights[0]!.map((_, m) => weights.reduce((sum, w) => sum + w[m]!, 0) / weights.length);
}
