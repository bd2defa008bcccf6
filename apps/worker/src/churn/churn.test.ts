import { schema, withOrg, type Database } from '@almanac/data';
import { RfmSegmentName } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { RFM_SEGMENTS } from '@almanac/models';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../platform/calendar';
import { createLogger } from '../platform/logger';
import { openTestCompany } from '../training/testing';
import { churnCandidates } from './candidates';
import { readLearningData } from './learning-data';
import { getFairness, getModel, getRules, getThresholds, saveSettings } from './model-report';
import { describeData, prepareChurn } from './prepare';
import { getCustomer, getOverview, listCustomers, listSegments } from './service';
import { FIRST_DAY, lineOf, seedBuyers, trainNow } from './testing';

const DAYS = 500;
const list = { sort: 'valueAtRisk', dir: 'desc', limit: 500 } as const;
let database: Database;
let shop: Awaited<ReturnType<typeof openTestCompany>>;
let other: Awaited<ReturnType<typeof openTestCompany>>;
let buyers: Awaited<ReturnType<typeof seedBuyers>>;
let firstRun: string;

beforeAll(async () => {
  database = await createTestDatabase();
  shop = { ...(await openTestCompany(database, 'churn-shop', createLogger('silent'))), role: 'marketer' };
  other = await openTestCompany(database, 'churn-other', createLogger('silent'));
  buyers = await seedBuyers(shop, { customers: 700, days: DAYS });
  firstRun = await trainNow(shop);
});
afterAll(async () => {
  await Promise.all([shop.close(), other.close()]);
  await database.close();
});

describe('a churn run', () => {
  it('finds who leaves, and says so honestly', async () => {
    const { run, scores, calibration, importance, drift, history } = await getModel(shop);
    expect(run).toMatchObject({ kind: 'purchases', runId: firstRun, horizonMonths: 12 });
    expect(scores[0]).toMatchObject({ isChampion: true });
    expect(scores[0]!.rocAuc).toBeGreaterThan(0.65);
    expect(calibration.reduce((sum, bin) => sum + bin.count, 0)).toBe(run.learntFrom);
    expect(importance.length).toBeGreaterThan(3);
    expect(drift.length).toBeGreaterThan(10);
    expect(history).toMatchObject([{ runId: firstRun, isServed: true, outcome: null }]);
    expect((await getFairness(shop)).map(({ column, isUsed }) => [column, isUsed])).toEqual([['segment', false], ['country', false]]);
  });

  it('ranks customers by value at risk, with reasons, a rhythm and something to do', async () => {
    const { rows, total } = await listCustomers(shop, list);
    const overview = await getOverview(shop);
    expect(total).toBe(overview.run!.scored + overview.run!.lost);
    const values = rows.map(({ valueAtRiskMinor }) => valueAtRiskMinor);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    const [first] = rows;
    expect(first!.probability! * first!.valueIfStaysMinor).toBeCloseTo(first!.valueAtRiskMinor, -1);
    expect(first!.reasons!.length).toBeGreaterThan(3);
    expect(first!.usualGap).toBeGreaterThan(5);
    const high = await listCustomers(shop, { ...list, risk: 'high' });
    expect(high.total).toBe(overview.headline.highRisk);
    expect(high.rows.every(({ probability, risk }) => risk === 'high' && probability! >= overview.run!.threshold)).toBe(true);
    expect(high.rows.filter(({ action }) => action === 'write')).toHaveLength(overview.headline.toWrite);
    const refused = await listCustomers(shop, { ...list, contactable: false });
    expect(refused.rows.every(({ action }) => action === 'no_consent')).toBe(true);
    expect((await listCustomers(shop, { ...list, q: 'c0007' })).rows.map(({ code }) => code)).toEqual(['C0007']);
  });

  it('tells a customer apart, and pages through the list without gaps', async () => {
    const all = (await listCustomers(shop, { ...list, sort: 'name', dir: 'asc' })).rows.slice(0, 30).map(({ id }) => id);
    const first = await listCustomers(shop, { ...list, sort: 'name', dir: 'asc', limit: 20 });
    const second = await listCustomers(shop, { ...list, sort: 'name', dir: 'asc', limit: 10, cursor: first.nextCursor });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all);
    const detail = await getCustomer(shop, { customerId: all[0]! });
    expect(detail.orders).toHaveLength(detail.customer.orders);
    const chances = detail.noOrder.map(({ probability }) => probability);
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    expect(await listSegments(shop)).not.toHaveLength(0);
    expect(RfmSegmentName.options).toEqual(RFM_SEGMENTS);
  });

  it('shows what each threshold means, by the costs in force', async () => {
    const { points, best } = await getThresholds(shop);
    const { run } = await getModel(shop);
    expect(points.at(-1)).toMatchObject({ recall: 1, falseNegatives: 0 });
    expect(points.map(({ contacts }) => contacts)).toEqual(points.map(({ contacts }) => contacts).sort((a, b) => a - b));
    for (const { truePositives, falsePositives, falseNegatives, trueNegatives } of points) expect(truePositives + falsePositives + falseNegatives + trueNegatives).toBe(run.learntFrom);
    expect(points[best]!.pastGainMinor).toBe(Math.max(...points.map(({ pastGainMinor }) => pastGainMinor)));
    const { settings } = await getRules(shop);
    await saveSettings(shop, { ...settings, threshold: 0.9 });
    expect((await listCustomers(shop, { ...list, risk: 'high' })).rows.every(({ probability }) => probability! >= 0.9)).toBe(true);
    const candidates = await withOrg(database.db, shop.orgId, (tx) => churnCandidates(tx, { orgId: shop.orgId }));
    expect(candidates.map(({ score }) => score)).toEqual(candidates.map(({ score }) => score).sort((a, b) => b - a));
    await saveSettings(shop, settings);
  });
});

describe('what a run may know', () => {
  it('learns nothing from what came after the cutoff', async () => {
    const { orgId } = shop;
    const asked = { orgId, today: '2024-06-04', kind: 'purchases', windowDays: 60, settings: (await getRules(shop)).settings } as const;
    const before = await readLearningData(database, asked);
    const last = addDays(before.cutoff!, 59);
    await database.owner.execute(sql`update sales_lines set unit_price = unit_price * 7 where org_id = ${orgId} and sold_on >= ${before.cutoff!}::date and sold_on <> ${last}::date`);
    const after = await readLearningData(database, asked);
    await database.owner.execute(sql`update sales_lines set unit_price = unit_price / 7 where org_id = ${orgId} and sold_on >= ${before.cutoff!}::date and sold_on <> ${last}::date`);
    expect(after.learn).toEqual(before.learn);
    expect(after.score.table).not.toEqual(before.score.table);
  });

  it('does not read today, nor customers who are gone', async () => {
    const { orgId } = shop;
    const [line] = await withOrg(database.db, orgId, (tx) => tx.select().from(schema.salesLines).where(eq(schema.salesLines.orgId, orgId)).limit(1));
    const gone = buyers.find(({ orderDays }) => orderDays.length > 3)!;
    const asked = { orgId, today: addDays(FIRST_DAY, DAYS + 20), kind: 'purchases', windowDays: 60, settings: (await getRules(shop)).settings } as const;
    await withOrg(database.db, orgId, (tx) => tx.insert(schema.salesLines).values(lineOf(orgId, { day: DAYS + 20, customerId: gone.id, productId: line!.productId, locationId: line!.locationId, price: 1 })));
    const { dataUntil, facts } = await readLearningData(database, asked);
    expect(dataUntil < addDays(FIRST_DAY, DAYS)).toBe(true);
    expect(facts.has(gone.id)).toBe(true);
    await withOrg(database.db, orgId, (tx) => tx.delete(schema.customers).where(and(eq(schema.customers.orgId, orgId), eq(schema.customers.id, gone.id))));
    expect((await readLearningData(database, asked)).facts.has(gone.id)).toBe(false);
    expect((await listCustomers(shop, list)).rows.some(({ id }) => id === gone.id)).toBe(false); // its score went with it
  });

  it('sees one company only', async () => {
    expect((await getOverview(other)).run).toBeNull();
    expect(await listCustomers(other, list)).toMatchObject({ total: 0 });
    await expect(getCustomer(other, { customerId: buyers[0]!.id })).rejects.toMatchObject({ code: 'churn.customer_not_found' });
    expect((await getOverview({ ...shop, role: 'viewer' })).crossed).toEqual([]);
  });
});

describe('with time', () => {
  it('judges a run once its window has passed, and tells who crossed the line', async () => {
    const { orgId } = shop;
    const [location] = await withOrg(database.db, orgId, (tx) => tx.select().from(schema.locations));
    const [product] = await withOrg(database.db, orgId, (tx) => tx.select().from(schema.products));
    const { run } = await getModel(shop);
    const staying = buyers.filter(({ orderDays }) => (orderDays.at(-1) ?? 0) > DAYS - 40).slice(0, 120);
    const people = await withOrg(database.db, orgId, (tx) => tx.select({ id: schema.customers.id }).from(schema.customers));
    const here = new Set(people.map(({ id }) => id));
    const lines = staying.filter(({ id }) => here.has(id)).flatMap(({ id }) => [5, 25, run.windowDays!, run.windowDays! + 2].map((day) => lineOf(orgId, { day: DAYS + day, customerId: id, productId: product!.id, locationId: location!.id, price: 20 })));
    await withOrg(database.db, orgId, (tx) => tx.insert(schema.salesLines).values(lines));
    const later = { ...shop, clock: { now: () => new Date(`${addDays(FIRST_DAY, DAYS + run.windowDays! + 5)}T12:00:00Z`) } };
    const second = await trainNow(later);
    const { history } = await getModel(later);
    expect(history.map(({ runId }) => runId)).toEqual([second, firstRun]);
    const { outcome } = history[1]!;
    expect(outcome!.customers).toBeGreaterThan(100);
    expect(outcome!.left).toBeGreaterThan(10);
    const { crossed, headline } = await getOverview(later);
    expect(headline.crossed).toBeGreaterThan(0);
    expect(crossed).toHaveLength(Math.min(8, headline.crossed));
    expect((await listCustomers(later, { ...list, crossed: true })).total).toBe(headline.crossed);
    expect(crossed.every(({ previousProbability, probability }) => previousProbability! < probability!)).toBe(true);
  });

  it('is the same again on the same data', async () => {
    const rowsOf = async (runId: string) => withOrg(database.db, shop.orgId, (tx) => tx.select({ id: schema.churnScores.customerId, p: schema.churnScores.probability }).from(schema.churnScores).where(eq(schema.churnScores.runId, runId)).orderBy(schema.churnScores.customerId));
    const [one, two] = [await rowsOf(await trainNow(shop)), await rowsOf(await trainNow(shop))];
    expect(two).toEqual(one);
  });
});

describe('a contract company', () => {
  it('learns from the label of its customers file, leaves forbidden columns out and says what that costs', async () => {
    const { orgId } = other;
    expect((await withOrg(database.db, orgId, (tx) => describeData(tx, { orgId, today: '2024-06-04' }))).missing.map(({ code }) => code)).toContain('customers');
    await expect(withOrg(database.db, orgId, (tx) => prepareChurn(tx, { orgId, today: '2024-06-04' }))).rejects.toMatchObject({ code: 'churn.too_little_data' });
    const rows = Array.from({ length: 600 }, (_, c) => {
      const months = (c * 37) % 72;
      const isMonthly = c % 3 === 0;
      const left = c % 10 === 9 ? null : (c * 7919) % 100 < (isMonthly ? 55 : 10) + (months < 12 ? 25 : 0);
      return { orgId, code: `K${c}`, attributes: { Contract: isMonthly ? 'Month-to-month' : 'Two year', tenure: String(months), MonthlyCharges: `${20 + (c % 80)},50`, gender: c % 2 === 0 ? 'f' : 'm', phone: `+353 ${c}x` }, hasLeft: left };
    });
    await withOrg(database.db, orgId, (tx) => tx.insert(schema.customers).values(rows));
    const { settings } = await getRules(other);
    await saveSettings(other, { ...settings, excluded: ['gender', 'Contract'], groupColumns: ['gender'] });
    await trainNow(other);
    const { run, importance, exclusionCost, skipped, excluded } = await getModel(other);
    expect(run).toMatchObject({ kind: 'contract', windowDays: null, learntFrom: 540, lost: rows.filter(({ hasLeft }) => hasLeft).length });
    expect(skipped).toEqual(['phone']);
    expect(excluded).toEqual(['gender', 'Contract']);
    expect(importance.map(({ feature }) => feature)).not.toContain('Contract');
    expect(exclusionCost!.rocAuc.high).toBeLessThan(-0.05);
    expect(await getFairness(other)).toMatchObject([{ column: 'gender', isUsed: false, groups: [{ group: 'f' }, { group: 'm' }] }]);
    const { rows: ranked, total } = await listCustomers(other, list);
    expect(total).toBe(600);
    expect(ranked[0]!.valueAtRiskMinor).toBeGreaterThan(0);
    expect((await getCustomer(other, { customerId: ranked[0]!.id })).attributes.map(({ name }) => name)).toContain('MonthlyCharges');
    const rules = await getRules(other);
    expect(rules).toMatchObject({ kind: 'contract', valueColumns: ['MonthlyCharges', 'tenure'] });
  });
});
