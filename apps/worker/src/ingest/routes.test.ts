import { DomainError } from '@almanac/data/contract';
import { Hono, type Context } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpTools } from '../platform/http';
import { registerImportRoutes } from './routes';
import { openTestShop, type TestShop } from './testing';

let shop: TestShop & { close(): Promise<void> };
let app: Hono;
beforeAll(async () => {
  shop = await openTestShop('first');
  app = new Hono();
  app.onError((error, c) => c.json({ code: error instanceof DomainError ? error.code : String(error) }, 422));
  const requireOrg = async (c: Context, role: string) => {
    if (c.req.header('role') !== role) throw new DomainError('auth.role_missing', { needed: role });
    return shop.ctx;
  };
  registerImportRoutes({ maxBytes: 3_000_000 })({ app, services: shop.ctx, requireOrg } as HttpTools);
});
afterAll(() => shop.close());

const send = (body: string | Uint8Array<ArrayBuffer>, query = 'kind=sales&name=a.csv', role = 'planner') => app.request(`/api/uploads?${query}`, { method: 'POST', body, headers: { role } });
const codeOf = async (response: Response | Promise<Response>) => ((await (await response).json()) as { code: string }).code;

describe('the upload route', () => {
  it('stores a file and gives the list of its problems back', async () => {
    const response = await send('date,sku,quantity\n2024-01-05,A1,x\n');
    const { importId } = (await response.json()) as { importId: string };
    expect((await shop.state(importId as never)).status).toBe('uploaded');
    const download = () => app.request(`/api/downloads/imports/${importId}/problems.csv`, { headers: { role: 'viewer' } });
    expect(await codeOf(download())).toBe('import.not_found'); // before a check
    const checked = await shop.check('sales', 'date,sku,quantity\n2024-01-05,A1,x\n');
    const list = await app.request(`/api/downloads/imports/${checked}/problems.csv`, { headers: { role: 'viewer' } });
    expect(list.headers.get('content-disposition')).toContain('sales%20-%20problems.csv');
    expect(await list.text()).toBe('Line,Column,Problem,Value,Code\n2,quantity,Not a number,x,quantity.invalid\n'); // decoding drops the mark
    const chinese = await app.request(`/api/downloads/imports/${checked}/problems.csv?locale=zh`, { headers: { role: 'viewer' } });
    expect((await chinese.text()).split('\n')[0]).toBe('行,列,问题,值,代码');
  });

  it.each([
    ['an unknown kind', 'x', 'kind=recipes&name=a.csv', 'request.invalid'],
    ['nothing', '', 'kind=sales&name=a.csv', 'import.file_empty'],
    ['what is no text', new Uint8Array(500_000), 'kind=sales&name=a.csv', 'import.file_not_text'],
    ['more than is allowed', 'date,sku,quantity\n'.repeat(200_000), 'kind=sales&name=a.csv', 'import.file_too_large'],
  ])('refuses %s', async (_what, body, query, code) => expect(await codeOf(send(body, query))).toBe(code));

  it('is closed to those who may only look', async () => {
    expect(await codeOf(send('date,sku,quantity\n', undefined, 'viewer'))).toBe('auth.role_missing');
    expect(await codeOf(app.request('/api/downloads/imports/none/problems.csv', { headers: { role: 'viewer' } }))).toBe('import.not_found');
  });
});
