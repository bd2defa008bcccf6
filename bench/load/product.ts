import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { findPostgres } from '@almanac/data/embedded';
import { z } from 'zod';

const Processes = z.record(z.string(), z.object({ pid: z.number() }));

export interface Product {
  readonly url: string;
  /** Resident memory of each part, megabytes; Postgres by its processes' shares of what they have in common. */
  memory(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

/** The built product as `npm start` runs it, on a data folder of its own. */
export async function startProduct({ home, port, hasDemo }: { home: string; port: number; hasDemo: boolean }, log: (line: string) => void): Promise<Product> {
  const root = path.join(import.meta.dirname, '../..');
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'apps/worker/src/supervisor/main.ts'), ...(hasDemo ? [] : ['--no-demo'])], {
    cwd: root,
    env: { ...process.env, ALMANAC_HOME: home, PORT: String(port), WORKER_PORT: String(port + 1), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await untilReady(child, log);
  return {
    url,
    memory: () => measureMemory(home),
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
    },
  };
}

function untilReady(child: ChildProcess, log: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}`)));
    createInterface(child.stdout!).on('line', (line) => {
      const url = /is ready: (\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
      else if (line.includes('ended')) log(line.trim());
    });
  });
}

async function measureMemory(home: string): Promise<Record<string, number>> {
  const { worker, dashboard } = Processes.parse(JSON.parse(readFileSync(path.join(home, 'processes.json'), 'utf8')));
  const postgres = (await findPostgres(home))?.pid;
  const training = worker && childrenOf(worker.pid).find((pid) => readProc(pid, 'cmdline').includes('/training/'));
  return {
    ...(worker && { worker: residentOf(worker.pid) }),
    ...(dashboard && { dashboard: residentOf(dashboard.pid) }),
    ...(postgres && { Postgres: [postgres, ...childrenOf(postgres)].map(shareOf).reduce((a, b) => a + b, 0) }),
    ...(training && { training: residentOf(training) }),
  };
}

const childrenOf = (parent: number) => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => Number(readProc(pid, 'stat').split(') ').at(-1)?.split(' ')[1]) === parent);
const residentOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readProc(pid, 'status'))?.[1] ?? 0) / 1024;
const shareOf = (pid: number) => Number(/^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024;

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // gone in the meantime
  }
}
