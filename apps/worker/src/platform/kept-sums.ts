import { overview, type Database, type Tx } from '@almanac/data';
import type { OrgContext } from './context';

interface Kept {
  readonly version: string;
  readonly at: number;
  readonly sums: Promise<unknown>;
}

const MOST_KEPT = 500;
/** What no import tells of, such as the deletion of old sales, shows after so long. */
const KEPT_MS = 3_600_000;
const keptOf = new WeakMap<Database, Map<string, Kept>>();

/** Gives sums by a name, worked out only where nobody has. */
export type Keep = <Sums>(what: string, work: () => Promise<Sums>) => Promise<Sums>;

/** Keeps sums of one company for as long as no import and no erasure has changed what they are of. What else they depend on stands in their names. */
export async function keepFor(ctx: Pick<OrgContext, 'database' | 'orgId' | 'clock'>, tx: Tx): Promise<Keep> {
  const version = await overview.findSalesVersion(tx, ctx.orgId);
  return (what, work) => keepSums(ctx, what, version, work);
}

/**
 * Sums over millions of rows, which take seconds, worked out once for all who ask while `version` of what they are of stays the same.
 * Those who ask meanwhile wait for the same answer.
 */
function keepSums<Sums>({ database, orgId, clock }: Pick<OrgContext, 'database' | 'orgId' | 'clock'>, what: string, version: string, work: () => Promise<Sums>): Promise<Sums> {
  const kept = keptOf.get(database) ?? new Map<string, Kept>();
  keptOf.set(database, kept);
  const [key, now] = [JSON.stringify([orgId, what]), clock.now().getTime()];
  const found = kept.get(key);
  if (found?.version === version && now - found.at < KEPT_MS) return found.sums as Promise<Sums>; // what the same key was kept with
  const sums = (async () => work())(); // a query runs again each time it is awaited; its promise does not
  kept.delete(key);
  kept.set(key, { version, at: now, sums });
  sums.catch(() => kept.get(key)?.sums === sums && kept.delete(key));
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!); // the one worked out longest ago
  return sums;
}
