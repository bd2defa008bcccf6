import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { locateBinaries } from './binaries';
import { clusterFolder, ensureCluster, serverEnvironment } from './cluster';
import { serverAccount, type ServerAccount } from './identity';
import { freePort, isPortFree } from './ports';
import { processIdentity, withLock } from './process-lock.mjs';
import { databaseUrl, findRunning, removeRemains, waitUntilReady, type RunningServer } from './running';
import { hasSecrets, loadSecrets } from './secrets';

const DATABASE = 'almanac';
const START_TIMEOUT_MS = 120_000; // recovery after a crash in the middle of a large import
const STOP_TIMEOUT_MS = 30_000;
const LOG_LIMIT_BYTES = 10_000_000;

export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: number;
  /** True when the server was running already, left by a program that was killed or started by another one. */
  readonly adopted: boolean;
  /** Shuts the server down in order; its sessions are ended. */
  stop(): Promise<void>;
  /** Calls back once when the server is gone, for whatever reason. */
  onExit(listener: () => void): void;
}

export interface StartOptions {
  /** The data folder (ALMANAC_HOME). */
  readonly home: string;
  readonly log?: (line: string) => void;
  /** Settings over the defaults below, as `postgres -c`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const defaultSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  maintenance_work_mem: '128MB',
  work_mem: '16MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1', // solid state disks
  jit: 'off', // compiling costs more than these queries take
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

/**
 * Starts the Postgres of a data folder, or takes over the one that runs there. Programs that start together get the same server.
 * @throws Error with the end of the server's log when it does not come up
 */
export async function startPostgres({ home, log = () => undefined, settings = {} }: StartOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  const folder = clusterFolder(home, account);
  const { databasePassword: password } = loadSecrets(home);
  return withLock(path.join(home, 'postgres.lock'), async () => {
    const present = findRunning(folder);
    const running = present ? await adopt(folder, password, present) : await launch(folder, password, account, { home, log, settings });
    await ensureDatabase(running.port, password);
    return handle(running, present !== undefined, databaseUrl(running.port, password, DATABASE));
  });
}

/** Removes the cluster of a data folder whose server is stopped. */
export function removeCluster(home: string): void {
  const folder = clusterFolder(home, serverAccount());
  if (findRunning(folder)) throw new Error(`Postgres is running in ${folder}`);
  fs.rmSync(folder, { recursive: true, force: true });
}

/** The server that runs on a data folder now, without starting one. */
export async function findPostgres(home: string): Promise<EmbeddedPostgres | undefined> {
  if (!hasSecrets(home)) return undefined;
  const folder = clusterFolder(home, serverAccount());
  const present = findRunning(folder);
  if (present === undefined) return undefined;
  const { databasePassword: password } = loadSecrets(home);
  const running = await adopt(folder, password, present);
  return handle(running, true, databaseUrl(running.port, password, DATABASE));
}

function adopt(folder: string, password: string, { identity, pid }: RunningServer): Promise<RunningServer> {
  return waitUntilReady(folder, password, () => processIdentity(pid) === identity, START_TIMEOUT_MS);
}

async function launch(
  folder: string,
  password: string,
  account: ServerAccount | undefined,
  { home, log, settings }: Required<StartOptions>,
): Promise<RunningServer> {
  const binaries = await locateBinaries(account);
  if (await ensureCluster(folder, binaries, password, account)) log(`database created in ${folder}`);
  const logFile = openLog(home);
  try {
    for (let attempt = 1; ; attempt++) {
      const other = findRunning(folder); // begun by a program that was killed before it could tell
      if (other !== undefined) return await adopt(folder, password, other);
      removeRemains(folder);
      const port = attempt === 1 ? await preferredPort(folder) : await freePort();
      const logStart = fs.fstatSync(logFile.descriptor).size;
      const options = Object.entries({ ...defaultSettings, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      // Its own process group: Ctrl-C in a terminal must reach it last, and only through us.
      const child = spawn(path.join(binaries, 'bin', 'postgres'), ['-D', folder, '-p', String(port), ...options], {
        ...account,
        cwd: '/',
        env: serverEnvironment(),
        detached: true,
        stdio: ['ignore', logFile.descriptor, logFile.descriptor],
      });
      let isAlive = true;
      child.once('exit', () => (isAlive = false)).once('error', () => (isAlive = false));
      child.unref();
      try {
        return await waitUntilReady(folder, password, () => isAlive, START_TIMEOUT_MS);
      } catch (cause) {
        const said = fs.readFileSync(logFile.path, 'utf8').slice(logStart).trim();
        if (isAlive) child.kill('SIGQUIT');
        // Another program took the port, the last server's children are still going, or one has just begun: all pass.
        if (attempt >= 20 || !/could not bind|shared memory block|could not create any TCP|lock file "postmaster.pid"/.test(said)) {
          throw new Error(`Postgres did not start: ${said.split('\n').slice(-5).join(' | ') || (cause as Error).message}`, { cause });
        }
        await delay(500);
      }
    }
  } finally {
    fs.closeSync(logFile.descriptor);
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = postgres(databaseUrl(port, password, 'postgres'), { max: 1, onnotice: () => undefined });
  try {
    const found = await client`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await client`create database ${client(DATABASE)}`;
  } finally {
    await client.end({ timeout: 5 });
  }
}

function handle({ pid, identity }: RunningServer, adopted: boolean, url: string): EmbeddedPostgres {
  const isAlive = () => processIdentity(pid) === identity;
  const waitForExit = async (limitMs: number) => {
    const deadline = performance.now() + limitMs;
    while (isAlive() && performance.now() < deadline) await delay(20);
    return !isAlive();
  };
  return {
    url,
    pid,
    adopted,
    stop: async () => {
      for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
        if (!isAlive()) return;
        process.kill(pid, signal);
        if (await waitForExit(STOP_TIMEOUT_MS)) return;
      }
      throw new Error(`Postgres (process ${pid}) does not stop`);
    },
    onExit: (listener) => {
      const timer = setInterval(() => {
        if (isAlive()) return;
        clearInterval(timer);
        listener();
      }, 250);
      timer.unref();
    },
  };
}

function openLog(home: string): { path: string; descriptor: number } {
  const file = path.join(home, 'logs', 'postgres.log');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) fs.renameSync(file, `${file}.1`);
  return { path: file, descriptor: fs.openSync(file, 'a+', 0o600) };
}

/** The port of the last start when it is free, so that clients of a server that died find the next one. */
async function preferredPort(folder: string): Promise<number> {
  const options = path.join(folder, 'postmaster.opts');
  const port = fs.existsSync(options) ? Number(/"-p" "(\d+)"/.exec(fs.readFileSync(options, 'utf8'))?.[1]) : Number.NaN;
  return port > 0 && (await isPortFree(port, '127.0.0.1')) ? port : freePort();
}
