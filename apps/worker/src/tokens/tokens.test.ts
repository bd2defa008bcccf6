import { schema, withOrg, type Database } from '@almanac/data';
import { CreateToken, type OrgId } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganization, getOrganization } from '../auth/organizations';
import type { OrgContext } from '../platform/context';
import { createLogger } from '../platform/logger';
import { authenticate } from './authenticate';
import { createRateLimit } from './rate-limit';
import { createToken, listTokens, revokeToken } from './service';

let database: Database;
let now = new Date('2026-03-01T12:00:00Z');
const clock = { now: () => now };
const contexts = new Map<string, OrgContext>();
beforeAll(async () => {
  database = await createTestDatabase();
  for (const slug of ['shop', 'rival']) {
    const orgId: OrgId = await createOrganization(database, { name: slug, slug, currency: 'EUR', timeZone: 'UTC' });
    contexts.set(slug, { database, clock, log: createLogger('silent'), orgId, org: await getOrganization(database, slug), userId: 'u1', userName: 'Ann Field', role: 'owner' } as OrgContext);
  }
});
afterAll(() => database.close());

const ctx = (slug = 'shop') => contexts.get(slug)!;
const make = (given: Partial<CreateToken> = {}, slug = 'shop') => createToken(ctx(slug), CreateToken.parse({ name: 'Web shop', scopes: ['recommendations:read'], days: 30, ...given }));
const ask = (header: string | undefined, scope: 'recommendations:read' | 'forecasts:read' = 'recommendations:read') =>
  authenticate(ctx(), header, scope).then(
    ({ org }) => org.slug,
    (error: { code: string }) => error.code,
  );

describe('API tokens', () => {
  it('speak for the company that made them, whoever else has some', async () => {
    const [mine, theirs] = [await make(), await make({}, 'rival')];
    expect(mine.token).toMatch(/^alm_[0-9a-f]{8}_[\w-]{43}$/);
    expect([await ask(`Bearer ${mine.token}`), await ask(`bearer ${theirs.token}`)]).toEqual(['shop', 'rival']);
  });

  it('are kept as a hash, and told once', async () => {
    const { id, token } = await make({ name: 'Once' });
    const secret = token.split('_').slice(2).join('_');
    const [row] = await withOrg(database.db, ctx().orgId, (tx) => tx.select().from(schema.apiTokens));
    const kept = JSON.stringify([row, await listTokens(ctx()), await withOrg(database.db, ctx().orgId, (tx) => tx.select().from(schema.auditEntries))]);
    expect(kept).not.toContain(secret);
    expect((await listTokens(ctx())).find((one) => one.id === id)).toMatchObject({ name: 'Once', prefix: token.slice(0, 12), state: 'active', createdByName: 'Ann Field', lastUsedAt: null });
  });

  it('are refused when they are missing, malformed, guessed, or lack the scope', async () => {
    const { token } = await make();
    for (const header of [undefined, '', 'Bearer', token, `Basic ${token}`]) expect(await ask(header), String(header)).toBe('token.missing');
    const last = token.at(-1) === 'A' ? 'B' : 'A';
    for (const wrong of ['x', `${token.slice(0, -1)}${last}`, token.slice(0, 12), `${token}A`, "alm_00000000_' or true --", `${token.slice(0, 13)}${'A'.repeat(43)}`, 'alm_%'.padEnd(56, '%')]) expect(await ask(`Bearer ${wrong}`), wrong).toMatch(/token\.(unknown|missing)/);
    expect(await ask(`Bearer ${token}`, 'forecasts:read')).toBe('token.scope_missing');
  });

  it('end when they expire and when they are revoked', async () => {
    const [short, revoked] = [await make({ days: 1 }), await make()];
    await revokeToken(ctx(), { tokenId: revoked.id });
    expect(await ask(`Bearer ${revoked.token}`)).toBe('token.revoked');
    await expect(revokeToken(ctx(), { tokenId: revoked.id })).rejects.toMatchObject({ code: 'token.not_found' });
    await expect(revokeToken(ctx('rival'), { tokenId: short.id })).rejects.toMatchObject({ code: 'token.not_found' });
    now = new Date('2026-03-02T11:59:59Z');
    expect(await ask(`Bearer ${short.token}`)).toBe('shop');
    now = new Date('2026-03-02T12:00:00Z');
    expect(await ask(`Bearer ${short.token}`)).toBe('token.expired');
    const states = new Map((await listTokens(ctx())).map(({ id, state }) => [id, state]));
    expect([states.get(short.id), states.get(revoked.id)]).toEqual(['expired', 'revoked']);
  });

  it('stand in the audit log by name', async () => {
    const rows = await withOrg(database.db, ctx('rival').orgId, (tx) => tx.select().from(schema.auditEntries));
    expect(rows.map(({ action, subject, details }) => [action, subject, details])).toEqual([['token.created', 'Web shop', { scopes: 'recommendations:read', days: 30 }]]);
  });
});

describe('rate limit', () => {
  it('lets a minute of requests through at once, then as many as come in', () => {
    let at = 0;
    const limit = createRateLimit({ now: () => new Date(at) });
    const burst = Array.from({ length: 61 }, () => limit.take('a', 60));
    expect(burst.map(({ isAllowed }) => isAllowed).lastIndexOf(true)).toBe(59);
    expect(burst[60]).toEqual({ isAllowed: false, limit: 60, remaining: 0, retryAfter: 1 });
    expect(limit.take('b', 60).isAllowed).toBe(true);
    at = 1000;
    expect([limit.take('a', 60).isAllowed, limit.take('a', 60).isAllowed]).toEqual([true, false]);
    at = 3_600_000;
    expect(limit.take('a', 60).remaining).toBe(59);
  });
});
