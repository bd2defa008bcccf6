import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import { DomainError } from '../contract/errors';
import { assertMapping, inspectFile, SampleMemory } from './inspect';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-inspect-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function file(content: Uint8Array | string, name = 'file.csv'): string {
  const target = path.join(folder, `${Math.abs(hash(content))}-${name}`);
  fs.writeFileSync(target, content);
  return target;
}
const hash = (content: Uint8Array | string) => Buffer.from(content).subarray(0, 10_000).reduce((sum, byte) => (sum * 31 + byte) | 0, 7);
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

/** 门店,商品编码,数量,单价,日期 and one line, as GBK; Node decodes it but cannot write it. */
const gbk = Buffer.from('c3c5b5ea2cc9ccc6b7b1e0c2eb2cc9ccc6b7c3fbb3c62ccafdc1bf2cb5a5bcdb2cc8d5c6da0ab1b1bea9b5ea2c413130302cc2ccb2e82c332c31322e352c323032342f312f350a', 'hex');

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('inspectFile', () => {
  it('maps the header of the online retail set without a hand', async () => {
    const text = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom\n536366,71053,LANTERN,6,12/13/2010 8:26,3.39,17850,United Kingdom\n';
    const { mapping, format, preview } = await inspectFile(file(text), { kind: 'sales' });
    expect(mapping).toEqual({ InvoiceNo: 'orderNo', StockCode: 'productCode', Description: 'productName', Quantity: 'quantity', InvoiceDate: 'date', UnitPrice: 'unitPrice', CustomerID: 'customerCode', Country: 'country' });
    expect(format).toEqual({ encoding: 'utf-8', delimiter: ',', decimal: '.', dateFormat: 'mdy', headerLine: 1 });
    expect(preview.ambiguous).toEqual([]);
  });

  it('reads GBK with Chinese headers', async () => {
    const { mapping, format, preview } = await inspectFile(file(gbk), { kind: 'sales' });
    expect(format).toMatchObject({ encoding: 'gb18030', delimiter: ',', dateFormat: 'ymd' });
    expect(mapping).toEqual({ 门店: 'locationCode', 商品编码: 'productCode', 商品名称: 'productName', 数量: 'quantity', 单价: 'unitPrice', 日期: 'date' });
    expect(preview.rows[0]).toEqual(['北京店', 'A100', '绿茶', '3', '12.5', '2024/1/5']);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff日期,商品编码,数量\n2024-01-05,A1,3\n'), 'utf-8'],
    ['UTF-16 LE', Buffer.from('\ufeff日期,商品编码,数量\n2024-01-05,A1,3\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', utf16be('日期,商品编码,数量\n2024-01-05,A1,3\n'), 'utf-16be'],
    ['UTF-16 LE without a mark', Buffer.from('日期,商品编码,数量\n2024-01-05,A1,3\n', 'utf16le'), 'utf-16le'],
    ['packed UTF-8', gzipSync('日期,商品编码,数量\n2024-01-05,A1,3\n'), 'utf-8'],
  ])('reads %s', async (_name, content, encoding) => {
    const { mapping, format } = await inspectFile(file(content), { kind: 'sales' });
    expect(format.encoding).toBe(encoding);
    expect(mapping).toEqual({ 日期: 'date', 商品编码: 'productCode', 数量: 'quantity' });
  });

  it('reads windows-1252 with semicolons, decimal commas and dotted dates', async () => {
    const text = 'Datum;Artikelnummer;Bezeichnung;Menge;Einzelpreis\n05.01.2024;A1;K\xe4se;1.200;3,50\n06.01.2024;A2;Br\xf6tchen;2;0,45\n';
    const { mapping, format, preview } = await inspectFile(file(Buffer.from(text, 'latin1')), { kind: 'sales' });
    expect(format).toEqual({ encoding: 'windows-1252', delimiter: ';', decimal: ',', dateFormat: 'dmy', headerLine: 1 });
    expect(mapping).toEqual({ Datum: 'date', Artikelnummer: 'productCode', Bezeichnung: 'productName', Menge: 'quantity', Einzelpreis: 'unitPrice' });
    expect(preview.rows[0]?.[2]).toBe('Käse');
  });

  it('says when day and month could be either', async () => {
    const text = 'date,sku,quantity\n01/02/2024,A,1\n02/02/2024,A,1\n03/02/2024,A,1\n';
    const { preview } = await inspectFile(file(text), { kind: 'sales' });
    expect(preview.ambiguous).toEqual(['dateFormat']);
    expect(preview.format.dateFormat).toBe('dmy'); // one day after the other
    const chosen = await inspectFile(file(text), { kind: 'sales', format: { dateFormat: 'mdy' } });
    expect(chosen.preview.ambiguous).toEqual([]);
  });

  it('tells columns of one name apart, and takes any name', async () => {
    const { columns, mapping } = await inspectFile(file('date,sku,quantity,quantity,__proto__,constructor\n2024-01-05,A,1,2,x,y\n'), { kind: 'sales' });
    expect(columns).toEqual(['date', 'sku', 'quantity', 'quantity (2)', '__proto__', 'constructor']);
    expect(mapping).toEqual({ date: 'date', sku: 'productCode', quantity: 'quantity' });
  });

  it('takes the only dates of a stock file for the day of the count, whatever they are called', async () => {
    const { mapping } = await inspectFile(file('StockCode,OnHand,Zeitpunkt X\nA1,3,2024-01-05\nB2,0,2024-01-05\n'), { kind: 'stock' });
    expect(mapping).toEqual({ StockCode: 'productCode', OnHand: 'onHand', 'Zeitpunkt X': 'countedOn' });
    const products = await inspectFile(file('code,name,checked\nA1,Tea,2024-01-05\n'), { kind: 'products' });
    expect(products.mapping).toEqual({ code: 'code', name: 'name' });
  });

  it('finds the header below a title', async () => {
    const { format, mapping } = await inspectFile(file('Sales report 2024\n\nDate|SKU|Qty\n2024-01-05|A|1\n'), { kind: 'sales' });
    expect(format).toMatchObject({ headerLine: 3, delimiter: '|' });
    expect(Object.values(mapping)).toEqual(['date', 'productCode', 'quantity']);
  });

  it('names the columns of a file without a header', async () => {
    const { format, columns } = await inspectFile(file('2024-01-05,A,1\n2024-01-06,B,2\n'), { kind: 'sales' });
    expect(format.headerLine).toBe(0);
    expect(columns).toEqual(['Column 1', 'Column 2', 'Column 3']);
  });

  it('reads a workbook: sheets, typed cells and the values of formulas', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('Notes & more').addRow(['nothing here']);
    const sheet = workbook.addWorksheet('Sales');
    sheet.addRow(['Date', 'SKU', 'Quantity', 'Unit price']);
    sheet.addRow([new Date(Date.UTC(2024, 0, 5)), 1001, { formula: '1+2', result: 3 }, 2.5]);
    const target = path.join(folder, 'book.xlsx');
    await workbook.xlsx.writeFile(target);
    const { preview, mapping } = await inspectFile(target, { kind: 'sales', format: { sheet: 'Sales' } });
    expect(preview.format.sheets).toEqual(['Notes & more', 'Sales']);
    expect(preview.rows).toEqual([['2024-01-05', '1001', '3', '2.5']]);
    expect(Object.values(mapping)).toEqual(['date', 'productCode', 'quantity', 'unitPrice']);
    expect(await codeOf(inspectFile(target, { kind: 'sales', format: { sheet: 'Gone' } }))).toBe('import.sheet_missing');
    fs.writeFileSync(target, fs.readFileSync(target).subarray(0, 3000));
    expect(await codeOf(inspectFile(target, { kind: 'sales' }))).toBe('import.file_unreadable');
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'import.file_empty'],
    ['zero bytes', Buffer.alloc(2_000_000), 'import.file_not_text'],
    ['noise', Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256)), 'import.file_not_text'],
    ['one endless line', Buffer.alloc(6_000_000, 'a'), 'import.file_unreadable'],
    ['a PDF', Buffer.from('%PDF-1.7 and so on'), 'import.file_unreadable'],
    ['a byte order mark alone', Buffer.from('\ufeff'), 'import.file_empty'],
    ['blank lines', Buffer.from('  \n \n,,\n'), 'import.file_empty'],
    ['half a letter of UTF-16', Buffer.from('日期,商品编码\n2024-01-05,绿茶\n', 'utf16le').subarray(0, 41), 'import.encoding_unknown'],
    ['an archive that is no workbook', Buffer.from('504b03040000', 'hex'), 'import.file_unreadable'],
    ['501 columns', Buffer.from(`date,${'x,'.repeat(499)}sku\n`), 'import.file_unreadable'],
    ['a damaged archive', gzipSync('date,sku,quantity\n2024-01-05,A,1\n').subarray(0, 30), 'import.file_unreadable'],
  ])('turns away %s', async (_name, content, code) => expect(await codeOf(inspectFile(file(content), { kind: 'sales' }))).toBe(code));
});

describe('odd workbooks', () => {
  const reasonOf = (work: Promise<unknown>) => work.then(() => 'no error', (error: DomainError) => error.params.reason ?? error.code);
  const compoundFile = (stream: string) => {
    const bytes = Buffer.alloc(8192);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
    bytes.writeUInt16LE(9, 30); // sectors of 512 bytes
    bytes.writeUInt32LE(7, 48); // the directory is in the eighth
    Buffer.from(stream, 'utf16le').copy(bytes, 8 * 512 + 128);
    return bytes;
  };
  async function book(fill: (sheet: ExcelJS.Worksheet) => void, options?: Partial<ExcelJS.AddWorksheetOptions>): Promise<string> {
    const workbook = new ExcelJS.Workbook();
    fill(workbook.addWorksheet('Sheet', options));
    return file(Buffer.from(await workbook.xlsx.writeBuffer()), 'odd.xlsx');
  }

  it('says that one is of the old kind, or has a password', async () => {
    expect(await reasonOf(inspectFile(file(compoundFile('Workbook'), 'old.xlsx'), { kind: 'sales' }))).toBe('old_workbook');
    expect(await reasonOf(inspectFile(file(compoundFile('EncryptedPackage'), 'locked.xlsx'), { kind: 'sales' }))).toBe('password');
  });

  it('finds nothing in an empty one, or in one whose sheets are hidden', async () => {
    expect(await codeOf(inspectFile(await book(() => undefined), { kind: 'sales' }))).toBe('import.file_empty');
    expect(await codeOf(inspectFile(await book((sheet) => sheet.addRow(['date', 'sku']), { state: 'hidden' }), { kind: 'sales' }))).toBe('import.file_empty');
  });

  it('reads past a title in merged cells', async () => {
    const path = await book((sheet) => {
      sheet.addRow(['Report 2024']);
      sheet.mergeCells('A1:C1');
      sheet.addRow(['date', 'sku', 'quantity']);
      sheet.addRow([new Date(Date.UTC(2024, 0, 5)), 'A', 1]);
    });
    const { format, mapping } = await inspectFile(path, { kind: 'sales' });
    expect(format.headerLine).toBe(2);
    expect(Object.values(mapping)).toEqual(['date', 'productCode', 'quantity']);
  });
});

describe('SampleMemory', () => {
  it('reads a file once for all its mappings, and anew for another encoding', async () => {
    const samples = new SampleMemory(2);
    const target = file('date,sku,quantity,price\n2024-01-05,A,1,2\n', 'remembered.csv');
    expect(Object.values((await inspectFile(target, { kind: 'sales', samples })).mapping)).toEqual(['date', 'productCode', 'quantity', 'unitPrice']);
    fs.rmSync(target);
    const { preview } = await inspectFile(target, { kind: 'stock', mapping: { sku: 'productCode' }, samples });
    expect(preview.rows).toEqual([['2024-01-05', 'A', '1', '2']]);
    await expect(inspectFile(target, { kind: 'sales', format: { encoding: 'gb18030' }, samples })).rejects.toThrow('ENOENT');
  });

  it('forgets the oldest', async () => {
    const samples = new SampleMemory(1);
    const [first, second] = [file('date,sku,quantity\n2024-01-05,A,1\n', 'first.csv'), file('date,sku,quantity\n2024-01-05,B,1\n', 'second.csv')];
    for (const path of [first, second]) await inspectFile(path, { kind: 'sales', samples });
    fs.rmSync(first);
    await expect(inspectFile(first, { kind: 'sales', samples })).rejects.toThrow('ENOENT');
  });
});

describe('assertMapping', () => {
  const columns = ['a', 'b', 'c'];
  it('names what is missing or doubled', () => {
    expect(() => assertMapping('sales', columns, { a: 'date', b: 'productCode', c: 'quantity' })).not.toThrow();
    expect(() => assertMapping('sales', columns, { a: 'date', b: 'productCode' })).toThrow('import.column_missing {"field":"quantity"}');
    expect(() => assertMapping('sales', columns, { a: 'date', b: 'date' })).toThrow('import.column_twice');
    expect(() => assertMapping('sales', columns, { z: 'date' })).toThrow('import.column_missing {"column":"z"}');
  });
});
