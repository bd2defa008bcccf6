import type { Frequency } from '../../series/calendar';
import type { Effort, ForecastMethod, GraphCompiler, TensorRuntime } from '../method';
import { networkMethod, type NetworkPlan } from '../networks/network-method';
import { nhitsArchitecture } from './nhits-architecture';

const training = { batchSize: 256, peakRate: 2e-3, epochSteps: 25 };
const PLANS: Readonly<Record<Effort, NetworkPlan>> = { quick: { members: 1, training: { ...training, steps: 300 } }, standard: { members: 3, training: { ...training, steps: 500 } } };
/** Twice what the LSTM reads: a window costs this network little, and days gain by it (nn5-daily alone: wQL 0.1447 with 56, 0.1408 with 112). */
const INPUT_SIZE: Readonly<Record<Frequency, number>> = { day: 112, week: 52, month: 24 };
const STACKS = [
  { pool: 4, ratio: 8 },
  { pool: 2, ratio: 3 },
  { pool: 1, ratio: 1 },
];

/** The global N-HiTS network: one for all series of the panel, a mean over differently seeded members. */
export function nhits(tf: TensorRuntime, compile?: GraphCompiler): ForecastMethod {
  return networkMethod('nhits', tf, nhitsArchitecture(tf, { stacks: STACKS, width: 64, hidden: 64 }), PLANS, { compile, inputSize: INPUT_SIZE });
}
