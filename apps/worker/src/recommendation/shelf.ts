import { recommendation, withOrg, type Tx } from '@almanac/data';
import type { OrgId, RecommendationSettings } from '@almanac/data/contract';
import type { Services } from '../platform/context';
import type { CompanyToday } from './recommend-for-customer';

/** What the lists of a company are made from beside the customers' own: the model that serves, the rules, what products are like today. */
export interface Shelf {
  model(tx: Tx): Promise<recommendation.ServedModel | undefined>;
  settings(tx: Tx): Promise<RecommendationSettings>;
  popular(tx: Tx, runId: string, group: Group): Promise<recommendation.PopularList | undefined>;
  facts(tx: Tx, runId: string, productIds: readonly number[]): Promise<ReadonlyMap<number, recommendation.ProductFacts>>;
  names(tx: Tx, productIds: readonly number[]): Promise<ReadonlyMap<number, recommendation.ProductName>>;
}

type Group = Pick<recommendation.KnownCustomer, 'segment' | 'country'>;

/** As it is now, for pages and exports. */
export const shelfNow = ({ orgId, today, minorUnits }: CompanyToday): Shelf => ({
  model: (tx) => recommendation.findServedModel(tx, orgId),
  settings: (tx) => recommendation.getSettings(tx, orgId),
  popular: (tx, runId, group) => recommendation.findPopular(tx, orgId, runId, group),
  facts: (tx, runId, productIds) => recommendation.listProductFacts(tx, orgId, runId, productIds, { today, minorUnits }),
  names: (tx, productIds) => recommendation.listProductNames(tx, orgId, productIds),
});

const KEPT_MS = 10_000;
/** From this age on it is read anew beside the requests, so that none of them waits for that. */
const RENEWED_MS = 5_000;
/** Companies whose shelves are kept at once; the one not asked for the longest is forgotten. */
const MOST_SHELVES = 100;

interface Entry {
  readonly shelf: KeptShelf;
  readonly today: string;
  readonly since: number;
  isRenewed: boolean;
}

/** Shelves that are read once in a few seconds, for shops that ask hundreds of times in one: no answer is older than ten seconds. */
export function createShelves({ database, clock, log }: Pick<Services, 'database' | 'clock' | 'log'>): (company: CompanyToday) => Shelf {
  const entries = new Map<OrgId, Entry>();
  const keep = (orgId: OrgId, entry: Entry) => {
    entries.delete(orgId);
    entries.set(orgId, entry);
    if (entries.size > MOST_SHELVES) entries.delete(entries.keys().next().value!);
  };
  const renew = async (company: CompanyToday, old: Entry) => {
    const since = clock.now().getTime();
    const shelf = await withOrg(database.db, company.orgId, (tx) => old.shelf.readAgain(tx, shelfNow(company)));
    if (entries.get(company.orgId) === old) keep(company.orgId, { shelf, today: company.today, since, isRenewed: false });
  };
  return (company) => {
    const now = clock.now().getTime();
    const known = entries.get(company.orgId);
    const age = known === undefined ? Infinity : now - known.since;
    const entry = known !== undefined && age < KEPT_MS && known.today === company.today ? known : { shelf: keptShelf(shelfNow(company)), today: company.today, since: now, isRenewed: false };
    keep(company.orgId, entry);
    if (age < KEPT_MS && age >= RENEWED_MS && !entry.isRenewed) {
      entry.isRenewed = true;
      renew(company, entry).catch((error: unknown) => log.warn({ err: error, orgId: company.orgId }, 'products not read anew')); // the next request does
    }
    return entry.shelf;
  };
}

interface KeptShelf extends Shelf {
  /** A shelf that knows as much, as it is now. */
  readAgain(tx: Tx, source: Shelf): Promise<KeptShelf>;
}

function keptShelf(source: Shelf): KeptShelf {
  let model: { readonly found: recommendation.ServedModel | undefined } | undefined;
  let settings: RecommendationSettings | undefined;
  const popular = new Map<string, { readonly group: Group; readonly list: recommendation.PopularList | undefined }>();
  const facts = new Map<number, recommendation.ProductFacts | undefined>();
  const names = new Map<number, recommendation.ProductName | undefined>();
  const shelf: KeptShelf = {
    // The run stays the same while the shelf is kept, so that lists, facts and popular products are of one training.
    model: async (tx) => (model ??= { found: await source.model(tx) }).found,
    settings: async (tx) => (settings ??= await source.settings(tx)),
    popular: async (tx, runId, group) => {
      const key = JSON.stringify([group.segment, group.country]);
      if (!popular.has(key)) popular.set(key, { group, list: await source.popular(tx, runId, group) });
      return popular.get(key)?.list;
    },
    facts: (tx, runId, productIds) => throughCache(facts, productIds, (missing) => source.facts(tx, runId, missing)),
    names: (tx, productIds) => throughCache(names, productIds, (missing) => source.names(tx, missing)),
    readAgain: async (tx, now) => {
      const fresh = keptShelf(now);
      await fresh.settings(tx);
      const served = await fresh.model(tx);
      if (served === undefined) return fresh;
      for (const { group } of popular.values()) await fresh.popular(tx, served.runId, group);
      await fresh.facts(tx, served.runId, [...facts.keys()]);
      await fresh.names(tx, [...names.keys()]);
      return fresh;
    },
  };
  return shelf;
}

/** Reads what has not been read yet; a product that does not exist is asked for once. */
async function throughCache<Value>(known: Map<number, Value | undefined>, ids: readonly number[], read: (missing: readonly number[]) => Promise<ReadonlyMap<number, Value>>): Promise<ReadonlyMap<number, Value>> {
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const found = await read(missing);
    for (const id of missing) known.set(id, found.get(id));
  }
  const asked = new Map<number, Value>();
  for (const id of ids) {
    const value = known.get(id);
    if (value !== undefined) asked.set(id, value);
  }
  return asked;
}
