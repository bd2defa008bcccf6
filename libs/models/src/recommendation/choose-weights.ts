import { addLists, takeTop, type Scaled } from './combination';
import { ndcgAt, recallAt } from './metrics';

/** What the validation maximizes: NDCG@10 + Recall@20, mean over points. */
export function objectiveOf(ranked: Int32Array, targets: Int32Array): number {
  return ndcgAt(ranked, targets, 10) + recallAt(ranked, targets, 20);
}

const STEPS = [0, 0.25, 0.5, 0.75, 1, 1.5, 2] as const;
const MOST_ROUNDS = 3;
/**
 * A method joins or changes its weight only for a gain of this share of the objective. Where time is unknown, what was hidden are not
 * later purchases but a likeness of them, and only a large gain is trusted to hold for the future.
 */
const WORTH = { ordered: 0.01, unordered: 0.05 };

/**
 * Weights of the methods' lists by coordinate ascent from the best single one, which has weight 1.
 * @param lists for each method, for each validation point its scaled list
 * @returns one weight per method, not all 0, and the objective they reach
 */
export function chooseWeights(lists: readonly (readonly Scaled[])[], targets: readonly Int32Array[], tieRank: Int32Array, isOrdered: boolean): { weights: number[]; objective: number } {
  const out = new Float32Array(tieRank.length);
  const worth = isOrdered ? WORTH.ordered : WORTH.unordered;
  const evaluate = (weights: readonly number[]) => {
    let sum = 0;
    targets.forEach((wanted, p) => {
      const touched = addLists(lists.map((list) => list[p]!), weights, out);
      sum += objectiveOf(takeTop(out, touched, 20, tieRank), wanted);
    });
    return sum / targets.length;
  };
  const single = lists.map((_, m) => evaluate(lists.map((_, other) => (other === m ? 1 : 0))));
  const best = single.indexOf(Math.max(...single));
  let weights: number[] = lists.map((_, m) => (m === best ? 1 : 0));
  let objective = single[best]!;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = objective;
    for (let m = 0; m < lists.length; m++) {
      if (m === best) continue;
      for (const step of STEPS) {
        const candidate = weights.map((weight, other) => (other === m ? step : weight));
        const value = step === weights[m] ? 0 : evaluate(candidate);
        if (value > objective * (1 + worth)) [weights, objective] = [candidate, value];
      }
    }
    if (objective === before) break;
  }
  return { weights, objective };
}
