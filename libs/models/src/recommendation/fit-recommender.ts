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
import { RECOMMENDATION_METHODS, type MethodContext, type MethodSettings, type RecommendationMethod, type RecommendationMethodName, type Scorer } from './method';
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
/** Where time is unknown the hidden ends are a rougher stand-in for what comes: weighing by amounts must then gain this much. */
const WORTH_UNORDERED = 0.05;
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
  /** an earlier fit on part of the same users and items, whose settings and weights are taken in place of a new validation */
  readonly like?: Recommender;
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
  const { seed, denseItems = DENSE_ITEMS, keepsAll = false, like } = options;
  const clock = runtime.clock ?? (() => Number.NaN);
  let progress: RecommenderProgress = { stage: 'validation', method: 'popularity', fraction: 0 };
  const breathe = async () => {
    if (runtime.isCancelled?.() === true) throw new ForecastCancelled();
    await runtime.onProgress?.(progress);
  };
  const contextOf = (part: Interactions) => createContext(part, { tf: runtime.tf, seed, denseItems, breathe });
  const report = async (next: RecommenderProgress) => {
    progress = next;
    await breathe();
  };
  const begin = clock();
  const names = options.models ?? RECOMMENDATION_METHODS;
  const { choices, objective, validationPoints } = like ? { choices: like.methods, ...like.champion } : await validate(data, names.map((name) => METHODS[name]), { seed, denseItems, contextOf, report, breathe });
  const validationSeconds = (clock() - begin) / 1000;
  const validated = like ? 0 : 0.6;
  const final = contextOf(data);
  const fitted: FittedMethod[] = [];
  for (const [m, choice] of choices.entries()) {
    const { name, settings, weighting, weight, objective } = choice;
    await report({ stage: 'final', method: name, fraction: validated + ((1 - validated) * m) / choices.length });
    if (weight === 0 && !keepsAll) continue;
    const start = clock();
    const [scorer] = await METHODS[name].fit(final, [settings]);
    fitted.push({ name, settings, weighting, objective, weight, scorer: scorer!, fitSeconds: (clock() - start) / 1000 });
  }
  const serving = fitted.filter(({ weight }) => weight > 0);
  const name = serving.length === 1 ? serving[0]!.name : 'combination';
  return { items: data.items, methods: fitted, champion: { name, objective, validationPoints }, validationSeconds, ...serve(data, fitted) };
}

type Validation = {
  readonly seed: number;
  readonly denseItems: number;
  readonly contextOf: (part: Interactions) => MethodContext;
  readonly report: (progress: RecommenderProgress) => Promise<void>;
  readonly breathe: () => Promise<void>;
};

/** Settings and weights that did best on the ends of histories, with methods that are usable on such data. */
async function validate(data: Interactions, candidates: readonly RecommendationMethod[], { seed, denseItems, contextOf, report, breathe }: Validation): Promise<{ choices: readonly MethodChoice[]; objective: number; validationPoints: number }> {
  const methods = candidates.filter((method) => method.settings(data, denseItems).length > 0);
  const { training, points } = hideLast(data, seededRandom(seed));
  const tieRank = ranksOf(countUsers(training));
  const context = contextOf(training);
  const chosen: (Choice & Pick<MethodChoice, 'name'>)[] = [];
  for (const [m, method] of methods.entries()) {
    await report({ stage: 'validation', method: method.name, fraction: (0.6 * m) / methods.length });
    const settings = method.settings(data, denseItems);
    const scorers = await method.fit(context, settings);
    chosen.push({ name: method.name, ...(await chooseSettings(method, settings, scorers, data, points, tieRank, breathe)) });
  }
  const { weights, objective } = chooseWeights(chosen.map(({ lists }) => lists), points.map(({ targets }) => targets), tieRank, data.isOrdered);
  return { choices: chosen.map(({ name, settings, weighting, objective: alone }, m) => ({ name, settings, weighting, objective: alone, weight: weights[m]! })), objective, validationPoints: points.length };
}

type Choice = { readonly settings: MethodSettings; readonly weighting: HistoryWeighting; readonly objective: number; readonly lists: Scaled[] };

/** First the settings, then how the items of a history weigh. */
async function chooseSettings(method: RecommendationMethod, settings: readonly MethodSettings[], scorers: readonly Scorer[], data: Interactions, points: readonly ValidationPoint[], tieRank: Int32Array, breathe: () => Promise<void>): Promise<Choice> {
  let best: (Choice & { readonly scorer: Scorer }) | undefined;
  const scores = new Float32Array(data.items);
  const tryOut = async (scorer: Scorer, values: MethodSettings, weighting: HistoryWeighting, worth = WORTH) => {
    await breathe();
    const lists = points.map(({ history }) => {
      const isExcluded = new Uint8Array(data.items);
      for (const item of history.items) isExcluded[item] = 1;
      scorer.score(weighHistory(history, weighting), scores);
      return scaledTop(scores, tieRank, isExcluded);
    });
    const objective = points.reduce((sum, { targets }, p) => sum + objectiveOf(lists[p]!.items, targets), 0) / Math.max(1, points.length);
    if (!best || objective > best.objective * (1 + worth)) best = { settings: values, weighting, objective, lists, scorer };
  };
  const startWith = method.readsHistory && data.isOrdered ? SETTINGS_HALF_LIFE : Number.POSITIVE_INFINITY;
  for (const [s, scorer] of scorers.entries()) await tryOut(scorer, settings[s]!, { halfLife: startWith, power: 0 });
  const chosen = best!; // every method has settings
  if (!method.readsHistory) return chosen;
  if (data.isOrdered) for (const halfLife of HALF_LIVES) await tryOut(chosen.scorer, chosen.settings, { halfLife, power: 0 });
  const isWeighted = data.weight.some((weight) => weight !== data.weight[0]);
  if (isWeighted) await tryOut(chosen.scorer, chosen.settings, { ...best!.weighting, power: 0.5 }, data.isOrdered ? WORTH : WORTH_UNORDERED);
  return best!;
}
