import fs from 'node:fs';
import { DomainError } from '@almanac/data/contract';
import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApply } from './apply';
import { applyImport, checkImport, discardImport, getImport, previewImport, undoImport } from './service';
import { contents, openTestShops, query, type TestShop } from './testing';

let shops: Awaited<ReturnType<typeof openTestShops>>;
beforeAll(async () => {
  shops = await openTestShops();
});
afterAll(() => shops.close());
const kinds = async (shop: TestShop) => (await query<{ kind: string; n: number }>(shop, sql`select kind, count(*)::int as n from sales_lines group by kind order by kind`)).map(({ kind, n }) => `${kind} ${n}`);
const demand = (shop: TestShop) =>
  query(shop, sql`select p.code, d.date::text, d.quantity, d.revenue, d.returned from daily_demand d join series s on s.org_id = d.org_id and s.id = d.series_id join products p on p.org_id = s.org_id and p.id = s.product_id order by 1, 2`);
/** Everything such an import can write. */
const tables = ['products', 'customers', 'locations', 'suppliers', 'sales_lines', 'series', 'daily_demand', 'stock_levels', 'promotions'];

const header = 'invoice,sku,name,quantity,date,price,customer id\n';
const sales = `${header}1,A1,Tea,10,2024-01-05 09:00,2.5,C1\n2,a1,Tea,5,2024-01-05 10:00,2.5,C2\n3,B2,Pot,1,2024-01-06,20,\n3,B2,Pot,1,2024-01-06,20,\n4,POST,Postage,1,2024-01-06,4,C1\n4,C9,Cup,1,2024-01-06,4,C1\n4,D9,Jug,1,2024-01-06,4,C1\n4,E9,Mat,1,2024-01-06,0,C1\n`;

describe('a sales file', () => {
  it('becomes lines, products, customers and demand', async () => {
    const shop = await shops.newShop();
    const importId = await shop.bring('sales', sales);
    expect(await shop.state(importId)).toMatchObject({ status: 'applied', counts: { lines: 8, good: 8, problems: 0, inserted: 8, unchanged: 0 } });
    expect(await query(shop, sql`select code, name, is_service from products order by code`)).toEqual([
      { code: 'A1', name: 'Tea', is_service: false },
      { code: 'B2', name: 'Pot', is_service: false },
      { code: 'C9', name: 'Cup', is_service: false },
      { code: 'D9', name: 'Jug', is_service: false },
      { code: 'E9', name: 'Mat', is_service: false },
      { code: 'POST', name: 'Postage', is_service: true },
    ]);
    expect(await kinds(shop)).toEqual(['sale 7', 'adjustment 1']);
    expect(await demand(shop)).toEqual([
      { code: 'A1', date: '2024-01-05', quantity: 15, revenue: 37.5, returned: 0 },
      { code: 'B2', date: '2024-01-06', quantity: 2, revenue: 40, returned: 0 },
      { code: 'C9', date: '2024-01-06', quantity: 1, revenue: 4, returned: 0 },
      { code: 'D9', date: '2024-01-06', quantity: 1, revenue: 4, returned: 0 },
    ]);
  });

  it('is said in figures before it is written, and what would be new of it', async () => {
    const shop = await shops.newShop();
    const contents = { firstDay: '2024-01-05', lastDay: '2024-01-06', products: 6, newProducts: 6, customers: 2, newCustomers: 2, orders: 4, linesWithoutCustomer: 2, returnedLines: 0, freeLines: 1, netSales: 89.5, linesWithoutPrice: 0 };
    const importId = await shop.check('sales', sales);
    expect((await shop.state(importId)).contents).toEqual(contents);
    await shop.bring('sales', sales);
    const again = await shop.check('sales', `${sales}C5,Z9,Mug,-2,2024-02-01,,C3\n`);
    expect((await shop.state(again)).contents).toMatchObject({ lastDay: '2024-02-01', products: 7, newProducts: 1, customers: 3, newCustomers: 1, returnedLines: 1, linesWithoutPrice: 1, netSales: 89.5 });
    const none = await shop.check('sales', `${header}1,A1,Tea,x,2024-01-05 09:00,2.5,C1\n`);
    expect((await shop.state(none)).contents).toBeNull();
  });

  it('changes nothing the second time, and says so', async () => {
    const shop = await shops.newShop();
    await shop.bring('sales', sales);
    const before = await contents(shop, tables);
    const again = await shop.bring('sales', sales);
    expect((await shop.state(again)).counts).toMatchObject({ inserted: 0, updated: 0, unchanged: 8 });
    expect(await contents(shop, tables)).toEqual(before);
    const longer = await shop.bring('sales', `${sales}5,A1,Tea,1,2024-01-07,2.5,C1\n`);
    expect((await shop.state(longer)).counts).toMatchObject({ inserted: 1, unchanged: 8 });
  });

  it('is undone without a trace, unless a later file brought the same lines', async () => {
    const shop = await shops.newShop();
    const before = await contents(shop, tables);
    const importId = await shop.bring('sales', sales);
    const again = await shop.bring('sales', sales);
    await expect(undoImport(shop.ctx, { importId })).rejects.toMatchObject({ code: 'import.undo_blocked', params: { reason: 'same_lines' } });
    await shop.undo(again);
    await shop.undo(importId);
    expect(await contents(shop, tables)).toEqual(before);
    expect((await shop.state(importId)).status).toBe('undone');
    await expect(undoImport(shop.ctx, { importId })).rejects.toMatchObject({ code: 'import.wrong_status' });
  });

  it('nets what the same customer brings back in full within 30 days, and only that', async () => {
    const shop = await shops.newShop();
    const ordered = await shop.bring('sales', `${header}1,J1,Jar,74215,2024-01-18 10:01,1.04,12346\n2,J1,Jar,6,2024-01-19,1.04,12346\n3,J1,Jar,6,2024-02-01,1.04,777\n4,J1,Jar,3,2024-01-02,1.04,12346\n`);
    expect((await demand(shop))[1]).toMatchObject({ date: '2024-01-18', quantity: 74215 });
    const returned = await shop.bring('sales', `${header}C5,J1,Jar,-74215,2024-01-18 10:17,1.04,12346\nC6,J1,Jar,-2,2024-01-20,1.04,12346\nC7,J1,Jar,-3,2024-03-02,1.04,12346\nC8,J1,Jar,-6,2024-02-02,1.04,12346\n`);
    expect(await kinds(shop)).toEqual(['sale 2', 'return 2', 'cancelled 2', 'cancellation 2']);
    expect(await demand(shop)).toEqual([
      { code: 'J1', date: '2024-01-02', quantity: 3, revenue: 3.12, returned: 0 },
      { code: 'J1', date: '2024-01-20', quantity: 0, revenue: 0, returned: 2 },
      { code: 'J1', date: '2024-02-01', quantity: 6, revenue: 6.24, returned: 0 },
      { code: 'J1', date: '2024-03-02', quantity: 0, revenue: 0, returned: 3 },
    ]);
    await shop.undo(returned);
    expect(await kinds(shop)).toEqual(['sale 4']);
    expect((await demand(shop)).map(({ quantity }) => quantity)).toEqual([3, 74215, 6, 6]);
    await shop.undo(ordered);
    expect(await demand(shop)).toEqual([]);
  });

  it('takes a cancelled invoice for a return where its quantity is positive', async () => {
    const shop = await shops.newShop();
    await shop.bring('sales', `${header}1,A1,Tea,4,2024-01-05,2,C1\n2,A1,Tea,5,2024-01-05,2,C1\n3,A1,Tea,6,2024-01-05,2,C1\nC3,A1,Tea,6,2024-01-06,2,C1\n`);
    expect(await kinds(shop)).toEqual(['sale 2', 'cancelled 1', 'cancellation 1']);
    const other = await shops.newShop();
    await other.bring('sales', `${header}C1,A1,Tea,4,2024-01-05,2,C1\nC2,A1,Tea,5,2024-01-05,2,C1\n`);
    expect(await kinds(other)).toEqual(['sale 2']);
  });

  it('lists all problems by line and column and writes nothing, or the good lines when asked', async () => {
    const shop = await shops.newShop();
    const importId = await shop.check('sales', `${header}1,A1,Tea,ten,2024-01-05,2.5,C1\n2,,Tea,1,1900-01-01,-3,C1\n"3","B2","Two\nlines",1,2024-01-06,2,C1\n4,B2,Pot,1,2024-13-01,2,C1,x\n5,B2,Pot,=1+1,2099-01-01,2,C1\n`);
    const checked = await shop.state(importId);
    expect(checked).toMatchObject({ status: 'has_problems', counts: { lines: 5, good: 1, problems: 7 } });
    expect(checked.problems.map(({ line, column, code, value }) => [line, column, code, value])).toEqual([
      [2, 'quantity', 'quantity.invalid', 'ten'],
      [3, 'date', 'date.out_of_range', '1900-01-01'],
      [3, 'sku', 'code.missing', ''],
      [3, 'price', 'price.negative', '-3'],
      [6, '', 'row.columns_mismatch', '8'],
      [7, 'date', 'date.out_of_range', '2099-01-01'],
      [7, 'quantity', 'quantity.invalid', '=1+1'],
    ]);
    await expect(applyImport(shop.ctx, { importId, mode: 'all' })).rejects.toMatchObject({ code: 'import.has_problems' });
    expect(await query(shop, sql`select 1 from sales_lines`)).toEqual([]);
    await applyImport(shop.ctx, { importId, mode: 'good-lines' });
    await shop.work();
    expect((await shop.state(importId)).counts.inserted).toBe(1);
    expect(await query(shop, sql`select name from products`)).toEqual([{ name: 'Two lines' }]);
  });

  it('does not lose lines in a quotation that never ends', async () => {
    const shop = await shops.newShop();
    const importId = await shop.check('sales', `${header}1,A1,Tea,1,2024-01-05,2,C1\n2,A1,"Tea,1,2024-01-05,2,C1\n3,B2,Pot,1,2024-01-05,2,C1\n`);
    expect(await shop.state(importId)).toMatchObject({ counts: { lines: 2, good: 1 }, problems: [{ line: 3, column: '', code: 'row.quote_open' }] });
  });

  it('takes codes and names in any script; a code is one however it is typed', async () => {
    const shop = await shops.newShop();
    const importId = await shop.bring('sales', `${header}1,قهوة-1,قهوة عربية,1,2024-01-05,2,C1\n2,☕🍵,👩‍👩‍👧‍👦 tea,2,2024-01-05,2,C1\n3,caf\u00e9,x,1,2024-01-05,2,C1\n4,cafe\u0301\u200b,x,1,2024-01-05,2,C1\n`);
    expect((await shop.state(importId)).counts).toMatchObject({ inserted: 4, problems: 0 });
    expect(await query(shop, sql`select code, name from products order by code`)).toEqual([
      { code: 'CAF\u00c9', name: 'x' },
      { code: 'قهوة-1', name: 'قهوة عربية' },
      { code: '☕🍵', name: '👩‍👩‍👧‍👦 tea' },
    ]);
  });

  it('refuses what no number and no date can be', async () => {
    const shop = await shops.newShop();
    const dates = ['1900-01-01', '9999-12-31', '0000-00-00', '2024-02-30'].map((date) => `1,A1,Tea,1,${date},2,C1`);
    const numbers = ['1e308,2024-01-05,2', '1e400,2024-01-05,2', '1,2024-01-05,1e308', 'NaN,2024-01-05,Infinity'].map((rest) => `1,A1,Tea,${rest},C1`);
    const importId = await shop.check('sales', `${header}${[...dates, ...numbers].join('\n')}\n`);
    expect((await shop.state(importId)).problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 date.out_of_range', '3 date.out_of_range', '4 date.invalid', '5 date.invalid', '6 quantity.out_of_range', '7 quantity.out_of_range', '8 price.out_of_range', '9 quantity.invalid', '9 price.invalid',
    ]);
    const nothing = await shop.check('sales', header);
    expect(await shop.state(nothing)).toMatchObject({ status: 'failed', error: { code: 'import.no_lines' } });
  });

  it('streams every problem to a file that no spreadsheet takes for formulas', async () => {
    const shop = await shops.newShop();
    const lines = Array.from({ length: 3_000 }, (_, i) => `${i},A1,Tea,=cmd|' /C calc'!A0,2024-01-05,2,C1`).join('\n');
    const importId = await shop.check('sales', `${header}${lines}\n`);
    const state = await shop.state(importId);
    expect(state.counts.problems).toBe(3_000);
    expect(state.problems).toHaveLength(1_000);
    const list = fs.readFileSync(shop.ctx.files.path(`${shop.ctx.orgId}/imports/${importId}-problems.csv`), 'utf8').trim().split('\n');
    expect(list).toHaveLength(3_001);
    expect(list[1]).toBe(`2,quantity,quantity.invalid,'=cmd|' /C calc'!A0`);
    await discardImport(shop.ctx, { importId });
    expect((await shop.state(importId)).status).toBe('discarded');
  });

  it('reads semicolons, decimal commas, line totals and a workbook alike', async () => {
    const shop = await shops.newShop();
    await shop.bring('sales', 'Datum;Artikelnummer;Menge;Betrag\n05.01.2024;A1;4;1.010,00\n');
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Sales');
    sheet.addRow(['Datum', 'Artikelnummer', 'Menge', 'Betrag']);
    sheet.addRow([new Date(Date.UTC(2024, 0, 5)), 'A1', { formula: '2*2', result: 4 }, 1010]);
    sheet.addRow([45_297, 'A1', 1, 250]);
    sheet.addRow([new Date(Date.UTC(1900, 0, 1)), 'A1', 1, 250]);
    const importId = await shop.check('sales', Buffer.from(await workbook.xlsx.writeBuffer()));
    const state = await shop.state(importId);
    expect(state.problems).toEqual([{ line: 4, column: 'Datum', code: 'date.out_of_range', value: expect.stringMatching(/^(1900-01-01|1899-12-3)/) as string }]);
    await applyImport(shop.ctx, { importId, mode: 'good-lines' });
    await shop.work();
    expect((await shop.state(importId)).counts).toMatchObject({ inserted: 1, unchanged: 1 }); // the first line is the CSV's
    expect(await demand(shop)).toEqual([
      { code: 'A1', date: '2024-01-05', quantity: 4, revenue: 1010, returned: 0 },
      { code: 'A1', date: '2024-01-06', quantity: 1, revenue: 250, returned: 0 },
    ]);
  });

  it('is hidden from another company', async () => {
    const shop = await shops.newShop();
    const other = await shops.newShop();
    const importId = await shop.bring('sales', sales);
    for (const ask of [getImport, undoImport, discardImport, previewImport]) {
      await expect(ask(other.ctx, { importId })).rejects.toMatchObject({ code: 'import.not_found' });
    }
    await expect(applyImport(other.ctx, { importId, mode: 'all' })).rejects.toBeInstanceOf(DomainError);
    expect(await query(other, sql`select 1 from sales_lines`)).toEqual([]);
  });

  it('is whole or absent: a job that is cut off leaves nothing, one that runs twice writes once', async () => {
    const shop = await shops.newShop();
    const importId = await shop.check('sales', sales);
    await applyImport(shop.ctx, { importId, mode: 'all' });
    const before = await contents(shop, tables);
    const { database } = shop.ctx;
    const refusing = { ...shop.ctx, bus: { publish: () => Promise.reject(new Error('the connection is gone')) } };
    await expect(runApply(refusing, { orgId: shop.ctx.orgId, importId })).rejects.toThrow('the connection is gone');
    expect(await contents(shop, tables)).toEqual(before);
    await database.owner.execute(sql`truncate staged_sales`); // as a crash of the server does
    await shop.work();
    await runApply(shop.ctx, { orgId: shop.ctx.orgId, importId });
    expect((await shop.state(importId)).counts).toMatchObject({ inserted: 8 });
    expect(await query(shop, sql`select count(*)::int as n from sales_lines`)).toEqual([{ n: 8 }]);
  });

  it('fails with its reason when the file cannot be read to its end', async () => {
    const shop = await shops.newShop();
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},A1,Tea,1,2024-01-05,2,C1\n`).join('');
    await expect(shop.upload('sales', `${header}${rows}9,A1,T\0a,1,2024-01-05,2,C1\n`)).rejects.toMatchObject({ code: 'import.file_not_text' });
    const importId = await shop.check('sales', `${header}${rows}`, { mapping: { invoice: 'orderNo' } });
    expect(await shop.state(importId)).toMatchObject({ status: 'failed', error: { code: 'import.column_missing', params: { field: 'date' } } });
    const lost = await shop.upload('sales', sales);
    fs.rmSync(shop.ctx.files.path(`${shop.ctx.orgId}/imports/${lost}`)); // as on a worker with another data folder
    await checkImport(shop.ctx, { importId: lost, mapping: { date: 'date', sku: 'productCode', quantity: 'quantity' } });
    await shop.work();
    expect(await shop.state(lost)).toMatchObject({ status: 'failed', error: { code: 'import.file_gone' } });
  });
});
