import { entriesByItem, countUsers, type History, type Interactions } from './interactions';
import { countPairs, type Cooccurrence } from './cooccurrence';
import type { TensorRuntime } from '../forecasting/method';
import type { MethodContext, WeightedHistory } from './method';

/** How much the items of a history count: older ones by half every `halfLife` later times, bought ones by amount to the `power`. */
export type HistoryWeighting = { readonly halfLife: number; readonly power: number };

export function weighHistory({ items, weights, ages }: History, { halfLife, power }: HistoryWeighting): WeightedHistory {
  return { items, weights: weights.map((weight, k) => weight ** power * 2 ** (-ages[k]! / halfLife)) };
}

/** What all methods need of the data, computed once. */
export function createContext(data: Interactions, options: { tf: TensorRuntime | undefined; seed: number; denseItems: number; breathe: () => Promise<void> }): MethodContext {
  const byItem = entriesByItem(data);
  let pairs: Promise<Cooccurrence> | undefined;
  return { ...options, data, byItem, usersOf: countUsers(data), cooccurrence: () => (pairs ??= countPairs(data, byItem, options.breathe)) };
}
