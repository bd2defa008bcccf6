import { entriesByItem, type Interactions } from './interactions';
import { countPairs } from './cooccurrence';

/** How users of one group take to another one. */
export type GroupPair = {
  readonly from: number;
  readonly to: number;
  /** users with both */
  readonly users: number;
  /** P(to | from) */
  readonly share: number;
  /** against P(to), with its 95 % interval */
  readonly lift: number;
  readonly liftLow: number;
  readonly liftHigh: number;
};

const Z95 = 1.96;

/**
 * Every ordered pair of groups that some user has, also those that keep apart (lift below 1). The interval is on the log scale by the delta method.
 * @param grouped from `groupItems`
 */
export async function measureGroupPairs(grouped: Interactions, breathe: () => Promise<void> = async () => undefined): Promise<GroupPair[]> {
  const { usersOf, others, counts } = await countPairs(grouped, entriesByItem(grouped), breathe);
  return others.flatMap((found, from) =>
    Array.from(found, (to, k) => {
      const [both, a, b, n] = [counts[from]![k]!, usersOf[from]!, usersOf[to]!, grouped.users];
      const lift = (both * n) / (a * b);
      const spread = Math.exp(Z95 * Math.sqrt(Math.max(0, 1 / both - 1 / a - 1 / b + (2 * both) / (a * b) - 1 / n)));
      return { from, to, users: both, share: both / a, lift, liftLow: lift / spread, liftHigh: lift * spread };
    }),
  );
}
