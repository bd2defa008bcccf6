import type { Frequency } from '../../series/calendar';
import { seededRandom } from '../../training/random';
import { meanOfQuantiles } from '../distribution';
import { createBlock, QUANTILE_COUNT, tidyBlock, type ForecastBlock, type MethodName } from '../forecast';
import type { Effort, FitContext, FittedMethod, ForecastMethod, GraphCompiler, TensorRuntime } from '../method';
import type { Architecture, Parameters } from './architecture';
import { createNetwork, type Network } from './network';
import { prepareNetworkPanel, type NetworkPanel } from './network-panel';
import { trainNetwork, type TrainingPlan } from './train-network';
import { createBatch, fillBatch } from './windows';

/** How many networks are averaged, and how each is trained. */
export type NetworkPlan = { readonly members: number; readonly training: TrainingPlan };

/** Share of the steps spent on the periods kept for validation, and on the hidden ones at the refit. */
const ABSORB_SHARE = 0.25;
const REFIT_SHARE = 0.4;
const LATER_RATE = 0.35;

/** A forecasting method that trains one network of this architecture for all series of a panel, averaged over its members. */
export function networkMethod(name: MethodName, tf: TensorRuntime, architecture: Architecture, plans: Readonly<Record<Effort, NetworkPlan>>, { compile, inputSize }: NetworkOptions = {}): ForecastMethod {
  return {
    name,
    fit: async (panel, context) => {
      const network = createNetwork(tf, prepareNetworkPanel(panel, context.horizon, context.holdout, inputSize), architecture, compile);
      return fitEnsemble(tf, network, architecture, plans[context.effort], context);
    },
  };
}

export type NetworkOptions = {
  readonly compile?: GraphCompiler;
  /** periods the network reads, less when the history is short */
  readonly inputSize?: Readonly<Record<Frequency, number>>;
};

async function fitEnsemble(tf: TensorRuntime, network: Network, architecture: Architecture, { members, training }: NetworkPlan, context: FitContext): Promise<FittedMethod> {
  const validation = validationPeriods(network.panel, context.horizon, context.holdout);
  const fitted: Parameters[] = [];
  for (let member = 0; member < members; member++) {
    const seed = context.seed * 1000 + member;
    const parameters = architecture.initialParameters(network.panel, seededRandom(seed));
    const part = memberContext(tf, context, member, members, seed);
    await trainNetwork(network, parameters, training, part(0, validation > 0 ? 1 - ABSORB_SHARE : 1), validation);
    if (validation > 0) await trainNetwork(network, parameters, laterPlan(training, ABSORB_SHARE), part(1 - ABSORB_SHARE, 1), 0);
    fitted.push(parameters);
  }
  return fittedEnsemble(tf, network, fitted, training);
}

function fittedEnsemble(tf: TensorRuntime, network: Network, members: readonly Parameters[], plan: TrainingPlan): FittedMethod {
  return {
    forecast: async (holdout) => forecastEnsemble(network, members, holdout),
    dispose: network.dispose,
    refit: async (context) => {
      const refitted = members.map(({ shapes, values }) => ({ shapes, values: values.map((value) => value.slice()) }));
      for (const [member, parameters] of refitted.entries()) {
        const seed = context.seed * 1000 + 500 + member;
        const part = memberContext(tf, context, member, members.length, seed);
        await trainNetwork(network, parameters, laterPlan(plan, REFIT_SHARE), part(0, 1), 0);
      }
      return fittedEnsemble(tf, network, refitted, plan);
    },
  };
}

function laterPlan(plan: TrainingPlan, share: number): TrainingPlan {
  return { ...plan, steps: Math.round(plan.steps * share), peakRate: plan.peakRate * LATER_RATE };
}

/** The context of one stretch of one member's training; lets the host's messages in after every report. */
function memberContext(tf: TensorRuntime, context: FitContext, member: number, members: number, seed: number) {
  return (from: number, to: number): Pick<FitContext, 'holdout' | 'seed' | 'report'> => ({
    holdout: context.holdout,
    seed: seed + Math.round(from * 100),
    report: async (share, details) => {
      await tf.nextFrame();
      await context.report((member + from + (to - from) * share) / members, details);
    },
  });
}

/** The last horizon before the cutoff, less when the history is short, none when it is too short to spare any. */
function validationPeriods({ series }: NetworkPanel, horizon: number, holdout: number): number {
  const longest = series.reduce((most, { y }) => Math.max(most, y.length - holdout), 0);
  return longest < 16 ? 0 : Math.min(horizon, Math.floor(longest / 5));
}

const FORECAST_BATCH = 512;

function forecastEnsemble(network: Network, members: readonly Parameters[], holdout: number): ForecastBlock {
  const { series, horizon } = network.panel;
  const block = createBlock(series.length, horizon);
  const windows = series.map(({ y }, i) => ({ series: i, cutoff: Math.max(0, y.length - holdout) }));
  const perRow = horizon * QUANTILE_COUNT;
  for (let from = 0; from < windows.length; from += FORECAST_BATCH) {
    const part = windows.slice(from, from + FORECAST_BATCH);
    const batch = createBatch(network.panel, part.length);
    fillBatch(network.panel, part, batch, holdout);
    for (const parameters of members) {
      const scaled = network.predict(parameters, batch);
      for (let k = 0; k < scaled.length; k++)
        block.quantiles[from * perRow + k]! += (scaled[k]! * batch.scale[Math.floor(k / perRow)]!) / members.length;
    }
  }
  tidyBlock(block);
  for (let k = 0; k < block.mean.length; k++) block.mean[k] = meanOfQuantiles(block.quantiles.subarray(k * QUANTILE_COUNT, (k + 1) * QUANTILE_COUNT));
  return block;
}
