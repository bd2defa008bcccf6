import { once } from 'node:events';
import { watch } from 'node:fs';
import path from 'node:path';
import { migrate } from '@almanac/data';
import { freePort, isPortFree, type ProcessLock } from '@almanac/data/embedded';
import { DEMO_PASSWORD, demoUsers } from '../auth/index';
import { programRoot, type Env } from '../platform/env';
import { buildDashboard } from './dashboard-build';
import { keepDatabase, type DatabaseKeeper } from './database-keeper';
import { demoTrainings, hasTrained, prepareDemo, trainDemo } from './demo';
import { waitUntilHealthy } from './health';
import type { Progress } from './progress.mjs';
import { openRemains } from './remains';
import { supervise, type SupervisedProcess } from './supervised-process';

export interface InstallationOptions {
  readonly env: Env;
  /** What the children inherit. */
  readonly variables: NodeJS.ProcessEnv;
  readonly isDev: boolean;
  readonly hasDemo: boolean;
  readonly progress: Progress;
  readonly lock: ProcessLock;
  /** Aborted to stop everything in order. */
  readonly signal: AbortSignal;
}

export interface Installation {
  /** Settles when everything has stopped; rejects when it could not start. */
  readonly finished: Promise<void>;
  /** Ends every child at once. Postgres goes on, and the next start takes it over. */
  kill(): void;
}

/** Starts database, worker and dashboard, keeps them running, and stops them in the opposite order. */
export function runInstallation(options: InstallationOptions): Installation {
  const running: { database?: DatabaseKeeper; processes: SupervisedProcess[] } = { processes: [] };
  return {
    finished: (async () => {
      try {
        await start(options, running);
        if (!options.signal.aborted) await once(options.signal, 'abort');
      } finally {
        for (const child of [...running.processes].reverse()) await child.stop();
        await running.database?.stop();
      }
    })(),
    kill: () => running.processes.forEach((child) => child.kill()),
  };
}

async function start(options: InstallationOptions, running: { database?: DatabaseKeeper; processes: SupervisedProcess[] }): Promise<void> {
  const { env, variables, isDev, hasDemo, progress, lock, signal } = options;
  const home = env.ALMANAC_HOME;
  const remains = openRemains(home);
  const left = await remains.clear();
  if (left.length > 0) progress.note(`Stopped what an earlier start had left: ${left.join(', ')}.`);
  const port = await choosePort(env.PORT, progress);
  const workerPort = (await isPortFree(env.WORKER_PORT, '127.0.0.1')) ? env.WORKER_PORT : await freePort();
  const url = variables.PUBLIC_URL || `http://localhost:${port}`;

  const quietly = { NEXT_TELEMETRY_DISABLED: '1', NX_DAEMON: 'false', NX_TUI: 'false', DO_NOT_TRACK: '1' };
  const pages = isDev ? Promise.resolve('made on demand') : progress.step('Pages', (report) => buildDashboard({ ...variables, ...quietly }, report));
  pages.catch(() => undefined); // awaited below; a failure of the database comes first

  const database = await progress.step('Database', async (report) => {
    const keeper = await keepDatabase({
      home,
      externalUrl: env.DATABASE_URL,
      report,
      onReturn: (urlChanged) => {
        progress.note('Postgres had stopped and was started again.');
        if (urlChanged) running.processes.find(({ name }) => name === 'worker')?.restart();
      },
    });
    running.database = keeper;
    await migrate(keeper.url());
    return keeper;
  });
  if (signal.aborted) return;

  const workerEnvironment = () => ({
    ...variables,
    DATABASE_URL: database.url(),
    ALMANAC_HOME: home,
    WORKER_PORT: String(workerPort),
    PUBLIC_URL: url,
  });
  const begin = (name: string, args: string[], cwd: string, environment: () => NodeJS.ProcessEnv) => {
    const logFile = path.join(home, 'logs', `${name}.log`);
    const child = supervise({
      name,
      args,
      cwd,
      environment,
      logFile,
      onStart: (pid) => remains.note(name, pid),
      onCrash: (reason, pauseMs) => progress.note(`The ${name} ended (${reason}); starting it again in ${pauseMs / 1000} s. See ${logFile}`),
    });
    running.processes.push(child);
    return child;
  };
  const worker = begin('worker', ['--import', 'tsx', path.join(programRoot, 'apps/worker/src/main.ts')], programRoot, workerEnvironment);
  if (isDev) restartOnChange(worker, signal);
  const demo = hasDemo ? progress.step('Demo company', () => prepareDemo(database.url(), { home, publicUrl: url })) : Promise.resolve(false);
  demo.catch(() => undefined); // awaited below

  await Promise.all([pages, waitUntilHealthy(`http://127.0.0.1:${workerPort}/api/health`, [worker], signal)]);
  if (signal.aborted) return;
  const dashboard = path.join(programRoot, 'apps/dashboard');
  const script = path.join(programRoot, 'apps/worker/src/supervisor/dashboard-process.mjs');
  begin('dashboard', [script, isDev ? 'dev' : 'start', '-p', String(port)], dashboard, () => ({
    ...variables,
    ...quietly,
    DATABASE_URL: undefined, // the dashboard holds no database credential
    WORKER_URL: `http://127.0.0.1:${workerPort}`,
    PORT: String(port),
  }));
  await progress.step('Dashboard', async () => {
    await waitUntilHealthy(`http://127.0.0.1:${port}/api/health`, running.processes, signal);
    lock.update({ url });
    return signal.aborted ? 'interrupted' : `ready at ${url}`;
  });

  const isDemoThere = await demo;
  for (const wanted of hasDemo ? demoTrainings : []) {
    if (signal.aborted) return;
    await progress.step(wanted.title, async (report) => {
      if (!isDemoThere || (await hasTrained(database.url(), wanted))) return 'there already';
      return trainDemo(wanted, workerEnvironment(), report, signal);
    });
  }
  if (signal.aborted) return;
  progress.note('');
  progress.note(`  Almanac is ready: ${url}`);
  if (isDemoThere) progress.note(`  Demo sign-in:     ${demoUsers[0]?.email}  /  ${DEMO_PASSWORD}`);
  progress.note('  Ctrl-C stops everything.');
}

async function choosePort(wanted: number, progress: Progress): Promise<number> {
  for (let port = wanted; port < wanted + 50; port++) {
    if (!(await isPortFree(port))) continue;
    if (port !== wanted) progress.note(`Port ${wanted} is taken by another program; using ${port}. Choose one with PORT.`);
    return port;
  }
  throw new Error(`Ports ${wanted} to ${wanted + 49} are all taken: choose another with PORT.`);
}

function restartOnChange(worker: SupervisedProcess, signal: AbortSignal): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of ['apps/worker/src', 'libs/data/src', 'libs/models/src']) {
    watch(path.join(programRoot, folder), { recursive: true, signal }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => worker.restart(), 300);
    });
  }
}
