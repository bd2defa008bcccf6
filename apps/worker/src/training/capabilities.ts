import { recommendation, training, type Database, type Tx } from '@almanac/data';
import { DomainError, type Capability, type ClassifierScores, type ModelScores, type OrgId, type RecommenderScores, type RunParams, type StartTraining } from '@almanac/data/contract';
import { listChurnScores, prepareChurn, trainChurn } from '../churn/index';
import { defaultHorizon, requireHistory, trainForecast } from '../forecasting/index';
import type { Tensorflow } from '../platform/tensorflow';
import { RESPONSE_DAYS, requirePurchases, trainRecommend } from '../recommendation/index';
import type { TrainingHooks, TrainingTask } from '../platform/training-task';

type Of<Union, C extends Capability> = Extract<Union, { capability: C }>;

interface Scores {
  readonly forecast: readonly ModelScores[];
  readonly recommend: readonly RecommenderScores[];
  readonly churn: readonly ClassifierScores[];
}

interface CapabilityTraining<C extends Capability> {
  /**
   * What a run will be asked, once the data suffice.
   * @throws DomainError when there is too little to learn from
   */
  readonly prepare: (tx: Tx, company: { readonly orgId: OrgId; readonly today: string }, input: Of<StartTraining, C>) => Promise<Of<RunParams, C>>;
  /** Runs in the training process; writes its results, its promotion and its end in one transaction. */
  readonly train: (database: Database, tensorflow: Tensorflow, task: TrainingTask<Of<RunParams, C>>, hooks: TrainingHooks) => Promise<void>;
  /** Scores of succeeded runs, the champion first. */
  readonly listScores: (tx: Tx, orgId: OrgId, runIds: readonly string[]) => Promise<ReadonlyMap<string, Scores[C]>>;
}

/** What each capability brings to the life of a run; queue, child process, progress, cancel, retry and schedule are the same for all. */
const capabilities: { readonly [C in Capability]?: CapabilityTraining<C> } = {
  forecast: {
    prepare: async (tx, { orgId, today }, { capability, frequency, effort }) => {
      await requireHistory(tx, orgId, frequency, today);
      return { capability, frequency, horizon: defaultHorizon[frequency], effort };
    },
    train: trainForecast,
    listScores: training.listForecastScores,
  },
  recommend: {
    prepare: async (tx, { orgId, today }, { capability, effort }) => {
      await requirePurchases(tx, orgId, today);
      return { capability, responseDays: RESPONSE_DAYS, effort };
    },
    train: trainRecommend,
    listScores: recommendation.listScores,
  },
  churn: {
    prepare: async (tx, company, { capability }) => ({ capability, ...(await prepareChurn(tx, company)) }),
    train: trainChurn,
    listScores: listChurnScores,
  },
};

export type TrainingRunTask = TrainingTask<RunParams>;

/** @throws DomainError when there is too little to learn from */
export function prepareRun<C extends Capability>(tx: Tx, company: { orgId: OrgId; today: string }, input: Of<StartTraining, C>): Promise<Of<RunParams, C>> {
  return capabilityOf(input.capability as C).prepare(tx, company, input);
}

export function trainRun<C extends Capability>(database: Database, tensorflow: Tensorflow, task: TrainingTask<Of<RunParams, C>>, hooks: TrainingHooks): Promise<void> {
  return capabilityOf(task.params.capability as C).train(database, tensorflow, task, hooks);
}

export async function listRunScores<C extends Capability>(tx: Tx, orgId: OrgId, capability: C, runIds: readonly string[]): Promise<ReadonlyMap<string, Scores[C]>> {
  const found = find(capability);
  return found === undefined ? new Map() : found.listScores(tx, orgId, runIds);
}

const find = <C extends Capability>(name: C): CapabilityTraining<C> | undefined => capabilities[name] as CapabilityTraining<C> | undefined;

function capabilityOf<C extends Capability>(name: C): CapabilityTraining<C> {
  const found = find(name);
  if (found === undefined) throw new DomainError('request.invalid');
  return found;
}
