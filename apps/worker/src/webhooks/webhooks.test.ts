import { createHmac } from 'node:crypto';
import { lookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { schema, withOrg, type Database } from '@almanac/data';
import { AddWebhook, DomainError } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrgContext } from '../platform/context';
import { createLogger } from '../platform/logger';
import { openTestCompany } from '../training/testing';
import { webhookJobs } from './jobs';
import { postMessage } from './post-message';
import { isPublicAddress, lookupPublic } from './public-address';
import { addWebhook, listDeliveries, listWebhooks, removeWebhook, switchWebhook, testWebhook } from './service';
import { deliverJob, tell } from './tell';

interface Received {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

let database: Database;
let company: OrgContext & { close(): Promise<void> };
let server: http.Server;
let url: string;
/** What the other program answers, and what it has been sent. */
let status = 200;
let location: string | undefined;
const received: Received[] = [];
/** Jobs sent and not yet worked. */
const sent: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const shop = await openTestCompany(database, 'shop', createLogger('silent'));
  company = { ...shop, jobs: { ...shop.jobs, send: async (_tx, job, payload) => void (job.name === deliverJob.name && sent.push(payload)) } };
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(status, location === undefined ? {} : { location }).end('never read');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await company.close();
  await database.close();
});
beforeEach(async () => {
  [status, location] = [200, undefined];
  received.length = 0;
  sent.length = 0;
  await database.owner.delete(schema.webhooks);
});

/** Works what was sent, as a worker would; `true` where a job wants to be tried again. */
async function work({ isLastAttempt = false, allowsPrivate = true } = {}): Promise<boolean[]> {
  const [handler] = webhookJobs({ publicUrl: 'https://almanac.example.com', allowsPrivate });
  const wantsMore: boolean[] = [];
  for (const payload of sent.splice(0)) {
    const run = handler!.run(company, payload, { attempt: 1, isLastAttempt, signal: new AbortController().signal, workerId: 'w' });
    wantsMore.push(await run.then(() => false, () => true));
  }
  return wantsMore;
}

const fail = () => withOrg(database.db, company.orgId, (tx) => tell(tx, company.jobs, company.orgId, 'run.failed', { page: '/training/7', runId: '7', code: 'training.no_sales' }));

describe('a webhook', () => {
  it('hears of what it asked for, signed, with the page to look at', async () => {
    const { id, secret } = await addWebhook(company, { url, events: ['run.failed'] });
    await fail();
    await withOrg(database.db, company.orgId, (tx) => tell(tx, company.jobs, company.orgId, 'import.applied', { page: '/data/1' }));
    expect(await work()).toEqual([false]);
    expect(received).toHaveLength(1);
    const { headers, body } = received[0]!;
    expect(JSON.parse(body)).toMatchObject({ event: 'run.failed', link: 'https://almanac.example.com/training/7', data: { runId: '7', code: 'training.no_sales' } });
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['almanac-signature']))!;
    expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
    expect(Number(seconds)).toBe(company.clock.now().getTime() / 1000);
    expect(await listDeliveries(company)).toMatchObject([{ url, event: 'run.failed', status: 'delivered', httpStatus: 200, attempts: 1 }]);
    expect(JSON.stringify(await listWebhooks(company))).not.toContain(secret);
    await removeWebhook(company, { webhookId: id });
    expect([await listWebhooks(company), await listDeliveries(company)]).toEqual([[], []]);
  });

  it('is tried again while it does not answer well, and follows nobody elsewhere', async () => {
    await addWebhook(company, { url, events: ['run.failed'] });
    [status, location] = [307, 'http://169.254.169.254/latest'];
    await fail();
    const [again] = sent;
    expect(await work()).toEqual([true]);
    expect(await listDeliveries(company)).toMatchObject([{ status: 'waiting', httpStatus: 307, problem: 'refused', attempts: 1 }]);
    status = 204;
    sent.push(again);
    expect(await work()).toEqual([false]);
    expect(await listDeliveries(company)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    sent.push(again);
    await work(); // a job may run twice
    expect(received).toHaveLength(2);
  });

  it('is turned off after five messages in a row that were given up, until somebody turns it on', async () => {
    const { id } = await addWebhook(company, { url, events: ['run.failed'] });
    status = 500;
    for (let k = 0; k < 5; k++) {
      await fail();
      expect(await work({ isLastAttempt: true })).toEqual([false]);
    }
    expect(await listWebhooks(company)).toMatchObject([{ isActive: false, failures: 5 }]);
    await fail();
    expect(sent).toEqual([]);
    status = 200;
    await testWebhook(company, { webhookId: id });
    expect(await work()).toEqual([false]);
    expect((await listDeliveries(company))[0]).toMatchObject({ event: 'test', status: 'delivered' });
    await switchWebhook(company, { webhookId: id, isActive: true });
    expect(await listWebhooks(company)).toMatchObject([{ isActive: true, failures: 0 }]);
  });

  it('holds no name and password in its address, and leaves the rest of it out of the audit log', async () => {
    expect(AddWebhook.safeParse({ url: 'https://user:word@example.com/', events: ['run.failed'] }).success).toBe(false);
    expect(AddWebhook.safeParse({ url: 'ftp://example.com/', events: ['run.failed'] }).success).toBe(false);
    const { id } = await addWebhook(company, { url: 'https://chat.example.com/hooks/5ec12e7', events: ['run.failed'] });
    await removeWebhook(company, { webhookId: id });
    const entries = await withOrg(database.db, company.orgId, (tx) => tx.select().from(schema.auditEntries));
    expect(entries.slice(-2).map(({ action, subject }) => [action, subject])).toEqual([['webhook.added', 'https://chat.example.com'], ['webhook.removed', 'https://chat.example.com']]);
  });

  it('does not wait for an answer that does not come, nor for the end of one that has none', async () => {
    const slow = http.createServer((request, response) => {
      request.resume();
      if (request.url === '/endless') response.writeHead(200).write('x'); // and never ends
    });
    await new Promise<void>((done) => slow.listen(0, '127.0.0.1', done));
    const base = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const message = { secret: 's', body: '{}', at: new Date() };
    expect(await postMessage({ ...message, url: `${base}/endless` }, { allowsPrivate: true })).toEqual({ httpStatus: 200, problem: null });
    expect(await postMessage({ ...message, url: `${base}/silent` }, { allowsPrivate: true, patienceMs: 50 })).toEqual({ httpStatus: null, problem: 'no_answer' });
    slow.closeAllConnections();
    await new Promise((done) => slow.close(done));
    expect(await postMessage({ ...message, url: base }, { allowsPrivate: true })).toEqual({ httpStatus: null, problem: 'no_answer' });
  });

  it('is not told of what did not happen', async () => {
    await addWebhook(company, { url, events: ['run.failed'] });
    const undone = withOrg(database.db, company.orgId, async (tx) => {
      await tell(tx, company.jobs, company.orgId, 'run.failed', { page: '/' });
      throw new DomainError('request.invalid');
    });
    await expect(undone).rejects.toThrow();
    expect(await listDeliveries(company)).toEqual([]);
  });
});

describe('addresses inside the network', () => {
  it('are not reached, by number or by name, unless the installation allows it', async () => {
    await addWebhook(company, { url, events: ['run.failed'] });
    await addWebhook(company, { url: url.replace('127.0.0.1', 'localhost'), events: ['run.failed'] });
    await fail();
    expect(await work({ allowsPrivate: false })).toEqual([false, false]); // trying again would not help
    expect(received).toEqual([]);
    expect((await listDeliveries(company)).map((delivery) => [delivery.status, delivery.problem])).toEqual([['failed', 'private_address'], ['failed', 'private_address']]);
  });

  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::7f00:1', 'fe80::1', 'fd12::1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1', 'localhost', ''])('are known: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '93.184.215.14', '172.32.0.1', '2606:4700:4700::1111'])('are not all: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('are found behind a name before the connection is made, and numbers in other bases are no way round', async () => {
    const found = await new Promise<{ error: Error | null; addresses: string | LookupAddress[] }>((done) => lookupPublic('localhost', { all: true }, (error, addresses) => done({ error, addresses })));
    expect(found).toMatchObject({ error: { message: 'localhost' }, addresses: [] });
    await new Promise((done) => lookup('localhost', done)); // it does resolve
    for (const host of ['2130706433', '0x7f000001', '0177.0.0.1', '127.1', '[::ffff:127.0.0.1]']) {
      const { port } = new URL(url);
      expect(await postMessage({ url: `http://${host}:${port}/`, secret: 's', body: '{}', at: new Date() }, { allowsPrivate: false }), host).toEqual({ httpStatus: null, problem: 'private_address' });
    }
    expect(received).toEqual([]);
  });
});
