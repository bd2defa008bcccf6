import { performance } from 'node:perf_hooks';
import type { recommendation } from '@almanac/data';
import type { CalibrationBin } from '@almanac/data/contract';
import { binResponses, collectPurchaseDays, fitRecommender, fitReplenishment, fitResponse, historyOf, noveltyAt, scoreRanking, seededRandom, type Interactions, type RankedTest, type Recommender, type RecommenderName, type ResponseModel } from '@almanac/models';
import type { TrainingHooks } from '../platform/training-task';
import type { Tensorflow } from '../platform/tensorflow';
import { activityAt } from './activity';
import { groupsOf } from './groups';
import { listFor, type CustomerList, type Responses } from './lists';
import { interactionsUntil, type PurchaseLog } from './purchase-log';

/** Customers whose past is ranked, and whose responses are learnt from. */
const MOST_CUSTOMERS = 3000;
/** Products of each customer's list that the chance of a response is learnt on. */
const RANKS_LEARNT = 200;
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
  readonly responseDays: number;
  readonly seed: number;
  readonly tensorflow: Tensorflow;
  readonly hooks: TrainingHooks;
}

/**
 * Goes back one response window, fits on what was known then, and compares with what came. `undefined` where the past is too short.
 * @throws ForecastCancelled
 */
export async function lookBack(log: PurchaseLog, { responseDays, seed, tensorflow, hooks }: Looking): Promise<Holdout | undefined> {
  const cutoff = log.lastDay - responseDays;
  if (cutoff - log.firstDay < FEWEST_WINDOWS * responseDays) return undefined;
  const data = interactionsUntil(log, cutoff);
  const later = purchasesAfter(log, cutoff);
  const known = [...Array(log.customerIds.length).keys()].filter((u) => data.start[u + 1]! > data.start[u]!);
  if (known.filter((u) => later.has(u)).length < FEWEST_CUSTOMERS) return undefined;
  const recommender = await fitRecommender(data, { seed, keepsAll: true }, {
    tf: tensorflow.tf,
    clock: () => performance.now(),
    isCancelled: hooks.isCancelled,
    onProgress: ({ method, fraction }) => hooks.onProgress({ stage: 'backtest', method, fraction: 0.55 * fraction }),
  });
  const isUnknown = unsold(data);
  const random = seededRandom(seed);
  const asked = sample(known.filter((u) => later.has(u)), MOST_CUSTOMERS, random);
  const scores = scoreMethods(recommender, data, later, asked, isUnknown);

  const activity = activityAt(log, cutoff, responseDays);
  const purchases = collectPurchaseDays({ customers: log.customerIds.length, products: log.catalog.length, customer: log.customer, product: log.product, day: log.day }, cutoff);
  const { groupOf, names } = groupsOf(log.catalog);
  const sources = { data, purchases, recommender, replenishment: fitReplenishment(purchases, cutoff, groupOf, names.length), activity, isExcluded: isUnknown, responseDays };
  const people = sample(known, MOST_CUSTOMERS, random);
  const fresh = createRows();
  const again = createRows();
  for (const [k, customer] of people.entries()) {
    if (k % 100 === 0) await hooks.onProgress({ stage: 'backtest', method: recommender.champion.name, fraction: 0.55 + (0.05 * k) / people.length });
    const list = listFor(sources, customer, RANKS_LEARNT);
    for (const row of list.fresh) fresh.add(row, customer, later);
    for (const row of list.again) again.add(row, customer, later);
  }
  const responses = { fresh: fresh.fit(), again: again.fit() };
  return { recommender, scores, responses, calibration: calibrate([[fresh, responses.fresh], [again, responses.again]]) };
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

function scoreMethods(recommender: Recommender, data: Interactions, later: Later, asked: readonly number[], isUnknown: Uint8Array): Holdout['scores'] {
  const usersOf = new Float64Array(data.items);
  for (const i of data.item) usersOf[i]! += 1;
  const sold = isUnknown.reduce((sum, flag) => sum + 1 - flag, 0);
  const cases = asked.flatMap((user) => {
    const history = historyOf(data, user);
    const targets = Int32Array.from([...later.get(user)!].filter((item) => isUnknown[item] === 0 && !history.items.includes(item)));
    return targets.length === 0 ? [] : [{ history, targets }];
  });
  const single = recommender.champion.name !== 'combination';
  const names: RecommenderName[] = [...recommender.methods.map(({ name }) => name), ...(single ? [] : (['combination'] as const))];
  return names.map((model) => {
    const ranked: RankedTest[] = cases.map(({ history, targets }) => ({ ranked: Int32Array.from(recommender.recommendBy(model, history, 20, { isExcluded: isUnknown }), ({ item }) => item), targets }));
    const { hitRate, ndcg, recall, coverage } = scoreRanking(ranked, sold, 10);
    const novelty = noveltyAt(ranked.map((test) => test.ranked), usersOf, data.users, 10);
    const weight = model === 'combination' ? 1 : recommender.methods.find(({ name }) => name === model)!.weight;
    return { model, ...{ hitRate10: finite(hitRate), ndcg10: finite(ndcg), recall20: finite(recall), coverage10: finite(coverage), novelty10: finite(novelty) }, weight, isChampion: model === recommender.champion.name };
  });
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

/** Rows of features with whether a purchase followed. */
function createRows() {
  const values: number[] = [];
  const labels: number[] = [];
  const people: number[] = [];
  return {
    add({ item, features }: CustomerList['fresh'][number] | CustomerList['again'][number], customer: number, later: Later) {
      values.push(...features);
      labels.push(later.get(customer)?.has(item) === true ? 1 : 0);
      people.push(customer);
    },
    labels: () => Uint8Array.from(labels),
    fit: () => (labels.length === 0 ? undefined : fitResponse({ rows: labels.length, width: values.length / labels.length, values: Float64Array.from(values) }, Uint8Array.from(labels), Int32Array.from(people))),
  };
}

function calibrate(parts: readonly (readonly [ReturnType<typeof createRows>, ResponseModel | undefined])[]): CalibrationBin[] {
  const judged = parts.flatMap(([rows, model]) => (model === undefined ? [] : [{ predictions: model.outOfFold, labels: rows.labels() }]));
  if (judged.length === 0) return [];
  return binResponses(Float64Array.from(judged.flatMap(({ predictions }) => [...predictions])), Uint8Array.from(judged.flatMap(({ labels }) => [...labels])));
}
