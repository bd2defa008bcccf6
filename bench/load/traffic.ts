import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import { visitsOf, type Visit } from './visits';

export interface Answered {
  readonly visit: Visit;
  readonly ms: number;
  readonly isGood: boolean;
}

/** An export of everything may take so long; a page that does is a failure of its percentiles. */
const TIMEOUT_SECONDS = 120;

/** Each person asks one thing a second, or when the one before has been answered; they do not begin at the same moment. */
export async function sendTraffic({ url, cookies, seconds }: { readonly url: string; readonly cookies: readonly string[]; readonly seconds: number }, onFailure: (line: string) => void): Promise<Answered[]> {
  const answered: Answered[] = [];
  await Promise.all(
    cookies.map(async (cookie, person) => {
      await delay((1000 * person) / cookies.length);
      await actAs(person, { url, cookie, seconds }, (visit, status, ms) => {
        answered.push({ visit, ms, isGood: status === 200 });
        if (status !== 200) onFailure(`${visit.path}: ${status}`);
      });
    }),
  );
  return answered;
}

function actAs(person: number, { url, cookie, seconds }: { url: string; cookie: string; seconds: number }, note: (visit: Visit, status: number, ms: number) => void): Promise<void> {
  const visits = visitsOf(person);
  return new Promise((resolve, reject) => {
    let told = visits[0]!;
    // autocannon calls a request's own listener just before it tells how long the answer took
    const requests = visits.map((visit) => ({ path: visit.path, headers: { cookie, accept: visit.kind === 'page' ? 'text/html' : '*/*' }, onResponse: () => void (told = visit) }));
    const done = (error: unknown) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve());
    const instance = autocannon({ url, connections: 1, connectionRate: 1, duration: seconds, timeout: TIMEOUT_SECONDS, requests }, done);
    instance.on('response', (_client, status, _bytes, ms) => note(told, status, ms));
    instance.on('reqError', () => note(told, 0, 1000 * TIMEOUT_SECONDS));
  });
}
