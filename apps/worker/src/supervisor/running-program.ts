import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostgres } from '@almanac/data/embedded';
import superjson from 'superjson';
import { programRoot } from '../platform/env';

const READY_TIMEOUT_MS = 300_000;
const ANSWER_TIMEOUT_MS = 60_000;

export type Part = 'worker' | 'dashboard' | 'postgres' | 'training';

/** The whole program as a user starts it, for tests that hurt it. */
export interface RunningProgram {
  readonly url: string;
  readonly said: readonly string[];
  /** Process of a part, once it lives. */
  processOf(part: Part): Promise<number>;
  killSupervisor(): Promise<void>;
  /** Ctrl-C, unless it has ended. @returns the exit code */
  stop(): Promise<number | null>;
}

export async function startProgram(home: string, port: number): Promise<RunningProgram> {
  const { NODE_ENV: _test, VITEST: _vitest, DATABASE_URL: _external, ...inherited } = process.env;
  const script = path.join(programRoot, 'apps/worker/src/supervisor/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--no-demo'], {
    cwd: programRoot,
    env: { ...inherited, ALMANAC_HOME: home, PORT: String(port), LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const url = await untilReady(child, said);
  return {
    url,
    said,
    processOf: (part) => findProcess(home, part),
    killSupervisor: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      const gone = once(child, 'exit') as Promise<[number | null]>;
      child.kill('SIGINT');
      const [code] = await gone;
      return code;
    },
  };
}

/** Signs in and calls procedures as the dashboard's pages do, trying again while a part of the program is away. */
export function openClient(url: string) {
  let cookie = '';
  async function send(address: string, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Promise<unknown> {
    const deadline = performance.now() + ANSWER_TIMEOUT_MS;
    for (;;) {
      const answer = await fetch(url + address, { method: 'POST', body, headers: { ...headers, cookie }, signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
      if (answer?.ok) {
        cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') || cookie;
        return answer.json();
      }
      const said = answer ? `${answer.status} ${await answer.text()}` : 'no answer';
      if ((answer && answer.status < 500) || performance.now() > deadline) throw new Error(`${address}: ${said}`);
      await delay(250);
    }
  }
  return {
    mutate: async (procedure: string, input: unknown) => send(`/api/trpc/${procedure}`, JSON.stringify(superjson.serialize(input))),
    signIn: (email: string, password: string) => send('/api/auth/sign-in/email', JSON.stringify({ email, password })),
    upload: async (kind: string, name: string, content: string) => {
      const { importId } = (await send(`/api/uploads?${new URLSearchParams({ kind, name })}`, content, { 'content-type': 'text/csv' })) as { importId: string };
      return importId;
    },
  };
}

function untilReady(child: ChildProcess, said: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready in time:\n${said.join('\n')}`)), READY_TIMEOUT_MS);
    child.once('exit', (code) => reject(new Error(`ended (${code}) before it was ready:\n${said.join('\n')}`)));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream!).on('line', (line) => {
        said.push(line);
        const url = /is ready: (\S+)/.exec(line)?.[1];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
  });
}

async function findProcess(home: string, part: Part): Promise<number> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const pid = await peek(home, part);
    if (pid !== undefined) return pid;
    await delay(100);
  }
  throw new Error(`no ${part} process appeared`);
}

async function peek(home: string, part: Part): Promise<number | undefined> {
  if (part === 'postgres') return (await findPostgres(home))?.pid;
  const noted = JSON.parse(readFileSync(path.join(home, 'processes.json'), 'utf8')) as Record<string, { pid: number } | undefined>;
  if (part !== 'training') return noted[part]?.pid;
  const worker = noted.worker?.pid;
  return worker === undefined ? undefined : childrenOf(worker).find((pid) => readProc(pid, 'cmdline').includes('/training/'));
}

function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => Number(readProc(pid, 'stat').split(') ').at(-1)?.split(' ')[1]) === parent);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // gone in the meantime
  }
}
