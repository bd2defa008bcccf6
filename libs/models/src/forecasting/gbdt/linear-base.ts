import type { Random } from '../../training/random';
import { drawOrigin } from './training-rows';
import { originScale, seasonalReading, type Origin } from './tree-features';
import { meanBetween, type TreePanel } from './tree-panel';

/** Weights of level, last season, mean season and last season at today's level: a linear reading that the trees correct. */
export type LinearBase = readonly [number, number, number, number];

/** Trees that start from nothing: right where the season does not stand out, above all for demand that is mostly zero. */
const NONE: LinearBase = [0, 0, 0, 0];
const LEAST_SEASONAL = 0.3;
const SAMPLE = 15_000;
const ROUNDS = 4;
const LEAST_ERROR = 0.05;
const RIDGE = 0.02;
const LARGEST_TARGET = 12;

/**
 * Fits the reading by least absolute deviations (iteratively reweighted least squares), held towards a plain one. Trees
 * cannot follow a value beyond those they saw; on seasonal panels this lets them move with the season and the level.
 */
export function fitLinearBase(panel: TreePanel, holdout: number, random: Random): LinearBase {
  if (panel.seasonalShare < LEAST_SEASONAL) return NONE;
  const plain: LinearBase = panel.seasonality > 12 ? [0.2, 0, 0, 0.8] : [0.2, 0, 0.8, 0];
  const rows: { x: LinearBase; y: number }[] = [];
  for (let k = 0; k < SAMPLE; k++) {
    const origin = drawOrigin(panel, holdout, random);
    if (!origin) return plain;
    const { y } = panel.series[origin.series]!;
    const step = random.integer(Math.min(panel.horizon, y.length - holdout - origin.cutoff));
    const target = y[origin.cutoff + step]!;
    if (Number.isNaN(target)) continue;
    const scale = originScale(panel, origin);
    rows.push({ x: readings(panel, origin, scale, step), y: Math.min(LARGEST_TARGET, target / scale) });
  }
  let base = plain;
  for (let round = 0; round < ROUNDS; round++) base = reweighted(rows, base, plain);
  return base;
}

/** The reading for a period ahead, in scaled units. */
export function linearReading(panel: TreePanel, base: LinearBase, origin: Origin, scale: number, step: number): number {
  return base === NONE ? 0 : dot(base, readings(panel, origin, scale, step));
}

function readings(panel: TreePanel, { series, cutoff }: Origin, scale: number, step: number): LinearBase {
  const source = panel.series[series]!;
  const recent = meanBetween(source.sums, source.counts, cutoff - Math.max(8, Math.floor(panel.seasonality / 4)), cutoff) / scale;
  const level = Number.isNaN(recent) ? 1 : recent;
  const { last, mean, adjusted } = seasonalReading(panel, source, cutoff, cutoff + step, scale);
  const orLevel = (value: number) => (Number.isNaN(value) ? level : value);
  return [level, orLevel(last), orLevel(mean), orLevel(adjusted)];
}

function reweighted(rows: readonly { x: LinearBase; y: number }[], base: LinearBase, plain: LinearBase): LinearBase {
  const ridge = RIDGE * rows.length;
  const matrix = plain.map((_, i) => plain.map((__, j) => (i === j ? ridge : 0)));
  const right = plain.map((v) => ridge * v);
  for (const { x, y } of rows) {
    const weight = 1 / Math.max(LEAST_ERROR, Math.abs(y - dot(base, x)));
    for (let i = 0; i < 4; i++) {
      right[i]! += weight * x[i]! * y;
      for (let j = 0; j < 4; j++) matrix[i]![j]! += weight * x[i]! * x[j]!;
    }
  }
  return solve(matrix, right);
}

/** Gaussian elimination; the ridge keeps the matrix positive definite. */
function solve(matrix: readonly number[][], right: readonly number[]): LinearBase {
  const a = matrix.map((row, i) => [...row, right[i]!]);
  for (let i = 0; i < 4; i++) {
    for (let r = 0; r < 4; r++) {
      if (r === i) continue;
      const factor = a[r]![i]! / a[i]![i]!;
      for (let c = i; c <= 4; c++) a[r]![c]! -= factor * a[i]![c]!;
    }
  }
  const [b, c, d, e] = a.map((row, i) => row[4]! / row[i]!);
  return [b!, c!, d!, e!];
}

function dot(a: LinearBase, b: LinearBase): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}
