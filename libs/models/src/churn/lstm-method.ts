import { portableLstm } from '../forecasting/lstm/portable-kernel';
import { createActivityNetwork, initialWeights, type ActivityNetwork, type NetworkRows, type NetworkWeights } from './activity-network';
import { selectSequences, type ActivitySequences } from './activity-sequences';
import { applyDesign, fitDesign, type Design } from './design';
import { selectRows, type FeatureTable } from './feature-table';
import { labelsOf, splitFold } from './folds';
import { logOddsOf, meanLogLoss } from './log-odds';
import type { ChurnMethod, FittedChurnMethod } from './method';

const MOST_EPOCHS = 12;
/** Networks of different seeds whose log-odds are averaged, for honest scores and for good; chance matters less the more customers there are. */
const MEMBERS = { few: { trial: 2, final: 3 }, many: { trial: 1, final: 2 } };
const MANY_ROWS = 5000;
/** The name under which an explanation gives what the weeks say. */
const WEEKLY = 'weeklyActivity';

/** The LSTM over weekly orders, value and returns, with the features beside it; the number of passes is chosen by the folds. */
export const lstmMethod: ChurnMethod = {
  name: 'lstm',
  isUsable: ({ sequences }, { tf }) => sequences !== undefined && tf !== undefined,
  train: async ({ table, labels, sequences }, { tf, kernel, compile, folds, foldCount, seed, breathe }) => {
    const network = createActivityNetwork(tf!, kernel ?? portableLstm(tf!), compile); // isUsable has seen both
    const weekly = sequences!;
    const count = table.rows > MANY_ROWS ? MEMBERS.many : MEMBERS.few;
    const steps = (foldCount * count.trial + count.final) * MOST_EPOCHS;
    let step = 0;
    const trainOne = async (rows: NetworkRows, own: Uint8Array, member: number, after: (epoch: number, weights: NetworkWeights) => void = () => undefined, epochs = MOST_EPOCHS) => {
      const weights = initialWeights(rows, logOddsOf(own.reduce((sum, label) => sum + label, 0) / own.length), seed * 31 + member);
      await network.train(rows, own, weights, { epochs: MOST_EPOCHS, seed: seed * 31 + member }, async (epoch) => {
        await breathe(step++ / steps);
        after(epoch, weights);
        return epoch + 1 >= epochs;
      });
      return weights;
    };
    /** By number of passes, out-of-fold log-odds, the mean over members. */
    const byEpoch = Array.from({ length: MOST_EPOCHS }, () => new Float64Array(table.rows));
    for (let fold = 0; fold < foldCount; fold++) {
      const { inside, outside } = splitFold(folds, fold);
      const design = fitDesign(selectRows(table, outside), 'linear');
      const [seen, hidden] = [rowsOf(design, selectRows(table, outside), selectSequences(weekly, outside)), rowsOf(design, selectRows(table, inside), selectSequences(weekly, inside))];
      for (let member = 0; member < count.trial; member++) {
        await trainOne(seen, labelsOf(labels, outside), member, (epoch, weights) => network.predict(hidden, weights).forEach((value, k) => (byEpoch[epoch]![inside[k]!]! += value / count.trial)));
      }
    }
    const losses = byEpoch.map((logOdds) => meanLogLoss(labels, logOdds));
    const best = losses.indexOf(Math.min(...losses));
    const design = fitDesign(table, 'linear');
    const all = rowsOf(design, table, weekly);
    const members: NetworkWeights[] = [];
    for (let member = 0; member < count.final; member++) members.push(await trainOne(all, labels, member, undefined, best + 1));
    return { outOfFold: byEpoch[best]!, model: fitted(network, design, members, weekly, meanOf(all)) };
  },
};

function rowsOf(design: Design, table: FeatureTable, { weeks, channels, values }: ActivitySequences): NetworkRows {
  const { width, start, column, value } = applyDesign(design, table);
  const statics = new Float32Array(table.rows * width);
  for (let row = 0; row < table.rows; row++) for (let k = start[row]!; k < start[row + 1]!; k++) statics[row * width + column[k]!] = Math.max(-5, Math.min(5, value[k]!));
  return { rows: table.rows, statics, staticSize: width, weekly: values, weeks, channels: channels.length };
}

/** The average customer: mean features, mean weeks. */
function meanOf({ rows, statics, staticSize, weekly, weeks, channels }: NetworkRows): { readonly statics: Float32Array; readonly weekly: Float32Array } {
  const mean = (values: Float32Array, size: number) => {
    const sums = new Float64Array(size);
    values.forEach((value, k) => (sums[k % size]! += value / rows));
    return Float32Array.from(sums);
  };
  return { statics: mean(statics, staticSize), weekly: mean(weekly, weeks * channels) };
}

function fitted(network: ActivityNetwork, design: Design, members: readonly NetworkWeights[], like: ActivitySequences, average: { readonly statics: Float32Array; readonly weekly: Float32Array }): FittedChurnMethod {
  const logOddsOfRows = (rows: NetworkRows) => {
    const sum = new Float64Array(rows.rows);
    for (const weights of members) network.predict(rows, weights).forEach((value, row) => (sum[row]! += value / members.length));
    return sum;
  };
  const emptyLike = (rows: number): ActivitySequences => ({ ...like, rows, values: new Float32Array(rows * like.weeks * like.channels.length) });
  return {
    logOdds: (table, sequences) => logOddsOfRows(rowsOf(design, table, sequences ?? emptyLike(table.rows))),
    attribute: (table, row, sequences) => attribute(logOddsOfRows, rowsOf(design, selectRows(table, Int32Array.of(row)), sequences ? selectSequences(sequences, Int32Array.of(row)) : emptyLike(1)), design, average),
    dispose: network.dispose,
  };
}

const ORDERS = 8;

/**
 * Shapley values against the average customer, over the weeks as one player and each feature as one, estimated on rotations of one order of the players and of its
 * reverse; each order's parts add up exactly, so their means do.
 */
function attribute(logOddsOf: (rows: NetworkRows) => Float64Array, one: NetworkRows, { names, terms }: Design, average: { readonly statics: Float32Array; readonly weekly: Float32Array }) {
  const players = [...names, WEEKLY];
  const spans: [number, number][] = [];
  terms.reduce((at, list) => {
    spans.push([at, at + list.length]);
    return at + list.length;
  }, 0);
  const orders = Array.from({ length: ORDERS }, (_, k) => {
    const turn = Math.floor((k * players.length) / ORDERS);
    const rotated = players.map((_name, p) => (p + turn) % players.length);
    return k % 2 === 0 ? rotated : rotated.reverse();
  });
  const count = orders.length * (players.length + 1);
  const statics = new Float32Array(count * one.staticSize);
  const weekly = new Float32Array(count * average.weekly.length);
  let at = 0;
  for (const order of orders) {
    const [ownStatics, ownWeekly] = [average.statics.slice(), average.weekly.slice()];
    for (let p = -1; p < order.length; p++, at++) {
      const player = p < 0 ? -1 : order[p]!;
      if (player === names.length) ownWeekly.set(one.weekly);
      else if (player >= 0) ownStatics.set(one.statics.subarray(...spans[player]!), spans[player]![0]);
      statics.set(ownStatics, at * one.staticSize);
      weekly.set(ownWeekly, at * ownWeekly.length);
    }
  }
  const values = logOddsOf({ ...one, rows: count, statics, weekly });
  const byFeature = new Map(players.map((name) => [name, 0]));
  orders.forEach((order, k) => order.forEach((player, p) => {
    const place = k * (players.length + 1) + p;
    byFeature.set(players[player]!, byFeature.get(players[player]!)! + (values[place + 1]! - values[place]!) / orders.length);
  }));
  return { base: values[0]!, byFeature };
}
