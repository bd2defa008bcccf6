import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const LOG_LIMIT_BYTES = 20_000_000;
const STOP_TIMEOUT_MS = 20_000;
const STEADY_AFTER_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;

export interface ProcessPlan {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Asked at each start, because the database may have moved. */
  readonly environment: () => NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly onStart: (pid: number) => void;
  /** Told when it ended without being asked to. */
  readonly onCrash: (reason: string, pauseMs: number) => void;
}

export interface SupervisedProcess {
  readonly name: string;
  /** Ends in a row without a minute of work between them. */
  readonly failures: () => number;
  readonly lastWords: () => string;
  /** Ends it; it is started again at once. */
  restart(): void;
  stop(): Promise<void>;
  kill(): void;
}

/**
 * Keeps a program running: when it ends by itself it is started again, after a pause that doubles. It leads a process group of its
 * own, so Ctrl-C does not reach it past us, and what it leaves behind ends with it; the IPC channel tells it when we are gone.
 */
export function supervise(plan: ProcessPlan): SupervisedProcess {
  let child: ChildProcess | undefined;
  let isStopping = false;
  let isAskedToRestart = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    const startedAt = performance.now();
    rotate(plan.logFile);
    const log = openSync(plan.logFile, 'a', 0o600);
    const started = spawn(process.execPath, plan.args, {
      cwd: plan.cwd,
      env: plan.environment(),
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    child = started;
    if (started.pid !== undefined) plan.onStart(started.pid);
    const ended = (reason: string) => {
      if (child !== started) return;
      child = undefined;
      signalGroup(started.pid, 'SIGKILL');
      if (isStopping) return;
      if (isAskedToRestart) {
        isAskedToRestart = false;
        return start();
      }
      failures = performance.now() - startedAt > STEADY_AFTER_MS ? 1 : failures + 1;
      const pauseMs = Math.min(LONGEST_PAUSE_MS, 250 * 2 ** (failures - 1));
      plan.onCrash(reason, pauseMs);
      timer = setTimeout(start, pauseMs);
    };
    started.once('error', (error) => ended(error.message));
    started.once('exit', (code, signal) => ended(signal === null ? `exit code ${code}` : `killed by ${signal}`));
  }

  start();
  return {
    name: plan.name,
    failures: () => failures,
    lastWords: () => lastWords(plan.logFile),
    restart: () => {
      if (child === undefined) return;
      isAskedToRestart = true;
      child.kill('SIGTERM');
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      const running = child;
      if (running === undefined) return;
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.kill('SIGTERM');
      const impatience = setTimeout(() => signalGroup(running.pid, 'SIGKILL'), STOP_TIMEOUT_MS);
      await gone;
      clearTimeout(impatience);
    },
    kill: () => {
      isStopping = true;
      clearTimeout(timer);
      signalGroup(child?.pid, 'SIGKILL');
    },
  };
}

/** Signals a process that leads a group, and all it started. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // nobody is left
  }
}

/** The end of a log without the frames of a stack. */
function lastWords(file: string): string {
  if (!existsSync(file)) return '';
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').filter((line) => !/^\s+at /.test(line));
  return lines.slice(-8).join('\n');
}

function rotate(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
}
