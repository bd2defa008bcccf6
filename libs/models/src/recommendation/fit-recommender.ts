import type { TensorRuntime } from '../forecasting/method';
import { ForecastCancelled } from '../forecasting/method';
import { seededRandom } from '../training/random';
import { alsMethod } from './als';
import { chooseWeights, objectiveOf } from './choose-weights';
import { scaledTop, type Scaled } from './combination';
import { easeMethod } from './ease';
import { createContext, weighHistory, type HistoryWeighting } from './fitted-method';
import { cosineMethod, liftMethod } from './item-neighbours';
import { countUsers, type Interactions } from './interactions';
import { RECOMMENDATION_METHODS, type MethodSettings, type RecommendationMethod, type RecommendationMethodName, type Scorer } from './method';
import { popularityMethod } from './popularity';
import { ranksOf } from './ranking';
import type { FittedMethod, MethodChoice, Recommender, RecommenderProgress } from './recommender';
import { sequenceMethod } from './sequence';
import { serve } from './serve';
import { hideLast, type ValidationPoint } from './validation';

const METHODS: Readonly<Record<RecommendationMethodName, RecommendationMethod>> = {
  popularity: popularityMethod,
  'item-cosine': cosineMethod,
  'item-lift': liftMethod,
  ease: easeMethod,
  als: alsMethod,
  sequence: sequenceMethod,
};
/** Up to here EASE takes a full matrix of the items (64 MB, seconds); above, it regresses each item on its nearest ones only. */
const DENSE_ITEMS = 4000;
/** Other settings must do better by this share than plainer ones before them. */
const WORTH = 0.01;
/** In an ordered history an item counts half after so many later times: those tried, and the one settings are compared at. */
const HALF_LIVES = [Number.POSITIVE_INFINITY, 30, 4, 1.5];
const SETTINGS_HALF_LIFE = 10;

export type RecommenderOptions = {
  /** all unless said */
  readonly models?: readonly RecommendationMethodName[];
  readonly seed: number;
  /** keep methods that the combination gives no weight, to compare them; off unless said */
  readonly keepsAll?: boolean;
  readonly denseItems?: number;
};

export type RecommenderRuntime = {
  /** faster algebra; everything works without */
  readonly tf?: TensorRuntime;
  readonly onProgress?: (progress: RecommenderProgress) => void | Promise<void>;
  readonly isCancelled?: () => boolean;
  /** monotonic milliseconds */
  readonly clock?: () => number;
};

/**
 * Fits the methods on interactions. Their settings, and the weights of their combination, are those that did best on the ends of
 * histories hidden inside these interactions; then everything is fitted once more on all of them.
 * @throws RangeError without interactions  @throws ForecastCancelled once `isCancelled` says so
 */
export async function fitRecommender(data: Interactions, options: RecommenderOptions, runtime: RecommenderRuntime = {}): Promise<Recommender> {
  if (data.item.length === 0) throw new RangeError('fitRecommender: there are no interactions');
  const { seed, denseItems = DENSE_ITEMS, keepsAll = false } = options;
  const clock = runtime.clock ?? (() => Number.NaN);
  let progress: RecommenderProgress = { stage: 'validation', method: 'popularity', fraction: 0 };
  const breathe = async () => {
    if (runtime.isCancelled?.() === true) throw new ForecastCancelled();
    await runtime.onProgress?.(progress);
  };
  const contextOf = (part: Interactions) => createContext(part, { tf: runtime.tf, seed, denseItems, breathe });
  const methods = (options.models ?? RECOMMENDATION_METHODS).map((name) => METHODS[name]).filter((method) => method.settings(data, denseItems).length > 0);
  const begin = clock();
  const { training, points } = hideLast(data, seededRandom(seed));
  const tieRank = ranksOf(countUsers(training));
  const context = contextOf(training);
  const chosen: (Omit<MethodChoice, 'weight'> & { lists: Scaled[] })[] = [];
  for (const [m, method] of methods.entries()) {
    progress = { stage: 'validation', method: method.name, fraction: (0.6 * m) / methods.length };
    await breathe();
    const settings = method.settings(data, denseItems);
    const scorers = await method.fit(context, settings);
    chosen.push({ name: method.name, ...(await chooseSettings(method, settings, scorers, data, points, tieRank, breathe)) });
  }
  const { weights, objective } = chooseWeights(chosen.map(({ lists }) => lists), points.map(({ targets }) => targets), tieRank, data.isOrdered);
  const validationSeconds = (clock() - begin) / 1000;
  const final = contextOf(data);
  const fitted: FittedMethod[] = [];
  for (const [m, { name, settings, weighting, objective }] of chosen.entries()) {
    progress = { stage: 'final', method: name, fraction: 0.6 + (0.4 * m) / methods.length };
    await breathe();
    if (weights[m] === 0 && !keepsAll) continue;
    const start = clock();
    const [scorer] = await METHODS[name].fit(final, [settings]);
    fitted.push({ name, settings, weighting, objective, weight: weights[m]!, scorer: scorer!, fitSeconds: (clock() - start) / 1000 });
  }
  const serving = fitted.filter(({ weight }) => weight > 0);
  const name = serving.length === 1 ? serving[0]!.name : 'combination';
  return { items: data.items, methods: fitted, champion: { name, objective, validationPoints: points.length }, validationSeconds, ...serve(data, fitted) };
}

type Choice = { readonly settings: MethodSettings; readonly weighting: HistoryWeighting; readonly objective: number; readonly lists: Scaled[] };

/** First the settings, then how the items of a history weigh. */
async function chooseSettings(method: RecommendationMethod, settings: readonly MethodSettings[], scorers: readonly Scorer[], data: Interactions, points: readonly ValidationPoint[], tieRank: Int32Array, breathe: () => Promise<void>): Promise<Choice> {
  let best: (Choice & { readonly scorer: Scorer }) | undefined;
  const scores = new Float32Array(data.items);
  const tryOut = async (scorer: Scorer, values: MethodSettings, weighting: HistoryWeighting) => {
    await breathe();
    const lists = points.map(({ history }) => {
      const isExcluded = new Uint8Array(data.items);
      for (const item of history.items) isExcluded[item] = 1;
      scorer.score(weighHistory(history, weighting), scores);
      return scaledTop(scores, tieRank, isExcluded);
    });
    const objective = points.reduce((sum, { targets }, p) => sum + objectiveOf(lists[p]!.items, targets), 0) / Math.max(1, points.length);
    if (!best || objective > best.objective * (1 + WORTH)) best = { settings: values, weighting, objective, lists, scorer };
  };
  const startWith = method.readsHistory && data.isOrdered ? SETTINGS_HALF_LIFE : Number.POSITIVE_INFINITY;
  for (const [s, scorer] of scorers.entries()) await tryOut(scorer, settings[s]!, { halfLife: startWith, power: 0 });
  const chosen = best!; // every method has settings
  if (!method.readsHistory) return chosen;
  if (data.isOrdered) for (const halfLife of HALF_LIVES) await tryOut(chosen.scorer, chosen.settings, { halfLife, power: 0 });
  const isWeighted = data.weight.some((weight) => weight !== data.weight[0]);
  if (isWeighted) await tryOut(chosen.scorer, chosen.settings, { ...best!.weighting, power: 0.5 });
  return best!;
}
