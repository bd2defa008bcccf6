import { setTimeout as delay } from 'node:timers/promises';
import type { Services } from './context';
import { hasLiveWorker, runJobs, type JobHandler } from './queue';

const LOOK_EVERY_MS = 5000;

/**
 * Does something that waits for jobs, and works them in this process as long as no worker lives: by the queue's rules, so that the
 * next worker takes them up when this process is killed.
 */
export async function withStandIn<Result>(services: Services, handlers: readonly JobHandler[], wait: () => Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const standIn = async () => {
    while (!over.signal.aborted) {
      if (!(await hasLiveWorker(services.database))) return runJobs({ services, roles: 'stand-in', handlers, concurrency: 1 });
      await delay(LOOK_EVERY_MS, undefined, { signal: over.signal }).catch(() => undefined); // aborted: the wait is over
    }
    return undefined;
  };
  const standingIn = standIn();
  try {
    return await Promise.race([wait(), standingIn.then(() => new Promise<never>(() => undefined))]);
  } finally {
    over.abort();
    await (await standingIn)?.stop();
  }
}
