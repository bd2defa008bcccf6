import { cosineRate, createAdam } from '../../training/adam';
import { createEarlyStopping } from '../../training/early-stopping';
import { seededRandom, type Random } from '../../training/random';
import type { FitContext } from '../method';
import type { NetworkPanel } from './network-panel';
import type { Parameters } from './architecture';
import type { Network } from './network';
import { createBatch, fillBatch, type Window } from './windows';

export type TrainingPlan = {
  readonly steps: number;
  readonly batchSize: number;
  readonly peakRate: number;
  /** steps between two reports and validations */
  readonly epochSteps: number;
};

const PATIENCE = 6;
const WEIGHT_DECAY = 1e-3;
/** Small panels take smaller batches, so that a pass over their windows is still several steps. */
const MIN_BATCH = 32;
const BATCHES_PER_PASS = 8;
/** Observed periods a training window needs before its cutoff. */
const MIN_HISTORY = 4;

/**
 * Trains in place. With `validationPeriods` the last of the visible periods are kept out of the targets, the loss there decides
 * when to stop, and the best weights are restored.
 * @returns the lowest validation loss, `NaN` without validation
 */
export async function trainNetwork(
  network: Network,
  parameters: Parameters,
  plan: TrainingPlan,
  { holdout, seed, report }: Pick<FitContext, 'holdout' | 'seed' | 'report'>,
  validationPeriods: number,
): Promise<number> {
  const { panel } = network;
  const random = seededRandom(seed);
  const windows = trainingWindows(panel, holdout + validationPeriods);
  if (windows.count === 0) return Number.NaN;
  const batch = createBatch(panel, Math.min(plan.batchSize, Math.max(MIN_BATCH, Math.ceil(windows.count / BATCHES_PER_PASS))));
  const validation = validationPeriods > 0 ? validationBatches(panel, holdout, validationPeriods, random) : [];
  const step = await network.prepareStep(parameters, batch);
  const adam = createAdam(
    parameters.values.map(({ length }) => length),
    { weightDecay: WEIGHT_DECAY },
  );
  const stopping = createEarlyStopping(PATIENCE);
  const epochs = Math.ceil(plan.steps / plan.epochSteps);
  let best: Float32Array[] | undefined;
  let bestLoss = Number.NaN;
  for (let epoch = 0; epoch < epochs && !stopping.shouldStop(); epoch++) {
    let total = 0;
    for (let k = 0; k < plan.epochSteps; k++) {
      fillBatch(
        panel,
        Array.from({ length: batch.size }, () => windows.draw(random)),
        batch,
        holdout + validationPeriods,
      );
      const { loss, gradients } = step(parameters, batch);
      adam.step(parameters.values, gradients, cosineRate(plan.peakRate, epoch * plan.epochSteps + k, plan.steps));
      total += loss;
    }
    const loss = total / plan.epochSteps;
    let validationLoss: number | undefined;
    if (validation.length > 0) {
      validationLoss = validation.reduce((sum, b) => sum + network.loss(parameters, b), 0) / validation.length;
      if (stopping.record(validationLoss)) {
        best = parameters.values.map((value) => value.slice());
        bestLoss = validationLoss;
      }
    }
    await report((epoch + 1) / epochs, { epoch: epoch + 1, epochs, loss, validationLoss });
  }
  best?.forEach((value, k) => parameters.values[k]!.set(value));
  return bestLoss;
}

/** All cutoffs with some history, a sale in it, and a target after them, drawn uniformly. */
function trainingWindows(panel: NetworkPanel, hidden: number): { count: number; draw: (random: Random) => Window } {
  const series: number[] = [];
  const firsts: number[] = [];
  const ends: number[] = [0];
  panel.series.forEach(({ y, counts, sales }, i) => {
    let first = 0;
    const last = y.length - hidden;
    while (first < last && (counts[first]! < MIN_HISTORY || sales[first] === 0)) first += 1;
    if (first >= last) return;
    series.push(i);
    firsts.push(first);
    ends.push(ends[ends.length - 1]! + last - first);
  });
  const count = ends[ends.length - 1]!;
  return {
    count,
    draw: (random) => {
      const position = random.integer(count);
      let low = 0;
      let high = series.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle + 1]! > position) high = middle;
        else low = middle + 1;
      }
      return { series: series[low]!, cutoff: firsts[low]! + position - ends[low]! };
    },
  };
}

const VALIDATION_BATCH = 256;
const MOST_VALIDATION_WINDOWS = 1024;

/** Windows that end where validation begins, one per series (at most about a thousand). */
function validationBatches(panel: NetworkPanel, holdout: number, periods: number, random: Random) {
  const windows: Window[] = [];
  panel.series.forEach(({ y, counts, sales }, series) => {
    const cutoff = y.length - holdout - periods;
    if (cutoff > 0 && counts[cutoff]! >= MIN_HISTORY && sales[cutoff]! > 0) windows.push({ series, cutoff });
  });
  while (windows.length > MOST_VALIDATION_WINDOWS) windows.splice(random.integer(windows.length), 1);
  const batches = [];
  for (let from = 0; from < windows.length; from += VALIDATION_BATCH) {
    const part = windows.slice(from, from + VALIDATION_BATCH);
    const batch = createBatch(panel, part.length);
    fillBatch(panel, part, batch, holdout);
    batches.push(batch);
  }
  return batches;
}
