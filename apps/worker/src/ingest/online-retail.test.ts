import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { withOrg } from '@almanac/data';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programRoot } from '../platform/env';
import { openTestShop, type TestShop } from './testing';

const folder = path.join(process.env.ALMANAC_DATASETS ?? path.join(programRoot, '../shared/data'), 'online-retail');
const isThere = fs.existsSync(path.join(folder, 'transactions.csv.gz'));

/** One real company's year (Chen, Sain and Guo, 2012): skipped where the optional public data sets are not at hand. */
describe.skipIf(!isThere)('the online retail transactions', () => {
  let shop: TestShop & { close(): Promise<void> };
  let importId: Awaited<ReturnType<TestShop['bring']>>;
  const query = <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>) => withOrg(shop.ctx.database.db, shop.ctx.orgId, async (tx) => [...(await tx.execute<T>(statement))]);
  beforeAll(async () => {
    shop = await openTestShop('retail');
    importId = await shop.bring('sales', fs.readFileSync(path.join(folder, 'transactions.csv.gz')));
  }, 300_000);
  afterAll(() => shop.close());

  it('come in whole, with the charges set apart and the cancelled orders netted', async () => {
    expect(await shop.state(importId)).toMatchObject({ status: 'applied', counts: { lines: 541_909, good: 541_909, problems: 0, inserted: 541_909 } });
    const charges = await query<{ code: string }>(sql`select code from products where is_service order by code collate "C"`);
    expect(charges.map(({ code }) => code)).toEqual(expect.arrayContaining(['AMAZONFEE', 'BANK CHARGES', 'C2', 'CRUK', 'D', 'DOT', 'M', 'PADS', 'POST', 'S']));
    const huge = await query(sql`select p.code, l.quantity, l.kind from sales_lines l join products p on p.org_id = l.org_id and p.id = l.product_id where abs(l.quantity) > 70000 order by p.code, l.quantity`);
    expect(huge).toEqual([
      { code: '23166', quantity: -74_215, kind: 'cancellation' },
      { code: '23166', quantity: 74_215, kind: 'cancelled' },
      { code: '23843', quantity: -80_995, kind: 'cancellation' },
      { code: '23843', quantity: 80_995, kind: 'cancelled' },
    ]);
  });

  it('give the published weekly demand, less what was cancelled', async () => {
    const published = gunzipSync(fs.readFileSync(path.join(folder, 'weekly_demand.csv.gz'))).toString().trim().split('\n').slice(1);
    const ours = await weekly(sql`select p.code, date_trunc('week', d.date)::date::text as week, sum(d.quantity) as y from daily_demand d
      join series s on s.org_id = d.org_id and s.id = d.series_id join products p on p.org_id = s.org_id and p.id = s.product_id group by 1, 2`);
    const cancelled = await weekly(sql`select p.code, date_trunc('week', l.sold_on)::date::text as week, sum(l.quantity) as y from sales_lines l
      join products p on p.org_id = l.org_id and p.id = l.product_id where l.kind = 'cancelled' group by 1, 2`);
    const differences = published.filter((line) => {
      const [code, week, y] = line.split(',') as [string, string, string];
      const key = `${code} ${week}`;
      return Number(y) !== (ours.get(key) ?? 0) + (cancelled.get(key) ?? 0);
    });
    expect(published).toHaveLength(94_588);
    expect(differences).toEqual([]);
    expect([...cancelled.values()].reduce((sum, y) => sum + y, 0)).toBeGreaterThan(74_215);
  });

  it('change nothing the second time, and leave nothing when undone', async () => {
    const again = await shop.bring('sales', fs.readFileSync(path.join(folder, 'transactions.csv.gz')));
    expect((await shop.state(again)).counts).toMatchObject({ inserted: 0, unchanged: 541_909 });
    await shop.undo(again);
    await shop.undo(importId);
    const left = await query(sql`select (select count(*) from sales_lines) + (select count(*) from daily_demand) + (select count(*) from products) + (select count(*) from series) + (select count(*) from customers) as n`);
    expect(left).toEqual([{ n: '0' }]);
  }, 300_000);

  async function weekly(statement: ReturnType<typeof sql>): Promise<Map<string, number>> {
    return new Map((await query<{ code: string; week: string; y: number }>(statement)).map(({ code, week, y }) => [`${code} ${week}`, y]));
  }
});
