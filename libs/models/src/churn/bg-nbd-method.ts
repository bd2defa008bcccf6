import { bgNbdOf, fitBgNbd, type BgNbdParameters } from './bg-nbd';
import { selectRows, type FeatureTable, type PurchaseSummary } from './feature-table';
import { splitFold } from './folds';
import { logOddsOf } from './log-odds';
import type { ChurnMethod, FittedChurnMethod } from './method';

const LONGEST_WINDOW = 3650;
/** What the model reads, in the words of the features it stands for. */
const PLAYERS = ['orders', 'recency', 'tenure'] as const;

/**
 * The chance of no order within the churn window by BG/NBD, which needs purchases and no labels; the labels only tell the window where it is not given.
 */
export const bgNbdMethod: ChurnMethod = {
  name: 'bg-nbd',
  isUsable: ({ table }) => table.purchases !== undefined && table.purchases.repeats.some((repeats) => repeats > 0),
  train: async ({ table, labels, windowDays }, { folds, foldCount, breathe }) => {
    const fit = (rows: FeatureTable, churnRate: number) => {
      const { parameters } = fitBgNbd(rows.purchases!); // isUsable has seen them
      return { parameters, days: windowDays ?? windowOf(parameters, rows.purchases!, churnRate) };
    };
    const rateOf = (rows: Int32Array) => rows.reduce((sum, row) => sum + labels[row]!, 0) / rows.length;
    const outOfFold = new Float64Array(table.rows);
    for (let fold = 0; fold < foldCount; fold++) {
      await breathe(fold / foldCount);
      const { inside, outside } = splitFold(folds, fold);
      const { parameters, days } = fit(selectRows(table, outside), rateOf(outside));
      logOddsOfSilence(parameters, selectRows(table, inside).purchases!, days).forEach((value, k) => (outOfFold[inside[k]!] = value));
    }
    const { parameters, days } = fit(table, rateOf(Int32Array.from(labels.keys())));
    return { outOfFold, model: fitted(parameters, days, table.purchases!) };
  },
};

function logOddsOfSilence(parameters: BgNbdParameters, purchases: PurchaseSummary, days: number): Float64Array {
  return bgNbdOf(parameters).probabilityNoOrder(purchases, days).map(logOddsOf);
}

/** The window in which as many stay silent as left, by halving. */
function windowOf(parameters: BgNbdParameters, purchases: PurchaseSummary, churnRate: number): number {
  const silent = (days: number) => bgNbdOf(parameters).probabilityNoOrder(purchases, days).reduce((sum, p) => sum + p / purchases.repeats.length, 0);
  let [low, high] = [1, LONGEST_WINDOW];
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (silent(middle) > churnRate) low = middle;
    else high = middle;
  }
  return low;
}

function fitted(parameters: BgNbdParameters, days: number, seen: PurchaseSummary): FittedChurnMethod {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const average = { repeats: mean(seen.repeats), recency: mean(seen.age.map((age, i) => age - seen.lastAge[i]!)), age: mean(seen.age) };
  const purchasesOf = ({ purchases, rows }: FeatureTable) => purchases ?? { repeats: new Float64Array(rows), lastAge: new Float64Array(rows), age: new Float64Array(rows) };
  return {
    logOdds: (table) => logOddsOfSilence(parameters, purchasesOf(table), days),
    attribute: (table, row) => {
      const { repeats, lastAge, age } = purchasesOf(table);
      /** Log-odds when only the players of these bits are the customer's own, the others an average customer's. */
      const worth = (bits: number) => {
        const own = (player: number, value: number, other: number) => ((bits >> player) & 1 ? value : other);
        const x = own(0, repeats[row]!, average.repeats);
        const t = own(2, age[row]!, average.age);
        const last = Math.max(0, t - own(1, age[row]! - lastAge[row]!, average.recency));
        return logOddsOfSilence(parameters, { repeats: Float64Array.of(x), lastAge: Float64Array.of(last), age: Float64Array.of(t) }, days)[0]!;
      };
      const values = PLAYERS.map((_, player) => shapleyOfThree(worth, player));
      return { base: worth(0), byFeature: new Map(PLAYERS.map((name, player) => [name, values[player]!])) };
    },
  };
}

/** Shapley's (1953) value of one of three players. */
function shapleyOfThree(worth: (bits: number) => number, player: number): number {
  const [one, other] = [0, 1, 2].filter((k) => k !== player) as [number, number];
  const gain = (others: number) => worth(others | (1 << player)) - worth(others);
  return (2 * gain(0) + gain(1 << one) + gain(1 << other) + 2 * gain((1 << one) | (1 << other))) / 6;
}
