import { seededRandom } from '../training/random';
import { collectInteractions, type Interactions } from './interactions';

/** Users of a few tastes who mostly take items of their taste, in a fixed order within it; each item belongs to taste item % tastes. */
export function simulateTastes({ users = 120, items = 40, tastes = 4, perUser = 8, seed = 1, hasTime = true }): Interactions {
  const random = seededRandom(seed);
  const rows: { user: number; item: number; time: number }[] = [];
  for (let user = 0; user < users; user++) {
    let item = random.integer(items);
    for (let time = 0; time < perUser; time++) {
      rows.push({ user, item, time });
      item = random.next() < 0.8 ? (item + tastes) % items : random.integer(items);
    }
  }
  return collectInteractions({
    users,
    items,
    user: Int32Array.from(rows, (row) => row.user),
    item: Int32Array.from(rows, (row) => row.item),
    ...(hasTime && { time: Float64Array.from(rows, (row) => row.time) }),
  });
}

/** @param lists the items of each user, oldest first */
export function fromLists(lists: readonly (readonly number[])[], items: number): Interactions {
  const rows = lists.flatMap((list, user) => list.map((item, time) => ({ user, item, time })));
  return collectInteractions({
    users: lists.length,
    items,
    user: Int32Array.from(rows, (row) => row.user),
    item: Int32Array.from(rows, (row) => row.item),
    time: Float64Array.from(rows, (row) => row.time),
  });
}
