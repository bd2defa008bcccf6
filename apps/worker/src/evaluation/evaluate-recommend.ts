import { performance } from 'node:perf_hooks';
import { fitRecommender, historyOf, noveltyAt, scoreRanking, type MethodChoice, type RankedTest, type RecommendationMethodName, type Recommender, type RecommenderName, type RecommenderProgress, type TensorRuntime } from '@almanac/models';
import { EvaluationError } from './input-problems';
import type { InteractionSplit } from './interaction-split';

export type EvaluateRecommendInput = InteractionSplit & { readonly k: number; readonly models?: readonly RecommendationMethodName[]; readonly seed: number };

type RecommenderReport = {
  readonly name: RecommenderName;
  readonly hitRate10: number;
  readonly ndcg10: number;
  readonly recall20: number;
  readonly coverage10: number;
  /** mean self-information of the first ten, bits */
  readonly novelty10: number;
  /** the same measures at another k, recall at 2 k; absent when k is 10 */
  readonly atK?: { readonly k: number; readonly hitRate: number; readonly ndcg: number; readonly recall: number; readonly coverage: number };
  readonly fitSeconds: number;
  readonly predictSeconds: number;
};

/** The document of `evaluate recommend --json`. */
export type RecommendEvaluation = {
  readonly data: { readonly users: number; readonly items: number; readonly rows: number; readonly trainingPairs: number; readonly testUsers: number; readonly testPairs: number; readonly repeatedTestPairs: number; readonly order: InteractionSplit['order'] };
  readonly models: readonly RecommenderReport[];
  /** what the product would serve, chosen on the ends of training histories alone */
  readonly champion: RecommenderReport;
  readonly choices: readonly MethodChoice[];
  readonly validationPoints: number;
  readonly validationSeconds: number;
  readonly backend: string;
  readonly seed: number;
  readonly peakMemoryMb: number;
};

/**
 * Fits every method on the training part and ranks, for every test user, all training items that the user does not have.
 * @throws EvaluationError when either part is empty
 */
export async function evaluateRecommend(input: EvaluateRecommendInput, { tf, backend }: { tf?: TensorRuntime; backend: string }, onProgress: (progress: RecommenderProgress) => void | Promise<void> = () => undefined): Promise<RecommendEvaluation> {
  const { training, tests, rows, repeatedTestPairs, order, models, seed } = input;
  if (training.item.length === 0) throw new EvaluationError('no row is left to learn from: give training rows with a weight above 0');
  if (tests.length === 0) throw new EvaluationError('no row is left to score: give test rows, or --time to hide the last of every customer');
  const recommender = await fitRecommender(training, { seed, keepsAll: true, ...(models && { models }) }, { ...(tf && { tf }), onProgress, clock: () => performance.now() });
  const names: RecommenderName[] = recommender.methods.map(({ name }) => name);
  const reports = [...names, ...(recommender.champion.name === 'combination' ? (['combination'] as const) : [])].map((name) => reportOn(name, recommender, input));
  return {
    data: { users: training.users, items: training.items, rows, trainingPairs: training.item.length, testUsers: tests.length, testPairs: tests.reduce((sum, { targets }) => sum + targets.length, 0), repeatedTestPairs, order },
    models: reports,
    champion: reports.find(({ name }) => name === recommender.champion.name)!, // all fitted methods are reported, and the combination when it serves
    choices: recommender.methods.map(({ name, settings, weighting, objective, weight }) => ({ name, settings, weighting, objective: round(objective, 4), weight })),
    validationPoints: recommender.champion.validationPoints,
    validationSeconds: round(recommender.validationSeconds, 2),
    backend,
    seed,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function reportOn(name: RecommenderName, recommender: Recommender, { training, tests, k }: EvaluateRecommendInput): RecommenderReport {
  const begin = performance.now();
  const ranked: RankedTest[] = tests.map(({ user, targets }) => {
    const list = recommender.recommendBy(name, historyOf(training, user), Math.max(20, 2 * k));
    return { ranked: Int32Array.from(list, ({ item }) => item), targets };
  });
  const predictSeconds = (performance.now() - begin) / 1000;
  const { hitRate, ndcg, recall, coverage } = scoreRanking(ranked, training.items, 10);
  const fitted = recommender.methods.filter((method) => (name === 'combination' ? method.weight > 0 : method.name === name));
  return {
    name,
    hitRate10: round(hitRate, 4),
    ndcg10: round(ndcg, 4),
    recall20: round(recall, 4),
    coverage10: round(coverage, 4),
    novelty10: round(noveltyAt(ranked.map((test) => test.ranked), usersOf(training), training.users, 10), 2),
    ...(k !== 10 && { atK: { k, ...mapValues(scoreRanking(ranked, training.items, k), (value) => round(value, 4)) } }),
    fitSeconds: round(fitted.reduce((sum, method) => sum + method.fitSeconds, 0), 3),
    predictSeconds: round(predictSeconds, 3),
  };
}

function usersOf({ items, item }: InteractionSplit['training']): Float64Array {
  const counts = new Float64Array(items);
  for (const i of item) counts[i]! += 1;
  return counts;
}

function mapValues<K extends string>(values: Readonly<Record<K, number>>, change: (value: number) => number): Record<K, number> {
  return Object.fromEntries(Object.entries<number>(values).map(([key, value]) => [key, change(value)])) as Record<K, number>;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
