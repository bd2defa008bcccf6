import { QUANTILE_COUNT, QUANTILE_LEVELS } from '../forecasting/forecast';
import { PATHS } from './scenarios';

/** Mean excess of the outer tenth of a normal variable, in steps from q0.8 to q0.9 over ln 2. */
const NORMAL_TAIL = 0.75;
/**
 * Bounds of the mean excess over q0.9, in the same steps. Of the bounds tried on four public sets (0.05 to 1 and 0.75 to 3) these had about the
 * least pinball loss at 0.95, 0.98 and 0.99, and the best coverage there; see docs/methods/inventory.md.
 */
const LEAST_TAIL = 0.6;
const MOST_TAIL = 2;
/** After a q0.8 of zero the step is where sales begin, and says nothing of how the tail goes on. */
const LEAST_TAIL_AFTER_ZERO = 0.1;
/** Below this mean a counted item's demand is drawn in whole pieces; above, a fraction of a piece changes nothing. */
const WHOLE_BELOW = 40;
const MOST_COUNTED = 512;

/**
 * Demand of one period at the middles of PATHS equal strata, ascending: linear between the nine quantiles, an exponential tail
 * below q0.1 as the step above it suggests (not below zero), and one above q0.9 whose weight makes the mean that of the forecast, within bounds of
 * what the last two quantiles suggest. Whole pieces keep the mean: what lies between two numbers is shared between them.
 * @param row q0.1 … q0.9 of the period, items
 * @param mean expected demand of the period, items
 * @param demandSize mean demand of a period that has any, items; `NaN` when not known
 * @param out length PATHS
 */
export function fillPeriodDemand(row: ArrayLike<number>, mean: number, demandSize: number, isCounted: boolean, out: Float64Array): void {
  const last = row[QUANTILE_COUNT - 1]!;
  if (last <= 0) fillRareDemand(mean, demandSize, out);
  else fillContinuous(row, mean, out);
  if (isCounted && mean < WHOLE_BELOW && out[PATHS - 1]! < MOST_COUNTED - 1) makeWhole(out);
}

function fillContinuous(row: ArrayLike<number>, mean: number, out: Float64Array): void {
  const first = row[0]!;
  const last = row[QUANTILE_COUNT - 1]!;
  const lowerScale = (NORMAL_TAIL * (row[1]! - first)) / Math.LN2;
  let k = 0;
  let sum = 0;
  for (; LEVEL[k]! < QUANTILE_LEVELS[0]; k++) sum += out[k] = Math.max(0, first - lowerScale * TAIL[PATHS - 1 - k]!);
  for (; LEVEL[k]! < QUANTILE_LEVELS[QUANTILE_COUNT - 1]!; k++) {
    const below = row[BELOW[k]!]!;
    sum += out[k] = below + (row[BELOW[k]! + 1]! - below) * WEIGHT[k]!;
  }
  const before = row[QUANTILE_COUNT - 2]!;
  const step = (last - before) / Math.LN2;
  const matching = (mean * PATHS - sum) / (PATHS - k) - last;
  const least = before > 0 ? LEAST_TAIL : LEAST_TAIL_AFTER_ZERO;
  const scale = step * Math.min(MOST_TAIL, Math.max(least, matching / step));
  for (; k < PATHS; k++) out[k] = last + (step > 0 ? scale : 0) * TAIL[k]!;
}

/** Nine periods in ten and more sell nothing: a sale of about the known size, as often as the mean says. */
function fillRareDemand(mean: number, demandSize: number, out: Float64Array): void {
  out.fill(0);
  if (!(mean > 0)) return;
  const size = Number.isFinite(demandSize) && demandSize > 0 ? Math.max(demandSize, mean / 0.1) : Math.max(1, mean / 0.1);
  const sales = Math.max(1, Math.round((PATHS * mean) / size));
  const typical = (PATHS * mean) / sales;
  for (let k = 0; k < sales; k++) out[PATHS - sales + k] = typical * (0.5 - 0.5 * Math.log(1 - (k + 0.5) / sales));
}

/**
 * Rounds ascending values so that their sum stays: each is carried up or down to the running sum, then they are put in order again.
 * So 0.4 everywhere becomes 0 six times in ten and 1 four times.
 */
function makeWhole(out: Float64Array): void {
  COUNTS.fill(0);
  let sum = 0;
  let taken = 0;
  for (let k = PATHS - 1; k >= 0; k--) {
    sum += out[k]!;
    const whole = ((sum + 0.5) | 0) - taken; // never negative: the sum only grows
    taken += whole;
    COUNTS[whole]! += 1;
  }
  let k = 0;
  for (let value = 0; k < PATHS; value++) {
    const end = k + COUNTS[value]!;
    while (k < end) out[k++] = value;
  }
}

const COUNTS = new Uint16Array(MOST_COUNTED + 1);
/** Middle of each stratum, the quantile below it and how far it is to the next, and the exponential tail beyond q0.9. */
const LEVEL = Float64Array.from({ length: PATHS }, (_, k) => (k + 0.5) / PATHS);
const BELOW = Uint8Array.from(LEVEL, (level) => Math.min(QUANTILE_COUNT - 2, Math.max(0, Math.floor(level * 10 + 1e-9) - 1)));
const WEIGHT = Float64Array.from(LEVEL, (level, k) => level * 10 - 1 - BELOW[k]!);
const TAIL = Float64Array.from(LEVEL, (level) => (level > 0.9 ? Math.log(0.1 / (1 - level)) : 0));
