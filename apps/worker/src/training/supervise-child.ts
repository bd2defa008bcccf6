import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ErrorCode, RunError, TrainingProgress } from '@almanac/data/contract';
import type { Logger } from '../platform/logger';
import { FromChild, type ToChild } from './messages';

/** How a training process ended. `accident` is worth another try, `failed` is not. */
export type ChildEnd = { readonly kind: 'succeeded' | 'cancelled' | 'interrupted' } | { readonly kind: 'failed'; readonly error: RunError } | { readonly kind: 'accident'; readonly message: string };

interface Supervision {
  readonly train: Extract<ToChild, { type: 'train' }>;
  readonly onProgress: (progress: TrainingProgress) => void;
  /** Aborts when the worker stops: the process is killed and the run is `interrupted`. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

const childFile = fileURLToPath(new URL('./child.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const CANCEL_GRACE_MS = 10_000;
/** Characters; V8 prints a long native stack below the line that matters. */
const STDERR_KEPT = 32_000;
const STDERR_TOLD = 4000;
/** How V8, C++ and TensorFlow say that they got no memory. */
const OUT_OF_MEMORY = /heap out of memory|Fatal (?:process|JavaScript) out of memory|Array buffer allocation failed|std::bad_alloc|OOM when allocating|RESOURCE_EXHAUSTED|cannot allocate memory/i;
/** What a shell makes of a signal. */
const signalOfCode: Readonly<Record<number, string>> = { 134: 'SIGABRT', 137: 'SIGKILL' };
/** What TensorFlow says when it loads, before anything can tell it not to. */
const NOISE = /^(?:WARNING: All log messages before absl|I\d{4} |To enable the following instructions).*\n?/gm;

/** Starts a training process in a process group of its own, so that a Ctrl-C in the terminal reaches the worker alone. */
export function superviseChild({ train, onProgress, signal, log }: Supervision): { readonly ended: Promise<ChildEnd>; readonly pid: number | undefined; cancel(): void } {
  const killsBefore = countOutOfMemoryKills();
  const child = fork(childFile, { execArgv: ['--import', tsx], detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let said: ChildEnd | undefined;
  let stderr = '';
  let isCancelling = false;
  let killTimer: NodeJS.Timeout | undefined;
  const send = (message: ToChild) => child.connected && child.send(message, () => undefined); // a process that is gone says so by its exit
  const interrupt = () => child.kill('SIGKILL');

  child.stdout?.on('data', (text: Buffer) => log.debug({ output: String(text) }, 'training process'));
  child.stderr?.on('data', (text: Buffer) => {
    stderr = (stderr + String(text)).slice(-STDERR_KEPT);
  });
  child.on('message', (raw) => {
    const message = FromChild.parse(raw);
    if (message.type === 'progress') onProgress(message.progress);
    else if (message.type === 'warning') log.warn(message.message);
    else said = endSaid(message);
  });
  signal.addEventListener('abort', interrupt);
  if (signal.aborted) interrupt();
  send(train);

  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'accident', message: error.message }));
    child.once('close', (code, killedBy) => {
      if (said) resolve(said);
      else if (signal.aborted) resolve({ kind: 'interrupted' });
      else if (isCancelling) resolve({ kind: 'cancelled' });
      else resolve(endOfSilent({ code, killedBy, stderr, wasOutOfMemory: countOutOfMemoryKills() > killsBefore }));
    });
  }).finally(() => {
    clearTimeout(killTimer);
    signal.removeEventListener('abort', interrupt);
  });
  return {
    ended,
    pid: child.pid,
    cancel() {
      if (isCancelling) return;
      isCancelling = true;
      send({ type: 'cancel' });
      killTimer = setTimeout(() => child.kill('SIGKILL'), CANCEL_GRACE_MS);
    },
  };
}

function endSaid(message: Exclude<FromChild, { type: 'progress' | 'warning' }>): ChildEnd {
  if (message.type !== 'failed') return { kind: message.type };
  if (message.code !== undefined) return failed(message.code, message.params);
  return OUT_OF_MEMORY.test(message.message) ? failed('training.out_of_memory') : { kind: 'accident', message: message.message };
}

/** A process that died without a word. `wasOutOfMemory`: meanwhile the kernel has killed some process for memory. */
export function endOfSilent({ code, killedBy, stderr, wasOutOfMemory }: { code: number | null; killedBy: string | null; stderr: string; wasOutOfMemory: boolean }): ChildEnd {
  const signal = killedBy ?? signalOfCode[code ?? 0];
  if (OUT_OF_MEMORY.test(stderr) || (signal === 'SIGKILL' && wasOutOfMemory)) return failed('training.out_of_memory');
  if (signal !== undefined) return failed('training.process_killed', { signal });
  return { kind: 'accident', message: stderr.replace(NOISE, '').trim().slice(-STDERR_TOLD) || `the training process ended with code ${code}` };
}

const failed = (code: ErrorCode, params: RunError['params'] = {}): ChildEnd => ({ kind: 'failed', error: { code, params } });

/** How often the kernel has killed a process of this machine or container for memory; 0 where it does not say. */
function countOutOfMemoryKills(): number {
  const files = ['/proc/vmstat', '/sys/fs/cgroup/memory.events'].filter((file) => existsSync(file));
  return files.reduce((sum, file) => sum + Number(/^oom_kill (\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0), 0);
}
