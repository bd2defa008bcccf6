import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { schema, withOrg, type Database } from '@almanac/data';
import { DomainError } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import Excel from 'exceljs';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../platform/logger';
import { openTestCompany, seedDemand } from '../training/testing';
import { registerExportRoutes } from './index';
import type { Table } from './table';
import { writeCsv } from './write-csv';
import { writeWorkbook } from './write-workbook';

interface Row {
  readonly name: string | null;
  readonly amount: number | null;
  readonly day: string;
}

const table = (rows: readonly Row[]): Table<Row> => ({
  title: 'Plan [1/2]',
  aboutTitle: 'About',
  about: [['What this is', 'A test'], ['Rows', rows.length]],
  columns: [
    { header: 'Name', kind: 'text', value: ({ name }) => name },
    { header: 'Amount', kind: 'money', value: ({ amount }) => amount },
    { header: 'Day', kind: 'date', value: ({ day }) => day },
    { header: 'Share', kind: 'share', value: () => 0.125 },
  ],
  rows,
});

async function written(write: (output: PassThrough) => Promise<void>): Promise<Buffer> {
  const output = new PassThrough();
  const [content] = await Promise.all([buffer(output), write(output)]);
  return content;
}

async function openWorkbook(content: Buffer): Promise<Excel.Workbook> {
  const workbook = new Excel.Workbook();
  await workbook.xlsx.load(content as unknown as Excel.Buffer); // exceljs names its own type, made before Node's was generic
  return workbook;
}

const nasty: Row[] = [
  { name: '=HYPERLINK("http://x")', amount: -1234.5, day: '2024-02-29' },
  { name: '+1, "two"\nlines 绿茶', amount: null, day: '2024-03-01' },
];

describe('writeCsv', () => {
  it('guards formulas in texts, not negative numbers, and begins with a byte order mark', async () => {
    const text = (await written((output) => writeCsv(table(nasty), output))).toString();
    expect(text).toBe('\uFEFFName,Amount,Day,Share\r\n"\'=HYPERLINK(""http://x"")",-1234.5,2024-02-29,0.125\r\n"\'+1, ""two""\nlines 绿茶",,2024-03-01,0.125\r\n');
  });
});

describe('writeWorkbook', () => {
  it('writes typed, formatted cells and a sheet that explains them', async () => {
    const workbook = await openWorkbook(await written((output) => writeWorkbook(table(nasty), output)));
    const sheet = workbook.getWorksheet('Plan  1 2')!;
    const [name, amount, day, share] = [1, 2, 3, 4].map((column) => sheet.getRow(2).getCell(column));
    expect([name!.value, name!.type]).toEqual(['=HYPERLINK("http://x")', Excel.ValueType.String]); // a text, not a formula
    expect([amount!.value, amount!.numFmt]).toEqual([-1234.5, '#,##0.00']);
    expect([day!.value, day!.numFmt]).toEqual([new Date('2024-02-29T00:00:00Z'), 'yyyy-mm-dd']);
    expect(share!.numFmt).toBe('0.0%');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(workbook.getWorksheet('About')!.getRow(1).values).toEqual([undefined, 'What this is', 'A test']);
  });

  it('streams many rows to a slow reader', async () => {
    const rows = Array.from({ length: 20_000 }, (_, k) => ({ name: `Row ${k}`, amount: k, day: '2024-01-01' }));
    const workbook = await openWorkbook(await written((output) => writeWorkbook(table(rows), output)));
    expect(workbook.worksheets[0]?.rowCount).toBe(20_001);
  });
});

describe('a reader that goes away', () => {
  it('ends the writing', async () => {
    const output = new PassThrough();
    output.once('data', () => output.destroy());
    const rows = Array.from({ length: 50_000 }, (_, k) => ({ name: `Row ${k}`, amount: k, day: '2024-01-01' }));
    await expect(writeWorkbook(table(rows), output)).rejects.toThrow('Premature close');
  });
});

describe('downloads', () => {
  let database: Database;
  let shop: Awaited<ReturnType<typeof openTestCompany>>;
  let seriesId = 0;
  const app = new Hono();
  app.onError((error, context) => context.json({ code: error instanceof DomainError ? error.code : String(error) }, 422));

  beforeAll(async () => {
    database = await createTestDatabase();
    shop = await openTestCompany(database, 'shop', createLogger('silent'));
    [seriesId = 0] = await seedDemand(shop, 2);
    registerExportRoutes({ app, services: shop, requireOrg: () => Promise.resolve(shop) });
  });
  afterAll(async () => {
    await shop.close();
    await database.close();
  });

  it('say that there is no forecast yet', async () => {
    expect(await (await app.request('/api/downloads/forecasts.csv')).json()).toEqual({ code: 'forecast.none_yet' });
    expect(await (await app.request('/api/downloads/forecast.csv?seriesId=nonsense')).json()).toEqual({ code: 'request.invalid' });
  });

  it('hold the list as it is filtered, in the language asked for', async () => {
    const { orgId } = shop;
    const runId = '0b8f1d0e-5a44-4b4e-9d0d-0a1b2c3d4e5f';
    await withOrg(database.db, orgId, async (tx) => {
      await tx.insert(schema.trainingRuns).values({ orgId, id: runId, capability: 'forecast', status: 'succeeded', params: { frequency: 'week', horizon: 2, effort: 'quick' }, seed: 1 });
      await tx.insert(schema.servingRuns).values({ orgId, capability: 'forecast', frequency: 'week', runId });
      const common = { orgId, runId, frequency: 'week', cutoff: '2024-05-27', model: 'combination', seriesClass: 'smooth', mean: [1, 2], quantiles: Array.from({ length: 18 }, (_, k) => k), recent: [1], nextMean: 3, nextLower: 1, nextUpper: 5, change: 0.1 };
      const series = await tx.select().from(schema.series).orderBy(schema.series.id);
      await tx.insert(schema.forecasts).values(series.map(({ id }) => ({ ...common, seriesId: id })));
    });
    const csv = await app.request('/api/downloads/forecasts.csv?q=P1&category=&location=&sort=name&dir=asc&locale=zh');
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines[0]).toContain('商品编码,商品,门店');
    expect(lines.slice(1)).toHaveLength(1);
    expect(lines[1]).toContain('P1,Product 1,Shop,Pots,smooth,combination,3,3,,1,5,0.1');

    const response = await app.request('/api/downloads/forecasts.xlsx?q=P1');
    expect(response.headers.get('content-disposition')).toContain('forecasts-shop-2024-06-04.xlsx');
    const workbook = await openWorkbook(Buffer.from(await response.arrayBuffer()));
    const about = JSON.stringify(workbook.getWorksheet('About')!.getSheetValues());
    for (const word of ['search: P1', runId, 'EUR', '2024-05-27']) expect(about).toContain(word);
  });

  it('hold one series with its history and its forecast', async () => {
    const workbook = await openWorkbook(Buffer.from(await (await app.request(`/api/downloads/forecast.xlsx?seriesId=${seriesId}`)).arrayBuffer()));
    const sheet = workbook.getWorksheet('Forecast')!;
    expect(sheet.rowCount).toBe(1 + 74 + 2); // header, weeks sold, weeks to come
    expect(sheet.getRow(77).getCell(1).value).toEqual(new Date('2024-06-10T00:00:00Z'));
    expect(sheet.getRow(77).getCell(6).value).toBe(2);
  });
});
