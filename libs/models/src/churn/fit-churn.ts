import { ForecastCancelled, type GraphCompiler, type LstmKernel, type TensorRuntime } from '../forecasting/method';
import { seededRandom } from '../training/random';
import type { ActivitySequences } from './activity-sequences';
import { calibrate, chooseCalibration, type Calibration } from './calibration';
import type { ChurnContribution, ChurnMethodScores, ChurnModel, ChurnProgress } from './churn-model';
import { combine, fitCombination, type Combination } from './combination';
import { valueAt, type FeatureTable } from './feature-table';
import { labelsOf, splitFold, stratifiedFolds } from './folds';
import { bgNbdMethod } from './bg-nbd-method';
import { gbdtMethod } from './gbdt-method';
import { logisticMethod } from './logistic-method';
import { lstmMethod } from './lstm-method';
import { meanLogLoss } from './log-odds';
import { DEFAULT_CHURN_METHODS, type Attribution, type ChurnData, type ChurnMethod, type ChurnMethodName, type ChurnModelName, type FittedChurnMethod } from './method';
import { scoreChurn } from './metrics';

const METHODS: Readonly<Record<ChurnMethodName, ChurnMethod>> = { logistic: logisticMethod, gbdt: gbdtMethod, lstm: lstmMethod, 'bg-nbd': bgNbdMethod };
const FOLDS = 5;
/** The combination serves unless one method alone has a log-loss lower by more than this share: smaller differences are chance, and a mean is the safer bet. */
const TOLERANCE = 0.005;
/** Rows whose explanations make up the importance of features. */
const EXPLAINED_ROWS = 200;

export type ChurnOptions = {
  readonly seed: number;
  /** weekly activity of the same rows, which `lstm` reads, when it is asked for */
  readonly sequences?: ActivitySequences;
  /** days without an order that are called leaving, which `bg-nbd` needs */
  readonly windowDays?: number;
  /** `DEFAULT_CHURN_METHODS` unless said */
  readonly models?: readonly ChurnMethodName[];
};

export type ChurnRuntime = {
  /** needed by `lstm` only; without it that method is left out */
  readonly tf?: TensorRuntime;
  readonly kernel?: LstmKernel;
  readonly compile?: GraphCompiler;
  readonly onProgress?: (progress: ChurnProgress) => void | Promise<void>;
  readonly isCancelled?: () => boolean;
  /** monotonic milliseconds */
  readonly clock?: () => number;
};

type Trained = { readonly name: ChurnMethodName; readonly outOfFold: Float64Array; readonly model: FittedChurnMethod; readonly fitSeconds: number };

/**
 * Fits every method asked for that the data allow. Their settings, their weights and the calibration are chosen on five folds inside these rows; then each is
 * fitted on all of them.
 * @param labels 1 = left, length rows; `checkChurnData` says beforehand whether they are enough for an honest score
 * @throws RangeError when labels and rows do not belong together, fewer than five rows of a class are there, or no method can be used
 * @throws ForecastCancelled once `isCancelled` says so
 */
export async function fitChurn(table: FeatureTable, labels: Uint8Array, options: ChurnOptions, runtime: ChurnRuntime = {}): Promise<ChurnModel> {
  const { seed, sequences, windowDays, models = DEFAULT_CHURN_METHODS } = options;
  assertUsable(table, labels, sequences);
  const clock = runtime.clock ?? (() => Number.NaN);
  const data: ChurnData = { table, labels, ...(sequences && { sequences }), ...(windowDays !== undefined && { windowDays }) };
  const folds = stratifiedFolds(labels, FOLDS, seededRandom(seed));
  const methods = models.map((name) => METHODS[name]).filter((method) => method.isUsable(data, { tf: runtime.tf }));
  if (methods.length === 0) throw new RangeError('fitChurn: no method can be used on this table');
  const trained: Trained[] = [];
  for (const [m, { name, train }] of methods.entries()) {
    const begin = clock();
    const breathe = async (fraction: number) => {
      if (runtime.isCancelled?.() === true) throw new ForecastCancelled();
      await runtime.onProgress?.({ method: name, fraction: (m + fraction) / methods.length });
    };
    await breathe(0);
    const { outOfFold, model } = await train(data, { folds, foldCount: FOLDS, seed, tf: runtime.tf, kernel: runtime.kernel, compile: runtime.compile, breathe });
    trained.push({ name, outOfFold, model, fitSeconds: (clock() - begin) / 1000 });
  }
  await runtime.onProgress?.({ method: 'combination', fraction: 1 });
  return assemble(data, trained, folds);
}

function assertUsable(table: FeatureTable, labels: Uint8Array, sequences?: ActivitySequences): void {
  if (labels.length !== table.rows) throw new RangeError(`fitChurn: ${labels.length} labels for ${table.rows} rows`);
  if (sequences && sequences.rows !== table.rows) throw new RangeError(`fitChurn: sequences of ${sequences.rows} customers for ${table.rows} rows`);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (Math.min(positives, labels.length - positives) < FOLDS) throw new RangeError(`fitChurn: ${positives} of ${labels.length} left; at least ${FOLDS} who left and who stayed are needed`);
}

/** A calibrated sum of some methods, with the honest probabilities of the training rows. */
type Served = { readonly combination: Combination; readonly calibration: Calibration; readonly outOfFold: Float64Array };

/** Weights and calibration that a row's honest probability rests on are fitted without its fold. */
function serve(logOdds: readonly Float64Array[], labels: Uint8Array, folds: Uint8Array): Served & { readonly loss: number } {
  const crossFitted = new Float64Array(labels.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const { inside, outside } = splitFold(folds, fold);
    const part = (rows: Int32Array) => logOdds.map((values) => Float64Array.from(rows, (row) => values[row]!));
    combine(fitCombination(part(outside), labelsOf(labels, outside)), part(inside)).forEach((value, k) => (crossFitted[inside[k]!] = value));
  }
  const combination = fitCombination(logOdds, labels);
  const calibration = chooseCalibration(crossFitted, labels, folds, FOLDS);
  return { combination, calibration, outOfFold: calibrate(calibration, crossFitted), loss: meanLogLoss(labels, crossFitted) };
}

function assemble({ table, labels, sequences }: ChurnData, trained: readonly Trained[], folds: Uint8Array): ChurnModel {
  const alone = trained.map(({ outOfFold }) => serve([outOfFold], labels, folds));
  const together = trained.length > 1 ? serve(trained.map(({ outOfFold }) => outOfFold), labels, folds) : alone[0]!;
  const best = alone.reduce((least, { loss }, m) => (loss < alone[least]!.loss ? m : least), 0);
  const isCombined = trained.length > 1 && together.loss <= alone[best]!.loss * (1 + TOLERANCE);
  const name: ChurnModelName = isCombined ? 'combination' : trained[best]!.name;
  const champion = isCombined ? together : alone[best]!;
  const weights = isCombined ? together.combination.weights : Float64Array.from(trained, (_, m) => (m === best ? alone[best]!.combination.weights[0]! : 0));
  const predictBy = (asked: ChurnModelName, rows: FeatureTable, activity?: ActivitySequences) => {
    const at = trained.findIndex((method) => method.name === asked);
    if (asked !== 'combination' && at < 0) throw new RangeError(`predictBy: ${asked} was not fitted`);
    const { combination, calibration } = asked === 'combination' ? together : alone[at]!;
    const parts = asked === 'combination' ? trained : [trained[at]!];
    const unused = new Float64Array(rows.rows);
    return calibrate(calibration, combine(combination, parts.map(({ model }, m) => (combination.weights[m]! > 0 ? model.logOdds(rows, activity) : unused))));
  };
  const attribute = (rows: FeatureTable, row: number, activity?: ActivitySequences) => attributeSum(trained, weights, champion.combination.intercept, rows, row, activity);
  let importance: ReturnType<typeof importanceOf> | undefined;
  return {
    predict: (rows, activity) => predictBy(name, rows, activity),
    predictBy,
    champion: { name, ...scoreChurn(labels, champion.outOfFold) },
    methods: trained.map((method, m): ChurnMethodScores => ({ name: method.name, weight: weights[m]!, fitSeconds: method.fitSeconds, ...scoreChurn(labels, alone[m]!.outOfFold) })),
    outOfFold: champion.outOfFold,
    calibration: champion.calibration.kind,
    get baseLogOdds() {
      return attribute(table, 0, sequences).base;
    },
    explain: (rows, row, most, activity) => strongest(rows, row, attribute(rows, row, activity), most),
    get importance() {
      return (importance ??= importanceOf(table.rows, (row) => attribute(table, row, sequences)));
    },
    dispose: () => trained.forEach(({ model }) => model.dispose?.()),
  };
}

function attributeSum(trained: readonly Trained[], weights: Float64Array, intercept: number, table: FeatureTable, row: number, sequences?: ActivitySequences): Attribution {
  let base = intercept;
  const byFeature = new Map<string, number>();
  trained.forEach(({ model }, m) => {
    if (weights[m]! === 0) return;
    const part = model.attribute(table, row, sequences);
    base += weights[m]! * part.base;
    for (const [feature, contribution] of part.byFeature) byFeature.set(feature, (byFeature.get(feature) ?? 0) + weights[m]! * contribution);
  });
  return { base, byFeature };
}

function strongest(table: FeatureTable, row: number, { byFeature }: Attribution, most: number): ChurnContribution[] {
  return [...byFeature]
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, most)
    .map(([feature, contribution]) => {
      const value = valueAt(table.columns[table.names.indexOf(feature)], row);
      return { feature, contribution, ...(value !== undefined && { value }) };
    });
}

function importanceOf(rows: number, attribute: (row: number) => Attribution): { feature: string; share: number }[] {
  const sizes = new Map<string, number>();
  const count = Math.min(rows, EXPLAINED_ROWS);
  for (let k = 0; k < count; k++) for (const [feature, value] of attribute(Math.floor((k * rows) / count)).byFeature) sizes.set(feature, (sizes.get(feature) ?? 0) + Math.abs(value));
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0) || 1;
  return [...sizes].map(([feature, size]) => ({ feature, share: size / total })).sort((a, b) => b.share - a.share);
}
