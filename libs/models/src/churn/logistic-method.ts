import { applyDesign, fitDesign, selectMatrix, type Design, type DesignKind, type DesignMatrix } from './design';
import { selectRows, type FeatureTable } from './feature-table';
import { labelsOf, splitFold } from './folds';
import { meanLogLoss } from './log-odds';
import { fitLogistic, logisticLogOdds, type LogisticModel } from './logistic';
import type { ChurnMethod } from './method';

/** From strong to weak, so that each fit begins near the one before; the way ends where the loss begins to rise. */
const LAMBDAS = [100, 30, 10, 3, 1, 0.3];
/** Bent terms must lower the log-loss by this share. */
const WORTH = 0.0005;
/** From so many cells on, settings are compared on two folds only: more data tells them apart as well. */
const MANY_CELLS = 600_000;
const TRIAL_FOLDS = 2;

/** One fold: the rows outside and inside of it. */
type Part = { readonly seen: DesignMatrix; readonly seenLabels: Uint8Array; readonly hidden: DesignMatrix; readonly hiddenLabels: Uint8Array; readonly inside: Int32Array };

/** Logistic regression on a standardized, one-hot design; its L2 penalty, and whether numbers are bent by splines, are chosen by the folds. */
export const logisticMethod: ChurnMethod = {
  name: 'logistic',
  isUsable: ({ table }) => table.columns.length > 0,
  train: async ({ table, labels }, { folds, foldCount, breathe }) => {
    let best: { kind: DesignKind; lambda: number; loss: number; parts: readonly Part[]; models: readonly LogisticModel[] } | undefined;
    for (const [k, kind] of (['linear', 'spline'] as const).entries()) {
      const all = applyDesign(fitDesign(table, kind), table); // means, spreads and knots of all rows: no label is in them
      const parts = Array.from({ length: foldCount }, (_, fold) => partOf(all, labels, splitFold(folds, fold)));
      const { width } = parts[0]!.seen;
      const tried = parts.slice(0, table.rows * width > MANY_CELLS ? TRIAL_FOLDS : foldCount);
      let models: readonly LogisticModel[] | undefined;
      let lowest = Number.POSITIVE_INFINITY;
      for (const [l, lambda] of LAMBDAS.entries()) {
        const next: LogisticModel[] = [];
        for (const [fold, { seen, seenLabels }] of tried.entries()) {
          await breathe((0.8 * (k + (l + fold / tried.length) / LAMBDAS.length)) / 2);
          next.push(fitLogistic(seen, seenLabels, lambda, models?.[fold]));
        }
        const loss = tried.reduce((sum, { hidden, hiddenLabels }, fold) => sum + meanLogLoss(hiddenLabels, logisticLogOdds(hidden, next[fold]!)), 0) / tried.length;
        if (!best || loss < (kind === best.kind ? best.loss : best.loss * (1 - WORTH))) best = { kind, lambda, loss, parts, models: next };
        if (loss > lowest) break;
        [lowest, models] = [loss, next];
      }
    }
    const { kind, lambda, parts, models } = best!; // both kinds have been tried
    const outOfFold = new Float64Array(table.rows);
    for (const [fold, { seen, seenLabels, hidden, inside }] of parts.entries()) {
      await breathe(0.8 + (0.15 * fold) / foldCount);
      const model = models[fold] ?? fitLogistic(seen, seenLabels, lambda);
      logisticLogOdds(hidden, model).forEach((value, row) => (outOfFold[inside[row]!] = value));
    }
    const design = fitDesign(table, kind);
    const matrix = applyDesign(design, table);
    return { outOfFold, model: fitted(design, fitLogistic(matrix, labels, lambda), columnMeans(matrix)) };
  },
};

function partOf(all: DesignMatrix, labels: Uint8Array, { inside, outside }: { readonly inside: Int32Array; readonly outside: Int32Array }): Part {
  return { seen: selectMatrix(all, outside), seenLabels: labelsOf(labels, outside), hidden: selectMatrix(all, inside), hiddenLabels: labelsOf(labels, inside), inside };
}

function fitted(design: Design, model: LogisticModel, means: Float64Array) {
  const base = model.intercept + means.reduce((sum, mean, k) => sum + mean * model.weights[k]!, 0);
  return {
    logOdds: (table: FeatureTable) => logisticLogOdds(applyDesign(design, table), model),
    attribute: (table: FeatureTable, row: number) => {
      const { column, value } = applyDesign(design, selectRows(table, Int32Array.of(row)));
      const centred = means.map((mean) => -mean);
      column.forEach((at, k) => (centred[at]! += value[k]!));
      const byFeature = new Map<string, number>();
      let at = 0;
      design.terms.forEach((terms, feature) => {
        let sum = 0;
        for (let k = 0; k < terms.length; k++, at++) sum += centred[at]! * model.weights[at]!;
        byFeature.set(design.names[feature]!, sum);
      });
      return { base, byFeature };
    },
  };
}

function columnMeans({ rows, width, column, value }: DesignMatrix): Float64Array {
  const means = new Float64Array(width);
  column.forEach((at, k) => (means[at]! += value[k]! / rows));
  return means;
}
