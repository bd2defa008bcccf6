import http from 'node:http';
import { seededRandom } from '@almanac/models';

interface Load {
  readonly url: string;
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly perSecond: number;
  readonly seconds: number;
}

/** Latencies in milliseconds, ascending, and how many answers were not 200. */
interface Answers {
  readonly latencies: Float64Array;
  readonly failures: number;
}

/**
 * Requests that come as those of independent visitors do: at exponential intervals (a Poisson process), whether or not earlier ones have been
 * answered. A latency counts from the moment the request was due, so a pause of the server counts for each request that waited.
 */
export async function sendOpenLoop({ url, paths, headers, perSecond, seconds }: Load): Promise<Answers> {
  const random = seededRandom(1);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 100 });
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  let failures = 0;
  const send = (path: string, due: number) =>
    new Promise<void>((resolve) => {
      const done = (isGood: boolean) => {
        latencies.push(performance.now() - due);
        if (!isGood) failures++;
        resolve();
      };
      http
        .get(url + path, { agent, headers }, (response) => {
          response.resume();
          response.once('end', () => done(response.statusCode === 200));
          response.once('error', () => done(false));
        })
        .once('error', () => done(false));
    });
  const end = performance.now() + 1000 * seconds;
  for (let due = performance.now(), k = 0; due < end; due -= (1000 / perSecond) * Math.log(1 - random.next()), k++) {
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    pending.push(send(paths[k % paths.length]!, due));
  }
  await Promise.all(pending);
  agent.destroy();
  return { latencies: Float64Array.from(latencies).sort(), failures };
}

export const percentile = (ascending: Float64Array, share: number): number => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? Number.NaN;
