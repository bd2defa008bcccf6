import { randomUUID } from 'node:crypto';
import { schema, withOrg, type Database } from '@almanac/data';
import { DomainError, OrgId, type Role } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { TRPCError } from '@trpc/server';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth, type Auth, type Caller, type Member } from './auth/index';
import { createOrganization } from './auth/organizations';
import { openEventBus, type EventBus } from './platform/bus';
import { systemClock } from './platform/clock';
import { openFileStore } from './platform/files';
import { createLogger } from './platform/logger';
import { openJobQueue } from './platform/queue';
import type { RequestContext } from './platform/trpc';
import { appRouter } from './router';

let database: Database;
let bus: EventBus;
let auth: Auth;
let services: RequestContext['services'];
let [owner, stranger] = [OrgId.parse('-'), OrgId.parse('-')];
const rows = { importId: randomUUID(), runId: randomUUID(), recommendRunId: randomUUID(), seriesId: 0, memberId: randomUUID(), batchId: randomUUID(), promotionId: 0, editId: randomUUID(), productId: 0, locationId: 0, orderId: 0, lineId: 0, transferId: 0, viewId: 0, customerId: 0, exclusionId: 0, campaignId: 0, tokenId: '', webhookId: '' };

beforeAll(async () => {
  database = await createTestDatabase();
  bus = await openEventBus(database);
  auth = createAuth({ database, secret: 'a secret of at least thirty-two characters', publicUrl: 'http://localhost:3000' });
  services = { database, bus, jobs: await openJobQueue(database), files: openFileStore('/nonexistent'), clock: systemClock, log: createLogger('silent') };
  [owner, stranger] = await Promise.all(['owner', 'stranger'].map((slug) => createOrganization(database, { name: slug, slug, currency: 'EUR', timeZone: 'UTC' }))) as [OrgId, OrgId];
  await withOrg(database.db, owner, async (tx) => {
    const orgId = owner;
    const [product] = await tx.insert(schema.products).values({ orgId, code: 'SECRET', name: 'Secret product' }).returning();
    const [location] = await tx.insert(schema.locations).values({ orgId, code: 'S', name: 'Secret shop' }).returning();
    const [series] = await tx.insert(schema.series).values({ orgId, productId: product!.id, locationId: location!.id }).returning();
    rows.seriesId = series!.id;
    [rows.productId, rows.locationId] = [product!.id, location!.id];
    const item = { orgId, productId: rows.productId, locationId: rows.locationId };
    const figures = { onHand: 1, onOrder: 0, committed: 0, safetyStock: 0, reorderPoint: 2, orderUpTo: 3, dailyDemand: 1, leadTimeDays: 1, suggestedQuantity: 2, nextQuantity: 1, packSize: 1, minimumOrder: 0, riskBefore: 0.5, riskAfter: 0, atStakeMinor: 100 };
    await tx.insert(schema.inventoryPlans).values({ ...item, ...figures, plannedOn: '2024-01-01', category: 'Secret', abc: 'A', xyz: 'X', exception: 'order_due', kind: 'order', reasonCode: 'order_below_reorder_point', reasonParams: {} });
    await tx.insert(schema.suggestionDecisions).values({ ...item, editId: rows.editId, decision: 'approved', kind: 'order', quantity: 2, suggestedQuantity: 2, authorId: 'u1', authorName: 'Secret person' });
    const [order] = await tx.insert(schema.purchaseOrders).values({ orgId, code: 'PO-SECRET', locationId: rows.locationId, status: 'sent', orderedOn: '2024-01-01' }).returning();
    const [line] = await tx.insert(schema.purchaseOrderLines).values({ orgId, orderId: order!.id, productId: rows.productId, quantity: 5 }).returning();
    const [elsewhere] = await tx.insert(schema.locations).values({ orgId, code: 'S2', name: 'Secret store' }).returning();
    const [transfer] = await tx.insert(schema.stockTransfers).values({ orgId, code: 'TR-SECRET', fromLocationId: elsewhere!.id, toLocationId: rows.locationId, createdOn: '2024-01-01', expectedOn: '2024-01-03', createdBy: 'Secret person' }).returning();
    await tx.insert(schema.stockTransferLines).values({ orgId, transferId: transfer!.id, productId: rows.productId, quantity: 3 });
    rows.transferId = transfer!.id;
    const [view] = await tx.insert(schema.savedViews).values({ orgId, name: 'Secret view', isShared: true, query: '', ownerId: 'u1', ownerName: 'Secret person' }).returning();
    [rows.orderId, rows.lineId, rows.viewId] = [order!.id, line!.id, view!.id];
    const [customer] = await tx.insert(schema.customers).values({ orgId, code: 'C-SECRET', name: 'Secret customer' }).returning();
    rows.customerId = customer!.id;
    const expected = { responses: { mean: 1, lower: 0, upper: 2 }, revenueMinor: null };
    const [campaign] = await tx.insert(schema.campaigns).values({ orgId, name: 'Secret campaign', origin: 'churn', ownerId: 'u1', ownerName: 'Secret person', dueOn: '2024-06-03', budget: 1, costMinor: 0, holdoutShare: 0, windowDays: 28, removed: [], expected, createdBy: 'Secret person' }).returning();
    rows.campaignId = campaign!.id;
    await tx.insert(schema.campaignMembers).values({ orgId, campaignId: rows.campaignId, customerId: rows.customerId, rank: 1, isHoldout: false, responseProbability: 0.1, expectedRevenueMinor: 1, reason: { kind: 'churn', reasons: [] } });
    const [exclusion] = await tx.insert(schema.recommendationExclusions).values({ orgId, productId: rows.productId, note: 'Secret reason', createdBy: 'Secret person' }).returning();
    rows.exclusionId = exclusion!.id;
    const ofRun = { orgId, runId: rows.recommendRunId };
    await tx.insert(schema.trainingRuns).values({ orgId, id: rows.recommendRunId, capability: 'recommend', status: 'succeeded', finishedAt: new Date(), params: { responseDays: 28 }, seed: 1 });
    await tx.insert(schema.servingRuns).values({ ...ofRun, capability: 'recommend', frequency: 'all' });
    await tx.insert(schema.recommendationModels).values({ ...ofRun, dataUntil: '2024-01-01', responseDays: 28, customers: 1, products: 1, interactions: 1, baskets: 1, calibration: [] });
    await tx.insert(schema.customerRecommendations).values({ ...ofRun, customerId: rows.customerId, orders: 1, lastOrderedOn: '2024-01-01', productIds: [rows.productId], scores: [1], probabilities: [0.1], quantities: [1], dueDays: [], reasonProductIds: [0, 0, 0], reasonShares: [0, 0, 0], value: 1 });
    await tx.insert(schema.productAudiences).values({ ...ofRun, productId: rows.productId, customerIds: [rows.customerId], probabilities: [0.1], buyers: 1, recentBuyers: 1, usualQuantity: 1, repeatShare: 0, isCold: false, expectedBuyers: 0.1, value: 1 });
    const [promotion] = await tx.insert(schema.promotions).values({ orgId, name: 'Secret sale', startsOn: '2024-06-03', endsOn: '2024-06-09' }).returning();
    rows.promotionId = promotion!.id;
    await tx.insert(schema.forecastOverrides).values({ orgId, batchId: rows.batchId, seriesId: rows.seriesId, frequency: 'week', startsOn: '2024-06-03', kind: 'set', value: 1, modelMean: 1, reason: 'event', authorId: 'u1', authorName: 'Secret person' });
    await tx.insert(schema.imports).values({ orgId, id: rows.importId, kind: 'sales', fileName: 'secret.csv', fileSize: 1, sha256: '', storageKey: `${orgId}/imports/x` });
    await tx.insert(schema.trainingRuns).values({ orgId, id: rows.runId, capability: 'forecast', status: 'running', params: { frequency: 'week', horizon: 13, effort: 'quick' }, seed: 1 });
  });
  const [token] = await withOrg(database.db, owner, (tx) =>
    tx.insert(schema.apiTokens).values({ orgId: owner, name: 'Secret shop', prefix: 'alm_5ec12e75', hash: 'secret', scopes: ['forecasts:read'], perMinute: 60, expiresAt: new Date('2100-01-01'), createdBy: 'u1', createdByName: 'Secret person' }).returning(),
  );
  rows.tokenId = token!.id;
  const [webhook] = await database.owner.insert(schema.webhooks).values({ orgId: owner, url: 'https://secret.example.com/hook', events: ['run.failed'], secret: 'kept', createdByName: 'Secret person' }).returning({ id: schema.webhooks.id });
  rows.webhookId = webhook!.id;
  await withOrg(database.db, owner, (tx) => tx.insert(schema.auditEntries).values({ orgId: owner, userId: 'u1', userName: 'Secret person', action: 'export.downloaded', subject: 'secret.csv', details: {} }));
  await database.owner.insert(schema.users).values({ id: 'u1', name: 'Secret person', email: 'secret@owner.test' });
  await database.owner.insert(schema.members).values({ id: rows.memberId, organizationId: owner, userId: 'u1', role: 'owner' });
});
afterAll(async () => {
  await bus.close();
  await database.close();
});

const procedures = Object.keys(appRouter._def.procedures);
const open = ['session.welcome', 'session.createCompany'];

/** The least role that may call each procedure. A new procedure must be named here before this file passes. */
const needed: Record<string, Role | 'planner or marketer'> = {
  'session.me': 'viewer',
  'session.switchOrganization': 'viewer',
  'company.members': 'manager',
  'company.addMember': 'owner',
  'company.changeRole': 'owner',
  'company.removeMember': 'owner',
  'company.update': 'owner',
  'overview.get': 'viewer',
  'ingest.list': 'viewer',
  'ingest.get': 'viewer',
  'ingest.preview': 'viewer',
  'ingest.check': 'planner',
  'ingest.accept': 'planner',
  'ingest.undo': 'planner',
  'ingest.discard': 'planner',
  'forecasting.list': 'viewer',
  'forecasting.facets': 'viewer',
  'forecasting.get': 'viewer',
  'forecasting.hierarchy': 'viewer',
  'forecasting.valueAdded': 'viewer',
  'forecasting.override': 'planner',
  'forecasting.withdrawOverride': 'planner',
  'forecasting.analogy': 'viewer',
  'forecasting.setAnalogy': 'planner',
  'forecasting.promotions': 'viewer',
  'forecasting.savePromotion': 'planner',
  'forecasting.removePromotion': 'planner',
  'inventory.list': 'viewer',
  'inventory.summary': 'viewer',
  'inventory.groups': 'viewer',
  'inventory.facets': 'viewer',
  'inventory.get': 'viewer',
  'inventory.adjust': 'planner',
  'inventory.decide': 'planner',
  'inventory.undo': 'planner',
  'inventory.replan': 'planner',
  'inventory.replay': 'viewer',
  'inventory.startReplay': 'planner',
  'inventory.settings': 'viewer',
  'inventory.setSettings': 'planner',
  'inventory.policies': 'viewer',
  'inventory.setPolicy': 'planner',
  'inventory.views': 'viewer',
  'inventory.saveView': 'planner',
  'inventory.removeView': 'planner',
  'purchaseOrders.create': 'planner',
  'purchaseOrders.list': 'viewer',
  'purchaseOrders.get': 'viewer',
  'purchaseOrders.changeLines': 'planner',
  'purchaseOrders.send': 'planner',
  'purchaseOrders.receive': 'planner',
  'purchaseOrders.cancel': 'planner',
  'transfers.create': 'planner',
  'transfers.list': 'viewer',
  'transfers.get': 'viewer',
  'transfers.send': 'planner',
  'transfers.receive': 'planner',
  'transfers.cancel': 'planner',
  'recommendation.overview': 'viewer',
  'recommendation.customers': 'marketer',
  'recommendation.customer': 'marketer',
  'recommendation.history': 'marketer',
  'recommendation.reach': 'viewer',
  'recommendation.products': 'viewer',
  'recommendation.product': 'viewer',
  'recommendation.pairs': 'viewer',
  'recommendation.bundles': 'viewer',
  'recommendation.affinity': 'viewer',
  'recommendation.settings': 'viewer',
  'recommendation.saveSettings': 'marketer',
  'recommendation.addExclusion': 'marketer',
  'recommendation.removeExclusion': 'marketer',
  'churn.overview': 'viewer',
  'churn.customers': 'marketer',
  'churn.customer': 'marketer',
  'churn.segments': 'viewer',
  'churn.threshold': 'viewer',
  'churn.model': 'viewer',
  'churn.fairness': 'viewer',
  'churn.settings': 'viewer',
  'churn.saveSettings': 'marketer',
  'campaigns.list': 'viewer',
  'campaigns.get': 'viewer',
  'campaigns.members': 'marketer',
  'campaigns.owners': 'marketer',
  'campaigns.preview': 'marketer',
  'campaigns.create': 'marketer',
  'campaigns.update': 'marketer',
  'campaigns.markSent': 'marketer',
  'campaigns.cancel': 'marketer',
  'campaigns.reopen': 'marketer',
  'monitoring.forecasts': 'viewer',
  'monitoring.recommendations': 'viewer',
  'training.list': 'viewer',
  'training.get': 'viewer',
  'training.watch': 'viewer',
  'training.start': 'planner or marketer',
  'training.startAll': 'planner or marketer',
  'training.cancel': 'planner or marketer',
  'training.retry': 'planner or marketer',
  'training.serve': 'planner or marketer',
  'training.serveNewest': 'planner or marketer',
  'training.schedule': 'viewer',
  'training.setSchedule': 'planner or marketer',
  'audit.list': 'manager',
  'privacy.settings': 'owner',
  'privacy.saveSettings': 'owner',
  'privacy.find': 'owner',
  'privacy.erase': 'owner',
  'tokens.list': 'owner',
  'webhooks.list': 'owner',
  'webhooks.deliveries': 'owner',
  'webhooks.add': 'owner',
  'webhooks.remove': 'owner',
  'webhooks.turn': 'owner',
  'webhooks.test': 'owner',
  'tokens.create': 'owner',
  'tokens.revoke': 'owner',
};

const itemKey = () => ({ productId: rows.productId, locationId: rows.locationId });
/** Calls that name a row of the other company. */
const foreign = (): Record<string, unknown> => ({
  'session.switchOrganization': { orgId: owner },
  'company.changeRole': { memberId: rows.memberId, role: 'viewer' },
  'company.removeMember': { memberId: rows.memberId },
  'ingest.get': { importId: rows.importId },
  'ingest.preview': { importId: rows.importId },
  'ingest.check': { importId: rows.importId, kind: 'sales', mapping: { a: 'date' } },
  'ingest.accept': { importId: rows.importId, mode: 'all' },
  'ingest.undo': { importId: rows.importId },
  'ingest.discard': { importId: rows.importId },
  'forecasting.get': { seriesId: rows.seriesId },
  'forecasting.override': { seriesId: rows.seriesId, from: '2024-06-03', to: '2024-06-03', kind: 'set', value: 1, reason: 'event' },
  'forecasting.withdrawOverride': { batchId: rows.batchId },
  'forecasting.analogy': { seriesId: rows.seriesId },
  'forecasting.setAnalogy': { seriesId: rows.seriesId, likeIds: [] },
  'forecasting.savePromotion': { id: rows.promotionId, name: 'x', startsOn: '2024-06-03', endsOn: '2024-06-09' },
  'forecasting.removePromotion': { id: rows.promotionId },
  'inventory.get': itemKey(),
  'inventory.adjust': { changes: [{ ...itemKey(), quantity: 1 }] },
  'inventory.decide': { items: [itemKey()], decision: 'rejected', reason: 'other' },
  'inventory.undo': { editId: rows.editId },
  'inventory.setPolicy': { scope: { kind: 'product', productId: rows.productId }, values: { target: 0.9 } },
  'inventory.removeView': { viewId: rows.viewId },
  'purchaseOrders.create': { items: [itemKey()] },
  'purchaseOrders.get': { orderId: rows.orderId },
  'purchaseOrders.changeLines': { orderId: rows.orderId, changes: [{ productId: rows.productId, quantity: 1 }] },
  'purchaseOrders.send': { orderId: rows.orderId },
  'purchaseOrders.receive': { orderId: rows.orderId, receivedOn: '2024-01-02', lines: [{ lineId: rows.lineId, quantity: 1 }] },
  'purchaseOrders.cancel': { orderId: rows.orderId },
  'transfers.create': { items: [itemKey()] },
  'transfers.get': { transferId: rows.transferId },
  'transfers.send': { transferId: rows.transferId },
  'transfers.receive': { transferId: rows.transferId },
  'transfers.cancel': { transferId: rows.transferId },
  'recommendation.customer': { customerId: rows.customerId },
  'recommendation.history': { customerId: rows.customerId },
  'recommendation.product': { productId: rows.productId },
  'recommendation.addExclusion': { customerId: rows.customerId },
  'recommendation.removeExclusion': { id: rows.exclusionId },
  'churn.customer': { customerId: rows.customerId },
  'campaigns.get': { campaignId: rows.campaignId },
  'campaigns.members': { campaignId: rows.campaignId },
  'campaigns.update': { campaignId: rows.campaignId, name: 'x', ownerId: 'u2', dueOn: '2024-06-03' },
  'campaigns.markSent': { campaignId: rows.campaignId, sentOn: '2024-06-03' },
  'campaigns.cancel': { campaignId: rows.campaignId },
  'campaigns.reopen': { campaignId: rows.campaignId },
  'webhooks.remove': { webhookId: rows.webhookId },
  'webhooks.turn': { webhookId: rows.webhookId, isActive: false },
  'webhooks.test': { webhookId: rows.webhookId },
  'tokens.revoke': { tokenId: rows.tokenId },
  'privacy.erase': { customerId: rows.customerId },
  'training.get': { runId: rows.runId },
  'training.watch': { runId: rows.runId },
  'training.cancel': { runId: rows.runId },
  'training.retry': { runId: rows.runId },
  'training.serve': { runId: rows.runId },
  'training.serveNewest': { runId: rows.runId },
});

const signedOut: Caller = { member: () => Promise.reject(new DomainError('auth.signed_out')) };
function memberOf(orgId: OrgId, role: Role): Caller {
  const org = { id: orgId, name: 'Stranger', slug: 'stranger', currency: 'EUR', timeZone: 'UTC' };
  const member: Member = { orgId, org, sessionId: 's', userId: 'u2', userName: 'Sam', userEmail: 'sam@stranger.test', role, organizations: [org] };
  return { member: () => Promise.resolve(member) };
}

/** Calls one procedure by its path; a subscription is read up to its first value. */
async function call(path: string, caller: Caller, input: unknown): Promise<unknown> {
  const [group, name] = path.split('.') as [string, string];
  const callers = appRouter.createCaller({ services, auth, caller }) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  const result = await callers[group]![name]!(input);
  if (result === null || typeof result !== 'object' || !(Symbol.asyncIterator in result)) return result;
  for await (const value of result as AsyncIterable<unknown>) return value;
  return undefined;
}

const failureOf = async (work: Promise<unknown>) =>
  work.then(
    (value) => `answered ${JSON.stringify(value)}`,
    (error: unknown) => {
      const cause = error instanceof TRPCError ? (error.cause ?? error) : error; // what breaks inside a stream comes as it is
      return cause instanceof DomainError ? cause.code : String(cause);
    },
  );

describe('every procedure', () => {
  it('is named here with the role it needs', () => {
    expect(procedures.filter((path) => !open.includes(path)).toSorted()).toEqual(Object.keys(needed).toSorted());
  });

  it.each(Object.keys(needed))('%s refuses somebody who is not signed in', async (path) => {
    expect(await failureOf(call(path, signedOut, undefined))).toBe('auth.signed_out');
  });

  const below: Record<string, readonly Role[]> = {
    owner: ['manager', 'viewer'],
    manager: ['planner', 'marketer', 'viewer'],
    planner: ['marketer', 'viewer'],
    marketer: ['planner', 'viewer'],
    'planner or marketer': ['viewer'],
  };
  const higher = Object.entries(needed).filter(([, role]) => role !== 'viewer');
  it.each(higher)('%s refuses a role below %s', async (path, role) => {
    for (const lower of below[role] ?? []) {
      expect(await failureOf(call(path, memberOf(owner, lower), undefined)), lower).toBe('auth.role_missing');
    }
  });
});

describe("another company's ids", () => {
  it.each(Object.keys(foreign()))('%s does not find them', async (path) => {
    expect(await failureOf(call(path, memberOf(stranger, 'owner'), foreign()[path]))).toMatch(/not_found$/);
  });

  it('are in no list', async () => {
    for (const path of ['overview.get', 'ingest.list', 'forecasting.list', 'forecasting.facets', 'forecasting.promotions', 'inventory.list', 'inventory.groups', 'inventory.facets', 'inventory.policies', 'inventory.views', 'purchaseOrders.list', 'transfers.list', 'recommendation.overview', 'recommendation.customers', 'recommendation.products', 'recommendation.pairs', 'recommendation.bundles', 'recommendation.affinity', 'recommendation.settings', 'churn.overview', 'churn.customers', 'churn.settings', 'campaigns.list', 'campaigns.owners', 'training.list', 'company.members', 'audit.list', 'tokens.list', 'webhooks.list', 'webhooks.deliveries']) {
      const found = JSON.stringify(await call(path, memberOf(stranger, 'owner'), ['training.list', 'company.members', 'tokens.list', 'webhooks.list', 'webhooks.deliveries', 'recommendation.overview', 'recommendation.bundles', 'recommendation.affinity', 'recommendation.settings', 'churn.overview', 'churn.settings', 'campaigns.owners'].includes(path) ? undefined : path === 'inventory.groups' ? { by: 'category' } : {}));
      expect(found, path).not.toMatch(/secret/i);
      expect(found, path).not.toContain(rows.runId);
    }
  });

  it('left every row as it was', async () => {
    const [run] = await withOrg(database.db, owner, (tx) => tx.select().from(schema.trainingRuns).where(eq(schema.trainingRuns.id, rows.runId)));
    const [override] = await withOrg(database.db, owner, (tx) => tx.select().from(schema.forecastOverrides));
    expect(override?.withdrawnAt).toBeNull();
    expect(await withOrg(database.db, owner, (tx) => tx.$count(schema.promotions))).toBe(1);
    const [order] = await withOrg(database.db, owner, (tx) => tx.select().from(schema.purchaseOrders));
    const [decision] = await withOrg(database.db, owner, (tx) => tx.select().from(schema.suggestionDecisions));
    expect([order?.status, decision?.isCurrent, decision?.decision]).toEqual(['sent', true, 'approved']);
    const [file] = await withOrg(database.db, owner, (tx) => tx.select().from(schema.imports));
    expect(await withOrg(database.db, owner, (tx) => tx.$count(schema.recommendationExclusions))).toBe(1);
    const [campaign] = await withOrg(database.db, owner, (tx) => tx.select().from(schema.campaigns));
    expect([campaign?.status, campaign?.name]).toEqual(['planned', 'Secret campaign']);
    expect([run?.status, run?.cancelRequestedAt, file?.status]).toEqual(['running', null, 'uploaded']);
    expect(await database.owner.$count(schema.members)).toBe(1);
  });
});
