import { performance } from 'node:perf_hooks';
import { recommendation, withOrg, type Database, type Tx } from '@almanac/data';
import { DomainError, minorUnitsOf, type OrgId, type RecommendParams } from '@almanac/data/contract';
import { fitRecommender, formatIsoDate, ForecastCancelled, RECOMMENDATION_METHODS, type RecommendationMethodName } from '@almanac/models';
import type { Tensorflow } from '../platform/tensorflow';
import { completeRun, type TrainingHooks, type TrainingTask } from '../platform/training-task';
import { affinityRows, findAssociations, popularRows, readBaskets } from './associations';
import { makeLists } from './customer-lists';
import { lookBack, unsold } from './holdout';
import { hashPurchases, interactionsUntil, readPurchases } from './purchase-log';

/** A response is a purchase within so many days. */
export const RESPONSE_DAYS = 28;
const FEWEST_CUSTOMERS = 20;
/** Left out of a quick run: they take most of the time and seldom serve. */
const SLOW_METHODS: readonly RecommendationMethodName[] = ['als', 'item-lift'];

/** @throws DomainError `recommendation.too_few_purchases` */
export async function requirePurchases(tx: Tx, orgId: OrgId, today: string): Promise<void> {
  const customers = await recommendation.countBuyers(tx, orgId, today, FEWEST_CUSTOMERS);
  if (customers < FEWEST_CUSTOMERS) throw new DomainError('recommendation.too_few_purchases', { customers, needed: FEWEST_CUSTOMERS });
}

/**
 * Reads what known customers bought, learns what to recommend to whom, and writes everything in one transaction at the end, in which the run
 * succeeds. The methods are chosen, and the chances of a response learnt, one response window back; then all is fitted again on everything.
 * @throws ForecastCancelled when somebody asked for it, or when another attempt has taken the run over
 */
export async function trainRecommend(database: Database, tensorflow: Tensorflow, task: TrainingTask<RecommendParams>, hooks: TrainingHooks): Promise<void> {
  const { orgId, runId, params, seed, today } = task;
  const { responseDays, effort } = params;
  const models = effort === 'quick' ? RECOMMENDATION_METHODS.filter((name) => !SLOW_METHODS.includes(name)) : undefined;
  hooks.onStage('prepare');
  const { log, baskets, groups, currency } = await withOrg(database.db, orgId, async (tx) => {
    await requirePurchases(tx, orgId, today);
    const log = await readPurchases(tx, orgId, today);
    if (log === undefined) throw new DomainError('recommendation.too_few_purchases', { customers: 0, needed: FEWEST_CUSTOMERS });
    return { log, baskets: await readBaskets(tx, orgId, log), groups: await recommendation.listCustomerGroups(tx, orgId), currency: await recommendation.getCurrency(tx, orgId) };
  });
  const breathe = async (fraction: number, method: string) => {
    await hooks.onProgress({ stage: 'final', method, fraction });
    if (hooks.isCancelled()) throw new ForecastCancelled();
  };
  const past = await lookBack(log, { models, responseDays, seed, tensorflow, hooks });
  const data = interactionsUntil(log, log.lastDay);
  const recommender = await fitRecommender(data, { seed, ...(models && { models }), ...(past && { like: past.recommender }) }, {
    tf: tensorflow.tf,
    clock: () => performance.now(),
    isCancelled: hooks.isCancelled,
    onProgress: ({ method, fraction }) => hooks.onProgress({ stage: 'final', method, fraction: 0.6 + 0.15 * fraction }),
  });
  const champion = recommender.champion.name;
  const isExcluded = unsold(data).map((flag, p) => (log.catalog[p]!.isOffered ? flag : 1));
  const { lists, audiences } = await makeLists({
    ...{ log, data, recommender, responses: past?.responses ?? { fresh: undefined, again: undefined }, responseDays, minorUnits: minorUnitsOf(currency), isExcluded },
    breathe: (share) => breathe(0.75 + 0.2 * share, champion),
  });
  const { pairs, bundles } = await findAssociations(baskets, log.catalog, () => breathe(0.95, champion));
  const affinity = await affinityRows(data, log.catalog, () => breathe(0.97, champion));
  const groupOf = new Map(groups.map((group) => [group.id, group]));
  const popular = popularRows(log, log.customerIds.map((id) => groupOf.get(id) ?? { segment: null, country: null }), isExcluded, responseDays);
  const fitSeconds = new Map(recommender.methods.map((method) => [method.name as string, method.fitSeconds]));
  const scores = past?.scores.map((row) => ({ ...row, fitSeconds: fitSeconds.get(row.model) ?? 0 })) ?? recommender.methods.map((method) => ({ ...UNSCORED, model: method.name, weight: method.weight, fitSeconds: method.fitSeconds, isChampion: method.name === champion }));

  hooks.onStage('save');
  await completeRun(database, tensorflow, task, {
    capability: 'recommend',
    found: { dataHash: hashPurchases(log), seriesCount: log.customerIds.length, champion: { model: scores.find(({ isChampion }) => isChampion)?.model ?? champion } },
    write: async (tx) => {
      const model = { dataUntil: formatIsoDate(log.lastDay), responseDays, customers: log.customerIds.length, products: log.catalog.length, interactions: data.item.length, baskets: baskets.users, calibration: past?.calibration ?? [] };
      await recommendation.writeRunResults(tx, { orgId, runId }, { model, lists, audiences: audiences(), popular, pairs, bundles, affinity, scores });
    },
  });
  await withOrg(database.db, orgId, (tx) => recommendation.pruneRuns(tx, orgId));
  await recommendation.analyzeRun(database.owner);
}

const UNSCORED = { hitRate10: null, ndcg10: null, recall20: null, coverage10: null, novelty10: null };
