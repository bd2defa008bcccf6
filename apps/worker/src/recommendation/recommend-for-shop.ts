import { recommendation, type Tx } from '@almanac/data';
import type { RecommendationSource, RecommendedItem } from '@almanac/data/contract';
import { applyRules, type Candidate } from './constraints';
import { choose, popularList, toItem, type CompanyToday } from './recommend-for-customer';
import type { Shelf } from './shelf';

/** What a shop shows to somebody the company does not know, or beside a product. */
interface ShopList {
  readonly source: Exclude<RecommendationSource, 'personal'> | 'best_sellers' | 'baskets';
  /** nothing before the first training */
  readonly trainedAt: Date | null;
  readonly items: readonly RecommendedItem[];
}

const BEST_SELLER_DAYS = 28;
const CANDIDATES = 50;
const NO_RUN = '00000000-0000-0000-0000-000000000000';

interface Wanted extends CompanyToday {
  readonly limit: number;
  readonly shelf: Shelf;
}

/** What sells in the segment or country, else to everyone; before the first training what sold most lately. Under the rules of every list. */
export async function recommendForStranger(tx: Tx, { segment, country, ...wanted }: Wanted & { readonly segment: string | null; readonly country: string | null }): Promise<ShopList> {
  const { orgId, shelf } = wanted;
  const model = await shelf.model(tx);
  if (model === undefined) {
    const best = await recommendation.listBestSellers(tx, orgId, { days: BEST_SELLER_DAYS, limit: CANDIDATES });
    const items = await chosenFrom(tx, wanted, { runId: NO_RUN, calibration: [] }, best.map((productId, place) => ({ ...plain(productId), score: 1 / (place + 1), probability: null })));
    return { source: 'best_sellers', trainedAt: null, items };
  }
  const list = await popularList(tx, shelf, model, { segment, country });
  return { source: list.source === 'personal' ? 'everyone' : list.source, trainedAt: model.trainedAt, items: await chosenFrom(tx, wanted, model, list.candidates) };
}

/** What goes into the basket with a product; empty where nothing does more often than chance. */
export async function recommendWithProduct(tx: Tx, { productId, ...wanted }: Wanted & { readonly productId: number }): Promise<ShopList> {
  const model = await wanted.shelf.model(tx);
  if (model === undefined) return { source: 'baskets', trainedAt: null, items: [] };
  const partners = await recommendation.listPartners(tx, wanted.orgId, model.runId, productId, CANDIDATES);
  return { source: 'baskets', trainedAt: model.trainedAt, items: await chosenFrom(tx, wanted, model, partners.map(({ productId: partner, confidence }) => ({ ...plain(partner), score: confidence, probability: confidence }))) };
}

const plain = (productId: number) => ({ productId, kind: 'popular' as const, quantity: 0, dueOn: null, reasons: [] });

async function chosenFrom(tx: Tx, { today, shelf, limit }: Wanted, model: Pick<recommendation.ServedModel, 'runId' | 'calibration'>, candidates: readonly Candidate[]): Promise<RecommendedItem[]> {
  const settings = await shelf.settings(tx);
  const facts = await shelf.facts(tx, model.runId, candidates.map(({ productId }) => productId));
  const { allowed } = applyRules(candidates, { today, settings, facts, boughtSince: undefined });
  return choose(allowed, settings, limit).map((item) => toItem(item, facts, model));
}
