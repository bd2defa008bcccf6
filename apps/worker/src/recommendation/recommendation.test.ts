import { schema, training, withOrg, type Database } from '@almanac/data';
import { isOver, type CustomerRecommendations } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from '../platform/queue';
import { startTraining, trainingJobs, watchRun } from '../training/index';
import { getTrainingRun, listTrainingRuns } from '../training/service';
import { serveNewestRun, serveRun } from '../training/serving';
import { openTestCompany } from '../training/testing';
import { campaignCandidates } from './campaign-candidates';
import { exportRecommendations } from './export-recommendations';
import { recommendForCustomer } from './recommend-for-customer';
import { addExclusion, companyToday, getCustomer, getOverview, getProduct, getRules, listAffinity, listCustomers, listPairs, listProducts, removeExclusion, saveSettings } from './service';
import { claimRun, seedTastes, trainNow, type TasteShop } from './testing';
import { recommendationWords } from './words';

let database: Database;
let shop: Awaited<ReturnType<typeof openTestCompany>>;
let empty: Awaited<ReturnType<typeof openTestCompany>>;
let tastes: TasteShop;
/** What to do with the next training process as soon as it has started. */
let onStart: ((pid: number) => void) | undefined;

const log = pino({ level: 'info' }, {
  write(line: string) {
    const { msg, trainingPid } = JSON.parse(line) as { msg: string; trainingPid: number };
    if (msg === 'training started') onStart?.(trainingPid);
  },
});
const TABLES = [schema.recommendationModels, schema.customerRecommendations, schema.productAudiences, schema.popularProducts, schema.productPairs, schema.recommendationScores] as const;

beforeAll(async () => {
  database = await createTestDatabase();
  shop = { ...(await openTestCompany(database, 'shop', log)), role: 'marketer' };
  empty = { ...(await openTestCompany(database, 'empty', log)), role: 'marketer' };
  tastes = await seedTastes(shop, 150);
  await trainNow(shop, await claimRun(shop));
}, 120_000);
afterAll(async () => {
  await Promise.all([shop.close(), empty.close()]);
  await database.close();
});

const codeOf = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { code?: string }) => error.code);
const inShop = <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(database.db, shop.orgId, work);
const rowsOf = (runId: string) => inShop(async (tx) => Promise.all(TABLES.map((table) => tx.$count(table, eq(table.runId, runId)))));
const removedOf = ({ removed }: CustomerRecommendations, reason: string) => removed.find((row) => row.reason === reason)?.count ?? 0;

describe('a run', () => {
  it('needs some customers', async () => {
    expect(await codeOf(startTraining(empty, { capability: 'recommend', effort: 'quick' }))).toBe('recommendation.too_few_purchases');
    expect(await getOverview(empty)).toBeNull();
    expect((await listCustomers(empty, { sort: 'value', dir: 'desc', limit: 10 })).items).toEqual([]);
  });

  it('is for marketers and managers', async () => {
    expect(await codeOf(startTraining({ ...shop, role: 'planner' }, { capability: 'recommend', effort: 'quick' }))).toBe('auth.role_missing');
    expect(await codeOf(startTraining(shop, { capability: 'forecast', frequency: 'week', effort: 'quick' }))).toBe('auth.role_missing');
  });

  it('learns from what was sold to known customers, without services, and does better than the bestsellers', async () => {
    const overview = await getOverview(shop);
    expect(overview).toMatchObject({ customers: 150, products: 25, responseDays: 28, contactableCustomers: 135, segments: ['Pots', 'Soap', 'Tea'] });
    const champion = overview!.scores[0]!;
    expect(champion).toMatchObject({ model: 'response', isChampion: true });
    expect(champion.ndcg10).toBeGreaterThan(overview!.scores.find(({ model }) => model === 'popularity')!.ndcg10!);
  });

  it('says chances that came true', async () => {
    const overview = await getOverview(shop);
    expect(overview?.calibration.length).toBeGreaterThan(3);
    for (const { predicted, lower, upper } of overview!.calibration) {
      expect(predicted).toBeGreaterThan(lower * 0.6);
      expect(predicted).toBeLessThan(upper * 1.6);
    }
  });

  it('gives the same the second time, and forgets the one before the last', async () => {
    const before = await getCustomer(shop, { customerId: tastes.customerIds[0]!, limit: 10 });
    await trainNow(shop, await claimRun(shop));
    const after = await getCustomer(shop, { customerId: tastes.customerIds[0]!, limit: 10 });
    expect(after.runId).not.toBe(before.runId);
    expect(after.items).toEqual(before.items);
    await trainNow(shop, await claimRun(shop));
    expect((await rowsOf(before.runId)).slice(0, -1)).toEqual([0, 0, 0, 0, 0]);
    expect((await rowsOf(after.runId))[1]).toBe(150);
  });

  it('serves an earlier run by somebody\u2019s choice, and then no newer one until that is taken back', async () => {
    const served = async () => (await getOverview(shop))!.runId;
    const [newest, earlier, ...forgotten] = (await listTrainingRuns(shop)).filter(({ status }) => status === 'succeeded').sort((a, b) => b.finishedAt!.getTime() - a.finishedAt!.getTime());
    expect([newest!.serving?.chosenBy, earlier!.serving, earlier!.isServable, forgotten[0]!.isServable]).toEqual([null, null, true, false]);
    expect(await serveRun(shop, { runId: earlier!.id })).toEqual({ runId: earlier!.id, before: newest!.id });
    expect(await served()).toBe(earlier!.id);
    expect((await getTrainingRun(shop, { runId: earlier!.id })).serving).toMatchObject({ chosenBy: 'Tester' });

    const later = await claimRun(shop);
    await trainNow(shop, later);
    expect(await served()).toBe(earlier!.id);
    expect(await serveNewestRun(shop, { runId: earlier!.id })).toEqual({ runId: later, before: earlier!.id });
    const latest = await claimRun(shop);
    await trainNow(shop, latest);
    expect(await served()).toBe(latest);

    await expect(serveRun(shop, { runId: forgotten[0]!.id })).rejects.toMatchObject({ code: 'training.results_gone' });
    await expect(serveRun({ ...shop, role: 'planner' }, { runId: later })).rejects.toMatchObject({ code: 'auth.role_missing' });
    await expect(serveRun(empty, { runId: later })).rejects.toMatchObject({ code: 'training.not_found' });
  });

  it('on a short past gives lists without scores, and chances it vouches for nothing', async () => {
    const young = { ...(await openTestCompany(database, 'young', log)), role: 'marketer' as const };
    try {
      const { customerIds } = await seedTastes(young, 60, 70);
      await trainNow(young, await claimRun(young));
      expect(await getOverview(young)).toMatchObject({ customers: 60, calibration: [], coverage10: null });
      const { items } = await getCustomer(young, { customerId: customerIds[0]!, limit: 3 });
      expect(items).toHaveLength(3);
      expect(items[0]!.expectedRevenueMinor!.lower).toBe(0);
    } finally {
      await young.close();
    }
  });

  it('leaves nothing when it is cancelled or another attempt has taken over', async () => {
    const served = (await getOverview(shop))!.runId;
    const runId = await claimRun(shop);
    await expect(trainNow(shop, runId, () => true)).rejects.toThrow();
    await inShop((tx) => training.claimRun(tx, { orgId: shop.orgId, runId }, { workerId: 'other', now: new Date() })); // attempt 2
    await expect(trainNow(shop, runId)).rejects.toThrow();
    expect(await rowsOf(runId)).toEqual(TABLES.map(() => 0));
    expect((await getOverview(shop))?.runId).toBe(served);
    await inShop((tx) => training.finishRun(tx, { orgId: shop.orgId, runId }, { status: 'cancelled', now: new Date() }));
  });

  it('leaves nothing when its process is killed', async () => {
    const served = (await getOverview(shop))!.runId;
    const worker = await runJobs({ services: shop, roles: 'jobs', handlers: trainingJobs, concurrency: 1 });
    try {
      onStart = (pid) => process.kill(pid, 'SIGKILL');
      const run = await startTraining(shop, { capability: 'recommend', effort: 'quick' });
      for await (const { status } of watchRun(shop, run, AbortSignal.timeout(60_000))) if (isOver(status)) expect(status).toBe('failed');
      expect(await rowsOf(run.runId)).toEqual(TABLES.map(() => 0));
      expect((await getOverview(shop))?.runId).toBe(served);
    } finally {
      onStart = undefined;
      await worker.stop();
    }
  });
});

describe('a customer', () => {
  const ask = (customer: number, limit = 10) => getCustomer(shop, { customerId: tastes.customerIds[customer]!, limit });

  it('gets what suits the taste, with reasons from the own purchases, what runs out when it is due, and money with its ends', async () => {
    const lists = await Promise.all([0, 1, 2, 3, 4, 5].map((customer) => ask(customer, 3)));
    const mine = lists.flatMap(({ items, customer }) => items.map(({ category }) => category === customer.segment));
    expect(mine.filter(Boolean).length / mine.length).toBeGreaterThan(0.6);
    const items = lists.flatMap((list) => list.items);
    expect(items.some(({ kind }) => kind === 'again')).toBe(true);
    for (const { kind, dueOn, reasons, expectedRevenueMinor, probability, quantity, priceMinor } of items) {
      expect(dueOn === null).toBe(kind !== 'again');
      if (kind === 'new') expect(reasons.length).toBeGreaterThan(0);
      expect(expectedRevenueMinor!.mean).toBe(Math.round(probability! * quantity * priceMinor!));
      expect(expectedRevenueMinor!.lower).toBeLessThanOrEqual(expectedRevenueMinor!.mean);
      expect(expectedRevenueMinor!.upper).toBeGreaterThanOrEqual(expectedRevenueMinor!.mean);
    }
  });

  it('is not shown what is out of stock, excluded, discontinued or bought meanwhile, and hears how much that is', async () => {
    const before = await ask(3, 50);
    const [out, gone, excluded, bought] = before.items.filter(({ kind }) => kind === 'new');
    const line = { orgId: shop.orgId, soldOn: '2024-06-03', orderNo: 'later', productId: bought!.productId, customerId: tastes.customerIds[3]!, quantity: 1, unitPrice: 5, kind: 'sale' as const, lineHash: crypto.randomUUID() };
    await inShop(async (tx) => {
      const [location] = await tx.select().from(schema.locations);
      await tx.insert(schema.stockLevels).values([{ orgId: shop.orgId, productId: out!.productId, locationId: location!.id, countedOn: '2024-06-01', onHand: 4 }, { orgId: shop.orgId, productId: out!.productId, locationId: location!.id, countedOn: '2024-06-02', onHand: 0 }]);
      await tx.update(schema.products).set({ discontinuedOn: '2024-05-31' }).where(eq(schema.products.id, gone!.productId));
      await tx.insert(schema.salesLines).values({ ...line, locationId: location!.id });
    });
    const { exclusions } = await addExclusion(shop, { productId: excluded!.productId, note: 'recalled' });
    const after = await ask(3, 50);
    const left = new Set(after.items.map(({ productId }) => productId));
    expect([out, gone, excluded, bought].some((item) => left.has(item!.productId))).toBe(false);
    for (const reason of ['out_of_stock', 'discontinued', 'excluded', 'already_bought']) expect(removedOf(after, reason) - removedOf(before, reason), reason).toBe(1);
    await saveSettings(shop, { ...(await getRules(shop)).settings, hidesOutOfStock: false });
    expect((await ask(3, 50)).items.some(({ productId }) => productId === out!.productId)).toBe(true);
    await saveSettings(shop, { ...(await getRules(shop)).settings, hidesOutOfStock: true, keepsReplenishable: false });
    expect((await ask(3, 50)).items.some(({ kind }) => kind === 'again')).toBe(false);
    await saveSettings(shop, { ...(await getRules(shop)).settings, keepsReplenishable: true });
    await removeExclusion(shop, { id: exclusions[0]!.id });
    await inShop(async (tx) => {
      await tx.update(schema.products).set({ discontinuedOn: null }).where(eq(schema.products.id, gone!.productId));
      await tx.delete(schema.stockLevels);
      await tx.delete(schema.salesLines).where(eq(schema.salesLines.orderNo, 'later'));
    });
    expect((await ask(3, 50)).items.map(({ productId }) => productId)).toEqual(before.items.map(({ productId }) => productId));
  });

  it('is ordered by margin, and spread over categories, as far as the rules say', async () => {
    const { settings } = await getRules(shop);
    const order = async (marginWeight: number, diversity: number) => {
      await saveSettings(shop, { ...settings, marginWeight, diversity });
      return (await ask(6, 6)).items;
    };
    const likely = await order(0, 0);
    expect(likely.map(({ probability }) => probability)).toEqual(likely.map(({ probability }) => probability).toSorted((a, b) => b! - a!));
    const earning = await order(1, 0);
    expect(earning.map(({ expectedMarginMinor }) => expectedMarginMinor)).toEqual(earning.map(({ expectedMarginMinor }) => expectedMarginMinor).toSorted((a, b) => b! - a!));
    const spread = await order(0, 1);
    expect(new Set(spread.slice(0, 3).map(({ category }) => category)).size).toBe(3);
    await saveSettings(shop, settings);
  });

  it('without a history gets what sells in the segment', async () => {
    const customerId = await inShop(async (tx) => (await tx.insert(schema.customers).values({ orgId: shop.orgId, code: 'NEW', segment: 'Soap' }).returning())[0]!.id);
    const { source, items, orders } = await getCustomer(shop, { customerId, limit: 5 });
    expect([source, orders]).toEqual(['segment', 0]);
    expect(items.map(({ kind }) => kind)).toEqual(items.map(() => 'popular'));
    expect(items[0]?.category).toBe('Soap');
  });

  it('who opted out or is excluded is never in a list of people to write to', async () => {
    const [optedOut, excluded] = [tastes.customerIds[9]!, tastes.customerIds[10]!];
    const { exclusions } = await addExclusion(shop, { customerId: excluded });
    const contact = (customerId: number) => inShop((tx) => recommendForCustomer(tx, { ...companyToday(shop), customerId, limit: 5, purpose: 'contact' }));
    expect(await contact(optedOut)).toMatchObject({ items: [], contactBlockedBy: 'no_consent', removed: [{ reason: 'no_consent' }] });
    expect(await contact(excluded)).toMatchObject({ items: [], contactBlockedBy: 'excluded' });
    expect((await ask(9)).items.length).toBeGreaterThan(0); // on the page, with the reason why not to write
    const { table } = await exportRecommendations(shop, recommendationWords.zh, { sort: 'value', dir: 'desc' }, 3);
    const codes = new Set<string>();
    for await (const { list } of table.rows) codes.add(list.customer.code);
    expect(codes.size).toBe(134);
    expect(codes.has('C9') || codes.has('C10')).toBe(false);
    expect(Object.fromEntries(table.about)['未列入的客户']).toContain('16');
    await removeExclusion(shop, { id: exclusions[0]!.id });
  });
});

describe('the frequency cap', () => {
  it('counts campaigns sent lately, not planned ones nor members held back', async () => {
    const customerId = tastes.customerIds[12]!;
    const { settings } = await getRules(shop);
    const contact = () => inShop((tx) => recommendForCustomer(tx, { ...companyToday(shop), customerId, limit: 5, purpose: 'contact' }));
    const send = (sentOn: string | null, isHoldout: boolean) =>
      inShop(async (tx) => {
        const campaign = { orgId: shop.orgId, name: 'Tea', origin: 'recommendation' as const, ownerId: 'u', ownerName: 'U', dueOn: '2024-06-01', budget: 10, costMinor: 50, holdoutShare: 0.1, windowDays: 28, removed: [], expected: {}, createdBy: 'u' };
        const [row] = await tx.insert(schema.campaigns).values({ ...campaign, status: sentOn === null ? 'planned' : 'sent', sentOn }).returning();
        await tx.insert(schema.campaignMembers).values({ orgId: shop.orgId, campaignId: row!.id, customerId, rank: 1, isHoldout, responseProbability: 0.1, expectedRevenueMinor: 10, reason: {} });
      });
    await saveSettings(shop, { ...settings, capContacts: 2, capDays: 14 });
    await send(null, false);
    await send('2024-05-01', false);
    await send('2024-06-01', true);
    await send('2024-06-01', false);
    expect((await contact()).contactBlockedBy).toBeNull();
    await send('2024-06-02', false);
    expect(await contact()).toMatchObject({ items: [], contactBlockedBy: 'frequency_cap', removed: [{ reason: 'frequency_cap' }] });
    const { removed } = await getProduct(shop, { productId: tastes.productIds[5]!, limit: 5 });
    expect(removed).toContainEqual({ reason: 'frequency_cap', count: 1 });
    await saveSettings(shop, { ...settings, capDays: 0 });
    expect((await contact()).items).toHaveLength(5);
    await saveSettings(shop, settings);
    await inShop((tx) => tx.delete(schema.campaigns));
  });
});

describe('a product', () => {
  it('names the customers of its taste first, and what to expect of them', async () => {
    const { items } = await listProducts(shop, { sort: 'value', dir: 'desc', limit: 100 });
    expect(items).toHaveLength(25);
    const product = items.find(({ code }) => code === 'Pots-5')!;
    const found = await getProduct(shop, { productId: product.id, limit: 10 });
    expect(found.members.filter(({ segment }) => segment === 'Pots').length).toBeGreaterThan(6);
    expect(found.members.every(({ hasConsent }) => hasConsent)).toBe(true);
    expect(found.removed).toMatchObject([{ reason: 'no_consent' }]);
    expect(found.expectedBuyers.lower).toBeLessThan(found.expectedBuyers.mean);
    expect((await getProduct({ ...shop, role: 'planner' }, { productId: product.id, limit: 10 })).members).toEqual([]);
  });

  it('that nobody has bought goes to customers of its category', async () => {
    const productId = tastes.productIds.at(-1)!;
    const { product, members } = await getProduct(shop, { productId, limit: 20 });
    expect(product).toMatchObject({ isCold: true, buyers: 0 });
    expect(members.filter(({ segment }) => segment === 'Tea').length).toBeGreaterThan(14);
  });

  it('gives a campaign its candidates, the likeliest first', async () => {
    const productId = tastes.productIds[0]!;
    const candidates = await inShop((tx) => campaignCandidates(tx, { ...companyToday(shop), productId, segment: 'Tea' }));
    expect(candidates.length).toBeGreaterThan(20);
    expect(candidates.map(({ score }) => score)).toEqual(candidates.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(candidates.some(({ reason }) => reason.kind === 'again')).toBe(true);
    expect(await codeOf(withOrg(database.db, empty.orgId, (tx) => campaignCandidates(tx, { ...companyToday(empty), productId })))).toBe('recommendation.none_yet');
  });

  it('stands in pairs that are surer than chance', async () => {
    const { items } = await listPairs(shop, { sort: 'sureness', limit: 10 });
    expect(items.length).toBeGreaterThan(0);
    expect(items[0]!.liftLow).toBeGreaterThan(1);
    expect(items.every(({ a, b }) => a.category === b.category)).toBe(true);
    const affinity = await listAffinity(shop);
    expect(affinity).toHaveLength(6);
  });
});
