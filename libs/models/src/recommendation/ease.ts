import type { Interactions } from './interactions';
import { invertSymmetric } from './invert';
import { denseItemMatrix, type ItemMatrix } from './item-matrix';
import { itemScorer } from './item-scorer';
import { diagonal, fitTruncatedEase, type Penalty } from './truncated-ease';
import type { MethodContext, MethodSettings, RecommendationMethod } from './method';

/** Most neighbours an item is regressed on when there are too many items for a full matrix. */
const MOST_REGRESSORS = 300;
/** Bound of items · neighbours², to which the time of that regression is proportional: 300 up to 12,000 items, 148 at 50,000. */
const MOST_WORK = 1.1e9;

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
        : await fitTruncatedEase(await context.cooccurrence(), penalties, Math.min(MOST_REGRESSORS, Math.floor(Math.sqrt(MOST_WORK / context.data.items))), context.breathe);
    return matrices.map(itemScorer);
  },
};
