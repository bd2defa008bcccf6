import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { OrgId, RunReplay } from '@almanac/data/contract';
import { z } from 'zod';

const common = { databaseUrl: z.string(), orgId: OrgId, today: z.iso.date() };
export const ChildTask = z.discriminatedUnion('kind', [z.object({ kind: z.literal('plan'), ...common }), z.object({ kind: z.literal('replay'), ...common, scope: RunReplay })]);
export type ChildTask = z.output<typeof ChildTask>;

const childFile = fileURLToPath(new URL('./child.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const STDERR_KEPT = 4000;

/** Runs a task in a process of its own group, which the signal ends. @throws Error with what the process said last when it failed */
export function runInChild(task: ChildTask, signal: AbortSignal): Promise<void> {
  const child = fork(childFile, { execArgv: ['--import', tsx], detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const stop = () => child.kill('SIGKILL');
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + String(text)).slice(-STDERR_KEPT);
  });
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  child.send(task, () => undefined); // a process that is gone says so by its exit
  return new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, killedBy) => {
      if (code === 0) resolve();
      else reject(new Error(`the planning process ended ${killedBy === null ? `with code ${code}` : `by ${killedBy}`}: ${said.trim()}`));
    });
  }).finally(() => signal.removeEventListener('abort', stop));
}
