import { Writable } from 'node:stream';
import type { Database } from '@almanac/data';
import { createTestDatabase } from '@almanac/data/testing';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '../auth/index';
import { addMember, createOrganization } from '../auth/organizations';
import { registerImportRoutes } from '../ingest/routes';
import { appRouter } from '../router';
import { openEventBus, type EventBus } from './bus';
import { systemClock } from './clock';
import type { Services } from './context';
import { openFileStore } from './files';
import { createHttp } from './http';
import { createLogger } from './logger';
import { openJobQueue } from './queue';

let database: Database;
let bus: EventBus;
let app: Hono;
let secure: Hono;
let cookie: string;
const password = 'correct horse battery';
const host = 'shop.test';

beforeAll(async () => {
  database = await createTestDatabase();
  bus = await openEventBus(database);
  const services: Services = { database, bus, jobs: await openJobQueue(database), files: openFileStore('/nonexistent'), clock: systemClock, log: createLogger('silent') };
  const open = (publicUrl: string) => {
    const auth = createAuth({ database, secret: 'a secret of at least thirty-two characters', publicUrl });
    return { auth, http: createHttp({ services, auth, router: appRouter, routes: [registerImportRoutes({ maxBytes: 1000 })] }) };
  };
  const { auth, http } = open(`http://${host}`);
  app = http;
  secure = open(`https://${host}`).http;
  const orgId = await createOrganization(database, { name: 'Shop', slug: 'shop', currency: 'EUR', timeZone: 'UTC' });
  await addMember(auth, database, orgId, { name: 'Pia', email: 'pia@shop.test', password, role: 'owner' });
  cookie = (await signIn(app)).headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
});
afterAll(async () => {
  await bus.close();
  await database.close();
});

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}
const send = (path: string, { method = 'POST', body, headers = {} }: Sent = {}, to = app) =>
  to.request(`http://${host}${path}`, { method, body, headers: { host, 'content-type': 'application/json', ...headers } });
const signIn = (to: Hono, given = password, headers: Record<string, string> = {}) => send('/api/auth/sign-in/email', { body: JSON.stringify({ email: 'pia@shop.test', password: given }), headers: { origin: `http://${host}`, ...headers } }, to);

describe('requests that a page of another site sends with the cookie', () => {
  it.each(['/api/trpc/training.start', '/api/auth/sign-out', '/api/auth/change-password', '/api/uploads?kind=sales&name=a.csv'])('are turned away from %s', async (path) => {
    for (const origin of ['https://evil.test', `https://${host}.evil.test`, 'null', 'file://', '']) {
      expect((await send(path, { body: '{}', headers: { cookie, origin } })).status, origin).toBe(403);
    }
  });
});

describe('requests that are no good', () => {
  it.each<[string, string, Sent, number]>([
    ['a path that is not there', '/api/nothing', { method: 'GET' }, 404],
    ['a procedure that is not there', '/api/trpc/company.dropTables', { method: 'GET' }, 404],
    ['a property of every object', '/api/trpc/constructor', { method: 'GET' }, 404],
    ['a change by GET', '/api/trpc/training.start', { method: 'GET' }, 405],
    ['half a JSON', '/api/trpc/training.start', { body: '{"json":{"capability":' }, 400],
    ['no JSON', '/api/trpc/training.start', { body: 'capability=churn', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['a list for an object', '/api/trpc/training.start', { body: '{"json":[1,2,3]}' }, 400],
    ['a number beyond all numbers', '/api/trpc/training.setSchedule', { body: '{"json":{"nightly":true,"hour":1e999}}' }, 400],
    ['deep nesting', '/api/trpc/training.start', { body: `{"json":${'['.repeat(20_000)}${']'.repeat(20_000)}}` }, 400],
    ['a prototype', '/api/trpc/training.start', { body: '{"json":{"capability":"churn"},"meta":{"values":{"__proto__.polluted":["Date"]}}}' }, 400],
    ['a body of two megabytes', '/api/trpc/training.start', { body: JSON.stringify({ json: 'x'.repeat(2_000_000) }) }, 413],
    ['an upload beyond the limit', '/api/uploads?kind=sales&name=a.csv', { body: 'x'.repeat(2000) }, 413],
    ['an upload of an unknown kind', '/api/uploads?kind=../../etc&name=a.csv', { body: 'a,b\n' }, 400],
    ['an id that is none', '/api/trpc/training.get?input=%7B%22json%22%3A%7B%22runId%22%3A%22%27%20or%201%3D1%22%7D%7D', { method: 'GET' }, 400],
    ['an input that is no JSON', '/api/trpc/training.get?input=%7B', { method: 'GET' }, 400],
    ['a run of nobody', '/api/trpc/training.get?input=%7B%22json%22%3A%7B%22runId%22%3A%2200000000-0000-4000-8000-000000000000%22%7D%7D', { method: 'GET' }, 404],
  ])('such as %s get a code and no trace of the program', async (_, path, sent, status) => {
    const answer = await send(path, { ...sent, headers: { cookie, ...sent.headers } });
    const text = await answer.text();
    expect(answer.status, text.slice(0, 300)).toBe(status);
    expect(text).not.toMatch(/node_modules|\.ts:\d+|"stack"|select |postgres/i);
    expect('polluted' in {}).toBe(false);
  });
});

describe('a session', () => {
  it('is a cookie that scripts cannot read and other sites do not send, and a secure one behind https', async () => {
    const flags = async (to: Hono) => (await signIn(to, password, { origin: to === secure ? `https://${host}` : `http://${host}` })).headers.getSetCookie().find((each) => each.includes('session_token=')) ?? '';
    expect(await flags(app)).toMatch(/HttpOnly.*SameSite=Lax/i);
    expect(await flags(secure)).toMatch(/; Secure/i);
  });

  it.each(['', 'almanac.session_token=', 'almanac.session_token=forged.value', 'almanac.session_token=%00%00', 'almanac.session_token=../../x'])('is not made up: "%s"', async (forged) => {
    expect((await send('/api/trpc/session.me', { method: 'GET', headers: { cookie: forged } })).status).toBe(401);
  });

  it('is not guessed: after thirty tries in a minute nobody may try from there', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, async () => signIn(app, 'wrong password', { 'x-forwarded-for': '203.0.113.9' })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(9);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });
});

it('writes no secret into the log', () => {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  createLogger('info', sink).info({ password: 'hunter2hunter2', user: { token: 'alm_secret' }, req: { headers: { cookie: 'a=b' } }, DATABASE_URL: 'postgres://u:p@h/d' }, 'done');
  expect(lines.join('')).not.toMatch(/hunter2|alm_secret|a=b|u:p@/);
});
