import { schema, withOrg, type Database } from '@almanac/data';
import { DomainError, InventoryFilter, type InventoryItem } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { createLogger } from '../platform/logger';
import { openTestCompany } from '../training/testing';
import { getItem } from './item-detail';
import { inventoryJobs } from './jobs';
import { isPlanQueued } from './plan-job';
import { planInventory } from './plan-inventory';
import { changeOrderLines } from './order-lines';
import { cancelOrder, createOrders, getOrder, receiveOrder, sendOrder } from './purchase-orders';
import { getReplay, replayInventory, startReplay } from './replay';
import { getSummary, listGroups, listInventory, setPolicy } from './service';
import { adjustSuggestions, decideSuggestions, undoSuggestions } from './suggestions';
import { seedStock, thisMonday, type TestProduct, type TestStock } from './testing';
import { cancelTransfer, createTransfers, getTransfer, listTransfers, receiveTransfer, sendTransfer } from './transfers';

const today = addDays(thisMonday, 1);
let database: Database;
let company: OrgContext & { close(): Promise<void> };
let stock: TestStock;
let count = 0;

beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.close());

const products: TestProduct[] = [
  { code: 'LOW', weekly: 70, stock: { EAST: 20 } },
  { code: 'EMPTY', weekly: 14, stock: { EAST: 0 } },
  { code: 'FULL', weekly: 7, stock: { EAST: 900 } },
  { code: 'FINE', weekly: 7, stock: { EAST: 60 } },
  { code: 'SPARE', weekly: 7, stock: { EAST: 2, WEST: 200 } },
];
async function open(given: readonly TestProduct[] = products, suppliers?: Parameters<typeof seedStock>[2]) {
  company = await openTestCompany(database, `shop-${(count += 1)}`, createLogger('silent'));
  stock = await seedStock(company, given, suppliers);
  await plan();
}
const plan = () => planInventory(database, { orgId: company.orgId, today, now: () => company.clock.now() });
const keyOf = (code: string, location = 'EAST') => ({ productId: stock.products[code]!, locationId: stock.locations[location]! });
const all = () => listInventory(company, { ...InventoryFilter.parse({}), limit: 500 });
async function itemOf(code: string, location = 'EAST'): Promise<InventoryItem> {
  const { productId, locationId } = keyOf(code, location);
  return (await all()).rows.find((row) => row.productId === productId && row.locationId === locationId)!;
}
const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof DomainError ? error.code : String(error)));
const stockOf = async (code: string, location = 'EAST') => {
  const levels = await withOrg(database.db, company.orgId, (tx) => tx.select().from(schema.stockLevels));
  const { productId, locationId } = keyOf(code, location);
  return levels.filter((level) => level.productId === productId && level.locationId === locationId).sort((a, b) => (a.countedOn < b.countedOn ? 1 : -1))[0]!;
};

describe('a plan', () => {
  beforeAll(() => open());
  afterAll(() => company.close());

  it('says what is wrong, what to order and why', async () => {
    const [empty, low, full, fine] = [await itemOf('EMPTY'), await itemOf('LOW'), await itemOf('FULL'), await itemOf('FINE')];
    expect([empty.exception, low.exception, full.exception, fine.exception]).toEqual(['out_of_stock', 'running_out', 'excess', 'ok']);
    expect([empty.kind, low.kind, full.kind, fine.kind]).toEqual(['order', 'order', 'reduce', 'none']);
    expect(low.suggestedQuantity).toBeGreaterThanOrEqual(120); // two weeks of demand less what is there
    expect(low.valueMinor).toBe(low.suggestedQuantity * 200);
    expect(low.riskAfter).toBeLessThanOrEqual(low.riskBefore);
    expect(low.reason.params['quantity']).toBe(low.suggestedQuantity);
  });

  it('moves what another shop can spare instead of buying it', async () => {
    const item = await itemOf('SPARE');
    expect([item.kind, item.reason.code, item.reason.params['from']]).toEqual(['transfer', 'transfer', 'Shop WEST']);
    expect(item.expectedOn).toBe(addDays(today, 2));
  });

  it('tells whom to move from of the stock that is there, not of what the move leaves', async () => {
    const { rows } = await listInventory(company, { ...InventoryFilter.parse({ q: 'SPARE' }), limit: 10 });
    const giver = rows.find(({ location }) => location === 'Shop WEST');
    expect(giver!.reason.params['onHand']).toBe(giver!.onHand);
  });

  it('lists, filters, searches and groups', async () => {
    const list = (filter: object) => listInventory(company, { ...InventoryFilter.parse(filter), limit: 500 }).then(({ rows }) => rows.map((row) => row.productCode));
    expect((await all()).total).toBe(6);
    expect(await list({ exception: 'out_of_stock' })).toEqual(['EMPTY']);
    expect((await list({ exception: 'attention', sort: 'name', dir: 'asc' })).sort()).toEqual(['EMPTY', 'FULL', 'LOW', 'SPARE', 'SPARE']);
    expect(await list({ q: 'low, fine\nnothing', sort: 'name', dir: 'asc' })).toEqual(['FINE', 'LOW']);
    expect(await list({ q: 'product emp' })).toEqual(['EMPTY']);
    expect(await list({ kind: 'order', sort: 'quantity' })).toEqual(['LOW', 'EMPTY']);
    expect(await list({ sort: 'cover', dir: 'asc' })).toEqual(expect.arrayContaining(['EMPTY']));
    for (const by of ['supplier', 'location', 'category', 'abc', 'exception'] as const) {
      const groups = await listGroups(company, { ...InventoryFilter.parse({}), by });
      expect(groups.reduce((sum, { items }) => sum + items, 0), by).toBe(6);
    }
    const [supplier] = await listGroups(company, { ...InventoryFilter.parse({}), by: 'supplier' });
    expect([supplier?.key, supplier?.name, supplier?.orderItems]).toEqual([String(stock.suppliers['SUP']), 'Supplier SUP', 2]);
    const summary = await getSummary(company);
    expect([summary.plannedOn, summary.stockCountedOn, summary.itemCount, summary.suggested.items, summary.forecastRunId]).toEqual([today, addDays(thisMonday, -1), 6, 2, stock.runId]);
  });

  it('shows one product with its projection, policy and what it was made from', async () => {
    const detail = await getItem(company, keyOf('LOW'));
    expect(detail.projection?.without.median.at(-1)).toBe(0);
    expect(detail.projection!.with.median.at(10)!).toBeGreaterThan(0);
    expect([detail.policy.target.from, detail.leadTime.statedDays, detail.leadTime.statedBy, detail.supplier?.email]).toEqual(['default', 7, 'supplier', 'SUP@example.com']);
    expect(detail.demand.sold).toHaveLength(30);
    expect((await getItem(company, keyOf('SPARE'))).elsewhere).toMatchObject([{ location: 'Shop WEST', onHand: 200 }]);
  });

  it('may be made twice and is the same', async () => {
    const before = (await all()).rows;
    await Promise.all([plan(), plan()]);
    expect((await all()).rows).toEqual(before);
  });

  it('follows the most particular policy', async () => {
    const before = await itemOf('LOW');
    await setPolicy(company, { scope: { kind: 'company' }, values: { target: 0.8 } });
    await setPolicy(company, { scope: { kind: 'product', productId: keyOf('LOW').productId }, values: { target: 0.99, reviewPeriodDays: 28 } });
    await plan();
    expect((await itemOf('LOW')).reorderPoint).toBeGreaterThan(before.reorderPoint + 100);
    expect((await getItem(company, keyOf('LOW'))).policy).toMatchObject({ target: { value: 0.99, from: 'product' }, measure: { from: 'default' } });
    expect((await getItem(company, keyOf('EMPTY'))).policy.target).toEqual({ value: 0.8, from: 'company' });
    const { rules } = await setPolicy(company, { scope: { kind: 'company' }, values: {} });
    expect(rules).toHaveLength(1);
    expect(await codeOf(setPolicy(company, { scope: { kind: 'product', productId: 999_999 }, values: { target: 0.9 } }))).toBe('inventory.item_not_found');
  });
});

describe('a planner', () => {
  beforeEach(() => open());

  it('changes quantities and decides, in bulk, and takes it back', async () => {
    const suggested = (await itemOf('LOW')).suggestedQuantity;
    const first = await adjustSuggestions(company, { changes: [{ ...keyOf('LOW'), quantity: 50 }, { ...keyOf('FINE'), quantity: 5 }] });
    expect([first.changed, (await itemOf('LOW')).quantity, (await itemOf('FINE')).kind]).toEqual([2, 50, 'order']);
    const second = await decideSuggestions(company, { items: [keyOf('LOW'), keyOf('EMPTY')], decision: 'approved' });
    expect([(await itemOf('LOW')).decision, (await itemOf('LOW')).quantity, (await itemOf('LOW')).decidedBy]).toEqual(['approved', 50, 'Tester']);
    await undoSuggestions(company, second);
    expect([(await itemOf('LOW')).decision, (await itemOf('LOW')).quantity, (await itemOf('EMPTY')).decision]).toEqual(['open', 50, 'open']);
    await undoSuggestions(company, first);
    expect((await itemOf('LOW')).quantity).toBe(suggested);
    expect(await codeOf(undoSuggestions(company, first))).toBe('inventory.edit_not_found');
    expect((await getItem(company, keyOf('LOW'))).decisions.map(({ isUndone }) => isUndone)).toEqual([true, true]);
  });

  it('does not lose work to a new plan, nor undo what somebody changed since', async () => {
    const mine = await decideSuggestions(company, { items: [keyOf('LOW')], decision: 'rejected', reason: 'too_early', note: 'next month' });
    await adjustSuggestions(company, { changes: [{ ...keyOf('EMPTY'), quantity: 33 }] });
    await plan();
    expect([(await itemOf('LOW')).decision, (await itemOf('LOW')).rejectReason, (await itemOf('LOW')).note, (await itemOf('EMPTY')).quantity]).toEqual(['rejected', 'too_early', 'next month', 33]);
    await adjustSuggestions(company, { changes: [{ ...keyOf('LOW'), quantity: 1 }] });
    expect(await codeOf(undoSuggestions(company, mine))).toBe('inventory.edit_superseded');
    await planInventory(database, { orgId: company.orgId, today: addDays(today, 20), now: () => company.clock.now() });
    expect((await itemOf('EMPTY')).quantity).toBe(33);
  });

  it('is asked again about a rejection after two weeks', async () => {
    await decideSuggestions(company, { items: [keyOf('LOW')], decision: 'rejected', reason: 'no_budget' });
    await planInventory(database, { orgId: company.orgId, today: addDays(today, 14), now: () => company.clock.now() });
    expect((await itemOf('LOW')).decision).toBe('open');
  });

  it('orders what is approved, once, and receives it in parts', async () => {
    expect(await codeOf(createOrders(company, { items: [keyOf('LOW')] }))).toBe('inventory.nothing_approved');
    await decideSuggestions(company, { items: [keyOf('LOW'), keyOf('EMPTY')], decision: 'approved' });
    const { orders } = await createOrders(company, { items: [keyOf('LOW'), keyOf('EMPTY'), keyOf('FINE')] });
    expect(orders).toMatchObject([{ code: 'PO-2024-0001', status: 'draft', lineCount: 2, supplier: 'Supplier SUP', expectedOn: addDays(today, 7), createdBy: 'Tester' }]);
    expect(await isPlanQueued(database, company.orgId)).toBe(true);
    expect(await codeOf(createOrders(company, { items: [keyOf('LOW')] }))).toBe('inventory.nothing_approved');
    await plan();
    const low = await itemOf('LOW');
    const { orderId } = orders[0]!;
    expect([low.suggestedQuantity, low.decision, low.kind, low.purchaseOrderId]).toEqual([0, 'ordered', 'order', orderId]);
    expect(low.onOrder).toBe(low.quantity);

    expect((await sendOrder(company, { orderId })).order.status).toBe('sent');
    expect(await codeOf(sendOrder(company, { orderId }))).toBe('inventory.order_wrong_status');
    const line = (await getOrder(company, { orderId })).lines.find(({ productCode }) => productCode === 'LOW')!;
    const part = await receiveOrder(company, { orderId, receivedOn: today, lines: [{ lineId: line.lineId, quantity: 10 }] });
    expect([part.order.status, (await stockOf('LOW')).onHand, (await stockOf('LOW')).countedOn]).toEqual(['partly_received', 30, today]);
    expect((await stockOf('LOW')).onOrder).toBe(line.quantity - 10);
    await plan();
    expect([(await itemOf('LOW')).onHand, (await itemOf('LOW')).onOrder]).toEqual([30, line.quantity - 10]);
    const rest = (await getOrder(company, { orderId })).lines.map((one) => ({ lineId: one.lineId, quantity: one.quantity - one.receivedQuantity }));
    expect((await receiveOrder(company, { orderId, receivedOn: today, lines: rest })).order.status).toBe('received');
    await plan();
    expect([(await itemOf('LOW')).onHand, (await itemOf('LOW')).onOrder]).toEqual([20 + line.quantity, 0]);
    expect((await getItem(company, keyOf('LOW'))).orders).toMatchObject([{ code: 'PO-2024-0001', status: 'received', receivedOn: today }]);
    expect(await codeOf(cancelOrder(company, { orderId }))).toBe('inventory.order_wrong_status');
  });

  it('gets approvals back from a cancelled order', async () => {
    const approval = await decideSuggestions(company, { items: [keyOf('LOW')], decision: 'approved' });
    const { orders } = await createOrders(company, { items: [keyOf('LOW')] });
    expect(await codeOf(undoSuggestions(company, approval))).toBe('inventory.edit_superseded');
    await cancelOrder(company, { orderId: orders[0]!.orderId });
    await plan();
    expect([(await itemOf('LOW')).decision, (await itemOf('LOW')).onOrder, (await itemOf('LOW')).kind]).toEqual(['approved', 0, 'order']);
  });

  it('moves stock between shops by a sheet that is sent and received, and does not suggest it twice', async () => {
    expect(await codeOf(createTransfers(company, { items: [keyOf('SPARE')] }))).toBe('inventory.nothing_to_move');
    await decideSuggestions(company, { items: [keyOf('SPARE')], decision: 'approved' });
    expect((await getSummary(company)).approvedTransfers).toBe(1);
    const { quantity } = await itemOf('SPARE');
    const { transfers } = await createTransfers(company, { items: [keyOf('SPARE'), keyOf('LOW')] });
    expect(transfers).toMatchObject([{ code: 'TR-2024-0001', from: 'Shop WEST', to: 'Shop EAST', status: 'draft', lineCount: 1, quantity, valueMinor: quantity * 200, expectedOn: addDays(today, 2) }]);
    const { transferId } = transfers[0]!;
    await plan();
    const [here, there] = [await itemOf('SPARE'), await itemOf('SPARE', 'WEST')];
    expect([here.suggestedQuantity, here.onOrder, here.decision, here.transferId, here.fromLocation]).toEqual([0, quantity, 'ordered', transferId, 'Shop WEST']);
    expect([there.onHand, there.committed]).toEqual([200, quantity]);

    expect((await sendTransfer(company, { transferId })).transfer).toMatchObject({ status: 'sent', sentOn: today });
    expect(await codeOf(sendTransfer(company, { transferId }))).toBe('inventory.transfer_wrong_status');
    await plan();
    expect([(await itemOf('SPARE')).onOrder, (await itemOf('SPARE', 'WEST')).onHand, (await itemOf('SPARE', 'WEST')).committed]).toEqual([quantity, 200 - quantity, 0]);
    await receiveTransfer(company, { transferId });
    expect([(await stockOf('SPARE')).onHand, (await stockOf('SPARE', 'WEST')).onHand]).toEqual([2 + quantity, 200 - quantity]);
    await plan();
    expect([(await itemOf('SPARE')).exception, (await itemOf('SPARE')).onOrder]).toEqual(['ok', 0]);
    expect((await listTransfers(company, { status: 'received', limit: 10 })).transfers.map(({ code }) => code)).toEqual(['TR-2024-0001']);
  });

  it('puts back what a cancelled transfer had taken, and books both ends of one that was never noted as sent', async () => {
    await decideSuggestions(company, { items: [keyOf('SPARE')], decision: 'approved' });
    const [first] = (await createTransfers(company, { items: [keyOf('SPARE')] })).transfers;
    await sendTransfer(company, { transferId: first!.transferId });
    expect((await cancelTransfer(company, { transferId: first!.transferId })).transfer.status).toBe('cancelled');
    expect((await stockOf('SPARE', 'WEST')).onHand).toBe(200);
    await plan();
    expect([(await itemOf('SPARE')).decision, (await itemOf('SPARE')).kind]).toEqual(['approved', 'transfer']);
    const [second] = (await createTransfers(company, { items: [keyOf('SPARE')] })).transfers;
    await receiveTransfer(company, { transferId: second!.transferId });
    expect([second!.code, (await stockOf('SPARE')).onHand + (await stockOf('SPARE', 'WEST')).onHand]).toEqual(['TR-2024-0002', 202]);
    expect(await codeOf(getTransfer(company, { transferId: 999_999 }))).toBe('inventory.transfer_not_found');
  });

  it('changes, adds and removes lines of a draft, and takes it back', async () => {
    await decideSuggestions(company, { items: [keyOf('LOW'), keyOf('EMPTY')], decision: 'approved' });
    const [order] = (await createOrders(company, { items: [keyOf('LOW'), keyOf('EMPTY')] })).orders;
    const { orderId } = order!;
    const linesOf = async () => Object.fromEntries((await getOrder(company, { orderId })).lines.map(({ productCode, quantity }) => [productCode, quantity]));
    const before = await linesOf();
    const id = (code: string) => keyOf(code).productId;
    const { detail, undo } = await changeOrderLines(company, { orderId, changes: [{ productId: id('LOW'), quantity: 30 }, { productId: id('EMPTY'), quantity: 0 }, { productId: id('FINE'), quantity: 12 }] });
    expect([detail.order.lineCount, detail.order.valueMinor, detail.lines[0]!.packSize]).toEqual([2, 42 * 200, 1]);
    expect(await linesOf()).toEqual({ LOW: 30, FINE: 12 });
    await plan();
    expect([(await itemOf('LOW')).onOrder, (await itemOf('LOW')).quantity > 0, (await itemOf('EMPTY')).decision, (await itemOf('FINE')).decision, (await itemOf('FINE')).onOrder]).toEqual([30, true, 'approved', 'ordered', 12]);
    await changeOrderLines(company, { orderId, changes: [...undo] });
    expect(await linesOf()).toEqual(before);
    expect([(await itemOf('EMPTY')).decision, (await itemOf('FINE')).decision]).toEqual(['ordered', 'open']);
    expect(await codeOf(changeOrderLines(company, { orderId, changes: Object.keys(before).map((code) => ({ productId: id(code), quantity: 0 })) }))).toBe('inventory.order_needs_line');
    expect(await codeOf(changeOrderLines(company, { orderId, changes: [{ productId: 999_999, quantity: 1 }] }))).toBe('inventory.item_not_found');
    expect(await linesOf()).toEqual(before);
    await sendOrder(company, { orderId });
    expect(await codeOf(changeOrderLines(company, { orderId, changes: [{ productId: id('LOW'), quantity: 1 }] }))).toBe('inventory.order_wrong_status');
    await cancelOrder(company, { orderId });
    expect((await itemOf('EMPTY')).decision).toBe('approved');
  });
});

describe('what is known about stock', () => {
  it('takes off what was sold since the count, and counts customers and receipts', async () => {
    await open();
    const { productId, locationId } = keyOf('FINE');
    await withOrg(database.db, company.orgId, async (tx) => {
      const { orgId } = company;
      const series = (await tx.select().from(schema.series)).find((row) => row.productId === productId)!;
      await tx.insert(schema.dailyDemand).values({ orgId, seriesId: series.id, date: thisMonday, quantity: 25, revenue: 100 });
      await tx.insert(schema.customerOrders).values({ orgId, code: 'SO-1', productId, locationId, dueOn: addDays(today, -1), quantity: 15 });
      const [order] = await tx.insert(schema.purchaseOrders).values({ orgId, code: 'OLD', supplierId: stock.suppliers['SUP'], locationId, status: 'received', orderedOn: '2024-01-01' }).returning();
      await tx.insert(schema.purchaseOrderLines).values({ orgId, orderId: order!.id, productId, quantity: 5, receivedQuantity: 5, receivedOn: '2024-01-31' });
    });
    await plan();
    const item = await itemOf('FINE');
    expect([item.onHand, item.committed]).toEqual([35, 15]);
    expect(item.leadTimeDays).toBeGreaterThan(7); // one receipt after 30 days pulls the stated week up
    expect((await getItem(company, keyOf('FINE'))).leadTime.receipts).toBe(1);
  });

  it('orders nothing where nobody has counted', async () => {
    await open();
    await withOrg(database.db, company.orgId, (tx) => tx.delete(schema.stockLevels).where(eq(schema.stockLevels.productId, keyOf('EMPTY').productId)));
    await plan();
    const [uncounted, counted] = [await itemOf('EMPTY'), await itemOf('LOW')];
    expect([uncounted.exception, uncounted.kind, uncounted.reason.code]).toEqual(['ok', 'none', 'stock_unknown']);
    expect([counted.exception, counted.kind]).toEqual(['running_out', 'order']);
  });

  it('meets a supplier minimum by what is needed next, not by padding', async () => {
    await open(
      [
        { code: 'DUE', weekly: 7, stock: { EAST: 5 }, supplier: 'MIN' },
        { code: 'NEXT', weekly: 70, stock: { EAST: 190 }, supplier: 'MIN' },
        { code: 'FAR', weekly: 7, stock: { EAST: 100 }, supplier: 'MIN' },
      ],
      [{ code: 'MIN', minimumMinor: 25_000 }],
    );
    const [due, next, far] = [await itemOf('DUE'), await itemOf('NEXT'), await itemOf('FAR')];
    expect([due.kind, next.kind, far.kind]).toEqual(['order', 'order', 'none']);
    expect([next.reason.code, next.reason.params['supplier']]).toEqual(['pulled_forward', 'Supplier MIN']);
    expect(due.valueMinor! + next.valueMinor!).toBeGreaterThanOrEqual(25_000);
    expect(due.reason.params['minimumOf']).toBeUndefined();
  });

  it('says when nothing in sight reaches a supplier minimum', async () => {
    await open([{ code: 'DUE', weekly: 7, stock: { EAST: 5 }, supplier: 'MIN' }], [{ code: 'MIN', minimumMinor: 900_000 }]);
    const { reason, valueMinor } = await itemOf('DUE');
    expect(reason.params).toMatchObject({ minimumOf: 'Supplier MIN', minimumMinor: 900_000, missingMinor: 900_000 - valueMinor!, minimumInDays: -1 });
  });

  it('is played over under every rule, twice with the same result', async () => {
    await open();
    const from = addDays(thisMonday, -7 * 12);
    await withOrg(database.db, company.orgId, async (tx) => {
      const { orgId } = company;
      for (const { id: seriesId, productId, locationId } of await tx.select().from(schema.series)) {
        const weekly = products.find(({ code }) => stock.products[code] === productId)!.weekly;
        const row = { orgId, runId: stock.runId, seriesId, cutoff: addDays(from, -7), model: 'ets' };
        await tx.insert(schema.backtestForecasts).values({ ...row, mean: new Array<number>(13).fill(weekly), lower: new Array<number>(13).fill(weekly * 0.8), upper: new Array<number>(13).fill(weekly * 1.2) });
        await tx.insert(schema.stockLevels).values({ orgId, productId, locationId, countedOn: addDays(from, -1), onHand: weekly * 3 });
      }
    });
    expect(await getReplay(company, {})).toMatchObject({ status: 'none', outcomes: [] });
    expect(await startReplay(company, {})).toMatchObject({ status: 'running' });
    const replay = () => replayInventory(database, { orgId: company.orgId, scope: {}, today, now: () => company.clock.now() });
    const report = await replay();
    expect([report.from, report.to, report.items, report.skipped]).toEqual([from, thisMonday, 6, 0]);
    expect(report.outcomes.slice(0, 4).map(({ policy, target }) => [policy, target])).toEqual([['actual', null], ['min_max', null], ['almanac', null], ['almanac', 0.7]]);
    const curve = report.outcomes.filter(({ target }) => target !== null);
    const asSet = report.outcomes[2]!; // 0.8 to 0.95, by class
    expect(asSet.averageStockMinor).toBeGreaterThanOrEqual(curve[0]!.averageStockMinor);
    expect(asSet.averageStockMinor).toBeLessThanOrEqual(curve.at(-1)!.averageStockMinor);
    expect(curve.at(-1)!.averageStockMinor).toBeGreaterThan(curve[0]!.averageStockMinor);
    expect(curve.at(-1)!.fillRate).toBeGreaterThan(0.9);
    expect(await replay()).toEqual(report);
    expect(await getReplay(company, {})).toMatchObject({ status: 'done', items: 6 });
  });

  it('is planned by a job in a process of its own', async () => {
    await open();
    await withOrg(database.db, company.orgId, (tx) => tx.delete(schema.inventoryPlans));
    const job = { attempt: 1, isLastAttempt: false, signal: new AbortController().signal, workerId: 'w' };
    await inventoryJobs[0]!.run(company, { orgId: company.orgId }, job);
    expect((await all()).total).toBe(6);
  });
});
