import { recommendation, withOrg, type Tx } from '@almanac/data';
import { DomainError, mayActAs, minorUnitsOf, type AddExclusion, type CustomerRecommendations, type CustomerRow, type ListPairs, type ListRecommendedCustomers, type ListRecommendedProducts, type OneCustomer, type OneExclusion, type OneProduct, type ProductPair, type ProductRecommendations, type ProductRow, type RecommendationOverview, type RecommendationRules, type RecommendationSettings } from '@almanac/data/contract';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { getAudience } from './product-audience';
import { recommendForCustomer, recommendForCustomers, type CompanyToday } from './recommend-for-customer';

export interface Page<Row> {
  readonly total: number;
  readonly items: readonly Row[];
  readonly nextCursor: number | null;
}
const NOTHING = { total: 0, items: [], nextCursor: null };

export const companyToday = ({ orgId, org, clock }: OrgContext): CompanyToday => ({ orgId, today: today(clock, org.timeZone), minorUnits: minorUnitsOf(org.currency) });

/** What has been learnt, and how good it is; `null` before the first run. */
export async function getOverview({ database, orgId }: OrgContext): Promise<RecommendationOverview | null> {
  return withOrg(database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    if (model === undefined) return null;
    const scores = (await recommendation.listScores(tx, orgId, [model.runId])).get(model.runId) ?? [];
    const champion = scores.find(({ isChampion }) => isChampion);
    return { ...model, ...(await recommendation.countRun(tx, orgId, model.runId)), coverage10: champion?.coverage10 ?? null, novelty10: champion?.novelty10 ?? null, scores, ...(await recommendation.listFacets(tx, orgId)) };
  });
}

const BEST_IN_LIST = 3;

export async function listCustomers(ctx: OrgContext, { cursor, limit, ...filter }: ListRecommendedCustomers): Promise<Page<CustomerRow>> {
  const { database, orgId } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    if (model === undefined) return NOTHING;
    const scope = { orgId, runId: model.runId, filter };
    const total = await recommendation.countCustomerRows(tx, scope);
    const rows = await recommendation.listCustomerRows(tx, { ...scope, offset: cursor ?? 0, limit });
    const lists = await recommendForCustomers(tx, { ...companyToday(ctx), customerIds: rows.map(({ id }) => id), limit: BEST_IN_LIST, purpose: 'show' });
    const bestOf = new Map(lists.map(({ customer, items }) => [customer.id, items.map(({ productId, code, name, kind, probability }) => ({ productId, code, name, kind, probability }))]));
    return pageOf(rows.map((row) => ({ ...row, best: bestOf.get(row.id) ?? [] })), total, cursor);
  });
}

export async function getCustomer(ctx: OrgContext, { customerId, limit }: OneCustomer): Promise<CustomerRecommendations> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    await requireCustomer(tx, ctx, customerId);
    return recommendForCustomer(tx, { ...companyToday(ctx), customerId, limit, purpose: 'show' });
  });
}

export async function listProducts(ctx: OrgContext, { cursor, limit, ...filter }: ListRecommendedProducts): Promise<Page<ProductRow>> {
  const { database, orgId } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    if (model === undefined) return NOTHING;
    const scope = { orgId, runId: model.runId, filter };
    const total = await recommendation.countProductRows(tx, scope);
    return pageOf(await recommendation.listProductRows(tx, { ...scope, minorUnits: companyToday(ctx).minorUnits, offset: cursor ?? 0, limit }), total, cursor);
  });
}

const PAIRS_OF_PRODUCT = 10;

/** Whom to tell about a product; the people themselves for those whose work it is to write to them. */
export async function getProduct(ctx: OrgContext, input: OneProduct): Promise<ProductRecommendations> {
  const { database, orgId, role } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    const company = companyToday(ctx);
    const product = model && (await recommendation.findProductRow(tx, orgId, model.runId, input.productId, company.minorUnits));
    if (model === undefined || product === undefined) throw new DomainError('recommendation.product_not_found');
    const audience = await getAudience(tx, company, model, product, input);
    const pairs = await recommendation.listPairs(tx, { orgId, runId: model.runId, filter: { productId: product.id, sort: 'sureness' }, offset: 0, limit: PAIRS_OF_PRODUCT });
    return { runId: model.runId, responseDays: model.responseDays, product, ...audience, members: mayActAs(role, 'marketer') ? audience.members : [], pairs };
  });
}

export async function listPairs({ database, orgId }: OrgContext, { cursor, limit, ...filter }: ListPairs): Promise<Page<ProductPair>> {
  return withOrg(database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    if (model === undefined) return NOTHING;
    const scope = { orgId, runId: model.runId, filter };
    const total = await recommendation.countPairs(tx, scope);
    return pageOf(await recommendation.listPairs(tx, { ...scope, offset: cursor ?? 0, limit }), total, cursor);
  });
}

export const listBundles = (ctx: OrgContext) => ofServed(ctx, recommendation.listBundles);
export const listAffinity = (ctx: OrgContext) => ofServed(ctx, recommendation.listAffinity);

async function ofServed<Row>({ database, orgId }: OrgContext, list: (tx: Tx, orgId: OrgContext['orgId'], runId: string) => Promise<Row[]>): Promise<Row[]> {
  return withOrg(database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    return model === undefined ? [] : list(tx, orgId, model.runId);
  });
}

export async function getRules({ database, orgId }: OrgContext): Promise<RecommendationRules> {
  return withOrg(database.db, orgId, async (tx) => ({ settings: await recommendation.getSettings(tx, orgId), exclusions: await recommendation.listExclusions(tx, orgId) }));
}

export async function saveSettings({ database, orgId }: OrgContext, settings: RecommendationSettings): Promise<RecommendationSettings> {
  await withOrg(database.db, orgId, (tx) => recommendation.upsertSettings(tx, orgId, settings));
  return settings;
}

export async function addExclusion(ctx: OrgContext, input: AddExclusion): Promise<RecommendationRules> {
  const { database, orgId, userName } = ctx;
  await withOrg(database.db, orgId, async (tx) => {
    if (input.customerId !== undefined) await requireCustomer(tx, ctx, input.customerId);
    if (input.productId !== undefined && !(await recommendation.hasProduct(tx, orgId, input.productId))) throw new DomainError('recommendation.product_not_found');
    await recommendation.insertExclusion(tx, orgId, { ...input, createdBy: userName });
  });
  return getRules(ctx);
}

export async function removeExclusion(ctx: OrgContext, { id }: OneExclusion): Promise<RecommendationRules> {
  const { database, orgId } = ctx;
  const wasThere = await withOrg(database.db, orgId, (tx) => recommendation.deleteExclusion(tx, orgId, id));
  if (!wasThere) throw new DomainError('recommendation.exclusion_not_found');
  return getRules(ctx);
}

async function requireCustomer(tx: Tx, { orgId }: OrgContext, customerId: number): Promise<void> {
  if ((await recommendation.listCustomers(tx, orgId, [customerId])).length === 0) throw new DomainError('recommendation.customer_not_found');
}

function pageOf<Row>(items: readonly Row[], total: number, cursor: number | null | undefined): Page<Row> {
  const next = (cursor ?? 0) + items.length;
  return { total, items, nextCursor: items.length > 0 && next < total ? next : null };
}
