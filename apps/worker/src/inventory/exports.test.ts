import { buffer } from 'node:stream/consumers';
import type { Database } from '@almanac/data';
import { DomainError } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import Excel from 'exceljs';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../platform/calendar';
import { createLogger } from '../platform/logger';
import { openTestCompany } from '../training/testing';
import { planInventory } from './plan-inventory';
import { createOrders } from './purchase-orders';
import { registerInventoryRoutes } from './routes';
import { decideSuggestions } from './suggestions';
import { seedStock, thisMonday, type TestStock } from './testing';

const app = new Hono();
app.onError((error, context) => context.json({ code: error instanceof DomainError ? error.code : String(error) }, 422));
let database: Database;
let company: Awaited<ReturnType<typeof openTestCompany>>;
let stock: TestStock;
let orderId = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  company = await openTestCompany(database, 'shop', createLogger('silent'));
  stock = await seedStock(company, [{ code: '=1+1', weekly: 70, stock: { EAST: 20 } }, { code: 'FULL', weekly: 7, stock: { WEST: 900 } }]);
  await planInventory(database, { orgId: company.orgId, today: addDays(thisMonday, 1), now: () => company.clock.now() });
  const item = { productId: stock.products['=1+1']!, locationId: stock.locations['EAST']! };
  await decideSuggestions(company, { items: [item], decision: 'approved', note: '-SUM(A1)' });
  registerInventoryRoutes({ app, services: company, requireOrg: () => Promise.resolve(company) });
  orderId = (await createOrders(company, { items: [item] })).orders[0]!.orderId;
});
afterAll(async () => {
  await company.close();
  await database.close();
});

async function workbookOf(path: string): Promise<Excel.Workbook> {
  const response = await app.request(path);
  const workbook = new Excel.Workbook();
  await workbook.xlsx.load((await buffer(response.body!)) as unknown as Excel.Buffer); // exceljs names its own type, made before Node's was generic
  return workbook;
}
const textsOf = (sheet: Excel.Worksheet, row: number) => (sheet.getRow(row).values as Excel.CellValue[]).slice(1).map(String);

describe('downloads', () => {
  it('give the list as it is filtered, in the language asked for, with formulas disarmed', async () => {
    const csv = await (await app.request('/api/downloads/inventory.csv?exception=running_out&supplier=&locale=en')).text();
    const [header, row, end] = csv.split('\r\n');
    expect(header).toContain('Product code,Product,Location');
    expect(row).toContain("'=1+1,Product =1+1,Shop EAST,Supplier SUP"); // a name that begins like a formula is text
    expect(row).toContain("'-SUM(A1)");
    expect(row).toContain('Ordered');
    expect(end).toBe('');
  });

  it('open in a spreadsheet in both languages and say what they are', async () => {
    for (const [locale, title, about, header] of [['en', 'Order suggestions', 'About', 'Product code'], ['zh', '订货建议', '说明', '商品编码']] as const) {
      const workbook = await workbookOf(`/api/downloads/inventory.xlsx?locale=${locale}&location=${stock.locations['WEST']}`);
      const sheet = workbook.getWorksheet(title)!;
      expect([sheet.rowCount, textsOf(sheet, 1)[0], textsOf(sheet, 2)[0]]).toEqual([2, header, 'FULL']);
      expect(sheet.getRow(2).getCell(12).value).toBe(2); // 200 cents
      expect(textsOf(workbook.getWorksheet(about)!, 4)[1]).toContain('Shop WEST');
    }
  });

  it('give an order as a supplier wants it', async () => {
    const sheet = (await workbookOf(`/api/downloads/purchase-order.xlsx?orderId=${orderId}`)).getWorksheet('PO-2024-0001')!;
    expect(textsOf(sheet, 1)).toEqual(['Product code', 'Product', 'Ordered, items', 'Unit', 'Unit cost, EUR', 'Value, EUR', 'Received, items']);
    expect(sheet.getRow(2).getCell(1).value).toBe('=1+1');
    expect(await (await app.request('/api/downloads/purchase-order.csv?orderId=999999')).json()).toEqual({ code: 'inventory.order_not_found' });
    expect(await (await app.request('/api/downloads/inventory.csv?abc=Q')).json()).toEqual({ code: 'request.invalid' });
  });
});
