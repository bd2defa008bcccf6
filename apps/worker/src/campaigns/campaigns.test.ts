import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { recommendation, schema, withOrg, type Database } from '@almanac/data';
import type { CreateCampaign, PreviewCampaign } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { seededRandom } from '@almanac/models';
import { and, eq, inArray } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeTable, type Table } from '../exports/index';
import { addDays } from '../platform/calendar';
import { claimRun, seedTastes, trainNow, type TasteShop } from '../recommendation/testing';
import { openTestCompany } from '../training/testing';
import { cancelCampaign, createCampaign, forEachMember, getCampaign, listCampaigns, listMembers, listOwners, markSent, previewCampaign, reopenCampaign, updateCampaign } from './service';
import { audienceTable, contactsTable } from './tables';
import { campaignWords } from './words';

const TODAY = '2024-06-04'; // the day of a test company's clock
let database: Database;
let shop: Awaited<ReturnType<typeof openTestCompany>>;
let tastes: TasteShop;
let productId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  shop = { ...(await openTestCompany(database, 'shop', pino({ level: 'silent' }))), role: 'marketer', userName: 'Mei' };
  await database.owner.insert(schema.users).values({ id: 'mei', name: 'Mei', email: 'mei@shop.test' });
  await database.owner.insert(schema.members).values({ id: 'm1', organizationId: shop.orgId, userId: 'mei', role: 'marketer' });
  tastes = await seedTastes(shop, 150);
  await trainNow(shop, await claimRun(shop));
  productId = tastes.productIds[0]!;
}, 120_000);
afterAll(async () => {
  await shop.close();
  await database.close();
});
beforeEach(() => inShop((tx) => tx.delete(schema.campaigns)));

const inShop = <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(database.db, shop.orgId, work);
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { code?: string }) => error.code);
const planOf = (changes: Partial<PreviewCampaign> = {}): PreviewCampaign => ({ origin: 'recommendation', productId, budget: 40, costMinor: 10, holdoutShare: 0.2, windowDays: 28, ...changes });
const newCampaign = (changes: Partial<CreateCampaign> = {}): CreateCampaign => ({ ...planOf(), name: 'Tea letter', ownerId: 'mei', dueOn: '2024-06-10', ...changes });
const membersOf = (campaignId: number) => inShop((tx) => tx.select().from(schema.campaignMembers).where(eq(schema.campaignMembers.campaignId, campaignId)).orderBy(schema.campaignMembers.rank));

/** Lets customers buy the product on a day. */
async function sell(customerIds: readonly number[], soldOn: string, product = productId, quantity = 1): Promise<void> {
  await inShop(async (tx) => {
    const [location] = await tx.select({ id: schema.locations.id }).from(schema.locations);
    await tx.insert(schema.salesLines).values(customerIds.map((customerId) => ({ orgId: shop.orgId, soldOn, productId: product, locationId: location!.id, customerId, quantity, unitPrice: 5, kind: quantity > 0 ? ('sale' as const) : ('return' as const), lineHash: crypto.randomUUID() })));
  });
}
const forgetSales = (after: string) => inShop(async (tx) => tx.delete(schema.salesLines).where(and(eq(schema.salesLines.orgId, shop.orgId), eq(schema.salesLines.soldOn, after))));

describe('a preview', () => {
  it('names the likeliest with reasons, sums what to expect, and writes nothing', async () => {
    const preview = await previewCampaign(shop, planOf());
    expect(preview).toMatchObject({ product: { id: productId, code: 'Tea-0' }, contacts: 40, holdout: 10, costMinor: 400, responseDays: 28, segments: ['Pots', 'Soap', 'Tea'] });
    expect(preview.candidates).toBe(preview.eligible + preview.removed.reduce((sum, { count }) => sum + count, 0));
    expect(preview.removed).toContainEqual({ reason: 'no_consent', count: expect.any(Number) as number });
    const { mean, lower, upper } = preview.expected.responses;
    expect(lower).toBeLessThan(mean);
    expect(upper).toBeGreaterThan(mean);
    expect(preview.first).toHaveLength(10);
    expect(preview.first[0]!.reason.kind).toBe('again');
    expect(preview.first.map(({ responseProbability }) => responseProbability)).toEqual(preview.first.map(({ responseProbability }) => responseProbability).toSorted((a, b) => b - a));
    expect((await listCampaigns(shop, { limit: 10 })).total).toBe(0);
  });

  it('says how large an effect must be to be seen', async () => {
    const [some, none] = [await previewCampaign(shop, planOf()), await previewCampaign(shop, planOf({ holdoutShare: 0 }))];
    expect(some.strength.visibleRate!).toBeGreaterThan(some.strength.baseRate);
    expect(some.strength.customersNeeded).toBeGreaterThan(0);
    expect(none.strength).toMatchObject({ verdict: 'none', visibleRate: null });
  });

  it('keeps to a segment, and counts who is on the exclusion list', async () => {
    const [first] = (await previewCampaign(shop, planOf({ segment: 'Tea' }))).first;
    expect(first!.segment).toBe('Tea');
    await inShop((tx) => recommendation.insertExclusion(tx, shop.orgId, { customerId: first!.customerId, createdBy: 'Mei' }));
    const preview = await previewCampaign(shop, planOf({ segment: 'Tea' }));
    expect(preview.removed).toContainEqual({ reason: 'excluded', count: 1 });
    expect(preview.first.some(({ customerId }) => customerId === first!.customerId)).toBe(false);
    await inShop((tx) => tx.delete(schema.recommendationExclusions));
  });

  it('refuses what has not been learnt', async () => {
    expect(await codeOf(previewCampaign(shop, planOf({ origin: 'churn', productId: undefined })))).toBe('churn.none_yet');
    expect(await codeOf(previewCampaign(shop, planOf({ productId: 999_999 })))).toBe('recommendation.product_not_found');
  });
});

describe('a campaign', () => {
  it('has its list drawn once, spread over the scores, and an owner of the company', async () => {
    const { campaignId } = await createCampaign(shop, newCampaign());
    const members = await membersOf(campaignId);
    expect(members).toHaveLength(50);
    for (let first = 0; first < 50; first += 5) expect(members.slice(first, first + 5).filter(({ isHoldout }) => isHoldout)).toHaveLength(1);
    expect(await getCampaign(shop, { campaignId })).toMatchObject({ name: 'Tea letter', status: 'planned', ownerName: 'Mei', contacts: 40, holdout: 10, withdrawn: 0, createdBy: 'Mei', result: { verdict: 'not_sent' } });
    expect(await codeOf(createCampaign(shop, newCampaign({ ownerId: 'stranger' })))).toBe('campaign.owner_not_found');
    expect(await listOwners(shop)).toEqual([{ userId: 'mei', name: 'Mei' }]);
  });

  it('is sent, taken back, cancelled and planned again, and not out of turn', async () => {
    const { campaignId } = await createCampaign(shop, newCampaign());
    expect(await codeOf(markSent(shop, { campaignId, sentOn: '2024-06-05' }))).toBe('campaign.sent_in_future');
    expect(await codeOf(markSent(shop, { campaignId, sentOn: '2024-06-03' }))).toBe('campaign.sent_before_made');
    await markSent(shop, { campaignId, sentOn: TODAY });
    expect(await codeOf(cancelCampaign(shop, { campaignId }))).toBe('campaign.wrong_status');
    await reopenCampaign(shop, { campaignId });
    await updateCampaign(shop, { campaignId, name: 'Better letter', ownerId: 'mei', dueOn: '2024-06-12', action: '10 % off' });
    await cancelCampaign(shop, { campaignId });
    expect(await codeOf(updateCampaign(shop, { campaignId, name: 'x', ownerId: 'mei', dueOn: '2024-06-12' }))).toBe('campaign.wrong_status');
    await reopenCampaign(shop, { campaignId });
    expect((await listCampaigns(shop, { q: 'better', status: 'planned', limit: 10 })).items).toMatchObject([{ name: 'Better letter', dueOn: '2024-06-12', result: null }]);
    const audited = await inShop((tx) => tx.select({ action: schema.auditEntries.action }).from(schema.auditEntries).where(inArray(schema.auditEntries.subject, ['Tea letter', 'Better letter'])));
    expect(audited.map(({ action }) => action)).toEqual(expect.arrayContaining(['campaign.created', 'campaign.sent', 'campaign.cancelled']));
  });

  it('counts against the contact limit, and keeps others from its holdout', async () => {
    const before = await previewCampaign(shop, planOf());
    for (const name of ['first', 'second']) await markSent(shop, { campaignId: (await createCampaign(shop, newCampaign({ name }))).campaignId, sentOn: TODAY });
    const after = await previewCampaign(shop, planOf());
    const count = (reason: string) => after.removed.find((row) => row.reason === reason)?.count ?? 0;
    expect(count('other_holdout')).toBeGreaterThan(10);
    expect(count('frequency_cap')).toBeGreaterThan(0);
    expect(after.eligible).toBe(before.eligible - count('other_holdout') - count('frequency_cap'));
  });

  it('leaves out who opted out since, and forgets who was erased', async () => {
    const { campaignId } = await createCampaign(shop, newCampaign());
    const [first, second] = (await membersOf(campaignId)).filter(({ isHoldout }) => !isHoldout);
    await inShop((tx) => tx.update(schema.customers).set({ hasConsent: false }).where(eq(schema.customers.id, first!.customerId)));
    const { total, items } = await listMembers(shop, { campaignId, limit: 100 });
    expect([total, items.some(({ customerId }) => customerId === first!.customerId)]).toEqual([39, false]);
    expect((await getCampaign(shop, { campaignId })).withdrawn).toBe(1);
    await inShop((tx) => tx.update(schema.customers).set({ hasConsent: true }).where(eq(schema.customers.id, first!.customerId)));
    expect((await listMembers(shop, { campaignId, q: second!.customerId === items[0]?.customerId ? items[0]!.code : 'C', limit: 100 })).total).toBeGreaterThan(0);
  });
});

describe('an export', () => {
  const written = async <Row>(table: Table<Row>, format: 'csv' | 'xlsx') => {
    const output = new PassThrough();
    const content = buffer(output);
    await Promise.all([writeTable(table, format, output), once(output, 'end')]);
    return content;
  };

  it('holds everyone to write to with the reason, and nobody who is held back', async () => {
    const { campaignId } = await createCampaign(shop, newCampaign());
    const campaign = await getCampaign(shop, { campaignId });
    for (const locale of ['en', 'zh'] as const) {
      const csv = (await written(contactsTable(shop, campaignWords[locale], campaign, forEachMember(shop, { campaignId })), 'csv')).toString();
      expect(csv.trim().split('\r\n')).toHaveLength(41);
      expect(csv).toContain(campaignWords[locale].texts.whyAgain);
      const heldBack = (await membersOf(campaignId)).filter(({ isHoldout }) => isHoldout).map(({ customerId }) => customerId);
      const codes = await inShop((tx) => tx.select({ code: schema.customers.code }).from(schema.customers).where(inArray(schema.customers.id, heldBack)));
      for (const { code } of codes) expect(csv).not.toMatch(new RegExp(`^${code},`, 'm'));
    }
    expect((await written(contactsTable(shop, campaignWords.en, campaign, forEachMember(shop, { campaignId })), 'xlsx')).subarray(0, 2).toString()).toBe('PK');
  });

  it('gives mail tools addresses and names, without formulas and without those who have no address', async () => {
    const { campaignId } = await createCampaign(shop, newCampaign());
    const [first, second] = (await membersOf(campaignId)).filter(({ isHoldout }) => !isHoldout);
    await inShop(async (tx) => {
      await tx.update(schema.customers).set({ email: null }).where(eq(schema.customers.id, first!.customerId));
      await tx.update(schema.customers).set({ name: '=HYPERLINK("x")' }).where(eq(schema.customers.id, second!.customerId));
    });
    const csv = (await written(audienceTable(campaignWords.en, await getCampaign(shop, { campaignId }), forEachMember(shop, { campaignId })), 'csv')).toString();
    expect(csv).toMatch(/^\uFEFFemail,name,customer_code,segment,country,campaign\r\n/);
    expect(csv.trim().split('\r\n')).toHaveLength(40);
    expect(csv).toContain(`'=HYPERLINK`);
  });
});

describe('a result', () => {
  async function sentCampaign(changes: Partial<CreateCampaign> = {}) {
    const { campaignId } = await createCampaign(shop, newCampaign({ budget: 90, holdoutShare: 0.3, windowDays: 1, ...changes }));
    await markSent(shop, { campaignId, sentOn: TODAY });
    const members = await membersOf(campaignId);
    const ids = (isHoldout: boolean) => members.filter((member) => member.isHoldout === isHoldout).map(({ customerId }) => customerId);
    return { campaignId, contacts: ids(false), holdout: ids(true) };
  }
  const resultOf = async (campaignId: number) => (await getCampaign(shop, { campaignId })).result;

  it('waits for sales, and for the end of the window', async () => {
    const { campaignId, contacts } = await sentCampaign({ windowDays: 28 });
    expect(await resultOf(campaignId)).toMatchObject({ verdict: 'waiting', daysKnown: 0, conversion: null });
    await sell(contacts.slice(0, 30), TODAY);
    expect(await resultOf(campaignId)).toMatchObject({ verdict: 'too_early', daysKnown: 1, windowEndsOn: addDays(TODAY, 27), contacts: { buyers: 30 }, holdout: { buyers: 0 } });
    await forgetSales(TODAY);
  });

  it('tells an effect that is there, in buyers and in money, and what it earned', async () => {
    const { campaignId, contacts, holdout } = await sentCampaign();
    await sell(contacts.slice(0, 45), TODAY);
    await sell(contacts.slice(0, 5), TODAY, productId, -1); // taken back: still a buyer, but no money
    await sell(holdout.slice(0, 5), TODAY);
    await sell(holdout.slice(0, 10), TODAY, tastes.productIds[1]!);
    const result = await resultOf(campaignId);
    expect(result).toMatchObject({ verdict: 'more', contacts: { customers: contacts.length, buyers: 45 }, holdout: { customers: holdout.length, buyers: 5 }, costMinor: 10 * contacts.length });
    const difference = 45 / contacts.length - 5 / holdout.length;
    expect(result.conversion!.mean).toBeCloseTo(difference);
    expect(result.contacts.revenueMinor).toBeCloseTo((40 * 500) / contacts.length);
    expect(result.holdout.allRevenueMinor).toBeCloseTo((15 * 500) / holdout.length);
    expect(result.margin).toBeCloseTo((500 - 300) / 500);
    expect(result.gainMinor!.mean).toBe(Math.round(result.revenueMinor!.mean * contacts.length * result.margin! - result.costMinor));
    expect((await listCampaigns(shop, { limit: 10 })).items[0]!.result).toEqual(result);
    await forgetSales(TODAY);
  });

  it('does not take chance for an effect, nor compare without a holdout', async () => {
    const { campaignId, contacts, holdout } = await sentCampaign();
    await sell([...contacts.slice(0, 12), ...holdout.slice(0, 4)], TODAY);
    expect((await resultOf(campaignId)).verdict).toBe('unclear');
    await reopenCampaign(shop, { campaignId });
    const alone = await sentCampaign({ holdoutShare: 0 });
    expect(await resultOf(alone.campaignId)).toMatchObject({ verdict: 'no_holdout', conversion: null, gainMinor: null });
    await forgetSales(TODAY);
  });
});

it('seldom says that it worked where nothing happened', async () => {
  const random = seededRandom(3);
  let wrong = 0;
  for (let trial = 0; trial < 40; trial++) {
    const { campaignId } = await createCampaign(shop, newCampaign({ budget: 60, holdoutShare: 0.4, windowDays: 1 }));
    await markSent(shop, { campaignId, sentOn: TODAY });
    const buyers = (await membersOf(campaignId)).filter(() => random.next() < 0.2).map(({ customerId }) => customerId);
    await sell(buyers, TODAY);
    if ((await getCampaign(shop, { campaignId })).result.verdict === 'more') wrong += 1;
    await forgetSales(TODAY);
    await inShop((tx) => tx.delete(schema.campaigns));
  }
  expect(wrong).toBeLessThanOrEqual(3);
});
