import type { Effort, ForecastMethod, GraphCompiler, TensorRuntime } from '../method';
import { networkMethod, type NetworkPlan } from '../networks/network-method';
import { nhitsArchitecture } from './nhits-architecture';

const training = { steps: 300, batchSize: 256, peakRate: 2e-3, epochSteps: 25 };
const PLANS: Readonly<Record<Effort, NetworkPlan>> = { quick: { members: 1, training }, standard: { members: 3, training } };
const STACKS = [
  { pool: 4, ratio: 8 },
  { pool: 2, ratio: 3 },
  { pool: 1, ratio: 1 },
];

/** The global N-HiTS network: one for all series of the panel, a mean over differently seeded members. */
export function nhits(tf: TensorRuntime, compile?: GraphCompiler): ForecastMethod {
  return networkMethod('nhits', tf, nhitsArchitecture(tf, { stacks: STACKS, width: 128, hidden: 40 }), PLANS, { compile });
}
