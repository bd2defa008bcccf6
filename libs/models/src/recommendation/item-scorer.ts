import type { ItemMatrix } from './item-matrix';
import type { Scorer } from './method';

/** Scores an item by the sum of the weights from the user's items to it. */
export function itemScorer(matrix: ItemMatrix): Scorer {
  return {
    score: ({ items, weights }, out) => {
      out.fill(0);
      for (let k = 0; k < items.length; k++) matrix.addRow(items[k]!, weights[k]!, out);
    },
    contributions: ({ items, weights }, item) => weights.map((weight, k) => weight * matrix.weight(items[k]!, item)),
  };
}
