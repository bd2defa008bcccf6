import type { Effort, ForecastMethod, GraphCompiler, LstmKernel, TensorRuntime } from '../method';
import { networkMethod, type NetworkPlan } from '../networks/network-method';
import { lstmArchitecture } from './lstm-architecture';
import { portableLstm } from './portable-kernel';

const training = { steps: 300, batchSize: 256, peakRate: 4e-3, epochSteps: 25 };
const PLANS: Readonly<Record<Effort, NetworkPlan>> = { quick: { members: 1, training }, standard: { members: 3, training } };

/** The global LSTM: one network for all series of the panel, a mean over differently seeded members. */
export function lstm(tf: TensorRuntime, kernel: LstmKernel = portableLstm(tf), compile?: GraphCompiler): ForecastMethod {
  return networkMethod('lstm', tf, lstmArchitecture(tf, kernel, { units: 40, hidden: 40 }), PLANS, { compile });
}
