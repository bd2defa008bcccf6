/** Who had what: one entry for each user and item with at least one interaction, rows of a sparse matrix (CSR). */
export type Interactions = {
  readonly users: number;
  readonly items: number;
  /** length users + 1: the entries of user u are `start[u] … start[u + 1] - 1`, oldest first acquaintance first */
  readonly start: Int32Array;
  readonly item: Int32Array;
  /** sum over the interactions of the entry, > 0 */
  readonly weight: Float32Array;
  /** time of the first and of the last interaction, in the unit that was given; 0 where time is unknown */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** whether any user has interactions at two times */
  readonly isOrdered: boolean;
};

/** What one user had, oldest acquaintance first. */
export type History = {
  readonly items: Int32Array;
  readonly weights: Float32Array;
  /** number of later times at which the user had something: 0 for the latest; all 0 where time is unknown */
  readonly ages: Float32Array;
};

/** Interactions as rows of a log; all arrays have one length. */
export type InteractionRows = {
  readonly users: number;
  readonly items: number;
  /** 0 … users - 1 */
  readonly user: Int32Array;
  /** 0 … items - 1 */
  readonly item: Int32Array;
  /** amount, count or rating, 1 when absent; rows with 0, less or `NaN` are left out */
  readonly weight?: Float32Array;
  /** any rising number; needs to be comparable within a user only */
  readonly time?: Float64Array;
};

/**
 * Sums rows of a log into one entry per user and item.
 * @throws RangeError when lengths differ or an index is out of range
 */
export function collectInteractions({ users, items, user, item, weight, time }: InteractionRows): Interactions {
  const rows = user.length;
  for (const [name, column] of [['item', item], ['weight', weight], ['time', time]] as const) {
    if (column && column.length !== rows) throw new RangeError(`collectInteractions: ${rows} users, but ${name} has ${column.length}`);
  }
  const rowsOf = groupRows(user, users, 'user');
  const start = new Int32Array(users + 1);
  const entries = { item: new Int32Array(rows), weight: new Float32Array(rows), first: new Float64Array(rows), last: new Float64Array(rows) };
  const entryOf = new Int32Array(items).fill(-1);
  let end = 0;
  for (let u = 0; u < users; u++) {
    const begin = end;
    for (let k = rowsOf.start[u]!; k < rowsOf.start[u + 1]!; k++) {
      const row = rowsOf.row[k]!;
      const i = item[row]!;
      const w = weight ? weight[row]! : 1;
      const t = time ? time[row]! : 0;
      if (!(i >= 0 && i < items)) throw new RangeError(`collectInteractions: item ${i} of ${items}`);
      if (!(w > 0)) continue;
      let e = entryOf[i]!;
      if (e < 0) {
        e = entryOf[i] = end++;
        entries.item[e] = i;
        entries.first[e] = entries.last[e] = t;
      }
      entries.weight[e]! += w;
      if (t < entries.first[e]!) entries.first[e] = t;
      if (t > entries.last[e]!) entries.last[e] = t;
    }
    for (let e = begin; e < end; e++) entryOf[entries.item[e]!] = -1;
    start[u + 1] = end;
  }
  return orderEntries({ users, items, start, item: entries.item.slice(0, end), weight: entries.weight.slice(0, end), first: entries.first.slice(0, end), last: entries.last.slice(0, end), isOrdered: false });
}

/** Row numbers grouped by key, in their own order within a key. */
function groupRows(key: Int32Array, keys: number, what: string): { start: Int32Array; row: Int32Array } {
  const start = new Int32Array(keys + 1);
  for (const value of key) {
    if (!(value >= 0 && value < keys)) throw new RangeError(`collectInteractions: ${what} ${value} of ${keys}`);
    start[value + 1]! += 1;
  }
  for (let k = 0; k < keys; k++) start[k + 1]! += start[k]!;
  const next = start.slice();
  const row = new Int32Array(key.length);
  for (let r = 0; r < key.length; r++) row[next[key[r]!]!++] = r;
  return { start, row };
}

function orderEntries(data: Interactions): Interactions {
  const order = new Int32Array(data.item.length);
  let isOrdered = false;
  for (let u = 0; u < data.users; u++) {
    const [begin, end] = [data.start[u]!, data.start[u + 1]!];
    const part = order.subarray(begin, end);
    for (let k = 0; k < part.length; k++) part[k] = begin + k;
    part.sort((a, b) => data.first[a]! - data.first[b]! || a - b);
    isOrdered ||= part.length > 0 && data.first[part[0]!]! < data.first[part[part.length - 1]!]!;
  }
  return { ...pickEntries(data, order, data.start), isOrdered };
}

/** The same users with the chosen entries only, in the order given; `start` says which are whose. */
export function pickEntries(data: Interactions, entries: Int32Array, start: Int32Array): Interactions {
  const pick = <T extends Int32Array | Float32Array | Float64Array>(from: T, to: T): T => {
    for (let k = 0; k < entries.length; k++) to[k] = from[entries[k]!]!;
    return to;
  };
  const n = entries.length;
  return {
    ...data,
    start,
    item: pick(data.item, new Int32Array(n)),
    weight: pick(data.weight, new Float32Array(n)),
    first: pick(data.first, new Float64Array(n)),
    last: pick(data.last, new Float64Array(n)),
  };
}

/** What user `user` had, at most up to the entry `end` (all of it when absent). */
export function historyOf(data: Interactions, user: number, end = data.start[user + 1]!): History {
  const begin = data.start[user]!;
  const horizon = end > begin ? data.first[end - 1]! : 0; // later repeats of what was known then are not known yet
  const times = data.last.slice(begin, end).map((t) => Math.min(t, horizon));
  const distinct = [...new Set(times)].sort((a, b) => b - a);
  const rank = new Map(distinct.map((t, age) => [t, age]));
  return { items: data.item.slice(begin, end), weights: data.weight.slice(begin, end), ages: Float32Array.from(times, (t) => rank.get(t)!) };
}

/** The transpose: for each item the entries in which it occurs, and whose they are. */
export type EntriesByItem = { readonly start: Int32Array; readonly entry: Int32Array; readonly user: Int32Array };

export function entriesByItem({ users, items, start, item }: Interactions): EntriesByItem {
  const { start: itemStart, row: entry } = groupRows(item, items, 'item');
  const owner = new Int32Array(item.length);
  for (let u = 0; u < users; u++) owner.fill(u, start[u]!, start[u + 1]!);
  return { start: itemStart, entry, user: entry.map((e) => owner[e]!) };
}

/** Number of users of each item. */
export function countUsers({ items, item }: Interactions): Float64Array {
  const counts = new Float64Array(items);
  for (const i of item) counts[i]! += 1;
  return counts;
}
