import { type Cooccurrence } from './cooccurrence';
import { factorize, solveFactorized } from './cholesky';
import type { Interactions } from './interactions';
import { invertSymmetric } from './invert';
import { denseItemMatrix, sparseItemMatrix, type ItemMatrix, type SparseColumn } from './item-matrix';
import { itemScorer } from './item-scorer';
import type { MethodContext, MethodSettings, RecommendationMethod } from './method';

/** Ridge penalty λ, and `dropout` d, which adds d/(1 - d) of an item's users to its own penalty. */
type Penalty = { readonly lambda: number; readonly dropout: number };

const ITEMS_BETWEEN_BREATHS = 50;
/** Neighbours an item is regressed on when there are too many items for a full matrix. */
const MOST_REGRESSORS = 200;

/**
 * EASE^R: weights B between items, zero on the diagonal, with the least ‖X - X B‖² + λ ‖B‖² for the user-item matrix X of ones.
 * With P = (XᵀX + Λ)⁻¹, B_ij = -P_ij / P_jj. Source: Steck (2019), "Embarrassingly Shallow Autoencoders for Sparse Data", eq. 8;
 * dropout as a penalty: Steck (2020), "Autoencoders that don't overfit towards the Identity".
 */
export async function fitDenseEase({ data, tf, breathe }: Pick<MethodContext, 'data' | 'tf' | 'breathe'>, penalties: readonly Penalty[]): Promise<ItemMatrix[]> {
  const n = data.items;
  const gram = gramMatrix(data);
  const fitted: ItemMatrix[] = [];
  for (const penalty of penalties) {
    const penalized = gram.slice();
    for (let i = 0; i < n; i++) penalized[i * n + i] = diagonal(gram[i * n + i]!, penalty);
    const b = await invertSymmetric(penalized, n, tf, breathe);
    const scale = Float64Array.from({ length: n }, (_, j) => -1 / b[j * n + j]!);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) b[i * n + j]! *= scale[j]!;
      b[i * n + i] = 0;
    }
    fitted.push(denseItemMatrix(n, b));
  }
  return fitted;
}

/** XᵀX, [items × items]: users that have both. */
function gramMatrix({ users, items, start, item }: Interactions): Float32Array {
  const gram = new Float32Array(items * items);
  for (let u = 0; u < users; u++) {
    for (let a = start[u]!; a < start[u + 1]!; a++) {
      const row = item[a]! * items;
      for (let b = start[u]!; b < start[u + 1]!; b++) gram[row + item[b]!]! += 1;
    }
  }
  return gram;
}

function diagonal(usersOf: number, { lambda, dropout }: Penalty): number {
  return usersOf / (1 - dropout) + lambda;
}

/**
 * The same regression, one item at a time on the `most` items nearest to it only, so that no square matrix of all items is built: work
 * items · most³ / 6, memory items · most. Source: Ning & Karypis (2011), SLIM with feature selection, without its L1 term.
 */
export async function fitTruncatedEase(pairs: Cooccurrence, penalties: readonly Penalty[], most: number, breathe: () => Promise<void>): Promise<ItemMatrix[]> {
  const { usersOf, others, counts } = pairs;
  const items = usersOf.length;
  const columns: SparseColumn[][] = penalties.map(() => []);
  const place = new Int32Array(items).fill(-1);
  const gram = new Float64Array(most * most);
  const work = new Float64Array(most * most);
  for (let j = 0; j < items; j++) {
    if (j % ITEMS_BETWEEN_BREATHS === 0) await breathe();
    const { rows, both } = nearest(pairs, j, most, penalties[0]!.lambda);
    const n = rows.length;
    rows.forEach((i, k) => (place[i] = k));
    gram.fill(0, 0, n * n);
    rows.forEach((i, k) => {
      const [near, count] = [others[i]!, counts[i]!];
      for (let q = 0; q < near.length; q++) {
        const column = place[near[q]!]!;
        if (column < 0) continue;
        gram[k * n + column] = count[q]!; // a pair may have been kept on one side only
        gram[column * n + k] = count[q]!;
      }
    });
    rows.forEach((i) => (place[i] = -1));
    penalties.forEach((penalty, p) => {
      work.set(gram.subarray(0, n * n));
      rows.forEach((i, k) => (work[k * n + k] = diagonal(usersOf[i]!, penalty)));
      const b = Float64Array.from(both);
      factorize(work, n);
      solveFactorized(work, n, b);
      columns[p]!.push({ rows, weights: Float32Array.from(b) });
    });
  }
  return columns.map(sparseItemMatrix);
}

/** The items that share most users with `j`, by the cosine drawn towards 0 for items with few users. */
function nearest({ usersOf, others, counts }: Cooccurrence, j: number, most: number, shrinkage: number): { rows: Int32Array; both: Float32Array } {
  const [candidates, both] = [others[j]!, counts[j]!];
  if (candidates.length <= most) return { rows: candidates, both };
  const closeness = both.map((count, k) => count / Math.sqrt(usersOf[candidates[k]!]! + shrinkage));
  const order = Int32Array.from(candidates, (_, k) => k).sort((a, b) => closeness[b]! - closeness[a]! || candidates[a]! - candidates[b]!).subarray(0, most);
  return { rows: Int32Array.from(order, (k) => candidates[k]!), both: Float32Array.from(order, (k) => both[k]!) };
}

export const easeMethod: RecommendationMethod = {
  name: 'ease',
  readsHistory: true,
  settings: () => [
    { lambda: 200, dropout: 0 },
    { lambda: 50, dropout: 0.3 },
    { lambda: 20, dropout: 0 },
    { lambda: 800, dropout: 0 },
  ],
  fit: async (context, settings) => {
    const penalties = settings.map(({ lambda = 200, dropout = 0 }: MethodSettings) => ({ lambda, dropout }));
    const matrices =
      context.data.items <= context.denseItems
        ? await fitDenseEase(context, penalties)
        : await fitTruncatedEase(await context.cooccurrence(), penalties, MOST_REGRESSORS, context.breathe);
    return matrices.map(itemScorer);
  },
};
