import type { Random } from '../../training/random';
import type { FeatureMatrix } from '../../trees/binning';
import { linearReading, type LinearBase } from './linear-base';
import { featureLayout, originScale, writeOriginFeatures, writeStepFeatures, type Origin } from './tree-features';
import type { TreePanel } from './tree-panel';

/** A sample of (series, cutoff, period ahead) to learn from, in units of each origin's scale, less the linear reading. */
export type TrainingRows = {
  readonly matrix: FeatureMatrix;
  readonly target: Float64Array;
  /** the same with extreme peaks cut, for the mean */
  readonly cappedTarget: Float64Array;
  /** what a row counts for quantiles: between a unit of demand and a series */
  readonly weights: Float64Array;
  /** what a row counts for the mean: less in series that vary much, as their errors are large anyway */
  readonly meanWeights: Float64Array;
};

const MIN_HISTORY = 4;
const STEPS_PER_ORIGIN = 4;
const ATTEMPTS = 200;
/** Rows drawn per period of history at most. */
const ROWS_PER_PERIOD = 3;
const LEAST_VARIATION = 0.25;
/** Of so many draws the later of two cutoffs is taken: the future is more like the recent past. */
const RECENT_SHARE = 0.5;

/** A random place of a series with some history, a sale in it, and a target after it; `undefined` when there seems to be none. */
export function drawOrigin({ series: all }: TreePanel, holdout: number, random: Random): Origin | undefined {
  for (let attempt = 0; attempt < ATTEMPTS && all.length > 0; attempt++) {
    const series = random.integer(all.length);
    const { y, counts, sales } = all[series]!;
    const end = y.length - holdout;
    if (end <= MIN_HISTORY) continue;
    const span = end - MIN_HISTORY;
    const place = random.integer(span);
    const cutoff = MIN_HISTORY + (random.next() < RECENT_SHARE ? Math.max(place, random.integer(span)) : place);
    if (counts[cutoff]! >= MIN_HISTORY && sales[cutoff]! > 0) return { series, cutoff };
  }
  return undefined;
}

/** Draws at most `most` rows whose targets lie before the last `holdout` periods. */
export function drawRows(panel: TreePanel, most: number, holdout: number, random: Random, base: LinearBase): TrainingRows {
  const layout = featureLayout(panel);
  const periods = panel.series.reduce((sum, { y }) => sum + Math.max(0, y.length - holdout), 0);
  const wanted = Math.min(most, periods * ROWS_PER_PERIOD);
  const values = new Float32Array(wanted * layout.size);
  const [target, cappedTarget, weights, meanWeights] = [new Float64Array(wanted), new Float64Array(wanted), new Float64Array(wanted), new Float64Array(wanted)];
  const head = new Float32Array(layout.perOrigin);
  let rows = 0;
  for (let draws = 0; rows < wanted && draws < wanted; draws++) {
    const origin = drawOrigin(panel, holdout, random);
    if (!origin) break;
    const source = panel.series[origin.series]!;
    const scale = originScale(panel, origin);
    const steps = Math.min(panel.horizon, source.y.length - holdout - origin.cutoff);
    writeOriginFeatures(panel, origin, scale, head);
    for (let k = 0; k < Math.min(STEPS_PER_ORIGIN, steps) && rows < wanted; k++) {
      const step = random.integer(steps);
      const y = source.y[origin.cutoff + step]!;
      if (Number.isNaN(y)) continue;
      const at = rows * layout.size;
      values.set(head, at);
      writeStepFeatures(panel, origin, scale, step, values, at + layout.perOrigin);
      const reading = linearReading(panel, base, origin, scale, step);
      target[rows] = y / scale - reading;
      cappedTarget[rows] = source.clipped[origin.cutoff + step]! / scale - reading;
      weights[rows] = Math.min(5, Math.max(0.2, Math.sqrt(scale / Math.exp(panel.meanLogLevel))));
      meanWeights[rows] = 1 / (LEAST_VARIATION + (source.deviation / scale) ** 2);
      rows += 1;
    }
  }
  return {
    matrix: { rows, features: layout.size, values: values.subarray(0, rows * layout.size), categorical: layout.categorical },
    target: target.subarray(0, rows),
    cappedTarget: cappedTarget.subarray(0, rows),
    weights: weights.subarray(0, rows),
    meanWeights: meanWeights.subarray(0, rows),
  };
}
