import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { callerFor } from './procedures';

const Summary = z.object({ plannedOn: z.string().nullable(), isPlanning: z.boolean() });
const Runs = z.array(z.object({ id: z.string(), status: z.string() }));

/** Waits for the stock plan that each day begins with, so that it is not measured with the rest. */
export async function preparePlan(url: string, cookie: string, log: (line: string) => void): Promise<void> {
  const { query, mutate } = callerFor(url, cookie);
  const look = async () => Summary.parse(await query('inventory.summary'));
  if ((await look()).plannedOn !== new Date().toISOString().slice(0, 10)) await mutate('inventory.replan');
  for (let seconds = 0; (await look()).isPlanning; seconds += 2) {
    if (seconds % 60 === 0) log('waiting for the stock plan');
    await delay(2_000);
  }
}

/** Starts a training, and the next when one has ended. */
export async function keepTraining(url: string, cookie: string): Promise<{ stop(): Promise<void> }> {
  const { query, mutate } = callerFor(url, cookie);
  const open = async () => Runs.parse(await query('training.list')).filter(({ status }) => status === 'queued' || status === 'running');
  const ensure = async () => {
    if ((await open()).length === 0) await mutate('training.start', { capability: 'forecast', frequency: 'week', effort: 'standard' });
  };
  await ensure();
  const timer = setInterval(() => void ensure().catch(() => undefined), 10_000); // a look that fails is made again
  return {
    stop: async () => {
      clearInterval(timer);
      for (const { id } of await open()) await mutate('training.cancel', { runId: id });
    },
  };
}
