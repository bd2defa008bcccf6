import { applyDesign, fitDesign, selectMatrix, type Design, type DesignKind, type DesignMatrix } from './design';
import { selectRows, type FeatureTable } from './feature-table';
import { labelsOf, splitFold } from './folds';
import { meanLogLoss } from './log-odds';
import { fitLogistic, logisticLogOdds, type LogisticModel } from './logistic';
import type { ChurnMethod } from './method';

/** From strong to weak, so that each fit begins near the one before. */
const LAMBDAS = [300, 100, 30, 10, 3, 1, 0.3];
/** Bent terms must lower the log-loss by this share. */
const WORTH = 0.0005;

/** Logistic regression on a standardized, one-hot design; its L2 penalty, and whether numbers are bent by splines, are chosen by the folds. */
export const logisticMethod: ChurnMethod = {
  name: 'logistic',
  isUsable: ({ table }) => table.columns.length > 0,
  train: async ({ table, labels }, { folds, foldCount, breathe }) => {
    let best: { kind: DesignKind; lambda: number; loss: number; outOfFold: Float64Array } | undefined;
    for (const [k, kind] of (['linear', 'spline'] as const).entries()) {
      const outOfFold = LAMBDAS.map(() => new Float64Array(table.rows));
      for (let fold = 0; fold < foldCount; fold++) {
        await breathe((0.9 * (k + fold / foldCount)) / 2);
        const { inside, outside } = splitFold(folds, fold);
        const design = fitDesign(selectRows(table, outside), kind);
        const all = applyDesign(design, table);
        const [seen, hidden] = [selectMatrix(all, outside), selectMatrix(all, inside)];
        let model: LogisticModel | undefined;
        for (const [l, lambda] of LAMBDAS.entries()) {
          model = fitLogistic(seen, labelsOf(labels, outside), lambda, model);
          logisticLogOdds(hidden, model).forEach((value, row) => (outOfFold[l]![inside[row]!] = value));
        }
      }
      for (const [l, lambda] of LAMBDAS.entries()) {
        const loss = meanLogLoss(labels, outOfFold[l]!);
        if (!best || loss < (kind === best.kind ? best.loss : best.loss * (1 - WORTH))) best = { kind, lambda, loss, outOfFold: outOfFold[l]! };
      }
    }
    const { kind, lambda, outOfFold } = best!; // both kinds have been tried
    const design = fitDesign(table, kind);
    const matrix = applyDesign(design, table);
    return { outOfFold, model: fitted(design, fitLogistic(matrix, labels, lambda), columnMeans(matrix)) };
  },
};

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
