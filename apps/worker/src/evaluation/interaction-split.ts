import { collectInteractions, type Interactions } from '@almanac/models';
import type { InteractionRow } from './interaction-file';

/** Who had what, by number, and what was hidden. */
export type InteractionSplit = {
  readonly training: Interactions;
  /** test users with at least one test row; targets from `training.items` on never occur in training */
  readonly tests: readonly { readonly user: number; readonly targets: Int32Array }[];
  readonly rows: number;
  /** test pairs that the user had in training already: they can never be found, and count as missed */
  readonly repeatedTestPairs: number;
  /** what gave the order of a user's interactions */
  readonly order: 'time' | 'rows' | 'none';
};

/** Numbers users and items, those of the training rows first, and finds out whether the rows come in an order that means something. */
export function splitInteractions(rows: readonly InteractionRow[], hasTime: boolean): InteractionSplit {
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  const numberOf = (ids: Map<string, number>, id: string) => {
    const known = ids.get(id);
    if (known !== undefined) return known;
    ids.set(id, ids.size);
    return ids.size - 1;
  };
  const training = rows.filter(({ isTest, weight }) => !isTest && weight > 0);
  const user = Int32Array.from(training, (row) => numberOf(users, row.user));
  const item = Int32Array.from(training, (row) => numberOf(items, row.item));
  const trainingItems = items.size;
  const targetsOf = new Map<number, Set<number>>();
  for (const row of rows) {
    if (!row.isTest) continue;
    const u = numberOf(users, row.user);
    targetsOf.set(u, (targetsOf.get(u) ?? new Set()).add(numberOf(items, row.item)));
  }
  const order = hasTime ? 'time' : isSortedByItem(training) ? 'none' : 'rows';
  const time = order === 'time' ? Float64Array.from(training, (row) => row.time) : order === 'rows' ? Float64Array.from(training, (_, r) => r) : undefined;
  const data = collectInteractions({ users: users.size, items: trainingItems, user, item, weight: Float32Array.from(training, ({ weight }) => weight), ...(time && { time }) });
  const tests = [...targetsOf].map(([u, targets]) => ({ user: u, targets: Int32Array.from(targets) }));
  const repeatedTestPairs = tests.reduce((sum, { user: u, targets }) => {
    const owned = new Set(data.item.subarray(data.start[u]!, data.start[u + 1]!));
    return sum + targets.filter((target) => owned.has(target)).length;
  }, 0);
  return { training: data, tests, rows: rows.length, repeatedTestPairs, order };
}

/** More neighbours of a user's rows than this rise (or fall) by item: the file was sorted, and its order tells nothing about time. */
const SORTED_SHARE = 0.9;

function isSortedByItem(rows: readonly InteractionRow[]): boolean {
  const lastOf = new Map<string, string>();
  let rising = 0;
  let falling = 0;
  for (const { user, item } of rows) {
    const before = lastOf.get(user);
    lastOf.set(user, item);
    if (before === undefined || before === item) continue;
    const [a, b] = [Number(before), Number(item)];
    if (Number.isFinite(a) && Number.isFinite(b) ? a < b : before < item) rising += 1;
    else falling += 1;
  }
  return rising + falling === 0 || Math.max(rising, falling) / (rising + falling) > SORTED_SHARE;
}
