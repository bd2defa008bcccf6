import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewImport, undoImport } from './service';
import { contents, openTestShops, query, type TestShop } from './testing';

let shops: Awaited<ReturnType<typeof openTestShops>>;
beforeAll(async () => {
  shops = await openTestShops();
});
afterAll(() => shops.close());
/** Everything such an import can write. */
const tables = ['purchase_orders', 'purchase_order_lines', 'products', 'suppliers', 'locations'];

const header = 'PO number,vendor,sku,warehouse,order date,expected date,received date,ordered,qty received,unit cost\n';
const orders = `${header}P1,S1,A1,North,2024-01-05,2024-01-19,2024-01-22,100,100,1.20\nP1,S1,B2,North,2024-01-05,2024-01-19,,40,,3\nP2,S1,A1,North,2024-02-05,2024-02-19,2024-02-20,50,,1.25\nP3,S2,C3,North,2024-06-20,2024-07-04,,12,,\n`;
const lines = (shop: TestShop) =>
  query(shop, sql`select o.code, s.code as supplier, o.status, p.code as product, l.quantity, l.received_quantity as received, l.received_on::text, l.unit_cost_minor::int as cost from purchase_order_lines l
    join purchase_orders o on o.org_id = l.org_id and o.id = l.order_id join products p on p.org_id = l.org_id and p.id = l.product_id left join suppliers s on s.org_id = o.org_id and s.id = o.supplier_id order by 1, 4`);

describe('purchase orders', () => {
  it('come in with what was received, open and past, and go again', async () => {
    const shop = await shops.newShop();
    const before = await contents(shop, tables);
    const importId = await shop.bring('orders', orders);
    expect((await shop.state(importId)).counts).toMatchObject({ lines: 4, problems: 0, inserted: 4, updated: 0, unchanged: 0 });
    expect(await lines(shop)).toEqual([
      { code: 'P1', supplier: 'S1', status: 'partly_received', product: 'A1', quantity: 100, received: 100, received_on: '2024-01-22', cost: 120 },
      { code: 'P1', supplier: 'S1', status: 'partly_received', product: 'B2', quantity: 40, received: 0, received_on: null, cost: 300 },
      { code: 'P2', supplier: 'S1', status: 'received', product: 'A1', quantity: 50, received: 50, received_on: '2024-02-20', cost: 125 },
      { code: 'P3', supplier: 'S2', status: 'sent', product: 'C3', quantity: 12, received: 0, received_on: null, cost: null },
    ]);
    await shop.undo(importId);
    expect(await contents(shop, tables)).toEqual(before);
  });

  it('change nothing the second time; a later file adds receipts and new lines, and can be undone alone', async () => {
    const shop = await shops.newShop();
    const first = await shop.bring('orders', orders);
    const afterFirst = await contents(shop, tables);
    expect((await shop.state(await shop.bring('orders', orders))).counts).toMatchObject({ inserted: 0, updated: 0, unchanged: 4 });
    expect(await contents(shop, tables)).toEqual(afterFirst);

    const later = await shop.bring('orders', `${header}p1,S1,B2,,2024-01-05,,2024-02-01,40,40,\nP1,S1,C3,,2024-01-05,,,5,,\nP3,S2,C3,,2024-06-20,2024-07-10,,12,,\n`);
    expect((await shop.state(later)).counts).toMatchObject({ inserted: 1, updated: 2, unchanged: 0 });
    expect(await query(shop, sql`select code, status, expected_on::text from purchase_orders order by 1`)).toEqual([
      { code: 'P1', status: 'partly_received', expected_on: '2024-01-19' },
      { code: 'P2', status: 'received', expected_on: '2024-02-19' },
      { code: 'P3', status: 'sent', expected_on: '2024-07-10' },
    ]);
    await expect(undoImport(shop.ctx, { importId: first })).rejects.toMatchObject({ code: 'import.undo_blocked', params: { reason: 'changed_later' } });
    await shop.undo(later);
    expect(await contents(shop, tables)).toEqual(afterFirst);
  });

  it('that somebody has changed by hand are not taken away by an undo', async () => {
    const shop = await shops.newShop();
    const importId = await shop.bring('orders', orders);
    await query(shop, sql`update purchase_orders set status = 'cancelled', import_id = null where code = 'P3'`);
    await expect(undoImport(shop.ctx, { importId })).rejects.toMatchObject({ code: 'import.undo_blocked' });
    await shop.bring('orders', `${header}P3,S2,C3,North,2024-06-20,2024-07-15,,12,,\n`);
    expect(await query(shop, sql`select status from purchase_orders where code = 'P3'`)).toEqual([{ status: 'cancelled' }]);
  });

  it('are guessed from Chinese headers', async () => {
    const shop = await shops.newShop();
    const importId = await shop.upload('orders', '采购单号,供应商,商品编码,收货仓库,下单日期,预计到货日期,到货日期,采购数量,到货数量,采购单价\nCG001,茶厂,A1,北京仓,2024-01-05,2024-01-15,2024-01-18,100,98,12.5\n');
    const { columns } = await previewImport(shop.ctx, { importId });
    expect(columns.map(({ field }) => field)).toEqual(['orderNo', 'supplierCode', 'productCode', 'locationCode', 'orderedOn', 'expectedOn', 'receivedOn', 'quantity', 'receivedQuantity', 'unitCost']);
  });

  it('are refused by line and column where they do not agree with themselves', async () => {
    const shop = await shops.newShop();
    const bad = [
      'P1,S1,A1,North,2024-01-05,,,10,,1',
      'P1,S2,B2,North,2024-01-06,,,10,,1',
      'p1,s1,a1,North,2024-01-05,,,10,,1',
      'P2,S1,A1,North,2024-01-05,2024-01-01,,0,,1',
      'P3,S1,A1,North,2024-01-05,,2024-01-09,10,-2,-1',
      ',S1,A1,North,,,,many,,',
    ];
    const importId = await shop.check('orders', `${header}${bad.join('\n')}\n`);
    expect((await shop.state(importId)).problems.map(({ line, column, code, value }) => `${line} ${column}: ${code} ${value}`).sort()).toEqual([
      '3 order date: order.differs 2024-01-06',
      '3 vendor: order.differs S2',
      '4 sku: order.product_twice a1',
      '5 expected date: date.order 2024-01-01',
      '5 ordered: quantity.zero 0',
      '6 qty received: quantity.negative -2',
      '6 unit cost: price.negative -1',
      '7 PO number: code.missing ',
      '7 order date: date.missing ',
      '7 ordered: quantity.invalid many',
    ]);
    expect(await lines(shop)).toEqual([]);
  });
});
