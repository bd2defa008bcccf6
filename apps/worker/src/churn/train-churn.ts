import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { churn, schema, withOrg, type Database } from '@almanac/data';
import { minorUnitsOf, type ChurnExclusionCost, type ChurnParams, type ChurnSettings } from '@almanac/data/contract';
import { compareProbabilities, fitChurn, ForecastCancelled, leaveOut, type ChurnModel, type ChurnRuntime, type FeatureTable } from '@almanac/models';
import { eq } from 'drizzle-orm';
import { addDays } from '../platform/calendar';
import type { Tensorflow } from '../platform/tensorflow';
import { completeRun, type TrainingHooks, type TrainingTask } from '../platform/training-task';
import { compareGroups, describeCalibration, describeCurve, finite, judgeScores, sharpestPoint } from './describe-fit';
import { readLearningData, type LearningData } from './learning-data';

/** Contributions kept of a customer, and customers they are worked out for, those with most at stake first. */
const REASONS = 8;
const MOST_EXPLAINED = 20_000;
/** Working out reasons may take so long; the rest go without. */
const EXPLAINING_MS = 90_000;
const EXPLAINED_AT_ONCE = 50;
/** A next order further away is no date to wait for. */
const FARTHEST_ORDER = 365;

/**
 * Learns who leaves from those whose fate is known, scores the others, and writes everything in one transaction at the end, in which the run succeeds. Runs
 * whose window has passed are judged by what came.
 * @throws DomainError `churn.too_little_data`
 * @throws ForecastCancelled when somebody asked for it, or when another attempt has taken the run over
 */
export async function trainChurn(database: Database, tensorflow: Tensorflow, task: TrainingTask<ChurnParams>, hooks: TrainingHooks): Promise<void> {
  const { orgId, params, seed, today } = task;
  hooks.onStage('prepare');
  const settings = await withOrg(database.db, orgId, (tx) => churn.getSettings(tx, orgId));
  const [org] = await database.owner.select({ currency: schema.organizations.currency }).from(schema.organizations).where(eq(schema.organizations.id, orgId));
  const minorUnits = minorUnitsOf(org!.currency);
  const data = await readLearningData(database, { orgId, today, ...params, settings });
  const runtime: ChurnRuntime = {
    ...{ tf: tensorflow.tf, kernel: tensorflow.lstmKernel, compile: tensorflow.compile, isCancelled: hooks.isCancelled, clock: () => performance.now() },
    onProgress: ({ method, fraction }) => hooks.onProgress({ stage: 'backtest', method, fraction: 0.9 * fraction }),
  };
  const without = (table: FeatureTable) => leaveOut(table, settings.excluded);
  const learnTable = without(data.learn.table);
  const model = await fitChurn(learnTable, data.learn.labels, { seed, ...(data.learn.sequences && { sequences: data.learn.sequences }), ...(params.windowDays !== null && { windowDays: params.windowDays }) }, runtime);
  try {
    const exclusionCost = await priceExclusions(data, settings, seed, runtime);
    const curve = describeCurve(data.learn.labels, model.outOfFold, data.learn.values.map((value) => value * minorUnits));
    const threshold = settings.threshold ?? curve[sharpestPoint(curve)]!.threshold;
    const margin = await withOrg(database.db, orgId, (tx) => churn.measureMargin(tx, orgId, { from: addDays(data.dataUntil, -365), until: data.dataUntil, minorUnits }));
    const scores = await scoreCustomers(data, model, { table: without(data.score.table), minorUnits, hooks });
    hooks.onStage('save');
    await completeRun(database, tensorflow, task, {
      capability: 'churn',
      found: { dataHash: hashOf(data), seriesCount: data.learn.labels.length, champion: { model: model.champion.name } },
      write: async (tx) => {
        for (const { runId, threshold: line } of await churn.listUnjudgedRuns(tx, orgId, data.dataUntil)) await churn.judgeRun(tx, orgId, runId, (judged) => judgeScores(judged, line));
        await churn.writeRun(tx, task, {
          model: {
            ...{ kind: data.kind, dataUntil: data.dataUntil, windowDays: params.windowDays, cutoff: data.cutoff, horizonMonths: settings.horizonMonths },
            ...{ learntFrom: data.learn.labels.length, churnRate: data.learn.labels.reduce((sum, label) => sum + label, 0) / data.learn.labels.length, scored: data.score.customerIds.length, lost: data.lostIds.length },
            ...{ threshold, margin, excluded: [...settings.excluded], skipped: [...data.skipped], window: data.proposal, curve, exclusionCost },
            calibration: describeCalibration(data.learn.labels, model.outOfFold),
            importance: model.importance.slice(0, 20),
            drift: data.drift,
            fairness: compareGroups({ table: data.groups, labels: data.learn.labels, probabilities: model.outOfFold, threshold }, settings.groupColumns, learnTable.names),
          },
          methods: methodRows(model),
          scores,
        });
        await churn.pruneRuns(tx, orgId);
      },
    });
  } finally {
    model.dispose();
  }
}

/** What forbidding columns costs: the same methods with and without them, on the same folds. */
async function priceExclusions({ learn, kind }: LearningData, { excluded }: ChurnSettings, seed: number, { isCancelled }: ChurnRuntime): Promise<ChurnExclusionCost | null> {
  const restricted = leaveOut(learn.table, excluded);
  if (restricted.names.length === learn.table.names.length) return null;
  const models = kind === 'contract' ? (['logistic', 'gbdt'] as const) : (['logistic'] as const);
  const honest = async (table: FeatureTable) => {
    const model = await fitChurn(table, learn.labels, { seed, models }, { ...(isCancelled && { isCancelled }), onProgress: () => nextTurn() });
    model.dispose();
    return model.outOfFold;
  };
  return compareProbabilities(learn.labels, await honest(learn.table), await honest(restricted), seed);
}

type ScoringOptions = { readonly table: FeatureTable; readonly minorUnits: number; readonly hooks: TrainingHooks };

/** A score for each customer who has not left. Who was learnt from is scored by a fit that had not seen them. */
async function scoreCustomers(data: LearningData, model: ChurnModel, { table, minorUnits, hooks }: ScoringOptions): Promise<churn.NewScore[]> {
  const { customerIds, sequences, values, learntAt } = data.score;
  const predicted = model.predict(table, sequences);
  const probabilities = predicted.map((probability, row) => (learntAt[row]! >= 0 ? model.outOfFold[learntAt[row]!]! : probability));
  const atRisk = probabilities.map((probability, row) => probability * values[row]!);
  const byStake = Array.from(customerIds.keys()).sort((a, b) => atRisk[b]! - atRisk[a]! || probabilities[b]! - probabilities[a]!);
  const reasons = new Map<number, unknown>();
  const end = performance.now() + EXPLAINING_MS;
  for (const [k, row] of byStake.slice(0, MOST_EXPLAINED).entries()) {
    reasons.set(row, model.explain(table, row, REASONS, sequences));
    if (k % EXPLAINED_AT_ONCE !== 0) continue;
    await hooks.onProgress({ stage: 'final', method: model.champion.name, fraction: 0.9 + (0.1 * k) / customerIds.length });
    if (hooks.isCancelled()) throw new ForecastCancelled();
    if (performance.now() > end) break;
  }
  const active = customerIds.map((customerId, row): churn.NewScore => ({
    ...buyingColumns(data, customerId, minorUnits),
    ...{ customerId, state: 'active', probability: storable(probabilities[row]!), valueIfStays: values[row]! * minorUnits, valueAtRisk: atRisk[row]! * minorUnits, reasons: reasons.get(row) ?? null },
    expectedValue: (data.facts.get(customerId)?.outlook.expectedValue ?? (1 - probabilities[row]!) * values[row]!) * minorUnits,
  }));
  const lost = data.lostIds.map((customerId): churn.NewScore => ({
    ...buyingColumns(data, customerId, minorUnits),
    ...{ customerId, state: 'lost', probability: null, valueIfStays: 0, valueAtRisk: 0, reasons: null },
    expectedValue: (data.facts.get(customerId)?.outlook.expectedValue ?? 0) * minorUnits,
  }));
  return [...active, ...lost];
}

/** Chances in millionths: smaller ones are out of range for a four-byte number. */
const storable = (chance: number) => Math.round(chance * 1e6) / 1e6;

const tenths = (days: number) => finite(Math.round(days * 10) / 10);

function buyingColumns({ facts, dataUntil }: LearningData, customerId: number, minorUnits: number) {
  const known = facts.get(customerId);
  if (known === undefined) return { orders: 0, amount: 0 };
  const { orders, amount, firstOrderedOn, lastOrderedOn, rhythm, noOrder, rfm } = known;
  const { usualGapDays, longGapDays, isBetweenOrders, nextOrderInDays, probabilityAlive } = rhythm;
  return {
    ...{ orders, amount: amount * minorUnits, firstOrderedOn, lastOrderedOn, usualGap: tenths(usualGapDays), longGap: tenths(longGapDays), isBetweenOrders, probabilityAlive: storable(probabilityAlive), noOrder: noOrder.map(storable) },
    nextOrderOn: nextOrderInDays <= FARTHEST_ORDER ? addDays(dataUntil, Math.max(1, Math.round(nextOrderInDays))) : null,
    ...{ recencyScore: rfm.recency, frequencyScore: rfm.frequency, monetaryScore: rfm.monetary, rfmSegment: rfm.segment },
  };
}

function methodRows({ champion, methods }: ChurnModel) {
  const row = ({ rocAuc, prAuc, brier, logLoss, f1, lift10 }: ChurnModel['champion'] | ChurnModel['methods'][number]) => ({ rocAuc: finite(rocAuc), prAuc: finite(prAuc), brier: finite(brier), logLoss: finite(logLoss), f1: finite(f1), lift10: finite(lift10) });
  const single = methods.map((method) => ({ model: method.name as string, ...row(method), weight: method.weight, fitSeconds: finite(method.fitSeconds), isChampion: method.name === champion.name }));
  return champion.name === 'combination' ? [{ model: 'combination', ...row(champion), weight: null, fitSeconds: null, isChampion: true }, ...single] : single;
}

/** What was learnt from, so that two runs can be told to have seen the same. */
function hashOf({ learn }: LearningData): string {
  const hash = createHash('sha256').update(learn.table.names.join('\n')).update(learn.labels).update(Int32Array.from(learn.customerIds));
  for (const column of learn.table.columns) hash.update(column.kind === 'numeric' ? column.values : column.codes);
  return hash.digest('hex');
}
