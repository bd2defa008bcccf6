import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { privacy, schema, withOrg, type Database } from '@almanac/data';
import { type PrivacySettings, type ImportId } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOrganization, getOrganization } from '../auth/organizations';
import { importJobs } from '../ingest/index';
import { storeUpload } from '../ingest/service';
import { openEventBus, type EventBus } from '../platform/bus';
import type { OrgContext } from '../platform/context';
import { openFileStore } from '../platform/files';
import { createLogger } from '../platform/logger';
import { applyRetention } from './retention';
import { erasePerson, exportPerson, findPersons, getSettings, saveSettings } from './service';

let database: Database;
let bus: EventBus;
let ctx: OrgContext;
let folder: string;
let shops = 0;
const sent: { name: string; payload: unknown }[] = [];
const clock = { now: () => new Date('2026-03-01T12:00:00Z') };
const none: PrivacySettings = { pseudonymizesCustomers: false, uploadDays: null, purchaseDays: null, customerDays: null, auditDays: null };

beforeAll(async () => {
  database = await createTestDatabase();
  bus = await openEventBus(database);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-privacy-'));
  await database.owner.insert(schema.users).values({ id: 'u1', name: 'Ann Field', email: 'ann@shop.test' });
});
afterAll(async () => {
  await bus.close();
  await database.close();
  fs.rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const slug = `shop${++shops}`;
  const orgId = await createOrganization(database, { name: slug, slug, currency: 'EUR', timeZone: 'UTC' });
  const jobs = { send: async (_tx: unknown, { name }: { name: string }, payload: unknown) => void sent.push({ name, payload }), check: async () => undefined };
  ctx = { database, bus, jobs, files: openFileStore(folder), clock, log: createLogger('silent'), orgId, org: await getOrganization(database, slug), userId: 'u1', userName: 'Ann Field', role: 'owner' } as OrgContext;
});

const inShop = <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(database.db, ctx.orgId, work);
const lines = () => inShop((tx) => tx.select({ soldOn: schema.salesLines.soldOn, customerId: schema.salesLines.customerId, lineHash: schema.salesLines.lineHash }).from(schema.salesLines).orderBy(schema.salesLines.id));
const customers = () => inShop((tx) => tx.select().from(schema.customers).orderBy(schema.customers.id));

/** Brings a file in as a worker would, job after job. */
async function importFile(kind: 'sales' | 'customers', text: string, mapping: Record<string, string>): Promise<ImportId> {
  const importId = await storeUpload(ctx, ctx.orgId, { kind, name: `${kind}.csv`, createdBy: 'u1', content: (async function* () { yield Buffer.from(text); })(), check: { mapping, format: {}, then: 'all' } });
  for (let job = sent.shift(); job !== undefined; job = sent.shift()) {
    await importJobs.find(({ name }) => name === job!.name)?.run(ctx, job.payload, { attempt: 1, isLastAttempt: true, signal: new AbortController().signal, workerId: 'test' });
  }
  const [row] = await inShop((tx) => tx.select().from(schema.imports).where(eq(schema.imports.id, importId)));
  expect(row).toMatchObject({ status: 'applied', errorCode: null });
  return importId;
}

const SALES = 'date,product,quantity,price,customer\n2024-01-10,A,1,5,ann-1\n2026-01-10,B,2,5,ann-1\n2026-01-11,A,1,5,bob-2\n2023-02-01,A,1,5,cy-3\n';
const sales = () => importFile('sales', SALES, { date: 'date', product: 'productCode', quantity: 'quantity', price: 'unitPrice', customer: 'customerCode' });
const people = () => importFile('customers', 'id,who,mail\nann-1,Ann Onym,ann@example.com\nbob-2,Bob,bob@example.com\n', { id: 'code', who: 'name', mail: 'email' });

describe("a person's data", () => {
  it('is found, and exported with every table that names the person', async () => {
    await people();
    await sales();
    const [ann] = await findPersons(ctx, { q: 'onym' });
    expect(ann).toMatchObject({ code: 'ann-1', email: 'ann@example.com', purchases: 2 });
    const data = await exportPerson(ctx, { customerId: ann!.id });
    expect(data['customers']).toMatchObject([{ code: 'ann-1', name: 'Ann Onym' }]);
    expect(data['sales_lines']).toMatchObject([{ sold_on: '2024-01-10', product: 'A' }, { sold_on: '2026-01-10', product: 'B', quantity: 2 }]);
    expect(JSON.stringify(data)).not.toMatch(/bob|org_id/);
    await expect(exportPerson(ctx, { customerId: 999_999 })).rejects.toMatchObject({ code: 'privacy.customer_not_found' });
  });

  it('is erased everywhere: sales stay, the person and the files go, and the log does not name who it was', async () => {
    await people();
    await sales();
    const [ann, bob] = await customers();
    const runId = crypto.randomUUID();
    const ofRun = { orgId: ctx.orgId, runId };
    await inShop(async (tx) => {
      await tx.insert(schema.trainingRuns).values({ orgId: ctx.orgId, id: runId, capability: 'recommend', status: 'succeeded', params: {}, seed: 1 });
      const [product] = await tx.select().from(schema.products);
      await tx.insert(schema.customerRecommendations).values({ ...ofRun, customerId: ann!.id, orders: 1, lastOrderedOn: '2024-01-01', productIds: [product!.id], scores: [1], probabilities: [0.1], quantities: [1], dueDays: [], reasonProductIds: [0, 0, 0], reasonShares: [0, 0, 0], value: 1 });
      await tx.insert(schema.productAudiences).values({ ...ofRun, productId: product!.id, customerIds: [bob!.id, ann!.id], probabilities: [0.5, 0.25], buyers: 1, recentBuyers: 1, usualQuantity: 1, repeatShare: 0, isCold: false, expectedBuyers: 0.1, value: 1 });
      await tx.insert(schema.recommendationExclusions).values({ orgId: ctx.orgId, customerId: ann!.id, createdBy: 'Ann' });
      await tx.insert(schema.churnScores).values({ ...ofRun, customerId: ann!.id, state: 'active', valueIfStays: 1, valueAtRisk: 1, expectedValue: 1, orders: 1, amount: 1 });
    });
    expect(fs.readdirSync(path.join(folder, ctx.orgId, 'imports'))).not.toEqual([]);
    const erased = await erasePerson(ctx, { customerId: ann!.id });
    expect(erased.anonymized).toBe(2);
    expect((await lines()).map(({ customerId }) => customerId === null)).toEqual([true, true, false, false]);
    expect((await customers()).map(({ code }) => code)).toEqual(['bob-2', 'cy-3']);
    const [audience] = await inShop((tx) => tx.select().from(schema.productAudiences));
    expect([audience?.customerIds, audience?.probabilities]).toEqual([[bob!.id], [0.5]]);
    expect(fs.readdirSync(path.join(folder, ctx.orgId, 'imports'))).toEqual([]);
    await inShop(async (tx) => {
      for (const table of await privacy.tablesOfCustomers(tx)) expect(await tx.execute(sql`select 1 from ${sql.identifier(table)} where customer_id = ${ann!.id}`), table).toHaveLength(0);
      const kept = JSON.stringify([await tx.select().from(schema.auditEntries), await tx.select().from(schema.importChanges), await tx.select().from(schema.erasures)]);
      expect(kept).toContain('privacy.person_erased');
      expect(kept).not.toMatch(/ann-1|Ann Onym|ann@example/i);
    });
    await expect(erasePerson(ctx, { customerId: ann!.id })).rejects.toMatchObject({ code: 'privacy.customer_not_found' });
  });

  it('does not come back with a later file, and lines of the file are known again', async () => {
    await sales();
    const before = await lines();
    const [ann] = await customers();
    await erasePerson(ctx, { customerId: ann!.id });
    await sales();
    await people();
    expect((await lines()).map(({ lineHash }) => lineHash)).toEqual(before.map(({ lineHash }) => lineHash));
    expect((await customers()).map(({ code }) => code)).toEqual(['bob-2', 'cy-3']);
  });

  it("stays out of another company's reach", async () => {
    await sales();
    const [ann] = await customers();
    const stranger = { ...ctx, orgId: await createOrganization(database, { name: 'x', slug: `x${shops}`, currency: 'EUR', timeZone: 'UTC' }) };
    await expect(erasePerson(stranger, { customerId: ann!.id })).rejects.toMatchObject({ code: 'privacy.customer_not_found' });
    expect(await findPersons(stranger, { q: 'ann' })).toEqual([]);
    expect(await customers()).toHaveLength(3);
  });
});

describe('pseudonyms', () => {
  it('stand for codes from the first file on, the same each time, without names', async () => {
    await saveSettings(ctx, { ...none, pseudonymizesCustomers: true });
    await sales();
    await people();
    const stored = await customers();
    expect(stored.map(({ code, name, email }) => [/^P-[A-Z0-9]{20}$/.test(code), name, email])).toEqual(Array.from({ length: 3 }, () => [true, null, null]));
    expect(await findPersons(ctx, { q: 'ANN-1' })).toMatchObject([{ purchases: 2 }]);
    const rows = await inShop(async (tx) => [await tx.select().from(schema.salesLines), await tx.select().from(schema.stagedSales), await tx.select().from(schema.importChanges), await tx.select().from(schema.stagedRecords)]);
    expect(JSON.stringify(rows)).not.toMatch(/ann-1|bob-2|Onym/i);
    await applyRetention(ctx);
    expect(fs.readdirSync(path.join(folder, ctx.orgId, 'imports'))).toEqual([]);
  });

  it('differ from company to company', () => {
    const [a, b] = ['00', '11'].map((byte) => privacy.pseudonymOf(byte.repeat(32), 'ann-1'));
    expect(a).not.toBe(b);
    expect(privacy.pseudonymOf('00'.repeat(32), 'ANN-1')).toBe(a);
  });

  it('cannot be switched once there are customers', async () => {
    await sales();
    await expect(saveSettings(ctx, { ...none, pseudonymizesCustomers: true })).rejects.toMatchObject({ code: 'privacy.customers_exist' });
    await saveSettings(ctx, { ...none, uploadDays: 30 });
    expect(await getSettings(ctx)).toEqual({ ...none, uploadDays: 30 });
  });
});

describe('retention', () => {
  it('deletes each kind after its days, once', async () => {
    await sales();
    await inShop((tx) => tx.insert(schema.auditEntries).values({ orgId: ctx.orgId, at: new Date('2025-01-01T00:00:00Z'), action: 'export.downloaded', subject: 'old.csv', details: {} }));
    await database.owner.execute(sql`update imports set finished_at = '2026-01-01' where org_id = ${ctx.orgId}`);
    await saveSettings(ctx, { ...none, uploadDays: 30, purchaseDays: 700, customerDays: 60, auditDays: 100 });
    await applyRetention(ctx);
    await applyRetention(ctx);
    // More than 700 days old: the first line. No purchase for 60 days: cy, and so the last one.
    expect((await lines()).map(({ customerId }) => customerId === null)).toEqual([true, false, false, true]);
    expect(fs.readdirSync(path.join(folder, ctx.orgId, 'imports'))).toEqual([]);
    const log = await inShop((tx) => tx.select().from(schema.auditEntries).where(eq(schema.auditEntries.action, 'privacy.retention_applied')));
    expect(log.map(({ details }) => details)).toEqual([{ anonymizedPurchases: 1, erasedCustomers: 1 }, { deletedAuditEntries: 1 }]);
    await saveSettings(ctx, { ...none, customerDays: 30 });
    await applyRetention(ctx);
    expect(await customers()).toEqual([]);
  });

  it('leaves companies alone that said nothing', async () => {
    await sales();
    await applyRetention(ctx);
    expect((await lines()).every(({ customerId }) => customerId !== null)).toBe(true);
    expect(fs.readdirSync(path.join(folder, ctx.orgId, 'imports'))).not.toEqual([]);
  });
});
