import { seededRandom } from '../training/random';
import type { MethodContext, MethodSettings, RecommendationMethod, Scorer } from './method';

const FACTORS = 64;
const ROUNDS = 10;
const STEPS = 3;

/** For row r the columns `column[start[r]] …` with the confidence of each beyond 1. */
type Ones = { readonly start: Int32Array; readonly column: Int32Array; readonly confidence: Float32Array };

/**
 * Implicit matrix factorization: user and item factors with the least Σ c (p - xᵀy)² + λ (Σ|x|² + Σ|y|²) over all pairs, p = 1 and
 * c = 1 + α where there was an interaction, p = 0 and c = 1 elsewhere; users and items in turn, each by a few steps of conjugate gradient
 * from where it was. Sources: Hu, Koren & Volinsky (2008); Takács, Pilászy & Tikk (2011).
 */
async function fitAls({ data, byItem, seed, breathe }: MethodContext, { alpha = 10, regularization = 0.05 }: MethodSettings): Promise<Scorer> {
  const random = seededRandom(seed);
  const initial = (rows: number) => Float32Array.from({ length: rows * FACTORS }, () => random.normal() * 0.1);
  const x = initial(data.users);
  const y = initial(data.items);
  const confidence = new Float32Array(data.item.length).fill(alpha);
  const ofUsers: Ones = { start: data.start, column: data.item, confidence };
  const ofItems: Ones = { start: byItem.start, column: byItem.user, confidence };
  const solver = createSolver(regularization);
  for (let round = 0; round < ROUNDS; round++) {
    await solver.solveAll(x, y, ofUsers, breathe);
    await solver.solveAll(y, x, ofItems, breathe);
  }
  const gram = gramOf(y);
  const user = new Float32Array(FACTORS);
  return {
    score: ({ items, weights }, out) => {
      user.fill(0);
      const row: Ones = { start: Int32Array.of(0, items.length), column: items, confidence: weights.map((weight) => alpha * weight) };
      solver.solve(user, 0, y, gram, row, 2 * STEPS);
      for (let i = 0; i < out.length; i++) {
        let sum = 0;
        for (let f = 0, k = i * FACTORS; f < FACTORS; f++, k++) sum += user[f]! * y[k]!;
        out[i] = sum;
      }
    },
  };
}

/** YᵀY, [factors × factors]. */
function gramOf(y: Float32Array): Float64Array {
  const gram = new Float64Array(FACTORS * FACTORS);
  for (let begin = 0; begin < y.length; begin += FACTORS) {
    for (let a = 0; a < FACTORS; a++) {
      const value = y[begin + a]!;
      for (let b = 0; b <= a; b++) gram[a * FACTORS + b]! += value * y[begin + b]!;
    }
  }
  for (let a = 0; a < FACTORS; a++) for (let b = 0; b < a; b++) gram[b * FACTORS + a] = gram[a * FACTORS + b]!;
  return gram;
}

const ROWS_BETWEEN_BREATHS = 2000;

function createSolver(regularization: number) {
  const [residual, direction, image] = [new Float64Array(FACTORS), new Float64Array(FACTORS), new Float64Array(FACTORS)];
  const dot = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let f = 0; f < FACTORS; f++) sum += a[f]! * b[f]!;
    return sum;
  };
  /** into ← (YᵀY + λI) v + Σ over the row's ones of c (yᵀv) y */
  const multiply = (v: Float64Array, into: Float64Array, y: Float32Array, gram: Float64Array, { start, column, confidence }: Ones, row: number) => {
    for (let a = 0; a < FACTORS; a++) {
      let sum = regularization * v[a]!;
      for (let b = 0, k = a * FACTORS; b < FACTORS; b++, k++) sum += gram[k]! * v[b]!;
      into[a] = sum;
    }
    for (let k = start[row]!; k < start[row + 1]!; k++) {
      const begin = column[k]! * FACTORS;
      let product = 0;
      for (let f = 0; f < FACTORS; f++) product += y[begin + f]! * v[f]!;
      product *= confidence[k]!;
      for (let f = 0; f < FACTORS; f++) into[f]! += product * y[begin + f]!;
    }
  };
  const solve = (x: Float32Array, row: number, y: Float32Array, gram: Float64Array, ones: Ones, steps: number, onesRow = row) => {
    const own = x.subarray(row * FACTORS, (row + 1) * FACTORS);
    direction.set(own);
    multiply(direction, image, y, gram, ones, onesRow);
    for (let f = 0; f < FACTORS; f++) residual[f] = -image[f]!;
    for (let k = ones.start[onesRow]!; k < ones.start[onesRow + 1]!; k++) {
      const begin = ones.column[k]! * FACTORS;
      const target = 1 + ones.confidence[k]!;
      for (let f = 0; f < FACTORS; f++) residual[f]! += target * y[begin + f]!;
    }
    direction.set(residual);
    let square = dot(residual, residual);
    for (let step = 0; step < steps && square > 1e-12; step++) {
      multiply(direction, image, y, gram, ones, onesRow);
      const length = square / dot(direction, image);
      for (let f = 0; f < FACTORS; f++) {
        own[f]! += length * direction[f]!;
        residual[f]! -= length * image[f]!;
      }
      const next = dot(residual, residual);
      for (let f = 0; f < FACTORS; f++) direction[f] = residual[f]! + (next / square) * direction[f]!;
      square = next;
    }
  };
  const solveAll = async (x: Float32Array, y: Float32Array, ones: Ones, breathe: () => Promise<void>) => {
    const gram = gramOf(y);
    for (let row = 0; row * FACTORS < x.length; row++) {
      if (row % ROWS_BETWEEN_BREATHS === 0) await breathe();
      solve(x, row, y, gram, ones, STEPS);
    }
  };
  return { solve, solveAll };
}

export const alsMethod: RecommendationMethod = {
  name: 'als',
  readsHistory: true,
  settings: () => [
    { alpha: 10, regularization: 0.05 },
    { alpha: 3, regularization: 5 },
  ],
  fit: async (context, settings) => {
    const scorers: Scorer[] = [];
    for (const values of settings) scorers.push(await fitAls(context, values));
    return scorers;
  },
};
