import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyImport, undoImport } from './service';
import { contents, openTestShops, query } from './testing';

let shops: Awaited<ReturnType<typeof openTestShops>>;
beforeAll(async () => {
  shops = await openTestShops();
});
afterAll(() => shops.close());
/** Everything such an import can write. */
const tables = ['products', 'customers', 'locations', 'suppliers', 'stock_levels', 'promotions', 'daily_demand'];

const products = 'code,name,category,supplier,cost,price,pack size,lead time days,service\na1,Green tea,Tea,S1,1.20,2.5,12,14,no\nB2,Pot,Pots,S1,,20,,,no\nSHIP,Shipping box,,,,1,,,no\n';

describe('master data', () => {
  it('inserts, updates what a file says, leaves what it does not, and goes back', async () => {
    const shop = await shops.newShop();
    const before = await contents(shop, tables);
    const one = await shop.bring('products', products);
    expect(await query(shop, sql`select p.code, p.name, p.cost_minor::int, p.price_minor::int, p.pack_size, p.lead_time_days, s.code as supplier from products p left join suppliers s on s.org_id = p.org_id and s.id = p.supplier_id order by 1`)).toEqual([
      { code: 'A1', name: 'Green tea', cost_minor: 120, price_minor: 250, pack_size: 12, lead_time_days: 14, supplier: 'S1' },
      { code: 'B2', name: 'Pot', cost_minor: null, price_minor: 2000, pack_size: null, lead_time_days: null, supplier: 'S1' },
      { code: 'SHIP', name: 'Shipping box', cost_minor: null, price_minor: 100, pack_size: null, lead_time_days: null, supplier: null },
    ]);
    const afterOne = await contents(shop, tables);
    expect((await shop.state(await shop.bring('products', products))).counts).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
    expect(await contents(shop, tables)).toEqual(afterOne);

    const two = await shop.bring('products', 'SKU,Price\nA1,2.75\nB2,20\nN1,3\n');
    expect((await shop.state(two)).counts).toMatchObject({ inserted: 1, updated: 1, unchanged: 1 });
    expect(await query(shop, sql`select code, name, price_minor::int from products order by code`)).toMatchObject([{ name: 'Green tea', price_minor: 275 }, { price_minor: 2000 }, { code: 'N1', name: 'N1' }, {}]);
    await expect(undoImport(shop.ctx, { importId: one })).rejects.toMatchObject({ code: 'import.undo_blocked', params: { reason: 'changed_later', rows: 1 } });
    await shop.undo(two);
    expect(await contents(shop, tables)).toEqual(afterOne);
    await shop.undo(one);
    expect(await contents(shop, tables)).toEqual(before);
  });

  it('does not undo products that are sold by now, but undoes sales of products that stay', async () => {
    const shop = await shops.newShop();
    const catalogue = await shop.bring('products', products);
    const sales = await shop.bring('sales', 'date,sku,quantity,price\n2024-01-05,A1,1,2.5\n2024-01-05,Z9,1,2.5\n');
    await expect(undoImport(shop.ctx, { importId: catalogue })).rejects.toMatchObject({ code: 'import.undo_blocked', params: { reason: 'in_use', rows: 1 } });
    await shop.bring('stock', 'sku,on hand\nZ9,4\n');
    await shop.undo(sales);
    expect(await query(shop, sql`select code from products order by code`)).toEqual([{ code: 'A1' }, { code: 'B2' }, { code: 'SHIP' }, { code: 'Z9' }]);
  });

  it('takes a product that turns out a charge out of demand, and back', async () => {
    const shop = await shops.newShop();
    await shop.bring('sales', 'date,sku,quantity,price\n2024-01-05,A1,1,2.5\n2024-01-05,X1,1,2.5\n');
    const importId = await shop.bring('products', 'sku,service\nX1,yes\n');
    expect(await query(shop, sql`select 1 from daily_demand`)).toHaveLength(1);
    await shop.undo(importId);
    expect(await query(shop, sql`select 1 from daily_demand`)).toHaveLength(2);
  });

  it('counts stock, once a day and place, and puts earlier counts back', async () => {
    const shop = await shops.newShop();
    await shop.bring('stock', '商品编码,仓库,库存数量,盘点日期\nA1,北京,5,2024-01-05\nA1,上海,7,2024-01-05\n');
    const before = await contents(shop, tables);
    const importId = await shop.bring('stock', '商品编码,仓库,库存数量,盘点日期\na1,北京,0,2024-01-05\nA1,上海,7,2024-01-05\nA1,上海,9,2024-01-06\n');
    expect((await shop.state(importId)).counts).toMatchObject({ inserted: 1, updated: 1, unchanged: 1 });
    expect(await query(shop, sql`select l.code, s.counted_on::text, s.on_hand from stock_levels s join locations l on l.org_id = s.org_id and l.id = s.location_id order by 1, 2`)).toEqual([
      { code: '上海', counted_on: '2024-01-05', on_hand: 7 },
      { code: '上海', counted_on: '2024-01-06', on_hand: 9 },
      { code: '北京', counted_on: '2024-01-05', on_hand: 0 },
    ]);
    await shop.undo(importId);
    expect(await contents(shop, tables)).toEqual(before);
    await shop.bring('stock', 'sku,stock\nA1,3\n');
    expect(await query(shop, sql`select counted_on::text from stock_levels where on_hand = 3`)).toEqual([{ counted_on: '2024-06-30' }]); // the clock's day
  });

  it('brings promotions for products and categories, refusing unknown products and turned dates', async () => {
    const shop = await shops.newShop();
    await shop.bring('products', products);
    const text = 'name,sku,category,start date,end date,discount\nSpring,A1,,2024-03-01,2024-03-10,20%\nTea week,,Tea,2024-04-01,2024-04-07,15\n';
    const importId = await shop.bring('promotions', text);
    expect((await shop.state(await shop.bring('promotions', text))).counts).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
    expect((await shop.state(await shop.bring('promotions', text.replace('20%', '25%')))).counts).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    const bad = await shop.check('promotions', 'name,sku,category,start date,end date,discount\nX,NOPE,,2024-03-01,2024-03-10,20\nY,A1,,2024-03-10,2024-03-01,20\nZ,,,2024-03-01,2024-03-10,120\n');
    expect((await shop.state(bad)).problems.map(({ line, code }) => `${line} ${code}`).sort()).toEqual(['2 product.unknown', '3 date.order', '4 percent.invalid', '4 target.missing']);
    await expect(undoImport(shop.ctx, { importId })).rejects.toMatchObject({ code: 'import.undo_blocked' });
  });

  it('keeps what a customers file says besides, with who left, and goes back', async () => {
    const shop = await shops.newShop();
    const head = 'customerID,gender,tenure,Contract,MonthlyCharges,Churn Reason,Churn\n';
    const rows = Array.from({ length: 40 }, (_, c) => `K${c},${c % 2 === 0 ? 'f' : 'm'},${c},${c % 3 === 0 ? 'Two year' : 'Month-to-month'},"${20 + c},5",${c % 4 === 0 ? 'price' : ''},${c === 7 ? '' : c % 4 === 0 ? 'Yes' : 'No'}\n`);
    const one = await shop.bring('customers', head + rows.join(''));
    const known = () => query(shop, sql`select code, attributes, has_left from customers where code in ('K0', 'K1', 'K7') order by code`);
    expect(await known()).toEqual([
      { code: 'K0', attributes: { gender: 'f', tenure: '0', Contract: 'Two year', MonthlyCharges: '20,5' }, has_left: true },
      { code: 'K1', attributes: { gender: 'm', tenure: '1', Contract: 'Month-to-month', MonthlyCharges: '21,5' }, has_left: false },
      { code: 'K7', attributes: { gender: 'm', tenure: '7', Contract: 'Month-to-month', MonthlyCharges: '27,5' }, has_left: null },
    ]);
    const before = await contents(shop, tables);
    expect((await shop.state(await shop.bring('customers', head + rows.join('')))).counts).toMatchObject({ inserted: 0, updated: 0, unchanged: 40 });
    const two = await shop.bring('customers', 'customerID,Plan,tenure\nK1,Gold,2\n'); // without a label nothing is kept that nobody asked for
    expect(await known()).toMatchObject([{}, { attributes: { tenure: '1' }, has_left: false }, {}]);
    await shop.undo(two);
    const importId = await shop.check('customers', 'customerID,Plan,state\nK1,Gold,gone\n', { mapping: { customerID: 'code', Plan: 'attribute', state: 'hasLeft' }, format: { leftValue: 'Gone' } });
    await applyImport(shop.ctx, { importId, mode: 'all' });
    await shop.work();
    expect(await known()).toMatchObject([{}, { attributes: { tenure: '1', Plan: 'Gold' }, has_left: true }, {}]);
    await shop.undo(importId);
    expect(await contents(shop, tables)).toEqual(before);
    await shop.undo(one);
    expect(await query(shop, sql`select 1 from customers`)).toEqual([]);
  });

  it('refuses a code that a file names twice', async () => {
    const shop = await shops.newShop();
    const importId = await shop.check('customers', 'customer id,name,consent,country\nc1,Ann,yes,UK\nC1,Ann again,no,UK\nC2,Bo,maybe,UK\n');
    expect((await shop.state(importId)).problems).toEqual([
      { line: 3, column: 'customer id', code: 'code.twice', value: 'C1' },
      { line: 4, column: 'consent', code: 'flag.invalid', value: 'maybe' },
    ]);
    const good = await shop.bring('suppliers', '供应商编号,供应商名称,交货期\nS1,茶厂,14\n');
    expect((await shop.state(good)).counts.inserted).toBe(1);
    await shop.bring('locations', 'store,store name\nL1,London\n');
    expect(await query(shop, sql`select name from locations`)).toEqual([{ name: 'London' }]);
  });
});
