import { setTimeout as delay } from 'node:timers/promises';
import type { SupervisedProcess } from './supervised-process';

const START_TIMEOUT_MS = 120_000;
const HOPELESS_AFTER = 4;

/**
 * Waits until an address answers well.
 * @throws Error with the program's last words when it keeps ending or does not come up
 */
export async function waitUntilHealthy(url: string, programs: readonly SupervisedProcess[], signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!signal.aborted) {
    if (await isHealthy(url)) return;
    const hopeless = programs.find((program) => program.failures() >= HOPELESS_AFTER);
    if (hopeless !== undefined) throw new Error(`The ${hopeless.name} does not start. Its last words:\n${hopeless.lastWords()}`);
    if (performance.now() > deadline) {
      throw new Error(`${url} does not answer. Last words:\n${programs.map((program) => `${program.name}: ${program.lastWords()}`).join('\n')}`);
    }
    await delay(100);
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false; // not listening yet
  }
}
