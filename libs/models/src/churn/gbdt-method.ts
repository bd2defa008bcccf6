import { binFeatures, binLike, type BinnedMatrix, type FeatureMatrix } from '../trees/binning';
import { rawPrediction, stagedPredictions, trainBooster, type Booster, type BoosterOptions } from '../trees/booster';
import { treeShap } from '../trees/tree-shap';
import { selectRows, type FeatureTable } from './feature-table';
import { splitFold } from './folds';
import { meanLogLoss } from './log-odds';
import { combine, fitCombination } from './combination';
import type { ChurnMethod, FittedChurnMethod } from './method';
import { encodeForTrees, fitTreeEncoding, selectMatrixRows, type TreeEncoding } from './tree-matrix';

type Settings = Pick<BoosterOptions, 'leaves' | 'learningRate' | 'minChildRows' | 'l2' | 'columnShare' | 'rowShare'>;

/**
 * From trees that hardly let features act on one another to trees that see all of them and follow every turn; the plainest first. The way ends where the
 * loss clearly rises.
 */
const SETTINGS: readonly Settings[] = [
  { leaves: 4, learningRate: 0.05, minChildRows: 20, l2: 2, columnShare: 0.5, rowShare: 0.8 },
  { leaves: 10, learningRate: 0.04, minChildRows: 20, l2: 3, columnShare: 0.5, rowShare: 0.8 },
  { leaves: 31, learningRate: 0.05, minChildRows: 10, l2: 2, columnShare: 0.6, rowShare: 0.8 },
  { leaves: 15, learningRate: 0.05, minChildRows: 10, l2: 0.1, columnShare: 1, rowShare: 0.8 },
  { leaves: 31, learningRate: 0.05, minChildRows: 10, l2: 0.1, columnShare: 1, rowShare: 0.8 },
];
const COMMON = { loss: { kind: 'logistic' }, minChildWeight: 1e-3, fewCategories: 5 } as const;
const MOST_TREES = 3000;
/** Trees go on to twice the best number, at least so many more: see `scaledLosses`. */
const PATIENCE = 60;
/** Each number of trees that is compared is larger by this share than the one before. */
const STAGE_GROWTH = 0.12;
/** Other settings must lower the log-loss by this share. */
const WORTH = 0.0005;
const CLEARLY = 0.01;
/**
 * Folds the settings are compared on, and boosters of different seeds whose log-odds are averaged for honest scores and for good. The more customers, the less
 * chance decides, and the more each booster costs.
 */
const EFFORT = { few: { trialFolds: 2, trialBags: 2, bags: 3 }, many: { trialFolds: 1, trialBags: 1, bags: 3 } };
const MANY_ROWS = 4000;

/** Boosted outside a fold, with the loss inside it by number of trees. */
type Explored = { readonly booster: Booster; readonly losses: ReadonlyMap<number, number> };
type Part = { readonly seen: BinnedMatrix; readonly seenLabels: Float64Array; readonly hidden: BinnedMatrix; readonly hiddenMatrix: FeatureMatrix; readonly hiddenLabels: Float64Array; readonly inside: Int32Array };

/** Gradient-boosted trees; how large they are, and how many, is chosen by the folds. */
export const gbdtMethod: ChurnMethod = {
  name: 'gbdt',
  isUsable: ({ table }) => table.columns.length > 0,
  train: async ({ table, labels }, { folds, foldCount, seed, breathe }) => {
    const encoding = fitTreeEncoding(table);
    const matrix = encodeForTrees(encoding, table);
    const y = Float64Array.from(labels);
    const parts = Array.from({ length: foldCount }, (_, fold) => partOf(matrix, y, splitFold(folds, fold)));
    const { trialFolds, trialBags, bags } = table.rows > MANY_ROWS ? EFFORT.many : EFFORT.few;
    let share = 0;
    const steps = SETTINGS.length * trialFolds + trialBags * foldCount + bags;
    const train = async (binned: BinnedMatrix, targets: Float64Array, options: Omit<BoosterOptions, 'loss' | 'report'>) => {
      const booster = await trainBooster(binned, { y: targets }, { ...COMMON, ...options, report: () => breathe(Math.min(1, share / steps)) });
      share += 1;
      return booster;
    };
    const explore = async (part: Part, settings: Settings): Promise<Explored> => {
      const booster = await train(part.seen, part.seenLabels, { ...settings, trees: MOST_TREES, seed, patience: (best) => Math.max(PATIENCE, best), keepsAll: true, validation: { binned: part.hidden, y: part.hiddenLabels } });
      return { booster, losses: scaledLosses(booster, part) };
    };

    let best: { settings: Settings; loss: number; explored: Explored[] } | undefined;
    for (const settings of SETTINGS) {
      const explored: Explored[] = [];
      for (const part of parts.slice(0, trialFolds)) explored.push(await explore(part, settings));
      const loss = explored.reduce((sum, { losses }) => sum + Math.min(...losses.values()), 0);
      if (!best || loss < best.loss * (1 - WORTH)) best = { settings, loss, explored };
      else if (loss > best.loss * (1 + CLEARLY)) break;
    }
    const { settings, explored } = best!; // all settings have been tried
    for (const part of parts.slice(trialFolds)) explored.push(await explore(part, settings));
    const trees = commonBest(explored.map(({ losses }) => losses));

    const outOfFold = new Float64Array(table.rows);
    for (const [fold, part] of parts.entries()) {
      const boosters = [explored[fold]!.booster];
      for (let bag = 1; bag < trialBags; bag++) boosters.push(await train(part.seen, part.seenLabels, { ...settings, trees, seed: seed + bag }));
      meanLogOdds(boosters, part.hiddenMatrix, trees).forEach((value, k) => (outOfFold[part.inside[k]!] = value));
    }
    const binned = binFeatures(matrix);
    const boosters: Booster[] = [];
    for (let bag = 0; bag < bags; bag++) boosters.push(await train(binned, y, { ...settings, trees, seed: seed + bag }));
    return { outOfFold, model: fitted(encoding, boosters) };
  },
};

function partOf(matrix: FeatureMatrix, y: Float64Array, { inside, outside }: { readonly inside: Int32Array; readonly outside: Int32Array }): Part {
  const seen = binFeatures(selectMatrixRows(matrix, outside));
  const hiddenMatrix = selectMatrixRows(matrix, inside);
  const take = (rows: Int32Array) => Float64Array.from(rows, (row) => y[row]!);
  return { seen, seenLabels: take(outside), hidden: binLike(seen, hiddenMatrix), hiddenMatrix, hiddenLabels: take(inside), inside };
}

/**
 * Losses inside the fold after some numbers of trees, log-odds scaled to fit there: trees go on ranking better after they have become too sure of themselves, and
 * the combination scales log-odds anyway.
 */
function scaledLosses(booster: Booster, { hiddenMatrix, hiddenLabels }: Part): Map<number, number> {
  const labels = Uint8Array.from(hiddenLabels);
  const stages: number[] = [];
  for (let trees = 8; trees <= booster.forest.roots.length; trees = Math.ceil(trees * (1 + STAGE_GROWTH))) stages.push(trees);
  if (stages.length === 0) stages.push(booster.forest.roots.length);
  return new Map(stagedPredictions(booster, hiddenMatrix, stages).map((logOdds, k) => [stages[k]!, meanLogLoss(labels, combine(fitCombination([logOdds], labels), [logOdds]))]));
}

/** The number of trees with the least loss summed over folds, as far as all folds went. */
function commonBest(losses: readonly ReadonlyMap<number, number>[]): number {
  const common = [...losses[0]!.keys()].filter((trees) => losses.every((fold) => fold.has(trees)));
  const sumAt = (trees: number) => losses.reduce((sum, fold) => sum + fold.get(trees)!, 0);
  return common.reduce((best, trees) => (sumAt(trees) < sumAt(best) ? trees : best), common[0] ?? 1);
}

function meanLogOdds(boosters: readonly Booster[], matrix: FeatureMatrix, trees?: number): Float64Array {
  const sum = new Float64Array(matrix.rows);
  for (const booster of boosters) rawPrediction(booster, matrix, trees).forEach((value, row) => (sum[row]! += value / boosters.length));
  return sum;
}

function fitted(encoding: TreeEncoding, boosters: readonly Booster[]): FittedChurnMethod {
  return {
    logOdds: (table) => meanLogOdds(boosters, encodeForTrees(encoding, table)),
    attribute: (table: FeatureTable, row: number) => {
      const matrix = encodeForTrees(encoding, selectRows(table, Int32Array.of(row)));
      const byFeature = new Map(encoding.names.map((name) => [name, 0]));
      let base = 0;
      for (const booster of boosters) {
        const part = treeShap(booster, matrix, 0);
        base += part.base / boosters.length;
        encoding.names.forEach((name, f) => byFeature.set(name, byFeature.get(name)! + part.values[f]! / boosters.length));
      }
      return { base, byFeature };
    },
  };
}
