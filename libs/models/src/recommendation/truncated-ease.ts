import type { Cooccurrence } from './cooccurrence';
import { sparseItemMatrix, type ItemMatrix, type SparseColumn } from './item-matrix';
import { positionsOfLargest } from './ranking';

/** Ridge penalty λ, and `dropout` d, which adds d/(1 - d) of an item's users to its own penalty. */
export type Penalty = { readonly lambda: number; readonly dropout: number };

const ITEMS_BETWEEN_BREATHS = 100;
const MOST_STEPS = 30;
/** Conjugate gradient ends once the residual is this share of where it began. */
const PRECISION = 1e-3;

/** Diagonal of the penalized Gram matrix for an item with so many users. */
export function diagonal(usersOf: number, { lambda, dropout }: Penalty): number {
  return usersOf / (1 - dropout) + lambda;
}

/**
 * The regression of EASE, one item at a time on the `most` items nearest to it only, so that no square matrix of all items is built:
 * conjugate gradient on the pairs that occur among them, memory items · most. With all items as neighbours it is EASE itself.
 * Source: Ning & Karypis (2011), SLIM with feature selection, without its L1 term and sign.
 */
export async function fitTruncatedEase(pairs: Cooccurrence, penalties: readonly Penalty[], most: number, breathe: () => Promise<void>): Promise<ItemMatrix[]> {
  const items = pairs.usersOf.length;
  const columns: SparseColumn[][] = penalties.map(() => []);
  const blockOf = createBlockReader(pairs, most);
  const solve = createSolver(most);
  for (let j = 0; j < items; j++) {
    if (j % ITEMS_BETWEEN_BREATHS === 0) await breathe();
    const { rows, both } = nearest(pairs, j, most, penalties[0]!.lambda);
    const block = blockOf(rows);
    penalties.forEach((penalty, p) => {
      const onDiagonal = Float64Array.from(rows, (i) => diagonal(pairs.usersOf[i]!, penalty));
      columns[p]!.push({ rows, weights: solve(block, onDiagonal, both) });
    });
  }
  return columns.map(sparseItemMatrix);
}

/** The items that share most users with `j`, by the cosine drawn towards 0 for items with few users. */
function nearest({ usersOf, others, counts }: Cooccurrence, j: number, most: number, shrinkage: number): { rows: Int32Array; both: Float32Array } {
  const [candidates, both] = [others[j]!, counts[j]!];
  if (candidates.length <= most) return { rows: candidates, both };
  const closeness = both.map((count, k) => count / Math.sqrt(usersOf[candidates[k]!]! + shrinkage));
  const order = positionsOfLargest(closeness, most);
  return { rows: Int32Array.from(order, (k) => candidates[k]!), both: Float32Array.from(order, (k) => both[k]!) };
}

/** The strict lower triangle of a symmetric matrix, as a list of its elements. */
type Block = { readonly size: number; readonly row: Int32Array; readonly column: Int32Array; readonly value: Float32Array };

function createBlockReader({ usersOf, others, counts }: Cooccurrence, most: number): (rows: Int32Array) => Block {
  const place = new Int32Array(usersOf.length).fill(-1);
  const capacity = (most * (most - 1)) / 2;
  const [row, column, value] = [new Int32Array(capacity), new Int32Array(capacity), new Float32Array(capacity)];
  return (rows) => {
    for (let k = 0; k < rows.length; k++) place[rows[k]!] = k;
    let size = 0;
    for (let k = 0; k < rows.length; k++) {
      const [near, count] = [others[rows[k]!]!, counts[rows[k]!]!];
      for (let q = 0; q < near.length; q++) {
        const c = place[near[q]!]!;
        if (c < 0 || c >= k) continue;
        row[size] = k;
        column[size] = c;
        value[size++] = count[q]!;
      }
    }
    for (let k = 0; k < rows.length; k++) place[rows[k]!] = -1;
    return { size, row, column, value };
  };
}

/** Solves (block + diagonal) b = both by conjugate gradient, scaled by the diagonal (Jacobi). */
function createSolver(most: number): (block: Block, onDiagonal: Float64Array, both: Float32Array) => Float32Array {
  const [residual, direction, image] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  return ({ size, row, column, value }, onDiagonal, both) => {
    const n = both.length;
    const b = new Float32Array(n);
    let square = 0;
    for (let k = 0; k < n; k++) {
      residual[k] = both[k]!;
      direction[k] = both[k]! / onDiagonal[k]!;
      square += residual[k]! * direction[k]!;
    }
    const enough = square * PRECISION * PRECISION;
    for (let step = 0; step < MOST_STEPS && square > enough; step++) {
      let along = 0;
      for (let k = 0; k < n; k++) image[k] = onDiagonal[k]! * direction[k]!;
      for (let e = 0; e < size; e++) {
        const [r, c, v] = [row[e]!, column[e]!, value[e]!];
        image[r]! += v * direction[c]!;
        image[c]! += v * direction[r]!;
      }
      for (let k = 0; k < n; k++) along += direction[k]! * image[k]!;
      if (!(along > 0)) break; // pairs that were not kept can leave a block that is not positive definite
      const length = square / along;
      let next = 0;
      for (let k = 0; k < n; k++) {
        b[k]! += length * direction[k]!;
        residual[k]! -= length * image[k]!;
        next += (residual[k]! * residual[k]!) / onDiagonal[k]!;
      }
      for (let k = 0; k < n; k++) direction[k] = residual[k]! / onDiagonal[k]! + (next / square) * direction[k]!;
      square = next;
    }
    return b;
  };
}
