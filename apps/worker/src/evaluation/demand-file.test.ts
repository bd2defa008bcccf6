import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readDemandFile } from './demand-file';

const folder = mkdtempSync(join(tmpdir(), 'almanac-demand-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const write = (text: string) => {
  const path = join(folder, `${(files += 1)}.csv`);
  writeFileSync(path, text);
  return path;
};

describe('readDemandFile', () => {
  it('reads rows in any order, fills gaps as missing, and ignores other columns', async () => {
    const path = write('\uFEFFunique_id,ds,price,y,colour\na,2024-01-03,3,30,red\na,2024-01-01,1,10,\nb,2024-01-02,5,,blue\n');
    const { series, rows } = await readDemandFile(path, 'day', ['price']);
    expect(rows).toBe(3);
    expect(series.map(({ id }) => id)).toEqual(['a', 'b']);
    expect([...series[0]!.y]).toEqual([10, Number.NaN, 30]);
    expect([...series[0]!.known![0]!]).toEqual([1, Number.NaN, 3]);
    expect([...series[1]!.y]).toEqual([Number.NaN]);
  });

  it('reads gzip, quotes, dates with times, and months of different lengths', async () => {
    const path = join(folder, 'months.csv.gz');
    writeFileSync(path, gzipSync('unique_id,ds,y\r\n"x, y",2024-01-31 00:00:00,1\r\n"x, y",2024-02-29,2\r\n"x, y",2024-03-31,3\r\n'));
    const { series } = await readDemandFile(path, 'month', []);
    expect(series[0]!.id).toBe('x, y');
    expect([...series[0]!.y]).toEqual([1, 2, 3]);
  });

  it('lists every bad cell with its line and what to do', async () => {
    const path = write('unique_id,ds,y\na,2024-01-01,1\na,01.02.2024,2\n,2024-01-08,3\na,2024-01-15,many\na,2024-01-01,5\na,2024-01-17,6\n');
    const message = await readDemandFile(path, 'week', []).then(() => '', (error: Error) => error.message);
    expect(message).toContain('line 3, column ds: "01.02.2024" is no date');
    expect(message).toContain('line 4, column unique_id');
    expect(message).toContain('line 5, column y: "many" is no number');
    expect(message).toContain('line 6, column ds: "a" has 2024-01-01 on line 2 already');
    expect(message).toContain('line 7, column ds: 2024-01-17 is no whole number of weeks');
  });

  it.each([
    ['', 'is empty'],
    ['unique_id,ds,y\n', 'no rows below the header'],
    ['id,date,qty\n1,2024-01-01,2\n', 'column unique_id: is missing; the header has "id", "date", "qty"'],
  ])('refuses %j', async (text, message) => {
    await expect(readDemandFile(write(text), 'day', [])).rejects.toThrow(message);
  });

  it('says which covariate or file is missing', async () => {
    await expect(readDemandFile(write('unique_id,ds,y\na,2024-01-01,1\n'), 'day', ['promo'])).rejects.toThrow('column promo: is missing');
    await expect(readDemandFile(join(folder, 'none.csv'), 'day', [])).rejects.toThrow('no such file');
  });
});
