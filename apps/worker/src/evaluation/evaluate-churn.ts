import { performance } from 'node:perf_hooks';
import { averagePrecision, brierScore, f1At, fitChurn, liftAt, rocAuc, selectRows, selectSequences, type ActivitySequences, type ChurnMethodName, type ChurnModelName, type ChurnProgress, type FeatureTable, type GraphCompiler, type LeftOutColumn, type LstmKernel, type TensorRuntime } from '@almanac/models';
import { EvaluationError } from './input-problems';

export type EvaluateChurnInput = {
  readonly table: FeatureTable;
  readonly labels: Uint8Array;
  /** name of the fold of each row */
  readonly folds: readonly string[];
  readonly sequences?: ActivitySequences;
  readonly windowDays?: number;
  readonly leftOut?: readonly LeftOutColumn[];
  readonly models?: readonly ChurnMethodName[];
  readonly seed: number;
};

export type ChurnReport = {
  readonly name: ChurnModelName;
  /** mean over folds, and standard deviation */
  readonly rocAuc: number;
  readonly rocAucSd: number;
  readonly prAuc: number;
  /** on the predictions of all folds put together, like those that follow */
  readonly f1: number;
  readonly brier: number;
  readonly lift10: number;
  /** fitting and predicting, all folds */
  readonly fitSeconds: number;
};

/** The document of `evaluate churn --json`. */
export type ChurnEvaluation = {
  readonly data: { readonly customers: number; readonly churnRate: number; readonly features: number; readonly folds: number; readonly leftOut: readonly LeftOutColumn[] };
  readonly models: readonly ChurnReport[];
  /** what the product would serve, chosen inside each fold's training rows */
  readonly champion: ChurnReport;
  readonly backend: string;
  readonly seed: number;
  readonly peakMemoryMb: number;
};

export type ScoredChurn = { readonly evaluation: ChurnEvaluation; /** by model, length rows */ readonly probabilities: ReadonlyMap<ChurnModelName | 'champion', Float64Array> };

/**
 * Trains on all folds but one and scores that one, for each fold.
 * @throws EvaluationError when a fold lacks a class, or its training rows are too few
 */
export async function evaluateChurn(input: EvaluateChurnInput, runtime: { readonly tf?: TensorRuntime; readonly lstmKernel?: LstmKernel; readonly compile?: GraphCompiler; readonly backend: string }, onProgress: (fold: number, folds: number, progress: ChurnProgress) => void = () => undefined): Promise<ScoredChurn> {
  const { table, labels, folds, sequences, windowDays, models, seed, leftOut = [] } = input;
  const names = [...new Set(folds)].sort();
  checkFolds(labels, folds, names);
  const probabilities = new Map<ChurnModelName | 'champion', Float64Array>();
  const seconds = new Map<string, number>();
  const served: ChurnModelName[] = [];
  const keep = (name: ChurnModelName | 'champion', rows: Int32Array, values: Float64Array) => {
    const all = probabilities.get(name) ?? new Float64Array(table.rows).fill(Number.NaN);
    rows.forEach((row, k) => (all[row] = values[k]!));
    probabilities.set(name, all);
  };
  for (const [f, name] of names.entries()) {
    const rows = Array.from(labels.keys());
    const [seen, hidden] = [Int32Array.from(rows.filter((row) => folds[row] !== name)), Int32Array.from(rows.filter((row) => folds[row] === name))];
    const begin = performance.now();
    const model = await fitChurn(
      selectRows(table, seen),
      Uint8Array.from(seen, (row) => labels[row]!),
      { seed, ...(models && { models }), ...(sequences && { sequences: selectSequences(sequences, seen) }), ...(windowDays !== undefined && { windowDays }) },
      { ...(runtime.tf && { tf: runtime.tf }), ...(runtime.lstmKernel && { kernel: runtime.lstmKernel }), ...(runtime.compile && { compile: runtime.compile }), clock: () => performance.now(), onProgress: (progress) => onProgress(f, names.length, progress) },
    );
    const [scored, activity] = [selectRows(table, hidden), sequences && selectSequences(sequences, hidden)];
    keep('champion', hidden, model.predict(scored, activity));
    const whole = (performance.now() - begin) / 1000;
    for (const method of [...model.methods.map(({ name: own }) => own), 'combination' as const]) {
      const before = performance.now();
      keep(method, hidden, model.predictBy(method, scored, activity));
      const fit = model.methods.find(({ name: own }) => own === method)?.fitSeconds ?? whole;
      seconds.set(method, (seconds.get(method) ?? 0) + fit + (performance.now() - before) / 1000);
    }
    seconds.set('champion', (seconds.get('champion') ?? 0) + whole);
    served.push(model.champion.name);
    model.dispose();
  }
  const name = served.every((one) => one === served[0]) ? served[0]! : 'combination';
  const report = (key: ChurnModelName | 'champion') => reportOn(key === 'champion' ? name : key, labels, folds, names, probabilities.get(key)!, seconds.get(key)!);
  const reported = [...probabilities.keys()].flatMap((key) => (key === 'champion' ? [] : [report(key)]));
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return {
    evaluation: {
      data: { customers: table.rows, churnRate: round(positives / table.rows), features: table.columns.length, folds: names.length, leftOut },
      models: reported,
      champion: report('champion'),
      backend: runtime.backend,
      seed,
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    probabilities,
  };
}

function checkFolds(labels: Uint8Array, folds: readonly string[], names: readonly string[]): void {
  if (names.length < 2) throw new EvaluationError('there must be at least two folds: train on one, score the other');
  for (const name of names) {
    const own = labels.filter((_, row) => folds[row] === name);
    const left = own.reduce((sum, label) => sum + label, 0);
    if (left === 0 || left === own.length) throw new EvaluationError(`fold ${name} has ${left} customers who left among ${own.length}; every fold needs both those who left and those who stayed`);
    const [others, othersLeft] = [labels.length - own.length, labels.reduce((sum, label) => sum + label, 0) - left];
    if (Math.min(othersLeft, others - othersLeft) < 5) throw new EvaluationError(`outside fold ${name} ${othersLeft} of ${others} customers left; at least five who left and five who stayed are needed to learn from`);
  }
}

function reportOn(name: ChurnModelName, labels: Uint8Array, folds: readonly string[], names: readonly string[], probabilities: Float64Array, fitSeconds: number): ChurnReport {
  const byFold = names.map((fold) => {
    const inFold = (_: number, row: number) => folds[row] === fold;
    const [own, scores] = [labels.filter(inFold), probabilities.filter(inFold)];
    return { roc: rocAuc(own, scores), pr: averagePrecision(own, scores) };
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const roc = mean(byFold.map((fold) => fold.roc));
  return {
    name,
    rocAuc: round(roc),
    rocAucSd: round(Math.sqrt(mean(byFold.map((fold) => (fold.roc - roc) ** 2)))),
    prAuc: round(mean(byFold.map((fold) => fold.pr))),
    f1: round(f1At(labels, probabilities, 0.5)),
    brier: round(brierScore(labels, probabilities)),
    lift10: round(liftAt(labels, probabilities, 0.1)),
    fitSeconds: Number(fitSeconds.toFixed(2)),
  };
}

function round(value: number): number {
  return Number(value.toFixed(5));
}
