import { collectInteractions, countUsers, entriesByItem, type History, type Interactions } from './interactions';

/** The same users with their items' groups (categories, brands) in place of items; times and amounts are kept. */
export function groupItems(data: Interactions, groupOf: Int32Array, groups: number): Interactions {
  const user = new Int32Array(data.item.length);
  for (let u = 0; u < data.users; u++) user.fill(u, data.start[u]!, data.start[u + 1]!);
  return collectInteractions({ users: data.users, items: groups, user, item: data.item.map((i) => groupOf[i]!), weight: data.weight, ...(data.isOrdered && { time: data.first }) });
}

/** A segment counts as much as this many of its users beside what everybody has. */
const PRIOR_USERS = 50;

/**
 * For customers without a history: each item's share of users in each segment, drawn towards its share of all users where the segment is small.
 * @param segmentOf one per user, 0 … segments - 1
 * @returns for each segment one score per item, the expected share of users, 0 … 1
 * @throws RangeError when there is not one segment per user
 */
export function popularityInSegments(data: Interactions, segmentOf: Int32Array, segments: number): Float64Array[] {
  if (segmentOf.length !== data.users) throw new RangeError(`popularityInSegments: ${segmentOf.length} segments for ${data.users} users`);
  const overall = countUsers(data).map((count) => count / data.users);
  const scores = Array.from({ length: segments }, () => new Float64Array(data.items));
  const size = new Float64Array(segments);
  for (let u = 0; u < data.users; u++) {
    const segment = segmentOf[u]!;
    size[segment]! += 1;
    for (let e = data.start[u]!; e < data.start[u + 1]!; e++) scores[segment]![data.item[e]!]! += 1;
  }
  return scores.map((counts, segment) => counts.map((count, i) => (count + PRIOR_USERS * overall[i]!) / (size[segment]! + PRIOR_USERS)));
}

/** Chance that a user who has something of one group has something (else) of another; the user's answer is the mean over the history. */
export type GroupAffinity = {
  /** for each group, the expected chance that this user takes a new item of it, 0 … 1; the shares of all users for an empty history */
  readonly score: (history: History) => Float64Array;
  /** the same for one group */
  readonly scoreOf: (history: History, group: number) => number;
};

/**
 * For products nobody has bought yet: how likely a customer is to take something of their group, from what is bought together. A group
 * speaks for itself by the share of its users that have two items of it or more.
 * @param groupOf group of each item, 0 … groups - 1
 */
export function fitGroupAffinity(data: Interactions, groupOf: Int32Array, groups: number): GroupAffinity {
  const grouped = groupItems(data, groupOf, groups);
  const usersOf = countUsers(grouped);
  const byGroup = entriesByItem(grouped);
  const chance = new Float64Array(groups * groups);
  for (let from = 0; from < groups; from++) {
    for (let k = byGroup.start[from]!; k < byGroup.start[from + 1]!; k++) {
      const user = byGroup.user[k]!;
      for (let e = grouped.start[user]!; e < grouped.start[user + 1]!; e++) if (grouped.item[e] !== from) chance[from * groups + grouped.item[e]!]! += 1 / usersOf[from]!;
      let own = 0;
      for (let e = data.start[user]!; e < data.start[user + 1]!; e++) own += groupOf[data.item[e]!] === from ? 1 : 0;
      if (own > 1) chance[from * groups + from]! += 1 / usersOf[from]!;
    }
  }
  const everybody = usersOf.map((count) => count / Math.max(1, data.users));
  const scoreOf = ({ items }: History, to: number) => {
    if (items.length === 0) return everybody[to]!;
    let sum = 0;
    for (const item of items) sum += chance[groupOf[item]! * groups + to]!;
    return sum / items.length;
  };
  return { scoreOf, score: (history) => Float64Array.from({ length: groups }, (_, to) => scoreOf(history, to)) };
}
