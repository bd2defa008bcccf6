import type { Database } from '@almanac/data';
import type { OrgId } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth, type Auth } from './auth';
import { callerOf } from './caller';
import { addMember, createOrganization } from './organizations';
import { createCompany, needsFirstCompany } from './first-company';

let database: Database;
let auth: Auth;
let orgId: OrgId;
const password = 'correct horse battery';

beforeAll(async () => {
  database = await createTestDatabase();
  auth = createAuth({ database, secret: 'a secret of at least thirty-two characters', publicUrl: 'http://localhost:3000' });
  orgId = await createOrganization(database, { name: 'Tea Shop', slug: 'tea', currency: 'EUR', timeZone: 'Europe/Berlin' });
});
afterAll(() => database.close());

async function signIn(email: string, given = password): Promise<Response> {
  return auth.handler(
    new Request('http://127.0.0.1:3000/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: given }),
    }),
  );
}

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describe('sign-in', () => {
  it('knows the first run, and only one company can be founded in it', async () => {
    expect(await needsFirstCompany(database)).toBe(true);
    const input = { companyName: '茶叶店', currency: 'CNY', timeZone: 'Asia/Shanghai', name: '李雷', email: 'li@shop.test', password };
    await createCompany(database, auth, input);
    expect(await needsFirstCompany(database)).toBe(false);
    await expect(createCompany(database, auth, input)).rejects.toMatchObject({ code: 'auth.role_missing' });
  });

  it('gives a session that names the company and the role', async () => {
    await addMember(auth, database, orgId, { name: 'Pia', email: 'pia@tea.test', password, role: 'planner' });
    const response = await signIn('pia@tea.test');
    expect(response.status).toBe(200);
    const member = await callerOf(new Headers({ cookie: cookieOf(response) }), auth, database).member();
    expect(member).toMatchObject({ orgId, role: 'planner', userEmail: 'pia@tea.test', org: { slug: 'tea', currency: 'EUR' } });
  });

  it('changes a password for whoever knows it, and ends the other sessions', async () => {
    const next = 'a new and longer one';
    const change = (cookie: string, currentPassword: string) =>
      auth.handler(new Request('http://127.0.0.1:3000/api/auth/change-password', { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1:3000', cookie }, body: JSON.stringify({ currentPassword, newPassword: next, revokeOtherSessions: true }) }));
    await addMember(auth, database, orgId, { name: 'Kim', email: 'kim@tea.test', password, role: 'viewer' });
    const [here, elsewhere] = [cookieOf(await signIn('kim@tea.test')), cookieOf(await signIn('kim@tea.test'))];
    expect((await change(here, 'not the password')).status).toBe(400);
    const changed = await change(here, password);
    expect(changed.status).toBe(200);
    await expect(callerOf(new Headers({ cookie: elsewhere }), auth, database).member()).rejects.toMatchObject({ code: 'auth.signed_out' });
    expect(await callerOf(new Headers({ cookie: cookieOf(changed) }), auth, database).member()).toMatchObject({ userEmail: 'kim@tea.test' });
    expect((await signIn('kim@tea.test')).status).toBe(401);
    expect((await signIn('kim@tea.test', next)).status).toBe(200);
  });

  it('refuses a wrong password, a stranger and a sign-up', async () => {
    expect((await signIn('pia@tea.test', 'wrong password')).status).toBe(401);
    expect((await signIn('nobody@tea.test')).status).toBe(401);
    const signUp = new Request('http://127.0.0.1:3000/api/auth/sign-up/email', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'x@x.test', password, name: 'X' }) });
    expect((await auth.handler(signUp)).status).toBe(400);
    await expect(callerOf(new Headers({ cookie: 'almanac.session_token=forged.value' }), auth, database).member()).rejects.toMatchObject({ code: 'auth.signed_out' });
  });

  it('adds the same member twice without a second account', async () => {
    await addMember(auth, database, orgId, { name: 'Pia', email: 'pia@tea.test', password: 'another password', role: 'owner' });
    const member = await callerOf(new Headers({ cookie: cookieOf(await signIn('pia@tea.test')) }), auth, database).member();
    expect(member.role).toBe('planner');
  });
});
