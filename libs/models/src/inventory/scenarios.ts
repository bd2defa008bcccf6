import { seededRandom } from '../training/random';
import { normalQuantile } from './normal';

/** Paths of demand each item is planned with. All items share the same draws, so that plans can be compared and repeated. */
export const PATHS = 1000;
/** Parts a period is divided into. */
export const PARTS = 7;
/** Draws of how a period's demand falls on its days, used in turn. */
const SPLIT_PERIODS = 8;
/** Of the first 600 seeds the one whose sums of 1 to 16 periods of normal demand have the best quantiles; see docs/methods/inventory.md. */
const SEED = 468;
const SHAPES = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32, 64, 128];
const CORRELATION_STEP = 0.05;

/**
 * Ranks (0 … PATHS − 1) of a period's demand on every path, for paths whose normal scores share a factor: any two periods have the given
 * correlation, as the level a forecast is wrong by stays with it. In each period every rank occurs once (a Latin hypercube): a period's own distribution is reproduced exactly.
 * @returns [periods × PATHS]; at least `periods`, shared: do not write
 */
export function rankPaths(correlation: number, periods: number): Uint16Array {
  const step = Math.round(Math.min(0.95, Math.max(0, correlation)) / CORRELATION_STEP);
  let state = RANKS.get(step);
  if (!state || state.periods < periods) {
    state = drawRanks(step * CORRELATION_STEP, Math.max(32, periods, 2 * (state?.periods ?? 0)));
    RANKS.set(step, state);
  }
  return state.ranks;
}
type Ranks = { readonly periods: number; readonly ranks: Uint16Array };
const RANKS = new Map<number, Ranks>();

/** The first periods of a longer draw are those of a shorter one. */
function drawRanks(correlation: number, periods: number): Ranks {
  const random = seededRandom(SEED);
  const ranks = new Uint16Array(periods * PATHS);
  const scores = new Float64Array(PATHS);
  const order = Uint16Array.from({ length: PATHS }, (_, n) => n);
  const common = shuffledScores(random.integer).map((score) => Math.sqrt(correlation) * score);
  const own = Math.sqrt(1 - correlation);
  for (let p = 0; p < periods; p++) {
    const fresh = shuffledScores(random.integer);
    for (let n = 0; n < PATHS; n++) scores[n] = common[n]! + own * fresh[n]!;
    order.sort((a, b) => scores[a]! - scores[b]!);
    order.forEach((n, rank) => (ranks[p * PATHS + n] = rank));
  }
  return { periods, ranks };
}

/** Normal scores of the middles of PATHS equal strata, in random order. */
function shuffledScores(integer: (bound: number) => number): Float64Array {
  const scores = Float64Array.from({ length: PATHS }, (_, k) => normalQuantile((k + 0.5) / PATHS));
  for (let k = PATHS - 1; k > 0; k--) {
    const other = integer(k + 1);
    [scores[k], scores[other]] = [scores[other]!, scores[k]!];
  }
  return scores;
}

/**
 * How the demand of a period falls on its parts: cumulated shares of a gamma process given its total (a Dirichlet draw), which
 * makes days independent and keeps a lump on one day where demand is lumpy.
 * @param shape mean² / variance of the period's demand
 * @returns [SPLIT_PERIODS × PATHS × (PARTS + 1)] from 0 to 1, shared: do not write
 */
export function splitsOf(shape: number): Float32Array {
  let nearest = 0;
  while (nearest < SHAPES.length - 1 && shape > Math.SQRT2 * SHAPES[nearest]!) nearest += 1;
  return (SPLITS[nearest] ??= drawSplits(SHAPES[nearest]!));
}
const SPLITS: Float32Array[] = [];

/** Where the shares of a path in a period begin in {@link splitsOf}. */
export function splitOffset(period: number, path: number): number {
  return ((period % SPLIT_PERIODS) * PATHS + path) * (PARTS + 1);
}

function drawSplits(shape: number): Float32Array {
  const random = seededRandom(SEED + Math.round(shape * 1000));
  const shares = new Float32Array(SPLIT_PERIODS * PATHS * (PARTS + 1));
  const parts = new Float64Array(PARTS);
  for (let row = 0; row < SPLIT_PERIODS * PATHS; row++) {
    let total = 0;
    for (let k = 0; k < PARTS; k++) total += parts[k] = drawGamma(shape / PARTS, random);
    if (total === 0) total = parts[random.integer(PARTS)] = 1; // a shape so small that every draw underflowed
    let sum = 0;
    for (let k = 1; k <= PARTS; k++) shares[row * (PARTS + 1) + k] = k === PARTS ? 1 : (sum += parts[k - 1]!) / total;
  }
  return shares;
}

/** Gamma variable of scale 1. Source: Marsaglia & Tsang (2000), "A simple method for generating gamma variables". */
function drawGamma(shape: number, random: ReturnType<typeof seededRandom>): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * Deviations of the lead time of each path from its mean, in standard deviations: a gamma variable of shape 4 (skewness 1, no
 * less than −2), in an order of its own.
 */
export function leadTimeScores(): Float64Array {
  return (LEAD_TIMES[0] ??= drawLeadTimes());
}
const LEAD_TIMES: Float64Array[] = [];

function drawLeadTimes(): Float64Array {
  const random = seededRandom(SEED + 1);
  const scores = Float64Array.from({ length: PATHS }, (_, k) => (gammaShape4Quantile((k + 0.5) / PATHS) - 4) / 2);
  const mean = scores.reduce((sum, v) => sum + v, 0) / PATHS;
  const sd = Math.sqrt(scores.reduce((sum, v) => sum + (v - mean) ** 2, 0) / PATHS);
  for (let k = PATHS - 1; k > 0; k--) {
    const other = random.integer(k + 1);
    [scores[k], scores[other]] = [scores[other]!, scores[k]!];
  }
  return scores.map((v) => (v - mean) / sd);
}

/** By bisection of the closed form 1 − e⁻ˣ(1 + x + x²/2 + x³/6). */
function gammaShape4Quantile(p: number): number {
  let [low, high] = [0, 60];
  for (let k = 0; k < 80; k++) {
    const x = (low + high) / 2;
    if (1 - Math.exp(-x) * (1 + x + (x * x) / 2 + (x * x * x) / 6) < p) low = x;
    else high = x;
  }
  return low;
}
