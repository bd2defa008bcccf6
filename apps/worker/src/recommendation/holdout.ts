import { performance } from 'node:perf_hooks';
import type { recommendation } from '@almanac/data';
import type { CalibrationBin } from '@almanac/data/contract';
import { binResponses, collectPurchaseDays, fitRecommender, fitReplenishment, fitResponse, noveltyAt, scoreRanking, seededRandom, type Interactions, type RankedTest, type RecommendationMethodName, type Recommender, type RecommenderName, type ResponseModel } from '@almanac/models';
import type { TrainingHooks } from '../platform/training-task';
import type { Tensorflow } from '../platform/tensorflow';
import { activityAt } from './activity';
import { groupsOf } from './groups';
import { listFor, type CustomerList, type Responses } from './lists';
import { interactionsUntil, type PurchaseLog } from './purchase-log';

/** Customers whose lists of then are compared with what they took, and whose responses are learnt from. */
const MOST_CUSTOMERS = 4000;
/** Products of each customer's list that the chance of a response is learnt on. */
const RANKS_LEARNT = 100;
/** A past date is looked back from only where so many windows lie before it, and so many customers bought after it. */
const FEWEST_WINDOWS = 2;
const FEWEST_CUSTOMERS = 50;

/** What a past date tells: which methods and settings serve, how good they are, and how likely responses are. */
export interface Holdout {
  readonly recommender: Recommender;
  readonly scores: readonly Omit<recommendation.ScoreRow, 'fitSeconds'>[];
  readonly responses: Responses;
  readonly calibration: readonly CalibrationBin[];
}

interface Looking {
  readonly models?: readonly RecommendationMethodName[] | undefined;
  readonly responseDays: number;
  readonly seed: number;
  readonly tensorflow: Tensorflow;
  readonly hooks: TrainingHooks;
}

/**
 * Goes back one response window, fits on what was known then, and compares with what came. `undefined` where the past is too short.
 * @throws ForecastCancelled
 */
export async function lookBack(log: PurchaseLog, { models, responseDays, seed, tensorflow, hooks }: Looking): Promise<Holdout | undefined> {
  const cutoff = log.lastDay - responseDays;
  if (cutoff - log.firstDay < FEWEST_WINDOWS * responseDays) return undefined;
  const data = interactionsUntil(log, cutoff);
  const later = purchasesAfter(log, cutoff);
  const known = [...Array(log.customerIds.length).keys()].filter((u) => data.start[u + 1]! > data.start[u]!);
  if (known.filter((u) => later.has(u)).length < FEWEST_CUSTOMERS) return undefined;
  const recommender = await fitRecommender(data, { seed, keepsAll: true, ...(models && { models }) }, {
    tf: tensorflow.tf,
    clock: () => performance.now(),
    isCancelled: hooks.isCancelled,
    onProgress: ({ method, fraction }) => hooks.onProgress({ stage: 'backtest', method, fraction: 0.55 * fraction }),
  });
  const isUnknown = unsold(data);
  const people = sample(known, MOST_CUSTOMERS, seededRandom(seed));
  const purchases = collectPurchaseDays({ customers: log.customerIds.length, products: log.catalog.length, customer: log.customer, product: log.product, day: log.day }, cutoff);
  const { groupOf, names } = groupsOf(log.catalog);
  const sources = { data, purchases, recommender, replenishment: fitReplenishment(purchases, cutoff, groupOf, names.length), activity: activityAt(log, cutoff, responseDays), isExcluded: isUnknown, responseDays };
  const lists: CustomerList[] = [];
  for (const [k, customer] of people.entries()) {
    if (k % 100 === 0) await hooks.onProgress({ stage: 'backtest', method: recommender.champion.name, fraction: 0.55 + (0.05 * k) / people.length });
    lists.push(listFor(sources, customer, RANKS_LEARNT));
  }
  const fresh = learn(lists.map((list) => list.fresh), people, later);
  const again = learn(lists.map((list) => list.again), people, later);
  const judged = [fresh, again].filter((part) => part !== undefined);
  return {
    recommender,
    scores: scoreMethods(recommender, data, lists, targetsOf(lists, people, later, isUnknown), isUnknown, fresh?.model.outOfFold),
    responses: { fresh: fresh?.model, again: again?.model },
    calibration: judged.length === 0 ? [] : binResponses(concat(judged.map(({ model }) => model.outOfFold)), Uint8Array.from(judged.flatMap(({ labels }) => [...labels]))),
  };
}

type Later = ReadonlyMap<number, ReadonlySet<number>>;

/** Products each customer bought after a day. */
function purchasesAfter({ customer, product, day }: PurchaseLog, cutoff: number): Later {
  const found = new Map<number, Set<number>>();
  customer.forEach((c, row) => {
    if (day[row]! > cutoff) found.set(c, (found.get(c) ?? new Set<number>()).add(product[row]!));
  });
  return found;
}

/** Flags of products nobody had bought by then. */
export function unsold({ items, item }: Interactions): Uint8Array {
  const flags = new Uint8Array(items).fill(1);
  for (const i of item) flags[i] = 0;
  return flags;
}

/** What each customer then took for the first time, of what could be recommended. */
function targetsOf(lists: readonly CustomerList[], people: readonly number[], later: Later, isUnknown: Uint8Array): Int32Array[] {
  return lists.map(({ history }, k) => Int32Array.from([...(later.get(people[k]!) ?? [])].filter((item) => isUnknown[item] === 0 && !history.items.includes(item))));
}

/** The name of the order by chance of a purchase among the methods. */
const BY_CHANCE = 'response';

function scoreMethods(recommender: Recommender, data: Interactions, lists: readonly CustomerList[], targets: readonly Int32Array[], isUnknown: Uint8Array, chances: Float64Array | undefined): Holdout['scores'] {
  const usersOf = countUsersOf(data);
  const sold = isUnknown.reduce((sum, flag) => sum + 1 - flag, 0);
  const asked = lists.map((_, k) => k).filter((k) => targets[k]!.length > 0);
  const { methods, champion } = recommender;
  const names: RecommenderName[] = [...methods.map(({ name }) => name), ...(champion.name === 'combination' ? (['combination'] as const) : [])];
  const score = (model: string, weight: number, isChampion: boolean, rank: (k: number) => Int32Array) => {
    const ranked: RankedTest[] = asked.map((k) => ({ ranked: rank(k), targets: targets[k]! }));
    const { hitRate, ndcg, recall, coverage } = scoreRanking(ranked, sold, 10);
    const novelty = noveltyAt(ranked.map((test) => test.ranked), usersOf, data.users, 10);
    return { model, ...{ hitRate10: finite(hitRate), ndcg10: finite(ndcg), recall20: finite(recall), coverage10: finite(coverage), novelty10: finite(novelty) }, weight, isChampion };
  };
  const allWeights = methods.reduce((sum, { weight }) => sum + weight, 0);
  const scores = names.map((name) => {
    const weight = methods.find((method) => method.name === name)?.weight ?? 0;
    return score(name, weight / allWeights, chances === undefined && name === champion.name, (k) => Int32Array.from(recommender.recommendBy(name, lists[k]!.history, 20, { isExcluded: isUnknown }), ({ item }) => item));
  });
  if (chances === undefined) return scores;
  const start = new Int32Array(lists.length + 1);
  lists.forEach(({ fresh }, k) => (start[k + 1] = start[k]! + fresh.length));
  return [...scores, score(BY_CHANCE, 0, true, (k) => orderByChance(lists[k]!, chances.subarray(start[k], start[k + 1])))];
}

function orderByChance({ fresh }: CustomerList, chances: Float64Array): Int32Array {
  return Int32Array.from(fresh, (_, rank) => rank)
    .sort((a, b) => chances[b]! - chances[a]! || a - b)
    .map((rank) => fresh[rank]!.item);
}

function countUsersOf({ items, item }: Interactions): Float64Array {
  const counts = new Float64Array(items);
  for (const i of item) counts[i]! += 1;
  return counts;
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function sample(from: readonly number[], most: number, random: { integer: (bound: number) => number }): number[] {
  const all = [...from];
  for (let k = 0; k < Math.min(most, all.length); k++) {
    const other = k + random.integer(all.length - k);
    [all[k], all[other]] = [all[other]!, all[k]!];
  }
  return all.slice(0, most);
}

/** Whether a purchase followed, learnt from the features of what was listed; `undefined` where too few did. */
function learn(lists: readonly (readonly { readonly item: number; readonly features: number[] }[])[], people: readonly number[], later: Later): { model: ResponseModel; labels: Uint8Array } | undefined {
  const rows = lists.flatMap((list, k) => list.map((row) => ({ ...row, person: people[k]! })));
  const width = rows[0]?.features.length ?? 0;
  const values = new Float64Array(rows.length * width);
  rows.forEach(({ features }, row) => values.set(features, row * width));
  const labels = Uint8Array.from(rows, ({ item, person }) => (later.get(person)?.has(item) === true ? 1 : 0));
  const model = fitResponse({ rows: rows.length, width, values }, labels, Int32Array.from(rows, ({ person }) => person));
  return model && { model, labels };
}

function concat(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
