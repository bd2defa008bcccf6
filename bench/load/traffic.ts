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

/** autocannon asks once a second at the least; people who share a line each ask as many times more seldom. */
const PEOPLE_A_LINE = 5;

/** Each person asks one thing every five seconds; lines do not begin at the same moment, and one that waits for an answer asks nothing meanwhile. */
export async function sendTraffic({ url, cookies, seconds }: { readonly url: string; readonly cookies: readonly string[]; readonly seconds: number }, onFailure: (line: string) => void): Promise<Answered[]> {
  const answered: Answered[] = [];
  const lines = Array.from({ length: Math.ceil(cookies.length / PEOPLE_A_LINE) }, (_, line) => askedOn(line, cookies));
  await Promise.all(
    lines.map(async (asked, line) => {
      await delay((1000 * line) / lines.length);
      await ask(asked, { url, seconds }, (visit, status, ms) => {
        answered.push({ visit, ms, isGood: status === 200 });
        if (status !== 200) onFailure(`${visit.path}: ${status}`);
      });
    }),
  );
  return answered;
}

interface Asked {
  readonly visit: Visit;
  readonly cookie: string;
}

/** What the people of a line ask, in turns. */
function askedOn(line: number, cookies: readonly string[]): Asked[] {
  const days = cookies.slice(line * PEOPLE_A_LINE, (line + 1) * PEOPLE_A_LINE).map((cookie, k) => visitsOf(line * PEOPLE_A_LINE + k).map((visit) => ({ visit, cookie })));
  const longest = Math.max(...days.map(({ length }) => length));
  return Array.from({ length: longest }, (_, k) => days.flatMap((day) => day[k] ?? [])).flat();
}

function ask(asked: readonly Asked[], { url, seconds }: { url: string; seconds: number }, note: (visit: Visit, status: number, ms: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let told = asked[0]!.visit;
    // autocannon calls a request's own listener just before it tells how long the answer took
    const requests = asked.map(({ visit, cookie }) => ({ path: visit.path, headers: { cookie, accept: visit.kind === 'page' ? 'text/html' : '*/*' }, onResponse: () => void (told = visit) }));
    const done = (error: unknown) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve());
    const instance = autocannon({ url, connections: 1, connectionRate: 1, duration: seconds, timeout: TIMEOUT_SECONDS, requests }, done);
    instance.on('response', (_client, status, _bytes, ms) => note(told, status, ms));
    instance.on('reqError', () => note(told, 0, 1000 * TIMEOUT_SECONDS));
  });
}
