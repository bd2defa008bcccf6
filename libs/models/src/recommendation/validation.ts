import type { Random } from '../training/random';
import { countUsers, entriesByItem, historyOf, pickEntries, type History, type Interactions } from './interactions';

/** A moment in the past: what a user had until then, and what new items came after. */
export type ValidationPoint = { readonly history: History; readonly targets: Int32Array };

/** Users of whom something is hidden; more make the choice surer and the models fitted without them poorer. */
const MOST_USERS = 2500;
/** Of an ordered history, so many of the last items are hidden and asked for one after the other. */
const MOST_HIDDEN = 5;
const SHARE_HIDDEN = 0.2;
/** Of all moments that ask for something, so many are scored, drawn at random. */
const MOST_POINTS = 2000;

/**
 * Hides the end of some users' histories: the last fifth of what they had, at most five items, never a part of what they took at one
 * time. Each time that was hidden asks for all that came from then on. Where time is unknown, a fifth is hidden that looks like
 * later baskets: by chance half of one item and those most like it. A plain random fifth would leave the companions of each hidden
 * item in sight, and flatter whoever remembers pairs.
 */
export function hideLast(data: Interactions, random: Random): { training: Interactions; points: ValidationPoint[] } {
  const chosen = chooseUsers(data, random);
  const likenessOrder = createLikenessOrder(data);
  const entries = new Int32Array(data.item.length);
  const start = new Int32Array(data.users + 1);
  const points: ValidationPoint[] = [];
  let kept = 0;
  for (let u = 0; u < data.users; u++) {
    const [begin, end] = [data.start[u]!, data.start[u + 1]!];
    const order = Int32Array.from({ length: end - begin }, (_, k) => begin + k);
    let shown = order.length;
    if (chosen[u] === 1) {
      shown = data.isOrdered ? shownOf(data, begin, end) : order.length - Math.max(1, Math.round(order.length * SHARE_HIDDEN));
      if (!data.isOrdered) {
        likenessOrder(order, random);
        shuffle(order.subarray(Math.max(0, 2 * shown - order.length)), random); // those that may be hidden are twice as many
      }
    }
    entries.set(order.subarray(0, shown), kept);
    kept += shown;
    start[u + 1] = kept;
    if (shown === order.length) continue;
    if (data.isOrdered) points.push(...pointsOf(data, u, begin + shown, end));
    else points.push({ history: pickHistory(data, order.subarray(0, shown)), targets: Int32Array.from(order.subarray(shown), (e) => data.item[e]!) });
  }
  const drawn = Int32Array.from(points, (_, p) => p);
  shuffle(drawn, random);
  return { training: pickEntries(data, entries.subarray(0, kept), start), points: Array.from(drawn.subarray(0, MOST_POINTS), (p) => points[p]!) };
}

/** Sorts entries of one user so that a random one comes last, and before it those that share most users with it, by the cosine. */
function createLikenessOrder(data: Interactions): (entries: Int32Array, random: Random) => void {
  const byItem = entriesByItem(data);
  const usersOf = countUsers(data);
  const both = new Float64Array(data.items);
  return (entries, random) => {
    const likeness = likenessTo(data.item[entries[random.integer(entries.length)]!]!);
    const values = new Map(Array.from(entries, (e) => [e, likeness(data.item[e]!)]));
    shuffle(entries, random);
    entries.sort((a, b) => values.get(a)! - values.get(b)!);
  };

  function likenessTo(seed: number): (item: number) => number {
    both.fill(0);
    for (let k = byItem.start[seed]!; k < byItem.start[seed + 1]!; k++) {
      const user = byItem.user[k]!;
      for (let e = data.start[user]!; e < data.start[user + 1]!; e++) both[data.item[e]!]! += 1;
    }
    return (item) => both[item]! / Math.sqrt(usersOf[item]!);
  }
}

function chooseUsers(data: Interactions, random: Random): Uint8Array {
  const able = Int32Array.from({ length: data.users }, (_, u) => u).filter((u) => data.start[u + 1]! - data.start[u]! > 2);
  shuffle(able, random);
  const chosen = new Uint8Array(data.users);
  for (const u of able.subarray(0, MOST_USERS)) chosen[u] = 1;
  return chosen;
}

/** How many of an ordered user's entries stay; all of them when they were taken at one time. */
function shownOf({ first }: Interactions, begin: number, end: number): number {
  const wanted = Math.max(1, Math.min(MOST_HIDDEN, Math.round((end - begin) * SHARE_HIDDEN)));
  let cut = end - wanted;
  while (cut > begin && first[cut] === first[cut - 1]) cut -= 1;
  return cut === begin ? end - begin : cut - begin;
}

function pointsOf(data: Interactions, user: number, from: number, end: number): ValidationPoint[] {
  const points: ValidationPoint[] = [];
  for (let cut = from; cut < end; cut++) {
    if (cut > from && data.first[cut] === data.first[cut - 1]) continue;
    points.push({ history: historyOf(data, user, cut), targets: data.item.slice(cut, end) });
  }
  return points;
}

function pickHistory(data: Interactions, entries: Int32Array): History {
  return { items: Int32Array.from(entries, (e) => data.item[e]!), weights: Float32Array.from(entries, (e) => data.weight[e]!), ages: new Float32Array(entries.length) };
}

function shuffle(values: Int32Array, random: Random): void {
  for (let k = values.length - 1; k > 0; k--) {
    const other = random.integer(k + 1);
    [values[k], values[other]] = [values[other]!, values[k]!];
  }
}
