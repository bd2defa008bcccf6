import { gzipSync } from 'node:zlib';
import type { ImportKind } from '@almanac/data/contract';
import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkImport, previewImport } from './service';
import { contents, openTestShops, query, type TestShop } from './testing';

let shops: Awaited<ReturnType<typeof openTestShops>>;
let shop: TestShop;
beforeAll(async () => {
  shops = await openTestShops();
  shop = await shops.newShop();
});
afterAll(() => shops.close());
const tables = ['products', 'customers', 'locations', 'suppliers', 'sales_lines', 'series', 'daily_demand', 'stock_levels', 'promotions'];

const noNumbers = ['abc', '1e308', '1e400', '-1e309', 'NaN', 'Infinity', '-Infinity', 'inf', '0x1F', '1_000', '1.2.3', '1,2,3,4', '--1', '+-1', '1--', '١٢٣', '½', '五', '1e', 'e5', '1 2', '12 34', "1'2", '$', '%', '-', '.', '1/2', '99999999999999999999999', '#REF!', '#DIV/0!', '=1+1', '@SUM(1)', '12:30', '1;2', '0b11', '1°', 'null', 'undefined', 'true', '<1>', '1\u200b\u200b2x'];
const noDates = ['tomorrow', '2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '2024-01-32', '2024-01-00', '0000-00-00', '0001-01-01', '1066-10-14', '1899-12-31', '1900-01-01', '1970-01-01', '1989-12-31', '2999-01-01', '9999-12-31', '10000-01-01', '2024-1-1-1', '2024', '20241301', '2024-W05', '99/99/9999', '31.04.2024', 'NaN-NaN-NaN', '2024-01-01T99:99:99', '-2024-01-01', '２０２４年', '1e10', '#N/A', '=TODAY()', "'; drop table sales_lines; --", '<script>', '\u202e2024-01-05', 'Invalid Date', '00/00/0000', '12/2024', 'Jan', '今天', '1/1', '2024-01-01/2024-01-02'];
const noCodes = ['', ' ', '\t', '\u00a0', '\u200b', 'x'.repeat(300)];

/** A file of lines that are right but for one cell each. */
type Sheet = { readonly kind: ImportKind; readonly columns: readonly string[]; readonly good: readonly string[]; readonly bad: Readonly<Record<string, readonly string[]>> };
const sheets: readonly Sheet[] = [
  { kind: 'sales', columns: ['date', 'sku', 'quantity', 'price'], good: ['2024-01-05', 'A1', '2', '1.5'], bad: { date: noDates, quantity: noNumbers, price: noNumbers, sku: noCodes } },
  { kind: 'products', columns: ['code', 'name', 'price', 'cost', 'pack size', 'launched on'], good: ['A1', 'Tea', '1.5', '1', '6', '2024-01-05'], bad: { price: [...noNumbers, '-1'], cost: [...noNumbers, '-0.01'], 'pack size': [...noNumbers, '-6', '1e10'], 'launched on': noDates.slice(0, 12), code: noCodes } },
  { kind: 'stock', columns: ['product code', 'on hand', 'counted on'], good: ['A1', '5', '2024-01-05'], bad: { 'on hand': noNumbers, 'counted on': noDates, 'product code': noCodes } },
];
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const csv = (columns: readonly string[], lines: readonly (readonly string[])[]) => `${[columns, ...lines].map((line) => line.map(quoted).join(',')).join('\n')}\n`;

describe.each(sheets)('cells of a $kind file', ({ kind, columns, good, bad }) => {
  it.each(Object.entries(bad))('in the column %s are refused one by one, with line, column and reason', async (column, values) => {
    const codeAt = columns.findIndex((name) => /code/.test(name));
    const line = (place: number, value?: string) => good.map((cell, k) => (columns[k] === column && value !== undefined ? value : k === codeAt ? `A${place}` : cell));
    const lines = values.map((value, k) => line(k + 3, value));
    const before = await contents(shop, tables);
    const importId = await shop.check(kind, csv(columns, [line(0), line(1), line(2), ...lines]), { format: { dateFormat: 'ymd', decimal: '.' } });
    const { counts, problems, status } = await shop.state(importId);
    const named = new Map(problems.map((problem) => [problem.line, problem]));
    expect(values.filter((_, k) => !named.has(k + 5))).toEqual([]);
    expect([...named.values()].filter((problem) => problem.column !== column)).toEqual([]);
    expect({ status, good: counts.good }).toEqual({ status: 'has_problems', good: 3 });
    expect(await contents(shop, tables)).toEqual(before);
  });
});

const workbook = async (fill: (book: ExcelJS.Workbook) => void) => {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
};
const good = 'date,sku,quantity\n2024-01-05,A1,2\n';
const files: readonly (readonly [name: string, content: string | Uint8Array | Promise<Uint8Array>, code: string])[] = [
  ['nothing', '', 'import.file_empty'],
  ['only blanks', ' \n \n\t\n', 'import.file_empty'],
  ['only a mark', '\ufeff', 'import.file_empty'],
  ['only a header', 'date,sku,quantity\n', 'import.no_lines'],
  ['zero bytes', Buffer.alloc(2000), 'import.file_not_text'],
  ['noise', Buffer.from(Array.from({ length: 5000 }, (_, k) => (k * 7919 + 13) % 256)), 'import.file_not_text'],
  ['a PDF', '%PDF-1.7\n1 0 obj', 'import.file_unreadable'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex'), 'import.file_not_text'],
  ['an old workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]), 'import.file_unreadable'],
  ['a ZIP that is no workbook', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(100)]), 'import.file_unreadable'],
  ['half a workbook', workbook((book) => void book.addWorksheet('s').addRow(['date', 'sku', 'quantity'])).then((whole) => whole.subarray(0, whole.length / 2)), 'import.file_unreadable'],
  ['a workbook without a sheet', workbook(() => undefined), 'import.file_empty'],
  ['an empty sheet', workbook((book) => void book.addWorksheet('s')), 'import.file_empty'],
  ['half a packed file', gzipSync(good.repeat(100)).subarray(0, 40), 'import.file_unreadable'],
  ['a packed nothing', gzipSync(''), 'import.file_empty'],
  ['text with a zero byte', 'date,sku,quantity\n2024-01-05,A\u00001,2\n', 'import.file_not_text'],
  ['HTML', '<!doctype html><html><body><h1>Not found</h1></body></html>\n', 'import.column_missing'],
  ['JSON', '{"date":"2024-01-05","sku":"A1","quantity":2}\n', 'import.column_missing'],
  ['prose', 'Dear colleague,\nplease find the figures attached.\n', 'import.column_missing'],
  ['no product', 'date,quantity\n2024-01-05,2\n', 'import.column_missing'],
];

describe('files', () => {
  it.each(files)('that are %s are refused as a whole', async (_name, content, code) => {
    const before = await contents(shop, tables);
    const refused = async () => {
      const importId = await shop.upload('sales', await content, 'file');
      const preview = await previewImport(shop.ctx, { importId });
      await checkImport(shop.ctx, { importId, mapping: Object.fromEntries(preview.columns.flatMap(({ name, field }) => (field === null ? [] : [[name, field]]))) });
      await shop.work();
      const { status, error } = await shop.state(importId);
      throw Object.assign(new Error(status), error ?? { code: status });
    };
    await expect(refused()).rejects.toMatchObject({ code });
    expect(await contents(shop, tables)).toEqual(before);
  });

  it.each([
    ['a quote that never closes', `${good}2024-01-06,"A2,3\n2024-01-07,A3,4\n`],
    ['ragged rows', `${good}2024-01-06,A2\n2024-01-07\n2024-01-08,A3,4,5,6\n`],
    ['another separator further down', `${good}2024-01-06;A2;3\n`],
    ['a second header', `${good}date,sku,quantity\n`],
    ['a total at the end', `${good}Total,,2\n`],
  ])('with %s say where, and bring nothing', async (_name, content) => {
    const importId = await shop.check('sales', content);
    const { status, problems } = await shop.state(importId);
    expect(status).toBe('has_problems');
    expect(problems.every(({ line }) => line > 2)).toBe(true);
  });
});

describe('texts that look dangerous', () => {
  const names = ['=HYPERLINK("http://evil.test","x")', '+1+1', '-2+3', '@SUM(A1)', "'; drop table products; --", '<img src=x onerror=alert(1)>', '${process.env.AUTH_SECRET}', '{{7*7}}', '../../etc/passwd', 'naïve café', '🍵 Grüner Tee 茶', '\u202eפלא\u202c', 'a\u200bb', 'Ω≈ç√', '%s%n', 'constructor', '__proto__', 'null', 'O\u2019Brien "the cup"'];

  it('are kept as they are, and nothing happens by them', async () => {
    const own = await shops.newShop();
    await own.bring('products', csv(['code', 'name'], names.map((name, k) => [`N${k}`, name])));
    const rows = await query<{ code: string; name: string }>(own, sql`select code, name from products order by substr(code, 2)::int`);
    expect(rows.map(({ name }) => name)).toEqual(names);
  });

  it('are kept as codes, too, and stay different products', async () => {
    const own = await shops.newShop();
    const codes = ['=1+1', '__PROTO__', 'CONSTRUCTOR', 'NULL', '🍵', '0', '-1', 'A B', "A'B", 'A"B', 'A,B', 'A;B', '%', '\\', 'TRUE'];
    await own.bring('sales', csv(['date', 'sku', 'quantity'], codes.map((code) => ['2024-01-05', code, '1'])));
    const rows = await query<{ code: string }>(own, sql`select code from products`);
    expect(rows.map(({ code }) => code).sort()).toEqual([...codes].sort());
  });
});
